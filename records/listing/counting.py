"""How many rows each value of the facets of a list would give, and how many answer: one statement for all."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language

from records.listing.facets import NO_LABEL, Facet, WordsFilter
from records.listing.options import Counted, Panel, sort_options
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache

# A facet shows no more values than this: the most frequent, and those chosen.
VALUES_SHOWN = 100
# How many lists a process remembers the counts of, and how many choices such a list may have.
LISTS_REMEMBERED = 100
CHOICES_REMEMBERED = 3
COUNTS = VersionedCache(LISTS_REMEMBERED, CONTENT_VERSION.edition)
WHOLE = ""
COUNT_COLUMNS = ("facet_name", "facet_value", "facet_label", "facet_rank", "facet_count")


class FacetCounts:
    """The counts of a FacetedFilterSet."""

    def __init__(self, narrowed: Any) -> None:
        self.narrowed = narrowed
        self.facets = {name: each for name, each in narrowed.filters.items() if isinstance(each, Facet)}

    @property
    def total(self) -> int:
        """The number of rows that answer."""
        return self._counts[WHOLE]

    @property
    def panels(self) -> list[Panel]:
        """The facets as a page shows them (a list): values that give nothing are left out unless chosen."""
        return [self._panel(name, facet) for name, facet in self.facets.items()]

    def _panel(self, name: str, facet: Facet) -> Panel:
        values = self._values(name)
        ranks = sorted(range(len(values)), key=lambda n: (values[n].is_chosen, values[n].count), reverse=True)
        shown = [values[n] for n in sorted(ranks[:VALUES_SHOWN])]
        return Panel(name, facet.label, shown, bool(self.narrowed.chosen[name]), len(shown) < len(values))

    def _values(self, name: str) -> list[Counted]:
        chosen = {option.value: option for option in self.narrowed.chosen[name]}
        counted = self._counts[name]
        absent = chosen.keys() - {option.value for option, _number in counted}
        if absent:
            counted = sort_options([*counted, *((chosen[value], 0) for value in absent)])
        return [Counted(option, number, option.value in chosen) for option, number in counted]

    @cached_property
    def _counts(self) -> dict[str, Any]:
        """What `_count` gives; remembered while the content stands still, for readers who are not signed in."""
        narrowed, choices = self.narrowed, self.narrowed.choices
        searches = any(isinstance(narrowed.filters[name], WordsFilter) for name, _option in choices)
        if narrowed.user.is_authenticated or searches or len(choices) > CHOICES_REMEMBERED:
            return self._count()
        return COUNTS.recall((type(narrowed), get_language(), narrowed.today, *choices), self._count)

    def _count(self) -> dict[str, Any]:
        """Return {name of the facet: (Option, number) pairs in order}, and the total as WHOLE: one statement."""
        narrowed = self.narrowed
        queries = [Facet(field_name=WHOLE).count(narrowed.qs, NO_LABEL)]
        for name, facet in self.facets.items():
            queries += facet.counts(narrowed.filter_queryset(narrowed.queryset.all(), ignoring=name))
        rows: dict[str, list[Any]] = {name: [] for name in [WHOLE, *self.facets]}
        for name, *row in read_at_once([query.values_list(*COUNT_COLUMNS) for query in queries]):
            rows[name].append(row)
        total = sum(number for *_others, number in rows.pop(WHOLE))
        counted = {name: sort_options(self.facets[name].sum_counts(found)) for name, found in rows.items()}
        return {WHOLE: total, **counted}


def read_at_once(queries: list[QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of several queries (a list), in one statement."""
    return list(queries[0].union(*queries[1:], all=True)) if queries else []
