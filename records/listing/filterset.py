"""Lists narrowed by facets: what readers may choose, how many rows each choice would give, what was not understood."""

import re
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django_filters import FilterSet

from records.listing.facets import NO_LABEL, Facet, RowsFacet, WordsFilter
from records.listing.options import Chip, Counted, Option, Panel, sort_options
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache

# A facet shows no more values than this: the most frequent, and those chosen.
VALUES_SHOWN = 100
# How many lists a process remembers the counts of, and how many choices such a list may have.
LISTS_REMEMBERED = 100
CHOICES_REMEMBERED = 3
COUNTS = VersionedCache(LISTS_REMEMBERED, CONTENT_VERSION.edition)
TOTAL = ""


class FacetedFilterSet(FilterSet):
    """Narrows a list by facets and words; counts, choices and total cost two statements whatever they are.

    `kept`: (parameter, value) pairs that the addresses of the list keep beside the choices.
    """

    def __init__(self, data, queryset, *, user, today, kept=()):
        super().__init__(data, queryset)
        self.user, self.today, self.kept = user, today, list(kept)

    @cached_property
    def typed(self):
        """What was given: {name of the filter: list of strings}."""
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def rows_by_slug(self):
        """The rows that were chosen: {(name of the facet, slug): Option}, in one statement."""
        queries = []
        for name, each in self.filters.items():
            slugs = [typed for typed in self.typed[name] if re.fullmatch(r"[-\w]+", typed)]
            if isinstance(each, RowsFacet) and slugs:
                queries.append(each.rows_query(slugs))
        return {(name, slug): Option(slug, *rest) for name, slug, *rest in _at_once(queries)}

    @cached_property
    def chosen(self):
        """What is chosen and known: {name of the filter: list of Options, each once}."""
        recognized = {name: map(self.filters[name].parse, values) for name, values in self.typed.items()}
        return {name: list(dict.fromkeys(filter(None, options))) for name, options in recognized.items()}

    @property
    def unknown(self):
        """What was given and is unknown: (label of the filter, value) pairs."""
        given = [(self.filters[name], typed) for name, values in self.typed.items() for typed in values]
        return [(each.label, typed) for each, typed in given if not each.parse(typed)]

    @property
    def applied(self):
        """The choices in force: (label of the filter, words of the choice) pairs."""
        return [(chip.label, chip.option.label) for chip in self.chips]

    @property
    def chips(self):
        """The choices in force, each with the way to drop it."""
        pairs = [(name, option) for name, options in self.chosen.items() for option in options]
        return [Chip(self.filters[name].label, option, self._query(pairs, (name, option))) for name, option in pairs]

    @property
    def query(self):
        """The query string of the choices in force, without the page."""
        return self._query([(name, option) for name, options in self.chosen.items() for option in options])

    @property
    def bare_query(self):
        """The query string of the whole list, without any choice."""
        return self._query([])

    @property
    def total(self):
        """The number of rows that answer."""
        return self._counts[TOTAL]

    @property
    def panels(self):
        """The facets as a page shows them: values that give nothing are left out unless chosen."""
        facets = [(name, each) for name, each in self.filters.items() if isinstance(each, Facet)]
        return [self._panel(name, each) for name, each in facets]

    def filter_queryset(self, queryset, ignoring=None):
        """Return `queryset` narrowed by what is chosen, the filter named `ignoring` left aside."""
        for name, options in self.chosen.items():
            if name != ignoring:
                queryset = self.filters[name].filter(queryset, [option.key for option in options])
        return queryset

    def _panel(self, name, facet):
        values = self._values(name)
        ranks = sorted(range(len(values)), key=lambda n: (values[n].is_chosen, values[n].count), reverse=True)
        shown = [values[n] for n in sorted(ranks[:VALUES_SHOWN])]
        return Panel(name, facet.label, shown, bool(self.chosen[name]), len(shown) < len(values))

    def _query(self, pairs, *dropped):
        """Return the query string of (name, Option) pairs, `?` included, without those dropped; empty if none."""
        asked = [(name, option.value) for name, option in pairs if (name, option) not in dropped] + self.kept
        return f"?{urlencode(asked)}" if asked else ""

    def _values(self, name):
        chosen = {option.value: option for option in self.chosen[name]}
        counted = self._counts[name]
        absent = chosen.keys() - {option.value for option, _number in counted}
        if absent:
            counted = sort_options([*counted, *((chosen[value], 0) for value in absent)])
        return [Counted(option, number, option.value in chosen) for option, number in counted]

    @cached_property
    def _counts(self):
        """What `_count` gives; remembered while the content stands still, for readers who are not signed in."""
        choices = [(name, option) for name, options in self.chosen.items() for option in options]
        searches = any(isinstance(self.filters[name], WordsFilter) for name, _option in choices)
        if self.user.is_authenticated or searches or len(choices) > CHOICES_REMEMBERED:
            return self._count()
        return COUNTS.recall((type(self), get_language(), self.today, *choices), self._count)

    def _count(self):
        """Return {name of the facet: (Option, number) pairs in order}, and the total as TOTAL: one statement."""
        facets = {name: each for name, each in self.filters.items() if isinstance(each, Facet)}
        total = Facet(field_name=TOTAL).count(self.qs, NO_LABEL)
        queries = [total]
        for name, each in facets.items():
            queries += each.counts(self.filter_queryset(self.queryset.all(), ignoring=name))
        rows = {name: [] for name in [TOTAL, *facets]}
        columns = ("facet_name", "facet_value", "facet_label", "facet_rank", "facet_count")
        for name, *row in _at_once([query.values_list(*columns) for query in queries]):
            rows[name].append(row)
        total = sum(number for *_others, number in rows.pop(TOTAL))
        return {TOTAL: total, **{name: sort_options(facets[name].sum_counts(found)) for name, found in rows.items()}}


def _at_once(queries):
    """Return the rows of several queries, in one statement."""
    return list(queries[0].union(*queries[1:], all=True)) if queries else []
