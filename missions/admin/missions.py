"""How the bureau edits missions, with all their parts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from missions.admin.actions import OutcomeInline
from missions.admin.documents import MissionDocuments
from missions.models import CostFact, Meeting, Mission, MissionPartner, Objective, Participant, Report, Service, Stop
from records.admin import (
    ADDRESS,
    SOURCES,
    PartInline,
    RecordAdmin,
    StackedPartInline,
    YearFilter,
    country_filter,
)
from records.dates import span_iso


class StopInline(PartInline):
    """Where the mission goes, in order."""

    model = Stop
    fields = ["position", "place", "arrives_on", "leaves_on", "time_zone"]
    autocomplete_fields = ["place"]


class MissionPartnerInline(PartInline):
    """The partners of the mission, by role."""

    model = MissionPartner
    fields = ["partner", "role"]
    autocomplete_fields = ["partner"]


class ParticipantInline(PartInline):
    """Who takes part, by function."""

    model = Participant
    fields = ["position", "function", "organization", "payer", "payer_name", "name", "name_is_public"]


class ObjectiveInline(PartInline):
    """What the mission sets out to obtain, and what became of it."""

    model = Objective
    fields = ["position", "text", "result", "result_note", "evidence"]
    autocomplete_fields = ["evidence"]


class MeetingInline(PartInline):
    """The meetings of the mission."""

    model = Meeting
    fields = ["position", "subject", "partner", "held_on", "summary"]
    autocomplete_fields = ["partner"]


class CostFactInline(StackedPartInline):
    """The amounts published about the mission."""

    model = CostFact
    fk_name = "mission"
    fields = [
        ("fact_type", "category", "amount"),
        ("scope_code", "scope"),
        ("payer", "payer_name", "made_public_on"),
        ("corrects", "correction_reason"),
        "sources",
        ("confidence", "note"),
    ]
    autocomplete_fields = ["sources"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer to correct only an amount of the same mission."""
        if db_field.name == "corrects":
            mission = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = CostFact.objects.filter(mission=mission) if mission else CostFact.objects.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReportInline(StackedPartInline):
    """The report of the mission."""

    model = Report
    fields = [("published_on", "document_url")]


@admin.register(Mission)
class MissionAdmin(MissionDocuments):
    """Edits a mission from its reason to its results."""

    list_display = ["title", "direction", "stage", "dates", "publication"]
    list_filter = [
        "status",
        "axes",
        "direction",
        "stage",
        country_filter("stops__place__country", "roles__partner__country"),
        YearFilter,
    ]
    inlines = [
        StopInline,
        MissionPartnerInline,
        ParticipantInline,
        ObjectiveInline,
        MeetingInline,
        CostFactInline,
        ReportInline,
        OutcomeInline,
    ]
    fieldsets = [
        (None, {"fields": ["title", "direction", "stage", "declined_reason"]}),
        (_("Pourquoi"), {"fields": ["purpose", "axes", "themes"]}),
        (_("Quand"), {"fields": [("starts_on", "ends_on", "date_precision")]}),
        (_("Délégation"), {"fields": ["lead_role", ("city_delegates", "all_delegates")]}),
        (_("Décision"), {"fields": ["decision_body", ("decision_number", "decided_on"), "ceiling"]}),
        (_("Sans retombée connue"), {"fields": ["outcome_note"]}),
        SOURCES,
        ADDRESS,
    ]

    @admin.display(description=_("dates"), ordering="sorts_on")
    def dates(self, mission):
        """Write its dates, as well as they are known."""
        return span_iso(mission.starts_on, mission.ends_on, mission.date_precision)


@admin.register(Service)
class ServiceAdmin(RecordAdmin):
    """Edits a municipal unit."""

    list_display = ["name", "kind"]
    list_filter = ["kind"]
    fieldsets = [(None, {"fields": ["name", "kind", "role"]}), SOURCES]
