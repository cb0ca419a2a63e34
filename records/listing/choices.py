"""The facets that any table may have: the values of a TextChoices, countries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextChoices, Value

from records.listing.facets import Facet
from records.listing.options import UNKNOWN_VALUE, Option, unknown_option
from records.words.countries import COUNTRIES, country_name


class ChoiceFacet(Facet):
    """A facet whose values are those of `words`, a TextChoices; `held`: the column that holds them."""

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
        """Return `queryset` with the column `held`; overridden to annotate it where the table does not have it."""
        return queryset


class CountryFacet(Facet):
    """A facet whose values are ISO 3166 codes in lower case, or UNKNOWN_VALUE for rows without a country.

    `held`: the column that holds the code, in upper case, empty if unknown.
    """

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
