"""How the bureau edits actions."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from axes.forms import CommitmentField
from axes.models import Commitment
from missions.admin.next_steps import NextStepFilter, NextStepInline
from missions.admin.owners import OwnedAdmin, OwnerFilter
from missions.forms import ActionForm
from missions.lists import ACTION_LIST
from missions.models import Action, ActionDocument, ActionPartner, ActionState, CommitmentLink, Outcome
from missions.sheets import ACTIONS_SHEET
from records.admin import (
    REFERENCE_FIELDSET,
    SOURCES_FIELDSET,
    DocumentInline,
    MergingAdmin,
    PartInline,
    StackedPartInline,
    UsedFilter,
    YearFilter,
    country_filter,
    record_filter,
)
from records.words.dates import span_iso


class ActionStateFilter(admin.SimpleListFilter):
    """Narrows the actions to those in a state today."""

    title = _("étape, à ce jour")
    parameter_name = "statut"

    def lookups(self, request, model_admin):
        """Return the states."""
        return ActionState.choices

    def queryset(self, request, queryset):
        """Keep the actions in the state asked."""
        return queryset.filter(state_value=self.value()) if self.value() in ActionState.values else queryset


class AnnouncementFilter(admin.SimpleListFilter):
    """Narrows the actions to those said done that only an announcement supports."""

    title = _("ce qui l’appuie")
    parameter_name = "appui"

    def lookups(self, request, model_admin):
        """Return the one question."""
        return [("annonce", _("réalisée, d’après une annonce seulement"))]

    def queryset(self, request, queryset):
        """Keep the actions asked."""
        return queryset.done_on_announcement() if self.value() == "annonce" else queryset


class ActionPartnerInline(PartInline):
    """The partners of an action, beside the lead."""

    model = ActionPartner
    fields = ["partner", "role"]
    autocomplete_fields = ["partner"]


class OutcomeInline(StackedPartInline):
    """What came of it."""

    model = Outcome
    fields = [
        ("position", "kind", "horizon", "confidence"),
        "text",
        ("value", "unit"),
        ("learning", "receiver"),
        "evidence",
    ]
    autocomplete_fields = ["evidence"]


class ActionDocumentInline(DocumentInline):
    """The documents of an action."""

    model = ActionDocument


class CommitmentLinkFilter(admin.SimpleListFilter):
    """Narrows the list by who says that an action serves a commitment."""

    title = _("lien avec l’engagement")
    parameter_name = "lien"

    def lookups(self, request, model_admin):
        """Return the sorts of links."""
        return CommitmentLink.choices

    def queryset(self, request, queryset):
        """Keep the actions whose link is of the sort asked."""
        return queryset.linked(self.value()) if self.value() in CommitmentLink.values else queryset


@admin.register(Action)
class ActionAdmin(MergingAdmin, OwnedAdmin):
    """Edits an action: its axis and its lead partner first."""

    form = ActionForm
    listing = ACTION_LIST
    sheets = (ACTIONS_SHEET,)
    list_display = ["title", "axis", "lead_partner", "state", "dates", "publication"]
    list_select_related = ["axis", "lead_partner"]
    list_filter = [
        "status",
        "axis",
        ActionStateFilter,
        AnnouncementFilter,
        CommitmentLinkFilter,
        ("commitment", UsedFilter),
        ("themes", UsedFilter),
        country_filter("lead_partner__country", "roles__partner__country"),
        record_filter(_("partenaire principal"), "principal", "lead_partner"),
        record_filter(_("autre partenaire"), "partenaire", "partners"),
        record_filter(_("mission"), "mission", "mission"),
        YearFilter,
        OwnerFilter,
        NextStepFilter,
    ]
    autocomplete_fields = ["sources", "lead_partner", "mission"]
    readonly_fields = ["reference"]
    bulk_fields = ("owner", "themes")
    inlines = [ActionPartnerInline, OutcomeInline, ActionDocumentInline, NextStepInline]
    fieldsets = [
        (None, {"fields": ["title", "description", "kind", "owner"]}),
        (
            _("Pourquoi et avec qui"),
            {
                "fields": [
                    "axis",
                    "axis_rationale",
                    "commitment",
                    "commitment_rationale",
                    "commitment_is_confirmed",
                    "lead_partner",
                    "mission",
                ]
            },
        ),
        (_("Quand"), {"fields": ["stage", ("starts_on", "ends_on", "date_precision")]}),
        (_("Thèmes et services"), {"fields": ["themes", "services"]}),
        (_("Sans retombée connue"), {"fields": ["outcome_note"]}),
        SOURCES_FIELDSET,
        REFERENCE_FIELDSET,
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Show under which axis each commitment is made."""
        if db_field.name == "commitment":
            kwargs |= {"form_class": CommitmentField, "queryset": Commitment.objects.select_related("axis")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        """Know the state of each action today."""
        return super().get_queryset(request).with_state(timezone.localdate())

    @admin.display(description=_("étape, à ce jour"), ordering="stage")
    def state(self, action):
        """Say its state today."""
        return action.state_label

    @admin.display(description=_("dates"), ordering="sorts_on")
    def dates(self, action):
        """Write its dates, as well as they are known."""
        return span_iso(action.starts_on, action.ends_on, action.date_precision)
