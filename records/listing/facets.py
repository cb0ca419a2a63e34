"""The filters of a list: words, and facets whose values are counted."""

import re
from abc import ABC, abstractmethod
from collections.abc import ItemsView, Iterable, Sequence
from typing import Any, TypeAlias

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django_filters import Filter

from records.listing.lenient_fields import ValuesField, WordsField
from records.listing.options import UNKNOWN_VALUE, Option
from records.publication.addresses import bearers, lead
from records.words.normalizing import words

# Words read of a search: further ones narrow little, and each costs a scan of the table.
WORDS_READ = 8
SLUG = re.compile(r"[-\w]+")
NO_LABEL = Value("")
NO_RANK = Value(0, IntegerField())

# A field by its name, or an expression.
Named: TypeAlias = str | Combinable


class OptionFilter(ABC, Filter):
    """A filter whose values are Options; `self.parent` is its FacetedFilterSet."""

    @abstractmethod
    def parse(self, typed: str) -> Option | None:
        """Return the Option whose value is `typed`; None if it is unknown."""

    def lookup(self, _typed: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return the query that `parse` needs for all the strings given; None if it needs none.

        Its rows are (name of the filter, value, label, rank, key) tuples; `parse` finds them, as Options by what was
        typed, in `self.parent.looked_up`.
        """
        return None

    def bearers(self, _typed: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return the query of what the unknown strings given were the values of; None if none can be.

        Its rows are (name of the filter, string, key, rank) tuples; `lead` says what they lead to.
        """
        return None

    def lead(self, _bore: Iterable[tuple[str, int, int]]) -> dict[str, str]:
        """Return {string: value it leads to today} of what `bearers` found."""
        return {}

    @abstractmethod
    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        """Return the rows of `queryset` that match any of `keys`, the keys of the chosen Options (never empty)."""

    def filter(self, qs: QuerySet[Any], value: Sequence[Any]) -> QuerySet[Any]:
        """Return `qs` narrowed to the keys in `value`; unchanged if `value` is empty."""
        return self.narrow(qs, value) if value else qs


class WordsFilter(OptionFilter):
    """A search; the key of its Option is a tuple of normalized words."""

    field_class = WordsField

    def parse(self, typed: str) -> Option | None:
        """Return the search as an Option; None if it holds no word."""
        found = self.words_of(typed)
        return Option(typed, f"«\u00a0{typed}\u00a0»", key=found) if found else None

    def words_of(self, typed: str) -> tuple[str, ...]:
        """Return the first WORDS_READ words of `typed`, normalized."""
        return tuple(words(typed)[:WORDS_READ])

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        """Return the rows of `queryset` that contain every word of every key."""
        for word in dict.fromkeys(word for key in keys for word in key):
            queryset = queryset.filter(self.holds(word))
        return queryset

    def holds(self, word: str) -> Q:
        """Return the Q of the rows whose `search_text` contains `word` (normalized)."""
        return Q(search_text__contains=word)


def count_by(
    facet_name: str,
    rows: QuerySet[Any],
    value: Named,
    label: Named = NO_LABEL,
    rank: Named = NO_RANK,
    *,
    once_each: str = "pk",
) -> QuerySet[Any, Any]:
    """Return the query that counts `rows` by `value`, for a facet; a field is given by its name or as an expression.

    `label` and `rank` name the value and order it; `once_each`: the field whose distinct values are counted.
    """
    given = {"facet_value": value, "facet_label": label, "facet_rank": rank}
    expressions = {name: F(each) if isinstance(each, str) else each for name, each in given.items()}
    grouped = rows.order_by().values(facet_name=Value(facet_name), **expressions)
    return grouped.annotate(facet_count=Count(once_each, distinct=once_each != "pk"))


class Facet(OptionFilter):
    """A filter whose values are counted; `switch`: the value that a page offers alone, to be turned on or off."""

    field_class = ValuesField
    switch = ""

    @abstractmethod
    def counts(self, queryset: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
        """Return queries made by `count`; added up, they give the number of rows of `queryset` for each value."""

    def count(self, rows: QuerySet[Any], *named: Named, once_each: str = "pk") -> QuerySet[Any, Any]:
        """Return the query that counts `rows` for this facet; `named`: the value, label and rank of `count_by`."""
        return count_by(self.field_name, rows, *named, once_each=once_each)

    def sum_counts(self, rows: Iterable[Sequence[Any]]) -> ItemsView[Option, int]:
        """Return (Option, number of rows) pairs; `rows`: the (value, label, rank, number) that the queries returned."""
        sums: dict[Option, int] = {}
        for value, label, rank, number in rows:
            # A query grouped by a constant gives a row even where there is nothing to count.
            if number and (option := self.option(value, label, rank)):
                sums[option] = sums.get(option, 0) + number
        return sums.items()

    def option(self, value: Any, _label: Any, _rank: Any) -> Option | None:
        """Return the Option of a value that a query of `counts` returned; None to leave it out."""
        return self.parse(value)


class RowsFacet(Facet):
    """A facet whose values are the slugs of rows of a table; one statement looks up those of all facets."""

    @abstractmethod
    def table(self) -> tuple[QuerySet[Any], Named, Named]:
        """Return (queryset of the rows that may be chosen, expression of their label, expression of their rank)."""

    def lookup(self, typed: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return the query that finds the rows whose slug is in `typed`; None if no string of it may be a slug."""
        slugs = _slugs_of(typed)
        if not slugs:
            return None
        rows, label, rank = self.table()
        found = rows.order_by().filter(slug__in=slugs)
        return found.values_list(Value(self.field_name), "slug", label, rank, "pk")

    def bearers(self, typed: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return the query of the rows that bore a slug of `typed`: renamed since, or merged."""
        slugs = [each for each in _slugs_of(typed) if each != UNKNOWN_VALUE]
        found = bearers(self.table()[0].model, slugs)
        return found.values_list(Value(self.field_name), "slug", "id", "bore") if slugs else None

    def lead(self, bore: Iterable[tuple[str, int, int]]) -> dict[str, str]:
        """Return {former slug: present one} of the rows found that may be chosen, or of those they were merged into."""
        return {former: slug for former, (_key, slug) in lead(self.table()[0], bore).items()}

    def parse(self, typed: str) -> Option | None:
        """Return the Option of the row whose slug is `typed`; None if there is none."""
        found: Option | None = self.parent.looked_up[self.field_name].get(typed)
        return found

    def option(self, value: Any, label: Any, rank: Any) -> Option | None:
        """Return the Option of a row that a query of `counts` returned: its slug, its label, its rank."""
        return Option(value, label, rank)


def _slugs_of(typed: Iterable[str]) -> list[str]:
    return [each for each in typed if SLUG.fullmatch(each)]
