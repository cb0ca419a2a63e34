"""What came of what is done, year by year and axis by axis: the numbers are those of the lists they lead to."""

from functools import cached_property

from django.db.models import Value
from django.http import QueryDict

from axes.models import Axis
from missions.filters import KnownResult
from missions.lists import ACTION_LIST
from records.charts.columns import Amount, draw_columns
from records.listing.choices import UNKNOWN_YEAR
from records.listing.counting import COUNT_COLUMNS, read_at_once

# What stands for all axes together among their keys.
ALL_AXES = 0


class ResultsByYear:
    """The rows of a list by year and by axis, each number with the query of the list that gives as many.

    `years`: (year, how many rows, an Amount for each axis) of every year that has some, the latest first. A row of
    several axes is in the Amount of each, and once in the number; one of several years is in each.
    """

    def __init__(self, axes, narrowed, numbers):
        """Take the axes (a list), the FacetedFilterSet, and {key of an axis, or ALL_AXES: {year: number}}."""
        self.axes = axes
        whole = dict(numbers[ALL_AXES])
        undated = whole.pop(UNKNOWN_YEAR, 0)
        self.undated = Amount("", undated, narrowed.query_with(annee=UNKNOWN_YEAR)) if undated else None
        self.years = [
            (year, whole[year], [self._amount(axis, year, numbers, narrowed) for axis in axes])
            for year in sorted(whole, reverse=True)
            if year <= narrowed.today.year
        ]

    @staticmethod
    def _amount(axis, year, numbers, narrowed):
        number = numbers.get(axis.pk, {}).get(year, 0)
        return Amount(axis.slug, number, narrowed.query_with(axe=axis.slug, annee=year))

    @property
    def numbers(self):
        """{year: how many rows}."""
        return {year: number for year, number, _amounts in self.years}

    @cached_property
    def stacked(self):
        """The ColumnChart whose columns have a part for each axis: true where a row is of one axis alone."""
        return draw_columns([(year, amounts) for year, _number, amounts in self.years])

    @cached_property
    def side_by_side(self):
        """A ColumnChart for each axis, all to one scale: (axis, chart) pairs (a list)."""
        most = max((amount.number for _year, _number, amounts in self.years for amount in amounts), default=0)
        drawn = [
            (axis, draw_columns([(year, [amounts[place]]) for year, _number, amounts in self.years], most))
            for place, axis in enumerate(self.axes)
        ]
        return [(axis, chart) for axis, chart in drawn if chart.most]


def actions_with_results(axes, user, today):
    """Return the ResultsByYear of the actions with a known result that `user` may read on `today` (a date)."""
    asked = QueryDict(f"resultat={KnownResult.KNOWN.value}")
    return results_by_year(ACTION_LIST.narrow_for(asked, user, today), list(axes))


def results_of(narrowed):
    """Return the ResultsByYear of the rows of an OutcomeFilter, under the axes its reader may read, or has chosen."""
    axes = Axis.objects.visible_to(narrowed.user, narrowed.today)
    chosen = [option.key for option in narrowed.chosen["axe"]]
    return results_by_year(narrowed, list(axes.filter(pk__in=chosen) if chosen else axes))


def results_by_year(narrowed, axes):
    """Return the ResultsByYear of the rows of a FacetedFilterSet with facets `axe` and `annee`: one statement."""
    facet, of_axis = narrowed.filters["annee"], narrowed.filters["axe"]
    rows = {axis.pk: [] for axis in axes} | {ALL_AXES: []}
    queries = [
        query.values_list(Value(key), *COUNT_COLUMNS[1:])
        for key in rows
        for query in facet.counts(of_axis.narrow(narrowed.qs, [key]) if key else narrowed.qs)
    ]
    for key, *row in read_at_once(queries):
        rows[key].append(row)
    numbers = {key: {option.key: number for option, number in facet.sum_counts(found)} for key, found in rows.items()}
    return ResultsByYear(axes, narrowed, numbers)
