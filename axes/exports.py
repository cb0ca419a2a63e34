"""The columns of axes, of commitments, of indicators and of themes."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from axes.models import CommitmentKind
from records.listing.columns import NEVER_TOLD, Column, Dataset, names_of
from records.listing.record_columns import (
    ADDRESS,
    CHOICE,
    CONFIDENCE_COLUMN,
    DATE,
    LIST,
    NOTE_COLUMN,
    NUMBER,
    PAGE_COLUMN,
    SOURCES_COLUMN,
    STATUS_COLUMN,
    TEXT,
)

RANK_COLUMN = Column("rang", _("Rang"), NUMBER, _("La place dans l’ordre."), "position")

AXIS_COLUMNS = [
    Column("nom", _("Axe"), TEXT, _("Le nom de l’axe."), "name"),
    Column("nom_court", _("Nom court"), TEXT, _("Le nom de l’axe là où la place manque."), "short_label"),
    PAGE_COLUMN,
    STATUS_COLUMN,
    RANK_COLUMN,
    Column("intention", _("Intention"), TEXT, _("Ce que la Ville veut y faire."), "intent"),
    Column("raison_d_etre", _("Raison d’être"), TEXT, _("Pourquoi cet axe."), "rationale"),
    Column("themes", _("Thèmes"), LIST, _("Les thèmes qu’il touche."), names_of("themes")),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
COMMITMENT_COLUMNS = [
    Column("texte", _("Engagement"), TEXT, _("Ce que la Ville promet, nomme ou met en valeur."), "text"),
    Column("axe", _("Axe"), TEXT, _("L’axe de la Vision dont il relève."), "axis.name"),
    Column("nature", _("Nature"), CHOICE, _("À quel point il engage la Ville."), "kind", CommitmentKind),
    RANK_COLUMN,
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
MEASURE_COLUMNS = [
    Column("mesuree_le", _("Mesurée le"), DATE, _("Le jour de la mesure."), "measured_on"),
    Column("valeur", _("Valeur"), NUMBER, _("La valeur mesurée ce jour-là."), "value"),
    Column("preuve", _("Preuve"), ADDRESS, _("L’adresse de la page qui donne la valeur."), "evidence.url"),
]
INDICATOR_COLUMNS = [
    Column("indicateur", _("Indicateur"), TEXT, _("Ce qui est mesuré."), "name"),
    PAGE_COLUMN,
    STATUS_COLUMN,
    Column("axe", _("Axe"), TEXT, _("L’axe de l’engagement."), "axis.name"),
    Column("engagement", _("Engagement"), TEXT, _("L’engagement qu’il mesure."), "commitment.text"),
    Column("unite", _("Unité"), TEXT, _("L’unité des valeurs."), "unit"),
    Column("depart", _("Valeur de départ"), NUMBER, _("La valeur d’où l’on part."), "baseline"),
    Column("depart_le", _("Départ le"), DATE, _("Le jour de la valeur de départ."), "baseline_on"),
    Column("cible", _("Cible"), NUMBER, _("La valeur à atteindre."), "target"),
    Column("cible_le", _("Cible le"), DATE, _("Le jour où la cible doit être atteinte."), "target_on"),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
THEME_COLUMNS = [
    Column("nom", _("Thème"), TEXT, _("Le nom du thème."), "name"),
    Column("axes", _("Axes"), LIST, _("Les axes de la Vision qu’il sert."), names_of("axes"), fields=("axes",)),
    Column(
        "nomme_dans_la_vision",
        _("Nommé dans la Vision"),
        TEXT,
        _("« oui » là où la Vision le nomme."),
        lambda theme: gettext("oui") if theme.named_in_vision else "",
        fields=("named_in_vision",),
    ),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]

# Of what goes online with its axis, or is a plain list: it has no publication of its own.
_WITHOUT_PUBLICATION = {
    **{name: reason for name, reason in NEVER_TOLD.items() if name not in ("published_on", "review_comment")},
    "slug": "the word that the lists are filtered by, not a fact",
}

AXIS_DATASET = Dataset("axes", AXIS_COLUMNS, {**NEVER_TOLD, "vision": "there is one Vision, and every axis is of it"})
INDICATOR_DATASET = Dataset("indicateurs", INDICATOR_COLUMNS, NEVER_TOLD)
COMMITMENT_DATASET = Dataset("engagements", COMMITMENT_COLUMNS, _WITHOUT_PUBLICATION)
THEME_DATASET = Dataset("themes", THEME_COLUMNS, _WITHOUT_PUBLICATION)
