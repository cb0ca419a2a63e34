"""What narrows a list of the bureau."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from records.page_cache.fragments import keep
from records.publication.proposals import OPEN_STATES
from records.publication.status import PublicationStatus
from records.publication.written_by import touched_by
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


class ArchiveFilter(admin.SimpleListFilter):
    """Narrows a list to what is not archived."""

    title = _("archives")
    parameter_name = "archives"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Said]]:
        """Return the only choice."""
        return [("sans", _("sans les archives"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Leave the archives out, if it is asked."""
        return queryset.exclude(status=PublicationStatus.ARCHIVED) if self.value() == "sans" else queryset


class UnsourcedFilter(admin.SimpleListFilter):
    """Narrows a list to the records that no source supports."""

    title = _("sources")
    parameter_name = "sources_connues"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Said]]:
        """Return the only choice."""
        return [("aucune", _("aucune source"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the records asked."""
        return queryset.filter(sources=None) if self.value() == "aucune" else queryset


class MineFilter(admin.SimpleListFilter):
    """Narrows a list to the records that the person wrote, or is responsible for."""

    title = _("qui l’a écrite")
    parameter_name = "fiches"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Said]]:
        """Return the only choice."""
        return [("moi", _("mes fiches"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the records whose history holds a row of the person, and those they are responsible for."""
        return queryset.filter(touched_by(queryset.model, request.user)) if self.value() == "moi" else queryset


class RelatedFilter(admin.RelatedFieldListFilter):
    """Narrows a list by a relation: to one of its rows, or to none, which it says in words."""

    def __init__(self, field: Any, *args: Any, **options: Any) -> None:
        super().__init__(field, *args, **options)
        model = field.related_model
        words = pgettext("aucune", "personne") if issubclass(model, AbstractBaseUser) else gettext("sans %(record)s")
        self.empty_value_display = conditional_escape(words % {"record": model._meta.verbose_name})


class RelatedOnlyFilter(RelatedFilter, admin.RelatedOnlyFieldListFilter):
    """Narrows a list by a relation, to those of its rows that the list has or to none."""


# A list that names a relation alone has it.
admin.FieldListFilter.register(lambda field: bool(field.remote_field), RelatedFilter, take_priority=True)


class UsedFilter(RelatedOnlyFilter):
    """Narrows a list by a relation to a few rows: those that it has, read once an edition of the content."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[Any]:
        """Return the rows that the list has."""
        choices = super().field_choices
        on = (model_admin.model, field.name)
        return list(keep("admin choices", on, lambda: tuple(choices(field, request, model_admin))))


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
            first, *others = (rows.values_list(path, flat=True).distinct() for path in paths)
            codes = keep("admin countries", (rows.model, *paths), lambda: {*first.union(*others)} - {"", None})
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
