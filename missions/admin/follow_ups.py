"""How the bureau follows what was promised, until it is done."""

from django.contrib import admin
from django.db.models import F, Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from missions.models import FollowUp, Meeting, Mission
from records.admin import RecordAdmin, record_filter, record_or_kept
from records.words.dates import iso
from records.words.keys import key_in
from records.words.normalizing import narrow_to_words

LATE_PROMISES, OPEN, DONE = "retard", "ouvertes", "tenues"


class StateFilter(admin.SimpleListFilter):
    """Narrows the promises to those that are open, late or kept."""

    title = _("état")
    parameter_name = "etat"

    def lookups(self, request, model_admin):
        """Return the three states."""
        return [(OPEN, _("ouvertes")), (LATE_PROMISES, _("en retard")), (DONE, _("tenues"))]

    def queryset(self, request, queryset):
        """Keep the promises in the state asked."""
        kept = {
            OPEN: queryset.still_open,
            LATE_PROMISES: lambda: queryset.late(timezone.localdate()),
            DONE: queryset.done,
        }
        return kept[self.value()]() if self.value() in kept else queryset


ON_MISSION = record_filter(_("mission"), "mission", "meeting__mission")


@admin.register(FollowUp)
class FollowUpAdmin(RecordAdmin):
    """Edits a promise; who may change missions may."""

    list_display = ["promise", "beneficiary", "mission", "owner", "due", "state"]
    list_select_related = ["meeting__mission", "meeting__partner", "partner", "owner"]
    list_filter = [
        StateFilter,
        "owner",
        record_filter(_("partenaire"), "partenaire", "partner"),
        ON_MISSION,
    ]
    ordering = [F("done_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"]
    autocomplete_fields = ["partner"]
    bulk_fields = ("owner",)
    fieldsets = [
        (None, {"fields": ["meeting", "text", "partner", "owner", "due_on"]}),
        (
            _("Une fois tenue"),
            {
                "fields": ["done_on", "result"],
                "description": _("Une promesse est tenue quand elle a sa date et la suite donnée."),
            },
        ),
    ]

    def has_view_permission(self, request, obj=None):
        """Follow the missions."""
        return request.user.has_perm("missions.view_mission")

    def has_add_permission(self, request):
        """Follow the missions."""
        return request.user.has_perm("missions.change_mission")

    def has_change_permission(self, request, obj=None):
        """Follow the missions."""
        return request.user.has_perm("missions.change_mission")

    def has_delete_permission(self, request, obj=None):
        """Follow the missions."""
        return request.user.has_perm("missions.change_mission")

    def get_search_results(self, request, queryset, search_term):
        """Search the promise, the mission and the partner, whatever the case and the accents."""
        told = ("text", "meeting__mission__search_text", "partner__search_text")
        return narrow_to_words(queryset, search_term, *told), False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer the meetings of the mission at hand, of all missions when there is none."""
        if db_field.name == "meeting":
            meetings = Meeting.objects.select_related("mission").order_by("-mission__sorts_on", "mission", "position")
            kwargs["queryset"] = meetings.filter(_of_mission_at_hand(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("promesse"), ordering="text")
    def promise(self, follow_up):
        """Write what was promised, briefly."""
        return Truncator(follow_up.text).chars(120)

    @admin.display(description=_("promise à"), ordering="partner__search_text")
    def beneficiary(self, follow_up):
        """Name the partner it was promised to: that of the meeting when no other is said."""
        return follow_up.partner or follow_up.meeting.partner

    @admin.display(description=_("mission"), ordering="meeting__mission__sorts_on")
    def mission(self, follow_up):
        """Name the mission."""
        return follow_up.meeting.mission

    @admin.display(description=_("échéance"), ordering="due_on")
    def due(self, follow_up):
        """Write the day it is due."""
        return iso(follow_up.due_on)

    @admin.display(description=_("état"), ordering="done_on")
    def state(self, follow_up):
        """Say whether it is kept, late or open."""
        return follow_up.state(timezone.localdate())


def _of_mission_at_hand(request):
    """Return the Q of the meetings of the mission of the promise edited, or of the list the person comes from."""
    edited = key_in(request.resolver_match.kwargs.get("object_id", ""))
    if edited is not None:
        return Q(mission__meetings__follow_ups=edited)
    asked = key_in(QueryDict(request.GET.get("_changelist_filters", "")).get(ON_MISSION.parameter_name, ""))
    return Q() if asked is None else Q(mission=record_or_kept(Mission, asked))


@admin.display(description=_("promesses ouvertes"))
def promises_of(mission):
    """List the open promises of the mission, each leading to its form, and lead to all of them."""
    promises = FollowUp.objects.filter(meeting__mission=mission).still_open().select_related("owner", "partner")
    address = reverse("admin:missions_followup_changelist", query={ON_MISSION.parameter_name: mission.pk})
    return render_to_string("admin/mission_promises.html", {"promises": promises, "address": address})
