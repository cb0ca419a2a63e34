"""How the bureau edits missions, with all their parts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from missions.admin.actions import OutcomeInline
from missions.admin.costs import CostFactInline
from missions.admin.follow_ups import promises_of
from missions.admin.reminders import reminders_of
from missions.models import Meeting, Mission, MissionPartner, Objective, Participant, Report, Service, Stop
from records.admin import (
    ADDRESS,
    SOURCES,
    PartInline,
    PublishableAdmin,
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


class ReportInline(StackedPartInline):
    """The report of the mission."""

    model = Report
    fields = [("published_on", "document_url")]


@admin.register(Mission)
class MissionAdmin(PublishableAdmin):
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
        (_("Suivi"), {"fields": [promises_of, reminders_of]}),
        SOURCES,
        ADDRESS,
    ]
    readonly_fields = [promises_of, reminders_of]

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
