"""How the bureau edits actions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from missions.forms import ActionForm
from missions.models import Action, ActionPartner, Outcome
from records.admin import ADDRESS, SOURCES, PartInline, PublishableAdmin, YearFilter, country_filter


class ActionPartnerInline(PartInline):
    """The partners of an action, beside the lead."""

    model = ActionPartner
    fields = ["partner", "role"]
    autocomplete_fields = ["partner"]


class OutcomeInline(PartInline):
    """What came of it."""

    model = Outcome
    fields = ["position", "text", "evidence", "confidence"]
    autocomplete_fields = ["evidence"]


@admin.register(Action)
class ActionAdmin(PublishableAdmin):
    """Edits an action: its axis and its lead partner first."""

    form = ActionForm
    list_display = ["title", "axis", "lead_partner", "stage", "starts_on", "publication"]
    list_select_related = ["axis", "lead_partner"]
    list_filter = ["status", "axis", "stage", country_filter("lead_partner__country"), YearFilter]
    autocomplete_fields = ["sources", "lead_partner", "mission"]
    inlines = [ActionPartnerInline, OutcomeInline]
    fieldsets = [
        (None, {"fields": ["title", "description", "kind"]}),
        (_("Pourquoi et avec qui"), {"fields": ["axis", "axis_rationale", "commitment", "lead_partner", "mission"]}),
        (_("Quand"), {"fields": ["stage", ("starts_on", "ends_on", "date_precision")]}),
        (_("Thèmes et services"), {"fields": ["themes", "services"]}),
        (_("Sans retombée connue"), {"fields": ["outcome_note"]}),
        SOURCES,
        ADDRESS,
    ]
