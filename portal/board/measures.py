"""What the table of the board counts, and by what: the lists it reads, and what is asked of it in an address."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from missions.filters import KnownResult
from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST
from missions.models.stage import HELD_STAGES
from portal.accountability.counted import list_query
from records.listing.filterset import FacetedFilterSet
from records.listing.listing import PUBLIC_READING, READ_AS, Listing
from records.words.said import Said
from records.words.typed import IS_YEAR

PAYER, OF_YEAR = "payeur", "annee"
COUNTED, IN_ROWS, IN_COLUMNS, DRAFTS = "valeur", "rangees", "colonnes", "brouillons"


class PivotMeasure(NamedTuple):
    """What is counted: its label, the list of its rows and its route, what is always asked of it.

    `sums_money`: whether what was declared for the rows is told, beside how many they are.
    """

    label: Said
    listing: Listing
    route: str
    asked: dict[str, Any]
    sums_money: bool = False

    def dimensions(self) -> list[str]:
        """Return the names of DIMENSIONS by which it can be counted: the facets of its list.

        What the City declared is not cut by payer: what others pay is not in it.
        """
        known = [name for name in DIMENSIONS if name in self.listing.filterset.base_filters]
        return [name for name in known if not (self.sums_money and name == PAYER)]


# By their name in addresses; the first is the default.
MEASURES = {
    "actions": PivotMeasure(_("Actions"), ACTION_LIST, "missions:actions", {}),
    "avec-resultat": PivotMeasure(
        _("Actions avec un résultat"), ACTION_LIST, "missions:actions", {"resultat": KnownResult.KNOWN.value}
    ),
    "resultats": PivotMeasure(_("Résultats"), OUTCOME_LIST, "missions:results", {}),
    "missions": PivotMeasure(_("Missions tenues"), MISSION_LIST, "missions:list", {"statut": HELD_STAGES}),
    "dollars": PivotMeasure(
        _("Dollars déclarés des missions tenues"), MISSION_LIST, "missions:list", {"statut": HELD_STAGES}, True
    ),
}
# The facets by which one counts, by their name in addresses.
DIMENSIONS = {
    "axe": _("Axe"),
    "partenaire": _("Partenaire"),
    "pays": _("Pays"),
    "region": _("Région du monde"),
    "theme": _("Thème"),
    OF_YEAR: _("Année"),
    "service": _("Service"),
    "nature": _("Nature"),
    PAYER: _("Qui paie"),
}


class Question(NamedTuple):
    """What is asked of the table: what is counted, in rows and in columns by what (empty: none), drafts or not.

    `year`: the only one counted, or empty.
    """

    value: str
    rows: str
    columns: str
    drafts: bool = False
    year: str = ""

    @property
    def measure(self) -> PivotMeasure:
        """The PivotMeasure it counts."""
        return MEASURES[self.value]

    @property
    def query(self) -> str:
        """The query string of the board that asks it."""
        asked = {COUNTED: self.value, IN_ROWS: self.rows, IN_COLUMNS: self.columns or NO_COLUMN}
        return list_query(
            **asked, **({DRAFTS: "1"} if self.drafts else {}), **({OF_YEAR: self.year} if self.year else {})
        )

    @property
    def row_label(self) -> Said:
        """What its rows are."""
        return DIMENSIONS[self.rows]

    @property
    def column_label(self) -> Said:
        """What its columns are; empty without any."""
        return DIMENSIONS.get(self.columns, "")

    @property
    def kept(self) -> dict[str, Any]:
        """What is asked of the list whatever the cell."""
        return {**self.measure.asked, **({OF_YEAR: self.year} if self.year else {})}

    def narrow(self, user: Any, today: dt.date, **asked: Any) -> FacetedFilterSet:
        """Return the FacetedFilterSet of the list counted, for `user` on `today`, narrowed by {facet: values} too."""
        data = QueryDict(list_query(**self.kept, **asked).removeprefix("?"))
        return self.measure.listing.narrow_for(data, user, today)

    def address(self, **asked: Any) -> str:
        """Return the address of the list that shows what a number counts: {facet: value} beside what it asks."""
        reading = {} if self.drafts else {READ_AS: PUBLIC_READING}
        return reverse(self.measure.route) + list_query(**self.kept, **asked, **reading)


NO_COLUMN = "aucune"


def read_question(data: Mapping[str, str]) -> tuple[Question, list[Said]]:
    """Return the Question of a query string, and the labels of what it asks that its list cannot tell.

    What is unknown or untold gives way to the default: actions by axis and by year. A table by year keeps every year.
    """
    value = data.get(COUNTED, "")
    value = value if value in MEASURES else next(iter(MEASURES))
    known = MEASURES[value].dimensions()
    rows, columns = data.get(IN_ROWS, "axe"), data.get(IN_COLUMNS, "annee")
    untold: list[Said] = [DIMENSIONS[name] for name in (rows, columns) if name in DIMENSIONS and name not in known]
    rows = rows if rows in known else "axe"
    columns = columns if columns in known and columns != rows else ""
    typed = data.get(OF_YEAR, "")
    year = typed if IS_YEAR(typed) and OF_YEAR not in (rows, columns) else ""
    return Question(value, rows, columns, data.get(DRAFTS) == "1", year), untold
