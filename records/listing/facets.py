"""The filters of a list: words, and facets whose values are counted."""

import re
from collections.abc import ItemsView, Iterable, Sequence
from typing import Any, TypeAlias

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django_filters import Filter

from records.listing.lenient_fields import ValuesField, WordsField
from records.listing.options import Option
from records.words.normalizing import words

# Further words narrow nothing more and each costs a reading of the table.
WORDS_READ = 8
SLUG = re.compile(r"[-\w]+")
NO_LABEL = Value("")
NO_RANK = Value(0, IntegerField())

# A field by its name, or an expression.
Named: TypeAlias = str | Combinable


class OptionFilter(Filter):
    """A filter whose values are Options; `self.parent` is its FacetedFilterSet."""

    def parse(self, typed: str) -> Option | None:
        """Return the Option that `typed` (a string) stands for; None if it is unknown."""
        raise NotImplementedError

    def lookup(self, _typed: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return the query that must be asked before `parse`, for the strings given; None if there is no need.

        Its rows are (name of the filter, value, label, rank, key) tuples, kept as `self.parent.looked_up`.
        """
        return None

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        """Return the rows of `queryset` that answer any of `keys` (a list, never empty)."""
        raise NotImplementedError

    def filter(self, qs: QuerySet[Any], value: Sequence[Any]) -> QuerySet[Any]:
        """Return `qs` narrowed to the keys in `value`; unchanged if there are none."""
        return self.narrow(qs, value) if value else qs


class WordsFilter(OptionFilter):
    """A search; its key is a tuple of folded words."""

    field_class = WordsField

    def parse(self, typed: str) -> Option | None:
        """Return the search as an Option; None if it holds no word."""
        found = self.words_of(typed)
        return Option(typed, f"«\u00a0{typed}\u00a0»", key=found) if found else None

    def words_of(self, typed: str) -> tuple[str, ...]:
        """Return the folded words of `typed` (a tuple), no more than are read."""
        return tuple(words(typed)[:WORDS_READ])

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        """Return the rows whose searched text holds all the words of `keys`."""
        for word in dict.fromkeys(word for key in keys for word in key):
            queryset = queryset.filter(self.holds(word))
        return queryset

    def holds(self, word: str) -> Q:
        """Return the Q of the rows that hold `word`."""
        return Q(search_text__contains=word)


class Facet(OptionFilter):
    """A filter whose values are counted."""

    field_class = ValuesField

    def counts(self, queryset: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
        """Return the queries, made by `count`, whose sums say how many rows of `queryset` each value gives (a list)."""
        raise NotImplementedError

    def count(
        self, rows: QuerySet[Any], value: Named, label: Named = NO_LABEL, rank: Named = NO_RANK, once_each: str = "pk"
    ) -> QuerySet[Any, Any]:
        """Return the query that counts `rows` by `value`; fields are given as names or expressions.

        `label`, `rank`: what names and orders the value; `once_each`: the field whose values are counted, each once.
        """
        given = {"facet_value": value, "facet_label": label, "facet_rank": rank}
        expressions = {name: F(each) if isinstance(each, str) else each for name, each in given.items()}
        grouped = rows.order_by().values(facet_name=Value(self.field_name), **expressions)
        return grouped.annotate(facet_count=Count(once_each, distinct=once_each != "pk"))

    def sum_counts(self, rows: Iterable[Sequence[Any]]) -> ItemsView[Option, int]:
        """Return (Option, number of rows) pairs from what the queries gave: (value, label, rank, number) tuples."""
        sums: dict[Option, int] = {}
        for value, label, rank, number in rows:
            # A query grouped by a constant gives a row even where there is nothing to count.
            if number and (option := self.option(value, label, rank)):
                sums[option] = sums.get(option, 0) + number
        return sums.items()

    def option(self, value: Any, _label: Any, _rank: Any) -> Option | None:
        """Return the Option of a value the queries gave."""
        return self.parse(value)


class RowsFacet(Facet):
    """A facet whose values are rows of a table, known by their slug: those of all facets are looked up at once."""

    def table(self) -> tuple[QuerySet[Any], Named, Named]:
        """Return (the rows that may be chosen, the field that names them, what orders them: an expression)."""
        raise NotImplementedError

    def lookup(self, typed: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return the query that finds the rows that the strings of `typed` stand for; None without any slug."""
        slugs = [each for each in typed if SLUG.fullmatch(each)]
        if not slugs:
            return None
        rows, label, rank = self.table()
        found = rows.order_by().filter(slug__in=slugs)
        return found.values_list(Value(self.field_name), "slug", label, rank, "pk")

    def parse(self, typed: str) -> Option | None:
        """Return the Option looked up for `typed`; None if there was no such row."""
        return next((each for each in self.parent.looked_up[self.field_name] if each.value == typed), None)

    def option(self, value: Any, label: Any, rank: Any) -> Option | None:
        """Return the Option of a row the queries gave."""
        return Option(value, label, rank)
