"""The facets that any table may have: the values of a TextChoices, countries, years."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet, TextChoices, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext_lazy as _

from records.listing.facets import Facet
from records.listing.options import LAST_RANK, UNKNOWN_VALUE, Option, unknown_option
from records.words.countries import COUNTRIES, country_name
from records.words.regions import REGIONS
from records.words.said import Said

# What asks for the rows of which no day is known.
UNKNOWN_YEAR = "inconnue"


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

    def named_values(self) -> dict[str, str]:
        """Return {value: words} of all that may be chosen, in the active language."""
        return {value: str(label) for value, label in self.words.choices if value}

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
        return self.find(typed) or unknown_option(typed)

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        codes = self.codes(keys) + ([""] if UNKNOWN_VALUE in keys else [])
        return queryset.filter(**{f"{self.held}__in": codes})

    def counts(self, queryset: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
        unknown = Q(**{self.held: ""})
        return [
            self.count(queryset.exclude(unknown), self.of(self.held)),
            self.count(queryset.filter(unknown), Value(UNKNOWN_VALUE)),
        ]

    def find(self, typed: str) -> Option | None:
        """Return the Option of what is known as `typed`; None if nothing is."""
        code = typed.upper()
        return Option(code.lower(), country_name(code), key=code) if code in COUNTRIES else None

    def codes(self, keys: Sequence[Any]) -> list[str]:
        """Return the codes of the countries that the `keys` of known Options ask for."""
        return [key for key in keys if key != UNKNOWN_VALUE]

    def of(self, held: str) -> Combinable:
        """Return the expression of the value of a row whose country is in the column `held`."""
        return F(held)


def _write_regions() -> str:
    """Return the SQL of the name of the region of a country, its code an argument of Func."""
    lies_in = "WHEN %(expressions)s IN ({}) THEN '{}'".format
    regions = (lies_in(", ".join(f"'{code}'" for code in each.countries), each.slug) for each in REGIONS.values())
    return f"CASE {' '.join(regions)} ELSE '' END"


class RegionOf(Func):
    """The name in addresses of the region where the country of a column lies; empty where it lies in none.

    The codes are those of our table, written into the statement once for all: Django's Case would send hundreds of
    parameters, and writing them was a third of the work of counting the facets of a list.
    """

    template = _write_regions()
    arity = 1
    output_field = CharField()


class RegionFacet(CountryFacet):
    """A facet of countries by region of the world: its values are the names in addresses of REGIONS."""

    def find(self, typed: str) -> Option | None:
        """Return the Option of the Region of this name in addresses; None if there is none."""
        region = REGIONS.get(typed)
        return Option(typed, region.name, key=typed) if region else None

    def named_values(self) -> dict[str, str]:
        """Return {value: words} of all that may be chosen, in the active language."""
        return {name: each.name for name, each in REGIONS.items()}

    def codes(self, keys: Sequence[Any]) -> list[str]:
        """Return the codes of the countries of these regions."""
        return [code for key in super().codes(keys) for code in REGIONS[key].countries]

    def of(self, held: str) -> Combinable:
        """Return the expression of the region; empty where there is none."""
        return RegionOf(held)


class YearOfDateFacet(Facet):
    """A facet whose values are the years of the date `held`, the latest first, or UNKNOWN_YEAR.

    `unknown`: the words for the rows without that date, « date inconnue » if none are given.
    """

    def __init__(self, held: str, unknown: Said | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.held, self.unknown = held, unknown or _("date inconnue")

    def parse(self, typed: str) -> Option | None:
        if typed == UNKNOWN_YEAR:
            return Option(typed, str(self.unknown), LAST_RANK, UNKNOWN_YEAR)
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) >= 1000):
            return None
        return Option(typed, typed, -int(typed), int(typed))

    def narrow(self, queryset: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
        conditions = Q(**{f"{self.held}__year__in": []})
        for key in keys:
            absent = key == UNKNOWN_YEAR
            conditions |= Q(**{f"{self.held}__isnull": True} if absent else {f"{self.held}__year": key})
        return queryset.filter(conditions)

    def counts(self, queryset: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
        # As text, a date begins with its year on every database; SQLite asks Python for each part of a date.
        year = Coalesce(Substr(Cast(self.held, CharField()), 1, 4), Value(UNKNOWN_YEAR))
        return [self.count(queryset, year)]
