"""The tables of the accounting that are files too."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from missions.models import Direction
from portal.accountability.exports import COMMITMENTS_DATASET, COUNTRIES_DATASET, MISSIONS_DATASET, YEARS_DATASET
from portal.accountability.summary import summarize
from portal.accountability.work import commitment_lines, work_by_year
from records.listing.columns import Dataset
from records.words.said import Said


class AccountTable(NamedTuple):
    """A table of the accounting: its title, its columns, its rows on a day."""

    title: Said
    dataset: Dataset
    rows: Callable[[dt.date], Iterable[Any]]


class CountryYear(NamedTuple):
    """How many missions of one direction there were with a country in a year."""

    name: str
    direction: str
    year: int | None
    missions: int


def country_years(today: dt.date) -> list[CountryYear]:
    """Return the CountryYears of the trips, then those of the delegations received."""
    summary = summarize(today)
    return [
        CountryYear(line.name, str(direction.label), cell.year, cell.missions.number)
        for direction, balance in ((Direction.OUT, summary.outward), (Direction.IN, summary.inward))
        for line in balance.lines
        for cell in line.cells
    ]


# By their name in addresses.
TABLES = {
    "missions": AccountTable(_("Missions, année par année"), MISSIONS_DATASET, lambda today: summarize(today).years),
    "annees": AccountTable(_("Actions, résultats, ententes et partenaires"), YEARS_DATASET, work_by_year),
    "engagements": AccountTable(_("Engagements, domaines nommés et statuts"), COMMITMENTS_DATASET, commitment_lines),
    "pays": AccountTable(_("Missions par pays et par année"), COUNTRIES_DATASET, country_years),
}
