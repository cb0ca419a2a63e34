"""The number of rows of a list, and of each value of its facets: one statement counts them all."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from records.listing.facets import NO_LABEL, Facet, count_by
from records.listing.options import Counted, Option, Panel, sort_options
from records.page_cache.fragments import keep

# Values shown of a facet at most: those chosen, then the most frequent.
VALUES_SHOWN = 100
WHOLE = ""
COUNT_COLUMNS = ("facet_name", "facet_value", "facet_label", "facet_rank", "facet_count")


class FacetCounts:
    """The total of a FacetedFilterSet, and the counts of its facets: of those of these `names` alone, where given."""

    def __init__(self, narrowed: Any, names: tuple[str, ...] | None = None) -> None:
        self.narrowed = narrowed
        facets = {name: each for name, each in narrowed.filters.items() if isinstance(each, Facet)}
        self.facets = facets if names is None else {name: facets[name] for name in names if name in facets}
        # What tells these counts from the others of the same list.
        self._kept_name = "counts" if names is None else " ".join(["counts of", *names])

    @property
    def total(self) -> int:
        """Number of rows that match all that is chosen."""
        return self._counts[WHOLE]

    def number_of(self, name: str, value: str) -> int:
        """Return the number of rows that the value `value` of the facet `name` would give, alone in its facet."""
        return sum(number for option, number in self.numbers_of(name) if option.value == value)

    def numbers_of(self, name: str) -> list[tuple[Option, int]]:
        """Return an (Option, number of rows it would give) pair for each value of the facet `name`, none left out.

        Empty where the list has no such facet, or where it is not counted.
        """
        found: list[tuple[Option, int]] = self._counts.get(name, [])
        return found

    @property
    def panels(self) -> list[Panel]:
        """A Panel for each facet; unless chosen, values without any row are left out, and one that every row bears."""
        return [self._panel(name, facet) for name, facet in self.facets.items()]

    def _panel(self, name: str, facet: Facet) -> Panel:
        values = self._telling(self._values(name))
        if facet.switch:
            offered = [each for each in values if each.is_chosen or each.option.value == facet.switch]
            return Panel(name, facet.label, offered, is_open=True, is_cut=False, is_switch=True)
        ranks = sorted(range(len(values)), key=lambda n: (values[n].is_chosen, values[n].count), reverse=True)
        shown = [values[n] for n in sorted(ranks[:VALUES_SHOWN])]
        return Panel(name, facet.label, shown, bool(self.narrowed.chosen[name]), len(shown) < len(values))

    def _telling(self, values: list[Counted]) -> list[Counted]:
        """Return the values to offer: none where the only one is not chosen and would narrow nothing."""
        is_idle = len(values) == 1 and not values[0].is_chosen and values[0].count == self.total
        return [] if is_idle else values

    def _values(self, name: str) -> list[Counted]:
        chosen = {option.value: option for option in self.narrowed.chosen[name]}
        counted = self._counts[name]
        absent = chosen.keys() - {option.value for option, _number in counted}
        if absent:
            counted = sort_options([*counted, *((chosen[value], 0) for value in absent)])
        return [Counted(option, number, option.value in chosen) for option, number in counted]

    @cached_property
    def _counts(self) -> dict[str, Any]:
        """Result of `_count`, kept until the content changes."""
        return keep(self._kept_name, self.narrowed.kept_as, self._count)

    def _count(self) -> dict[str, Any]:
        """Return {name of the facet: list of (Option, number of rows), sorted; WHOLE: total number of rows}."""
        narrowed = self.narrowed
        queries = [count_by(WHOLE, narrowed.qs, NO_LABEL)]
        for name, facet in self.facets.items():
            queries += facet.counts(narrowed.filter_queryset(narrowed.queryset.all(), ignoring=name))
        rows: dict[str, list[Any]] = {name: [] for name in [WHOLE, *self.facets]}
        for name, *row in read_at_once([query.values_list(*COUNT_COLUMNS) for query in queries]):
            rows[name].append(row)
        total = sum(number for *_others, number in rows.pop(WHOLE))
        counted = {name: sort_options(self.facets[name].sum_counts(found)) for name, found in rows.items()}
        return {WHOLE: total, **counted}


def read_at_once(queries: list[QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of all the queries, in one statement: their UNION ALL."""
    return list(queries[0].union(*queries[1:], all=True)) if queries else []
