"""The bureau's admin site: its index follows what people do there, not how the code is cut."""

import datetime as dt
from functools import update_wrapper
from operator import attrgetter

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from axes.models import Axis, Indicator, Vision
from missions.models import Action, Mission, Priority
from partners.models import Agreement, Partner
from portal.accounts.standing_in import replaced_by
from portal.autocomplete import NearestFirst
from portal.board.views import board, board_file, may_open_board
from portal.desk import tasks_for
from portal.desk.proposals import dropped_proposals, proposal_tasks
from portal.desk.publication import text_tasks
from portal.desk.stand_ins import stand_in_tasks
from portal.journal.watching import watch_refusal, watch_request
from portal.journal.writing import note_event, note_step
from portal.models import JournalEvent
from portal.notices.choice import notices_view
from portal.notices.writing import tell_step
from portal.outages import tried_again
from portal.privacy.views import people_paths
from portal.saved_views import saved_view, saved_views
from portal.sign_in import ask_to_sign_in, carry
from records.documents.views import received
from records.listing.downloads import file_paths
from records.models import Source

WORK = {
    _("Vision et axes"): ["Vision", "Axis", "Indicator", "Priority", "Theme"],
    _("Partenaires et ententes"): ["Partner", "Contact", "Agreement", "Exchange", "OfficeHolder", "Gift"],
    _("Missions et actions"): ["Message", "DelegationRequest", "Mission", "Action", "FollowUp", "Reminder"],
    _("Réglages"): [
        "Service",
        "Source",
        "Rule",
        "EmissionFactor",
        "Airport",
        "User",
        "Group",
        "Notice",
        "Subscriber",
        "StandIn",
        "JournalEntry",
        "Incident",
    ],
}
MODERATED_MODELS = [Vision, Axis, Indicator, Priority, Partner, Agreement, Mission, Action]
# What is online is changed by proposals: those, and what proves them.
PROPOSED_MODELS = [*MODERATED_MODELS, Source]
# The steps of which the journal says in whose place they were taken.
STEPS_OF_APPROVERS = {"publish", "withdraw", "send_back", "reopen", "change_online"}
# How long a proposal that was dropped is shown to who wrote it.
DROPPED_SHOWN = dt.timedelta(days=90)


class BureauSite(admin.AdminSite):
    """The admin, as the bureau sees it."""

    site_title = _("Bureau des relations internationales")
    site_header = _("Bureau des relations internationales")
    index_title = _("Que voulez-vous faire?")
    index_template = "admin/bureau_index.html"
    # Lists and tables of parts need the whole width; the index is one click away, at the head of every page.
    enable_nav_sidebar = False

    # What the admin of records calls once a step is taken.
    @staticmethod
    def tell_step(name, title, address, *, by, **told):
        """Write in the journal the step just taken, and tell whoever it concerns."""
        approvers = told.get("approvers")
        replaced = replaced_by(by, approvers) if approvers and name in STEPS_OF_APPROVERS else []
        note_step(name, title, address, by=by, replaced=replaced)
        tell_step(name, title, address, by=by, **told)

    @staticmethod
    def shared_address(secret):
        """Return the path of the page that a link opens, by its secret."""
        return reverse("portal:shared", args=[secret])

    @staticmethod
    def note_shared(request, link, title):
        """Write in the journal that a link was made to a record."""
        note_event(JournalEvent.SHARED, request.user.get_username(), f"{link} – {title}", request.path)

    def get_app_list(self, request, app_label=None):
        """Group the models by the work they serve; an app's own page lists its models as usual.

        Every page is given them and few show them: they are gathered when they are read.
        """
        return SimpleLazyObject(lambda: self._grouped(request, app_label))

    def _grouped(self, request, app_label):
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: {**model, "app_url": app["app_url"]} for app in apps for model in app["models"]}
        groups = []
        for name, wanted in WORK.items():
            found = [models[model] for model in wanted if model in models]
            if found:
                label = "-".join(model["object_name"].lower() for model in found)
                groups.append(
                    {"name": name, "app_label": label, "app_url": "", "has_module_perms": True, "models": found}
                )
        return groups

    def admin_view(self, view, cacheable=False):
        """Ask whoever is signed out to sign in, with what their form sent; write in the journal what it keeps."""
        guarded = tried_again(_watched(super().admin_view(view, cacheable)))

        def inner(request, *args, **kwargs):
            carried = "" if self.has_permission(request) or request.method != "POST" else carry(request)
            return (
                ask_to_sign_in(request, request.get_full_path(), carried)
                if carried
                else guarded(request, *args, **kwargs)
            )

        return update_wrapper(inner, guarded)

    def autocomplete_view(self, request):
        """Offer first what is named by the words typed."""
        return NearestFirst.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        """Show what waits for someone: their missions, texts to approve, and texts sent back with a comment."""
        context = {"has_board": may_open_board(request.user), "desk": _desk_of(request.user)}
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self):
        """Add the pages of what waits, of all the proposals, of one's notices and views, and the files received."""
        return [
            path("bord/", self.admin_view(board), name="board"),
            *file_paths("bord/tableau", self.admin_view(board_file), "board"),
            path("travail/", self.admin_view(self.work_view), name="work"),
            path("propositions/", self.admin_view(self.proposals_view), name="proposals"),
            path("avis/", self.admin_view(notices_view), name="notices"),
            path("vues/", self.admin_view(saved_views), name="saved_views"),
            path("vues/<int:pk>/", self.admin_view(saved_view), name="saved_view"),
            *people_paths(self.admin_view),
            path("fichiers-recus/<str:signed>", self.admin_view(received), name="received_file"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def work_view(self, request):
        """Show all that waits for someone, of which the first page shows the first."""
        desk = [tasks.whole() for tasks in _desk_of(request.user)]
        context = {**self.each_context(request), "title": _("Tout ce qui attend"), "desk": desk}
        return TemplateResponse(request, "admin/work.html", context)

    @method_decorator(require_safe)
    def proposals_view(self, request):
        """List all the proposals that wait for someone, theirs first; then what they dropped in the last months."""
        models, since = _readable_by(request.user, PROPOSED_MODELS), timezone.localdate() - DROPPED_SHOWN
        context = {
            **self.each_context(request),
            "title": _("Propositions"),
            "desk": proposal_tasks(request.user, models, most=None),
            "dropped": dropped_proposals(request.user, models, since),
        }
        return TemplateResponse(request, "admin/proposals.html", context)


def _watched(view):
    """Return the view, with what the journal keeps of it written."""

    def watched(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            watch_refusal(request)
            raise
        watch_request(request, response)
        return response

    return update_wrapper(watched, view)


def _readable_by(user, models):
    """Return those of `models` whose records a person may read (a list)."""
    named = [(model, f"{model._meta.app_label}.view_{model._meta.model_name}") for model in models]
    return [model for model, permission in named if user.has_perm(permission)]


def _desk_of(user):
    """Return what waits for a person today, section by section: TaskLists, none of them empty (a list)."""
    today = timezone.localdate()
    # In each section, what is late comes first.
    found = [
        *tasks_for(user, today),
        *text_tasks(user, _readable_by(user, MODERATED_MODELS)),
        *proposal_tasks(user, _readable_by(user, PROPOSED_MODELS)),
        *stand_in_tasks(user, today),
    ]
    return sorted(found, key=attrgetter("section"))
