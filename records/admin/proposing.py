"""What writers save of a record that is online is proposed, in the record's own form; who publishes may choose to."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.admin.conflicts import VERSION
from records.admin.deeds import tell_deed
from records.admin.editing import RecordAdmin
from records.admin.proposed_changes import ProposedChanges, changes_of
from records.publication.authors import authors_of
from records.publication.operations import lock_row
from records.publication.proposal_steps import keep_proposal, take_proposal_step
from records.publication.proposals import Proposal
from records.words.said import Said

# What has a form proposed rather than saved, in its address or among its buttons; the button that submits it too.
PROPOSE, SUBMIT = "_propose", "_submit"
# What is told of who changes what is online without a proposal, which four eyes would have seen.
CHANGE_ONLINE = "change_online"
KEPT = _("Proposition enregistrée\u00a0: la page publique n’a pas changé.")
KEPT_AND_SUBMITTED = _("Proposition soumise à l’approbation\u00a0: la page publique n’a pas changé.")
NOTHING_PROPOSED = _("Rien n’a changé\u00a0: aucune proposition n’est faite.")
PARTS_SAVED = _("Enregistré\u00a0: ceci reste au bureau et ne demande pas d’approbation.")


class ProposingAdmin(RecordAdmin):
    """Keeps as a proposal what a writer saves of a record that is online; parts that stay internal are saved at once.

    It gives the record, as it reads it: `is_proposed`, whether what is saved of it is proposed; `open_proposal`, a
    Proposal or None; and, where the form continues a proposal, `merged`, the form with what is proposed typed in it.
    """

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Say whether the person may put these records online."""
        user = cast(Any, request.user)
        return user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let everyone who writes open drafts, and what is online to propose changes; only those who publish, the rest.

        Whoever changes a record without its form asks `changes_directly`.
        """
        if is_applying(request):
            return True
        is_open = obj is None or obj.is_draft or obj.is_online or self.has_publish_permission(request)
        return is_open and super().has_change_permission(request, obj)

    def changes_directly(self, request: HttpRequest, record: Any) -> bool:
        """Say whether what the person changes of a record is written at once: a draft's writers, and who publishes."""
        return self.has_change_permission(request, record) and (record.is_draft or self.has_publish_permission(request))

    def proposes(self, request: HttpRequest, record: Any) -> bool:
        """Say whether what the person saves of a record is proposed: always, or because they chose to."""
        if not record.is_online or is_applying(request) or not self.has_change_permission(request, record):
            return False
        return not self.has_publish_permission(request) or PROPOSE in request.POST or PROPOSE in request.GET

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Read the record with the proposal that is open on it; where the form continues it, its version counts too."""
        record = super().get_object(request, object_id, from_field)
        if record is None:
            return None
        record.open_proposal = record.proposals.still_proposed().select_related("author").with_version().first()
        record.is_proposed = self.proposes(request, record)
        changes_online = record.is_online and self.has_change_permission(request, record)
        record.asks_reason = changes_online and not record.is_proposed
        if record.is_proposed and record.open_proposal:
            record.version_read = f"{record.version_read}+{record.open_proposal.version}"
            if request.method == "GET":
                record.begin_with = lambda: self.continue_proposal(request, record)
        return record

    def continue_proposal(self, request: HttpRequest, record: Any) -> QueryDict:
        """Return what the form of the record sends once what is proposed is typed in it (a QueryDict)."""
        record.begin_with = None
        record.merged = self.merge(request, record, record.open_proposal.changes)
        record.merged.data[VERSION] = record.version_read
        return record.merged.data

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Show the parts as they are proposed, where the form continues a proposal."""
        merged = getattr(obj, "merged", None)
        shown = {"data": merged.data} if merged and request.method == "GET" else {}
        return {**super().get_formset_kwargs(request, obj, inline, prefix), **shown}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Leave the record as it is while its change is proposed; have its history say why it is changed online."""
        if _is_proposed(obj):
            return
        if reason := form.cleaned_data.get("change_reason"):
            obj._change_reason = reason
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Propose the change, or save it."""
        if not _is_proposed(form.instance):
            for row in (row for formset in formsets for row in formset.forms):
                row.instance._change_reason = getattr(form.instance, "_change_reason", None)
            super().save_related(request, form, formsets, change)
            self.draw_consequences(request, form)
            if getattr(form.instance, "asks_reason", False) and form.changes_what_is_public():
                self.tell_step(request, CHANGE_ONLINE, form.instance)
            return
        internal = [formset for formset in formsets if not formset.needs_approval and formset.has_changed()]
        if internal:
            self.save_internal_parts(request, form, internal)
        changes = changes_of(form, [formset for formset in formsets if formset.needs_approval])
        if changes or form.instance.open_proposal:
            self.propose(request, form.instance, changes)
        elif not internal:
            self.message_user(request, NOTHING_PROPOSED, messages.INFO)
        self.drop_kept(request, form, change)

    def sent_beside(self, record: Any) -> dict[str, list[str]]:
        """Submit what is proposed on many records at once, unless somebody prepares a proposal already."""
        return {SUBMIT: ["oui"]} if record.is_proposed and not record.open_proposal else {}

    def draw_consequences(self, request: HttpRequest, form: Any) -> None:
        """Do what follows a saving of the record and its parts, never what is only proposed: each admin says what."""

    def save_internal_parts(self, request: HttpRequest, form: Any, formsets: list[Any]) -> None:
        """Save parts that no reader sees; the record, unchanged, keeps a trace of it for who edits it meanwhile."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=True)
        self.mark_parts(formsets)
        record = lock_row(form.instance)
        record._history_user = request.user
        record.save()
        self.message_user(request, PARTS_SAVED, messages.SUCCESS)

    def propose(self, request: HttpRequest, record: Any, changes: ProposedChanges) -> None:
        """Keep what a form would change, and submit it if asked; say what came of it."""
        user = cast(Any, request.user)
        record.open_proposal = keep_proposal(record, changes, by=user)
        if SUBMIT in request.POST and not record.open_proposal.is_submitted:
            try:
                record.open_proposal = take_proposal_step(record.open_proposal, "submit", by=user)
                self.tell_step(request, "submit", record.open_proposal)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        said: Said = KEPT_AND_SUBMITTED if record.open_proposal.is_submitted else KEPT
        self.message_user(request, said, messages.SUCCESS)

    def tell_step(self, request: HttpRequest, name: str, text: Any) -> None:
        """Have the site tell whoever it concerns that a step was just taken with a record or a proposal (`text`)."""
        page, model = "proposal" if isinstance(text, Proposal) else "change", self.opts.model_name
        reason = getattr(text, "_change_reason", "") if name == CHANGE_ONLINE else ""
        tell_deed(
            self,
            request,
            name,
            f"{text}\u00a0: {reason}" if reason else str(text),
            reverse(f"admin:{self.opts.app_label}_{model}_{page}", args=[text.pk]),
            approvers=f"{self.opts.app_label}.publish_{model}",
            authors=authors_of(text),
        )

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Say of a proposal that it is one: nothing was changed yet."""
        if _is_proposed(form.instance):
            return gettext("Proposition")
        return super().construct_change_message(request, form, formsets, add)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Show the proposal that was just kept."""
        if not _is_proposed(obj):
            return super().response_change(request, obj)
        if obj.open_proposal is None:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj.pk)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_proposal", obj.open_proposal.pk)


def is_applying(request: HttpRequest) -> bool:
    """Whether the request stands for the form of a proposal being applied (`records/admin/applying.py`)."""
    return getattr(request, "is_applying", False)


def _is_proposed(record: Any) -> bool:
    return getattr(record, "is_proposed", False)
