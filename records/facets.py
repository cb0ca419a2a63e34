"""Lists narrowed by facets: what readers may choose, how many rows each choice would give, what was not understood."""

import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F, IntegerField, Value
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django_filters import Filter, FilterSet

from records.freshness import WATCH, Memory
from records.reader_fields import ValuesField, WordsField
from records.search import fold, words

# Further words narrow nothing more and each costs a reading of the table.
WORDS_READ = 8
# A facet shows no more values than this: the most frequent, and those chosen.
VALUES_SHOWN = 100
# How many lists a process remembers the counts of, and how many choices such a list may have.
LISTS_REMEMBERED = 100
CHOICES_REMEMBERED = 3
COUNTS = Memory(LISTS_REMEMBERED, WATCH.edition)
NO_LABEL = Value("")
NO_RANK = Value(0, IntegerField())
TOTAL = ""


class Option(NamedTuple):
    """Something readers may choose: its value in addresses, its name, its place, and what rows are compared with."""

    value: str
    label: str
    rank: int = 0
    key: object = None


class Counted(NamedTuple):
    """An option, the rows it would give whatever else its facet has chosen, and whether it is chosen."""

    option: Option
    count: int
    is_chosen: bool


class Panel(NamedTuple):
    """A facet as a page shows it."""

    name: str
    label: str
    values: list[Counted]
    is_open: bool
    is_cut: bool


class Chip(NamedTuple):
    """A choice in force, and the query string of the list without it."""

    label: str
    option: Option
    query: str


class Choosing(Filter):
    """A filter whose values are Options; `self.parent` is its FacetedFilterSet."""

    def recognize(self, typed):
        """Return the Option that `typed` (a string) stands for; None if it is unknown."""
        raise NotImplementedError

    def narrow(self, queryset, keys):
        """Return the rows of `queryset` that answer any of `keys` (a list, never empty)."""
        raise NotImplementedError

    def filter(self, qs, value):
        """Return `qs` narrowed to the keys in `value`; unchanged if there are none."""
        return self.narrow(qs, value) if value else qs


class WordsFilter(Choosing):
    """A search; its key is a tuple of folded words."""

    field_class = WordsField

    def recognize(self, typed):
        """Return the search as an Option; None if it holds no word."""
        found = tuple(words(typed)[:WORDS_READ])
        return Option(typed, f"«\u00a0{typed}\u00a0»", key=found) if found else None


class Facet(Choosing):
    """A filter whose values are counted."""

    field_class = ValuesField

    def counts(self, queryset):
        """Return the queries, made by `count`, whose sums say how many rows of `queryset` each value gives (a list)."""
        raise NotImplementedError

    def count(self, rows, value, label=NO_LABEL, rank=NO_RANK, once_each="pk"):
        """Return the query that counts `rows` by `value`; fields are given as names or expressions.

        `label`, `rank`: what names and orders the value; `once_each`: the field whose values are counted, each once.
        """
        given = {"facet_value": value, "facet_label": label, "facet_rank": rank}
        expressions = {name: F(each) if isinstance(each, str) else each for name, each in given.items()}
        grouped = rows.order_by().values(facet_name=Value(self.field_name), **expressions)
        return grouped.annotate(facet_count=Count(once_each, distinct=once_each != "pk"))

    def tally(self, rows):
        """Return (Option, number of rows) pairs from what the queries gave: (value, label, rank, number) tuples."""
        sums = {}
        for value, label, rank, number in rows:
            # A query grouped by a constant gives a row even where there is nothing to count.
            if number and (option := self.option(value, label, rank)):
                sums[option] = sums.get(option, 0) + number
        return sums.items()

    def option(self, value, _label, _rank):
        """Return the Option of a value the queries gave."""
        return self.recognize(value)


class RowsFacet(Facet):
    """A facet whose values are rows of a table, known by their slug: those of all facets are looked up at once."""

    def table(self):
        """Return (the rows that may be chosen, the field that names them, what orders them: an expression)."""
        raise NotImplementedError

    def look_up(self, slugs):
        """Return the query that finds the rows that `slugs` (a list) stand for."""
        rows, label, rank = self.table()
        found = rows.order_by().filter(slug__in=slugs)
        return found.values_list(Value(self.field_name), "slug", label, rank, "pk")

    def recognize(self, typed):
        """Return the Option looked up for `typed`; None if there was no such row."""
        return self.parent.looked_up.get((self.field_name, typed))

    def option(self, value, label, rank):
        """Return the Option of a row the queries gave."""
        return Option(value, label, rank)


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
    def looked_up(self):
        """The rows that were chosen: {(name of the facet, slug): Option}, in one statement."""
        queries = []
        for name, each in self.filters.items():
            slugs = [typed for typed in self.typed[name] if re.fullmatch(r"[-\w]+", typed)]
            if isinstance(each, RowsFacet) and slugs:
                queries.append(each.look_up(slugs))
        return {(name, slug): Option(slug, *rest) for name, slug, *rest in _at_once(queries)}

    @cached_property
    def chosen(self):
        """What is chosen and known: {name of the filter: list of Options, each once}."""
        recognized = {name: map(self.filters[name].recognize, values) for name, values in self.typed.items()}
        return {name: list(dict.fromkeys(filter(None, options))) for name, options in recognized.items()}

    @property
    def unknown(self):
        """What was given and is unknown: (label of the filter, value) pairs."""
        given = [(self.filters[name], typed) for name, values in self.typed.items() for typed in values]
        return [(each.label, typed) for each, typed in given if not each.recognize(typed)]

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
        return self._tallies[TOTAL]

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
        counted = self._tallies[name]
        absent = chosen.keys() - {option.value for option, _number in counted}
        if absent:
            counted = in_order([*counted, *((chosen[value], 0) for value in absent)])
        return [Counted(option, number, option.value in chosen) for option, number in counted]

    @cached_property
    def _tallies(self):
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
        return {TOTAL: total, **{name: in_order(facets[name].tally(found)) for name, found in rows.items()}}


class Pages(Paginator):
    """The pages of a list whose length is already known."""

    def __init__(self, rows, per_page, total):
        super().__init__(rows, per_page)
        self.count = total


def in_order(counted):
    """Return (Option, number) pairs as a facet shows them: by rank, then by name."""
    return sorted(counted, key=lambda pair: (pair[0].rank, fold(pair[0].label)))


def _at_once(queries):
    """Return the rows of several queries, in one statement."""
    return list(queries[0].union(*queries[1:], all=True)) if queries else []
