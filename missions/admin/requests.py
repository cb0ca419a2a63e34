"""How the bureau records what is asked of it, sees what was asked already, and decides."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from missions import operations
from missions.forms import DelegationRequestForm
from missions.models import DelegationRequest
from records.admin import RecordAdmin, record_filter
from records.admin.conflicts import STEP
from records.words.dates import iso

# The parameter of the form's address that tells of a reason left blank, and whether the refusal was to be public.
BLANK = "sans_raison"
# What may still be written of a request once it is decided.
STILL_OPEN = ("is_public", "title_en", "reason_en")


@admin.register(DelegationRequest)
class DelegationRequestAdmin(RecordAdmin):
    """Records a request; those who decide accept it, which makes a mission, or decline it."""

    form = DelegationRequestForm
    change_form_template = "admin/request_change_form.html"
    list_display = ["title", "direction", "who_asks", "received", "decision", "repeated"]
    list_select_related = ["partner"]
    list_filter = ["decision", "direction", "axis", "theme", record_filter(_("organisme"), "partenaire", "partner")]
    autocomplete_fields = ["partner"]
    placed_apart = ("is_public", "reason_en")
    steps = ("accept", "decline")
    fieldsets = [
        (None, {"fields": ["title", "direction"]}),
        (_("Qui demande"), {"fields": ["asked_by", "partner", "received_on"]}),
        (_("Pourquoi"), {"fields": ["purpose", "axis", "theme"]}),
        (_("Quand"), {"fields": [("starts_on", "ends_on")]}),
        (_("Délégation"), {"fields": [("size", "working_language"), "titles", "needs"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Add the answer, once there is one; the English of a refusal goes with it."""
        *shown, (title, english) = super().get_fieldsets(request, obj)
        if obj is not None and obj.is_declined:
            return [*shown, (_("Refus"), {"fields": ["reason", "is_public"]}), (title, english)]
        names = [name for name in english["fields"] if name != "reason_en"]
        return [*shown, (title, {**english, "fields": names})]

    def get_readonly_fields(self, request, obj=None):
        """Leave a decided request as it was decided."""
        if obj is None or obj.is_pending:
            return []
        return [field.name for field in self.opts.fields if field.name not in STILL_OPEN]

    def has_delete_permission(self, request, obj=None):
        """Let only what is not decided be deleted."""
        return (obj is None or obj.is_pending) and super().has_delete_permission(request, obj)

    def has_decide_permission(self, request):
        """Say whether the person may accept and decline."""
        return request.user.has_perm("missions.decide_delegationrequest")

    def get_search_results(self, request, queryset, search_term):
        """Search the words of the request and of who asks, whatever their case and accents."""
        return queryset.found_by(search_term), False

    def completed(self, rows):
        """Tell each row what was asked already."""
        told = super().completed(rows)
        repeats = DelegationRequest.objects.repeats_of(told)
        for row in told:
            row.repeats = repeats[row.pk]
        return told

    @admin.display(description=_("qui demande"), ordering="asked_by")
    def who_asks(self, request):
        """Name the organization, or else say who asks."""
        return request.partner or request.asked_by

    @admin.display(description=_("reçue le"), ordering="received_on")
    def received(self, request):
        """Write when it came."""
        return iso(request.received_on)

    @admin.display(description=_("déjà demandé"))
    def repeated(self, request):
        """Lead to the other requests of the same organization on the same theme."""
        return _links(request.repeats)

    def get_urls(self):
        """Add the address the two buttons post to."""
        view = self.admin_site.admin_view(self.decision_view)
        return [
            path("<path:object_id>/decision/", view, name="missions_delegationrequest_decision"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Show what was asked already and, to who decides, the two answers."""
        if obj:
            stored = DelegationRequest.objects.get(pk=obj.pk)
            context["repeats"] = [(other, _address(other)) for other in _repeats_of(stored)]
            context["may_decide"] = obj.is_pending and self.has_decide_permission(request)
            context["blank"] = operations.WITHOUT_REASON if BLANK in request.GET else ""
            context["public_asked"] = bool(request.GET.get(BLANK))
            context["step_form"] = "delegationrequest_form" if self.has_change_permission(request, obj) else ""
            context["decision_url"] = reverse("admin:missions_delegationrequest_decision", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        """Say, once a request is written, what was asked already."""
        super().save_related(request, form, formsets, change)
        repeats = _repeats_of(form.instance) if form.instance.is_pending else []
        if repeats:
            words = _("Déjà demandé par le même organisme, sur le même thème\u00a0: {}.")
            self.message_user(request, format_html(words, _links(repeats)), messages.WARNING)

    @method_decorator(require_POST)
    def decision_view(self, request, object_id):
        """Accept or decline, then show what came of it; what someone else decided first is told in words."""
        asked = self.get_object(request, unquote(object_id))
        name = request.POST.get(STEP)
        if asked is None or name not in self.steps:
            raise Http404
        return self.step_taken(request, name, asked)

    def step_taken(self, request, name, record):
        """Accept or decline, if the person may."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        try:
            return {"accept": self.accept, "decline": self.decline}[name](request, record)
        except ValidationError as refusal:
            return self.refused(request, record, refusal)

    def refused(self, request, asked, refusal):
        """Show the request again: a reason left blank is told beside its field, a decision made meanwhile on top.

        What was typed is not lost: the box stays ticked, a reason that came too late is said again.
        """
        page = reverse("admin:missions_delegationrequest_change", args=[asked.pk])
        if "reason" in getattr(refusal, "error_dict", {}):
            return redirect(f"{page}?{urlencode({BLANK: request.POST.get('is_public', '')})}#decline-reason")
        for sentence in refusal.messages:
            self.message_user(request, sentence, messages.ERROR)
        if reason := request.POST.get("reason", "").strip():
            self.message_user(request, _("Vous aviez écrit\u00a0: «\u00a0%s\u00a0».") % reason, messages.WARNING)
        return redirect(page)

    def accept(self, request, asked):
        """Make a mission of the request, and go on with it."""
        mission = operations.accept(asked, by=request.user, today=timezone.localdate())
        self.message_user(request, _("Demande acceptée\u00a0: voici le brouillon de la mission."), messages.SUCCESS)
        return redirect("admin:missions_mission_change", mission.pk)

    def decline(self, request, asked):
        """Decline the request, for the reason given."""
        reason, is_public = request.POST.get("reason", ""), "is_public" in request.POST
        operations.decline(asked, by=request.user, today=timezone.localdate(), reason=reason, is_public=is_public)
        self.message_user(request, _("Demande refusée."), messages.SUCCESS)
        return redirect("admin:missions_delegationrequest_change", asked.pk)


def _repeats_of(request):
    return DelegationRequest.objects.repeats_of([request])[request.pk]


def _address(request):
    return reverse("admin:missions_delegationrequest_change", args=[request.pk])


def _links(requests):
    """Return a link to each request, with its day and its answer."""
    return format_html_join(
        ", ",
        '<a href="{}">{}</a> ({}, {})',
        ((_address(each), each, iso(each.received_on), each.get_decision_display()) for each in requests),
    )
