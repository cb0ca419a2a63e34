"""The public accounting: the page of all the missions, and the disclosure of each quarter."""

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from missions.models import Direction
from portal.accountability import Disclosure, disclosure_of, matrix_of, summarize
from portal.accountability.exports import (
    COMMITMENTS_DATASET,
    COUNTRIES_DATASET,
    DISCLOSURE_DATASET,
    MISSIONS_DATASET,
    YEARS_DATASET,
)
from portal.accountability.work import commitment_lines, work_by_year
from records.listing.export import stream_csv


def accountability(request):
    """Show the accounting of the missions: how many, where, at what cost, what is late, what was corrected."""
    today = timezone.localdate()
    summary = summarize(today)
    drawn = {"outward": matrix_of(summary.outward), "inward": matrix_of(summary.inward)}
    work = {"works": work_by_year(today), "commitments": commitment_lines(today)}
    return render(request, "accountability/summary.html", {"accounts": summary, "today": today, **work, **drawn})


def table(request, name):
    """Give one of the tables of the accounting as a CSV file: years, commitments or countries."""
    dataset, rows = TABLES[name]
    rows = rows(timezone.localdate())
    return stream_csv(dataset.columns, rows, f"{dataset.name}.csv", request.build_absolute_uri)


def _countries(today):
    """Return the CountryYears of both directions (a list)."""
    summary = summarize(today)
    return [
        CountryYear(line.name, str(direction.label), cell.year, cell.missions.number)
        for direction, balance in ((Direction.OUT, summary.outward), (Direction.IN, summary.inward))
        for line in balance.lines
        for cell in line.cells
    ]


class CountryYear(NamedTuple):
    """How many missions of one direction there were with a country in a year."""

    name: str
    direction: str
    year: int | None
    missions: int


TABLES = {
    "missions": (MISSIONS_DATASET, lambda today: summarize(today).years),
    "annees": (YEARS_DATASET, work_by_year),
    "engagements": (COMMITMENTS_DATASET, commitment_lines),
    "pays": (COUNTRIES_DATASET, _countries),
}


def disclosure(request, quarter):
    """Show what trips back in a quarter cost, in the fields of the rule."""
    return render(request, "accountability/disclosure.html", {"disclosure": _disclosure_or_404(quarter)})


def disclosure_export(request, quarter):
    """Give the rows of the disclosure of a quarter as a CSV file."""
    rows = _disclosure_or_404(quarter).rows
    filename = f"{DISCLOSURE_DATASET.name}-{quarter}.csv"
    return stream_csv(DISCLOSURE_DATASET.columns, rows, filename, request.build_absolute_uri)


def _disclosure_or_404(quarter) -> Disclosure:
    """Return the Disclosure of a Quarter; raise Http404 for one to come, or before the register begins."""
    found = disclosure_of(quarter, timezone.localdate())
    if found is None:
        raise Http404
    return found
