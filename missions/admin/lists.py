"""The plain lists that missions stand on: services, rules, airports and emission factors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from missions.models import Airport, EmissionFactor, Rule, Service
from records.admin import SOURCES_FIELDSET, MergingAdmin, RecordAdmin
from records.words.dates import span_iso


@admin.register(Service)
class ServiceAdmin(MergingAdmin):
    """Edits a municipal unit."""

    list_display = ["name", "kind"]
    list_filter = ["kind"]
    fieldsets = [(None, {"fields": ["name", "kind", "role"]}), SOURCES_FIELDSET]


@admin.register(Rule)
class RuleAdmin(RecordAdmin):
    """Edits a figure the office is held to."""

    list_display = ["kind", "value", "in_force"]
    list_filter = ["kind"]
    fieldsets = [(None, {"fields": ["kind", "text", "value", ("valid_from", "valid_until")]}), SOURCES_FIELDSET]

    @admin.display(description=_("en vigueur"), ordering="valid_from")
    def in_force(self, rule):
        """Write since when, and until when if it ended."""
        return span_iso(rule.valid_from, rule.valid_until)


@admin.register(EmissionFactor)
class EmissionFactorAdmin(RecordAdmin):
    """Edits what one kilometre flown emits, in a class and for a year."""

    list_display = ["cabin", "year", "with_forcing", "without_forcing"]
    list_filter = ["year", "cabin"]
    fieldsets = [(None, {"fields": [("cabin", "year"), ("with_forcing", "without_forcing")]}), SOURCES_FIELDSET]


@admin.register(Airport)
class AirportAdmin(RecordAdmin):
    """Edits an airport and where it is."""

    list_display = ["code", "name", "latitude", "longitude"]
    fieldsets = [(None, {"fields": [("code", "name"), ("latitude", "longitude")]}), SOURCES_FIELDSET]
