"""The columns of the datasets that no list has: the parts of missions, what the Vision promises, themes, sources."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from axes.models import CommitmentKind
from missions.documents.access_columns import (
    COST_COLUMNS,
    OBJECTIVE_COLUMNS,
    OUTCOME_COLUMNS,
    PARTICIPANT_COLUMNS,
    STOP_COLUMNS,
)
from portal.accountability.exports import DISCLOSURE_COLUMNS
from portal.accountability.quarters import return_quarter
from records.listing.columns import Column, names_of
from records.listing.record_columns import (
    ADDRESS,
    CHOICE,
    CONFIDENCE_COLUMN,
    LIST,
    NOTE_COLUMN,
    NUMBER,
    PAGE_COLUMN,
    SOURCES_COLUMN,
    TEXT,
)
from records.words.languages import in_language


def _of_mission(row):
    return row.mission


def _subject(row):
    """Return what an outcome came of: its mission, or else its action."""
    return row.mission or row.action


def _quarter_of_row(row):
    """Return the Quarter in which the trip of a DisclosureRow came back."""
    return return_quarter(row.mission.starts_on, row.mission.ends_on, row.mission.date_precision)


def subject_columns(subject):
    """Return the Columns that say what a row is a part of, by `subject`, a function of the row."""
    return [
        Column(
            "reference_de_la_fiche",
            _("Référence de la fiche"),
            TEXT,
            _("La référence de la fiche dont c’est une partie\u00a0: elle relie les fichiers entre eux."),
            lambda row: subject(row).reference,
        ),
        Column(
            "titre_de_la_fiche",
            _("Titre de la fiche"),
            TEXT,
            _("Le titre de la fiche dont c’est une partie."),
            lambda row: in_language(subject(row), "title")[0],
        ),
        PAGE_COLUMN._replace(source=lambda row: subject(row).get_absolute_url()),
    ]


MISSION_OF_PART = subject_columns(_of_mission)

PLACE_COLUMNS = [
    Column("code_du_pays", _("Code du pays"), TEXT, _("Le code ISO 3166 du pays, à deux lettres."), "place.country"),
    Column(
        "latitude", _("Latitude"), NUMBER, _("La latitude, en degrés, du nord si elle est positive."), "place.latitude"
    ),
    Column(
        "longitude",
        _("Longitude"),
        NUMBER,
        _("La longitude, en degrés, de l’est si elle est positive."),
        "place.longitude",
    ),
    Column("geonames", _("Numéro GeoNames"), NUMBER, _("Le numéro du lieu chez GeoNames."), "place.geonames_id"),
]
OPEN_STOPS = [*MISSION_OF_PART, *STOP_COLUMNS, *PLACE_COLUMNS]
OPEN_PARTICIPANTS = [*MISSION_OF_PART, *PARTICIPANT_COLUMNS]
OPEN_OBJECTIVES = [*MISSION_OF_PART, *OBJECTIVE_COLUMNS]
OPEN_OUTCOMES = [*subject_columns(_subject), *OUTCOME_COLUMNS]

CORRECTED_COLUMN = Column(
    "reference_corrigee",
    _("Référence corrigée"),
    TEXT,
    _("La référence du montant que celui-ci corrige\u00a0: le montant corrigé ne compte plus."),
    "corrects.reference",
)
PERSON_COLUMN = Column(
    "personne",
    _("Personne"),
    TEXT,
    _("La fonction de la personne, si le montant est celui d’une seule."),
    "participant.function",
)
OPEN_COSTS = [COST_COLUMNS[0], *MISSION_OF_PART, *COST_COLUMNS[1:], CORRECTED_COLUMN, PERSON_COLUMN]

OPEN_COMMITMENTS = [
    Column("texte", _("Texte"), TEXT, _("Ce que la Ville promet, nomme ou met en valeur."), "text"),
    Column("nature", _("Nature"), CHOICE, _("Ce que c’est dans la Vision."), "kind", CommitmentKind),
    Column("axe", _("Axe"), TEXT, _("L’axe de la Vision où il se trouve."), "axis.name"),
    Column("rang", _("Rang"), NUMBER, _("La place dans l’ordre."), "position"),
    Column(
        "actions",
        _("Actions"),
        ADDRESS,
        _("L’adresse de la liste des actions qui le servent."),
        lambda row: f"{reverse('missions:actions')}?engagement={row.slug}",
    ),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
OPEN_THEMES = [
    Column("nom", _("Thème"), TEXT, _("Le nom du thème."), "name"),
    Column("axes", _("Axes"), LIST, _("Les axes de la Vision où il se range."), names_of("shown_axes")),
    Column(
        "nomme_dans_la_vision",
        _("Nommé dans la Vision"),
        TEXT,
        _("« oui » là où la Vision le nomme."),
        lambda row: gettext("oui") if row.named_in_vision else "",
    ),
    Column(
        "actions",
        _("Actions"),
        ADDRESS,
        _("L’adresse de la liste des actions qui le touchent."),
        lambda row: f"{reverse('missions:actions')}?theme={row.slug}",
    ),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
OPEN_DISCLOSURES = [
    Column("trimestre", _("Trimestre"), TEXT, _("Le trimestre du retour\u00a0: 2022-T4."), _quarter_of_row),
    *DISCLOSURE_COLUMNS,
]
