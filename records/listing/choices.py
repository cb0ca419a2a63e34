"""The facets that any table may have: a word of a list of words, a country."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextChoices, Value

from records.listing.facets import Facet
from records.listing.options import UNKNOWN_VALUE, Option, unknown_option
from records.words.countries import COUNTRIES, country_name


class ChoiceFacet(Facet):
    """One word of a list of words: `words` is a TextChoices, `held` the column that holds it."""

    def __init__(self, words: type[TextChoices], held: str, **options: Any) -> None:
        super().__init__(**options)
        self.words, self.held = words, held

    def parse(self, typed: str) -> Option | None:
        if typed not in self.words.values:
            return None
        return Option(typed, str(self.words(typed).label), self.words.values.index(typed), typed)

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        return self.with_column(queryset).filter(**{f"{self.held}__in": keys})

    def counts(self, queryset: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
        return [self.count(self.with_column(queryset), self.held)]

    def with_column(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return `queryset` with the column `held`: an expression under that name, where the table has none."""
        return queryset


class CountryFacet(Facet):
    """A country, by its code in small letters, or none that is known; `held` is the column of a row that holds it."""

    def __init__(self, held: str = "country", **options: Any) -> None:
        super().__init__(**options)
        self.held = held

    def parse(self, typed: str) -> Option | None:
        code = typed.upper()
        return Option(code.lower(), country_name(code), key=code) if code in COUNTRIES else unknown_option(typed)

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        codes = [key for key in keys if key != UNKNOWN_VALUE] + ([""] if UNKNOWN_VALUE in keys else [])
        return queryset.filter(**{f"{self.held}__in": codes})

    def counts(self, queryset: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
        unknown = Q(**{self.held: ""})
        return [
            self.count(queryset.exclude(unknown), self.held),
            self.count(queryset.filter(unknown), Value(UNKNOWN_VALUE)),
        ]
