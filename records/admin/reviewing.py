"""The page of a proposal: what it changes, what is said of it, the steps open to the person, and what it would make."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from records.admin.applying import ApplyingAdmin
from records.admin.confirming import Confirmation, ask_first, is_confirmed
from records.admin.conflicts import STEP
from records.admin.proposal_words import ChangesInWords
from records.admin.proposing import PROPOSE
from records.publication.authors import is_own_work, writings_of
from records.publication.proposal_steps import (
    APPROVERS,
    AUTHOR,
    OWN_WORK,
    PROPOSAL_STEPS,
    WRITERS,
    ProposalStep,
    take_proposal_step,
)
from records.publication.proposals import Proposal, ProposalState
from records.publication.shared_links import approvals_in_words
from records.publication.typed_forms import VERSION

PAST_ON_A_PAGE = 50
CHANGED_SINCE = _("Cette proposition a changé depuis que vous l’avez lue\u00a0: relisez-la.")
DELETED = _("La fiche a été supprimée\u00a0: la proposition est gardée telle quelle.")


class ReviewingAdmin(ApplyingAdmin):
    """Shows proposals to whoever reads the record, and takes their steps."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page of a proposal, that of what it would make, and that of the past ones of a record."""
        name, guard = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        page, preview, past = (guard(view) for view in (self.proposal_view, self.preview_view, self.past_view))
        return [
            path("<int:record_id>/propositions/", past, name=f"{name}_past_proposals"),
            path("propositions/<int:proposal_id>/", page, name=f"{name}_proposal"),
            path("propositions/<int:proposal_id>/apercu/", preview, name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def address_of(self, proposal: Proposal, page: str = "proposal") -> str:
        """Return the address of the page of a proposal."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[proposal.pk])

    def find_proposal(self, request: HttpRequest, key: int) -> Proposal:
        """Return the proposal of this key. Raise Http404 if there is none, PermissionDenied if it may not be read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposals = self.model.proposals.rel.related_model.objects
        found = proposals.select_related("record", "author").with_version().filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def proposal_view(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """Show a proposal, or take a step with it; what someone else did first is told in words."""
        proposal = self.find_proposal(request, proposal_id)
        if request.method != "POST":
            return TemplateResponse(request, "admin/proposal.html", self.proposal_context(request, proposal))
        name = request.POST.get(STEP, "")
        if name not in PROPOSAL_STEPS:
            raise Http404
        step = PROPOSAL_STEPS[name]
        if not self.may_take_proposal(request, step, proposal):
            raise PermissionDenied
        if step.follows and not is_confirmed(request):
            asked = gettext("%(step)s\u00a0: %(title)s") % {"step": step.words, "title": proposal.title}
            return ask_first(self, request, Confirmation(asked, step.follows, step.words, self.address_of(proposal)))
        try:
            self.take_proposal(request, name, proposal)
        except ValidationError as refusal:
            told = {"refusals": refusal.messages, "typed": request.POST.get("comment", "")}
            context = self.proposal_context(request, self.find_proposal(request, proposal_id))
            return TemplateResponse(request, "admin/proposal.html", {**context, **told})
        return redirect(self.address_of(proposal))

    @transaction.atomic
    def take_proposal(self, request: HttpRequest, name: str, proposal: Proposal) -> None:
        """Take a step of a proposal, with the row of its record held, and say that it was taken.

        Raise ValidationError if someone was faster or, for the step that puts it online, if it may not be.
        """
        if proposal.record is not None:
            self.lock(proposal.record)
        proposal = self.find_proposal(request, proposal.pk)
        user, record = cast(Any, request.user), proposal.record
        if str(proposal.version) != request.POST.get(VERSION):
            raise ValidationError(CHANGED_SINCE)
        moved = take_proposal_step(proposal, name, by=user, comment=request.POST.get("comment", ""))
        if name == "publish":
            if record is None:
                raise ValidationError(DELETED)
            self.apply(request, record, moved, self.reason_of(proposal))
        self.tell_step(request, name, moved)
        self.message_user(request, f"{proposal}\u00a0: {PROPOSAL_STEPS[name].done}.", messages.SUCCESS)

    def reason_of(self, proposal: Proposal) -> str:
        """Return what the history says of a proposal put online: who wrote it; who approves is beside."""
        rows = writings_of(proposal)
        writers = dict.fromkeys(str(row.history_user or gettext("compte supprimé")) for row in rows)
        said = gettext("Proposition approuvée, de\u00a0: %s") % ", ".join(writers)
        return "; ".join(filter(None, [approvals_in_words(proposal), said]))

    def may_take_proposal(self, request: HttpRequest, step: ProposalStep, proposal: Proposal) -> bool:
        """Say whether the person may take a step of a proposal; one whose author is gone is anyone's who writes."""
        if not self.has_change_permission(request):
            return False
        if step.leads_to == ProposalState.APPLIED and is_own_work(proposal, cast(Any, request.user)):
            return False
        is_author = proposal.author_id in (None, cast(Any, request.user).pk)
        parts = {WRITERS: True, AUTHOR: is_author, APPROVERS: self.has_publish_permission(request)}
        return any(parts[taker] for taker in step.takers)

    def _waits_for_another(self, request: HttpRequest, proposal: Proposal) -> str:
        """Say why who could put a proposal online may not; an empty string otherwise."""
        may_publish = proposal.is_open and self.has_publish_permission(request)
        return str(OWN_WORK) if may_publish and is_own_work(proposal, cast(Any, request.user)) else ""

    @method_decorator(require_safe)
    def preview_view(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """Show the public page as it would be; if it cannot be made, say why on the page of the proposal."""
        proposal = self.find_proposal(request, proposal_id)
        if proposal.record is None or not proposal.is_open:
            raise Http404
        try:
            return self.preview(request, proposal.record, proposal, self.address_of(proposal))
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
            return redirect(self.address_of(proposal))

    def proposal_context(self, request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
        """Return what the page of a proposal shows."""
        record = proposal.record
        bound = self.bind(request, record if record is not None else self.model(), proposal.changes)
        thread = _thread(proposal)
        words = ChangesInWords(bound.form, bound.formsets, proposal.changes, _former(thread))
        is_live = proposal.is_open and record is not None and record.is_online
        steps = {name: step for name, step in PROPOSAL_STEPS.items() if proposal.state in step.starts_from}
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Proposition\u00a0: %s") % proposal.title,
            "proposal": proposal,
            "record": record,
            "sections": words.sections(),
            "withdrawn": words.no_longer_proposed(),
            "conflicts": words.conflicts(bound.conflicts) if is_live else [],
            "faults": bound.errors() if is_live else [],
            "thread": thread,
            "waits_for_another": self._waits_for_another(request, proposal),
            "steps": {name: each for name, each in steps.items() if self.may_take_proposal(request, each, proposal)},
            "preview_url": self.address_of(proposal, "preview") if is_live else "",
            "edit_url": self.edit_url(request, record) if is_live else "",
        }

    @method_decorator(require_safe)
    def past_view(self, request: HttpRequest, record_id: int) -> HttpResponse:
        """List the proposals on a record that are online or dropped; each is read on its own page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = self.get_object(request, str(record_id))
        if record is None:
            raise Http404
        closed = record.proposals.closed().select_related("author")
        page = Paginator(closed, PAST_ON_A_PAGE).get_page(request.GET.get("page"))
        for proposal in page:
            proposal.address = self.address_of(proposal)
        title = gettext("Propositions passées\u00a0: %s") % record
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, "admin/past_proposals.html", {**context, "record": record, "page": page})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Lead from the form of a record to its past proposals."""
        if obj and obj.proposals.closed().exists():
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_past_proposals", args=[obj.pk])
            context.setdefault("record_links", []).append((address, gettext("Propositions passées")))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def context_of_proposal(self, request: HttpRequest, record: Any, context: dict[str, Any]) -> dict[str, Any]:
        """Return what the form of a record tells of the proposal that is open on it; `context`: of the form."""
        proposal, merged = record.open_proposal, getattr(record, "merged", None)
        if proposal is None:
            return {}
        found = {"proposal": proposal, "proposal_url": self.address_of(proposal)}
        if merged is None or not merged.conflicts:
            return found
        formsets = [part.formset for part in context["inline_admin_formsets"]]
        words = ChangesInWords(context["adminform"].form, formsets, proposal.changes)
        return {**found, "conflicts": words.conflicts(merged.conflicts)}

    def edit_url(self, request: HttpRequest, record: Any) -> str:
        """Return the address of the form that continues the proposal; an empty string for who may not."""
        if not self.has_change_permission(request, record):
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[record.pk], query={PROPOSE: "1"})


def _thread(proposal: Proposal) -> list[Any]:
    """Return the rows of history of a proposal, oldest first; each knows whether a comment was `said` with it."""
    rows = list(proposal.history.select_related("history_user").order_by("history_id"))
    for former, row in zip([None, *rows], rows, strict=False):
        row.said = row.commented_at is not None and (former is None or former.commented_at != row.commented_at)
    return rows


def _former(thread: list[Any]) -> dict[str, Any] | None:
    """Return the changes as the last comment found them; None if nobody has commented yet."""
    return next((row.changes for row in reversed(thread) if row.said), None)
