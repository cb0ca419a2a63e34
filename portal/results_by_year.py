"""What came of the actions, year by year and axis by axis: the numbers are those of the lists they lead to."""

from itertools import accumulate
from typing import NamedTuple

from django.db.models import Value
from django.http import QueryDict

from axes.models import Axis
from missions.filters import KnownResult
from missions.lists import ACTION_LIST
from portal.accountability.counted import list_query
from portal.accountability.years import Figure
from records.listing.counting import COUNT_COLUMNS, read_at_once

# Years shown at most, the latest.
YEARS_DRAWN = 8


class AxisPart(NamedTuple):
    """What an axis has in a year: where its part of the bar begins, and the actions with a known result."""

    axis: Axis
    begins: int
    figure: Figure


class ResultYear(NamedTuple):
    """A year, the parts of the axes, and how many actions with a known result they make."""

    year: int
    parts: list[AxisPart]

    @property
    def total(self):
        """The number of its actions with a known result, over the axes."""
        return sum(part.figure.number for part in self.parts)


class ResultsByYear(NamedTuple):
    """The last years in which something came of actions, the latest first."""

    axes: list[Axis]
    years: list[ResultYear]

    @property
    def fullest(self):
        """The ResultYear that has the most; the latest of them. None without any."""
        return max(self.years, key=lambda each: each.total, default=None)


def results_by_year(axes, user, today):
    """Return the ResultsByYear of what `user` may read on `today` (a date), under `axes`: one statement."""
    numbers = _count(axes, user, today)
    years = sorted({year for counted in numbers.values() for year in counted if year <= today.year}, reverse=True)
    return ResultsByYear(axes, [_year(year, axes, numbers) for year in years[:YEARS_DRAWN]])


def _count(axes, user, today):
    """Return {key of the axis: {year: number of its actions with a known result}}, as the facet of years counts."""
    narrowed = ACTION_LIST.narrow_for(QueryDict(f"resultat={KnownResult.KNOWN.value}"), user, today)
    facet, rows = narrowed.filters["annee"], {axis.pk: [] for axis in axes}
    queries = [
        query.values_list(Value(axis.pk), *COUNT_COLUMNS[1:])
        for axis in axes
        for query in facet.counts(narrowed.qs.filter(axis=axis))
    ]
    for axis, *row in read_at_once(queries):
        rows[axis].append(row)
    return {axis: {option.key: number for option, number in facet.sum_counts(found)} for axis, found in rows.items()}


def _year(year, axes, numbers):
    counts = [numbers[axis.pk].get(year, 0) for axis in axes]
    figures = [
        Figure(number, list_query(resultat=KnownResult.KNOWN, axe=axis.slug, annee=year))
        for axis, number in zip(axes, counts, strict=True)
    ]
    return ResultYear(year, list(map(AxisPart, axes, accumulate(counts, initial=0), figures)))
