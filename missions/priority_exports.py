"""The columns of the priorities: what the City puts first, its rank, why, and from when to when."""

from django.utils.translation import gettext_lazy as _

from missions.models import PriorityKind
from records.listing.columns import NEVER_TOLD, Column, Dataset, where_shown
from records.listing.record_columns import (
    CHOICE,
    CONFIDENCE_COLUMN,
    DATE,
    NOTE_COLUMN,
    NUMBER,
    PAGE_COLUMN,
    SOURCES_COLUMN,
    STATUS_COLUMN,
    TEXT,
)

PRIORITY_COLUMNS = [
    Column("titre", _("Priorité"), TEXT, _("La priorité, en quelques mots."), "title"),
    PAGE_COLUMN,
    STATUS_COLUMN,
    Column("axe", _("Axe"), TEXT, _("L’axe de la Vision sous lequel elle a son rang."), "axis.name"),
    Column("nature", _("Nature"), CHOICE, _("Ce que la priorité nomme."), "kind", PriorityKind),
    Column("rang", _("Rang"), NUMBER, _("Son rang parmi celles de même nature et de même début."), "position"),
    Column("rang_dans", _("Rang dans"), TEXT, _("Le champ ou le thème dans lequel elle a son rang."), "within.name"),
    Column("pays", _("Pays"), TEXT, _("Le pays nommé."), "country_label", fields=("country",)),
    Column("region", _("Région"), TEXT, _("La région nommée."), "region"),
    Column(
        "partenaire",
        _("Partenaire"),
        TEXT,
        _("La ville, l’organisation ou le forum nommé."),
        where_shown("partner_is_shown", "partner.name"),
        fields=("partner",),
    ),
    Column("theme", _("Thème"), TEXT, _("Le champ ou le thème nommé."), "theme.name"),
    Column(
        "action",
        _("Action"),
        TEXT,
        _("L’action nommée."),
        where_shown("action_is_shown", "action.title"),
        fields=("action",),
    ),
    Column("pourquoi", _("Pourquoi"), TEXT, _("Pourquoi la Ville la met en priorité."), "reason"),
    Column("debut", _("Début"), DATE, _("Depuis quand elle est une priorité."), "starts_on"),
    Column("fin", _("Fin"), DATE, _("Jusqu’à quand, si une fin est dite."), "ends_on"),
    CONFIDENCE_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
PRIORITY_DATASET = Dataset("priorites", PRIORITY_COLUMNS, NEVER_TOLD)
