"""What narrows a list of the bureau."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from records.page_cache.fragments import keep
from records.publication.proposals import OPEN_STATES
from records.words.countries import country_name
from records.words.dates import UNDATED
from records.words.normalizing import normalize
from records.words.said import Said


class ProposalFilter(admin.SimpleListFilter):
    """Narrows a list to the records on which a proposal is open, by where it stands."""

    title = _("proposition")
    parameter_name = "proposition"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Said]]:
        """Return the states in which a proposal waits."""
        return [(state.value, state.label) for state in OPEN_STATES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the records with a proposal in the state asked."""
        return queryset.filter(proposals__state=self.value()) if self.value() in OPEN_STATES else queryset


class YearFilter(admin.SimpleListFilter):
    """Narrows a list to a year of its sort date."""

    title = _("année")
    parameter_name = "annee"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Return the years that have rows, latest first."""
        dated = model_admin.model.objects.exclude(sorts_on=UNDATED)
        # Whoever reads a list of the bureau reads all of its rows.
        days = keep("admin years", (model_admin.model,), lambda: tuple(dated.dates("sorts_on", "year", order="DESC")))
        return [(str(day.year), str(day.year)) for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the year asked."""
        years = [year for year, _words in self.lookup_choices]
        return queryset.filter(sorts_on__year=self.value()) if self.value() in years else queryset


def country_filter(*paths: str) -> type[admin.SimpleListFilter]:
    """Return a list filter on the countries found at `paths` (lookups), named in French."""

    class CountryFilter(admin.SimpleListFilter):
        """Narrows a list to a country."""

        title = _("pays")
        parameter_name = "pays"

        def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
            """Return the countries that have rows, by name."""
            rows = model_admin.model.objects.order_by()
            found = (rows.values_list(path, flat=True).distinct() for path in paths)
            codes = keep("admin countries", (rows.model, *paths), lambda: frozenset().union(*found) - {"", None})
            return sorted(((code, country_name(code)) for code in codes), key=lambda pair: normalize(pair[1]))

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            """Keep the rows of the country asked, once each."""
            if not self.value():
                return queryset
            there = Q()
            for path in paths:
                there |= Q(**{path: self.value()})
            return queryset.filter(pk__in=queryset.model.objects.filter(there).order_by().values("pk"))

    return CountryFilter
