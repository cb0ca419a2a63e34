"""How the bureau prepares, approves and puts a record online."""

from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from records.admin.bulk import NOT_ALLOWED, BulkVerb
from records.admin.conflicts import STEP, RecordForm
from records.admin.importing import ImportingAdmin
from records.admin.narrowing import ArchiveFilter, MineFilter, ProposalFilter, UnsourcedFilter
from records.admin.proposed_changes import changes_of
from records.admin.publication_steps import COMMENT, STEPS, CommentForm, Step
from records.publication import operations
from records.publication.authors import is_own_work
from records.publication.fields import field_of
from records.publication.history import LONGEST_REASON
from records.publication.proposals import ProposalState
from records.publication.publishable import NEEDED_ONLINE, Publishable
from records.publication.recorded import Recorded
from records.publication.shared_links import approvals_in_words
from records.publication.status import PublicationStatus
from records.publication.typed_forms import VERSION
from records.words.said import Said

CHANGE_WITHOUT_REASON = _("Dites en une ligne pourquoi vous changez ce qui est en ligne.")


ALREADY_ONLINE = _("C’est déjà en ligne.")
KEPT_ONLINE = _("Une fiche en ligne ne se supprime pas\u00a0: retirez-la du site, elle sera gardée aux archives.")
KEPT_SINCE_ONLINE = _("Cette fiche a été en ligne\u00a0: elle ne se supprime plus, elle se garde aux archives.")
KEPT_IN_REVIEW = _("Cette fiche attend une approbation\u00a0: elle se supprime une fois redevenue un brouillon.")


class PublishableForm(RecordForm):
    """Edits a record; while it is online, holds what it is published with until the change is written.

    Who changes it online says why; who continues a proposal finds it in the form.
    """

    change_reason = forms.CharField(
        label=_("Raison du changement en ligne"),
        help_text=_("En une ligne : l’historique la garde."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        continue_proposal = getattr(instance, "begin_with", None)
        super().__init__(continue_proposal() if data is None and continue_proposal else data, *args, **kwargs)
        if not getattr(instance, "asks_reason", False):
            del self.fields["change_reason"]

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the fields of the record that change: why they do is not one of them."""
        return [name for name in super().changed_data if name != "change_reason"]

    def clean(self) -> dict[str, Any]:
        """Ask why the record changes online; read again, under a lock, the records this one is published with."""
        chosen = super().clean()
        if "change_reason" in self.fields and not chosen.get("change_reason") and self.changes_what_is_public():
            self.add_error("change_reason", CHANGE_WITHOUT_REASON)
        if self.instance.is_online and transaction.get_connection().in_atomic_block:
            for name in getattr(self.instance, "published_with", ()):
                if chosen.get(name):
                    chosen[name] = operations.lock_row(chosen[name])
        return chosen

    def changes_what_is_public(self) -> bool:
        """Say whether something is typed that waits for approval, if it comes from a writer."""
        return self.has_changed() or any(part.has_changed() for part in self.public_parts)

    @property
    def public_parts(self) -> list[Any]:
        """The formsets, as they were sent, of the parts whose changes wait for approval (a list)."""
        formsets: list[Any] = [*self.parts]
        return [formset for formset in formsets if formset.needs_approval]

    def is_stale(self) -> bool:
        """Whether someone saved the record, or the proposal it continues, meanwhile; the same proposal twice is one."""
        proposal: Any = getattr(self.instance, "open_proposal", None)
        if not super().is_stale():
            return False
        parts = self.public_parts
        is_same = self.instance.is_proposed and proposal and all(part.is_valid() for part in parts)
        return not (is_same and changes_of(self, parts) == proposal.changes)

    def newer_row(self) -> Any:
        """Return the row of history that tells of the change made since: of the proposal, if the record stood still."""
        stored, _plus, _proposal = str(self.instance.version_read).partition("+")
        if stored != self.data.get(VERSION, "").partition("+")[0]:
            return self.instance.history.select_related("history_user").get(history_id=stored)
        rows = self.instance.proposals.model.history.filter(record=self.instance.pk)
        return rows.select_related("history_user").order_by("-history_id").first()


class PublishableAdmin(ImportingAdmin):
    """Edits a record that is prepared, approved and put online."""

    form = PublishableForm
    change_form_template = "admin/publishable_change_form.html"
    steps = STEPS

    def bulk_verbs(self, request: HttpRequest) -> dict[str, BulkVerb]:
        """Return what the list offers: first the steps of publication that many records may take."""
        steps = {
            f"{name}_selected": BulkVerb(
                step.words,
                step.counted,
                partial(self.move_one, name),
                "publish" if step.for_approvers else "change",
                CommentForm if step.asks_comment else None,
            )
            for name, step in STEPS.items()
            if not step.for_author
        }
        return {**steps, **super().bulk_verbs(request)}

    def move_one(self, name: str, request: HttpRequest, record: Publishable, typed: dict[str, Any]) -> None:
        """Take a step of publication with one record of many. Raise ValidationError if it is refused, or is done."""
        if not self.may_take(request, STEPS[name], record):
            raise ValidationError(NOT_ALLOWED)
        if not self.move(request, name, record, typed.get(COMMENT, "")):
            raise ValidationError(ALREADY_ONLINE)

    @admin.display(description=_("publication"), ordering="status")
    def publication(self, record: Publishable) -> str:
        """Say where the record stands and, if a proposal is open on it, where this one does."""
        said, proposal = PublicationStatus(record.status).label, _("proposition")
        proposed = getattr(record, "proposal_state", None)
        return f"{said}; {proposal} {ProposalState(proposed).label}" if proposed else str(said)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Say of each record where its open proposal stands (`proposal_state`, None without one)."""
        proposals: Any = self.model.proposals.rel.related_model.objects
        states = proposals.still_proposed().filter(record=OuterRef("pk")).values("state")
        return super().get_queryset(request).annotate(proposal_state=Subquery(states[:1]))

    def get_list_filter(self, request: HttpRequest) -> Any:
        """End the filters with what is no archive, one's own, what has no source, and on what a proposal is open."""
        unsourced = [UnsourcedFilter] if issubclass(self.model, Recorded) else []
        return [*super().get_list_filter(request), ArchiveFilter, MineFilter, *unsourced, ProposalFilter]

    def has_delete_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        """Let only drafts be deleted: what was online is withdrawn and kept, even reopened."""
        return (obj is None or (obj.is_draft and obj.published_on is None)) and super().has_delete_permission(
            request, obj
        )

    def get_view_on_site_url(self, obj: Publishable | None = None) -> str | None:
        """Lead to the page of the record; an archive has none."""
        return None if obj and obj.is_archived else super().get_view_on_site_url(obj)

    def why_kept(self, request: HttpRequest, row: Publishable) -> Said:
        """Say what has a record that the person might delete kept; nothing for a draft that never was online."""
        if not super().has_delete_permission(request, row):
            return ""
        if row.is_online:
            return KEPT_ONLINE
        return KEPT_SINCE_ONLINE if row.published_on else "" if row.is_draft else KEPT_IN_REVIEW

    def get_urls(self) -> list[URLPattern]:
        """Add the address the buttons of publication post to."""
        view = self.admin_site.admin_view(self.publication_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_publication"
        return [path("<path:object_id>/publication/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Publishable | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Show the steps open to the person, from where the record stands."""
        if obj:
            open_steps = {name: step for name, step in STEPS.items() if obj.status in step.starts_from}
            steps = {name: step for name, step in open_steps.items() if self.may_take(request, step, obj)}
            if "publish" in steps and is_own_work(obj, cast(User, request.user)):
                del steps["publish"]
                context["waits_for_another"] = operations.OWN_DRAFT
            context |= {"steps": steps, "why_kept": self.why_kept(request, obj)}
            context["step_form"] = f"{self.opts.model_name}_form" if self.has_change_permission(request, obj) else ""
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_publication"
            context["publication_url"] = reverse(name, args=[obj.pk])
            context |= self.context_of_proposal(request, obj, context)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def may_take(self, request: HttpRequest, step: Step, record: Publishable) -> bool:
        """Say whether the person may take a step of publication with a record, from where it starts."""
        if step.for_author:
            return record.is_submitted_by(cast(User, request.user))
        return self.has_publish_permission(request) if step.for_approvers else self.has_change_permission(request)

    @method_decorator(require_POST)
    def publication_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the step of publication asked, then show the record again with what came of it.

        A step that no longer makes sense, because someone else was faster, is refused in words.
        """
        record = self.get_object(request, unquote(object_id))
        name = request.POST.get(STEP)
        if record is None or name not in STEPS:
            raise Http404
        return self.step_taken(request, name, record)

    def step_taken(self, request: HttpRequest, name: str, record: Publishable) -> HttpResponse:
        """Take a step of publication if the person may, then show the record again with what came of it."""
        if not self.may_take(request, STEPS[name], record):
            raise PermissionDenied
        self.take(request, name, record)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", record.pk)

    def take(self, request: HttpRequest, name: str, record: Publishable) -> bool:
        """Take a step of publication with a record and say what came of it; return whether it was taken."""
        comment = request.POST.get(COMMENT, "").strip() if STEPS[name].asks_comment else ""
        try:
            self.move(request, name, record, comment)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, f"{record}\u00a0: {message}", messages.ERROR)
            if comment:
                self.message_user(request, _("Vous aviez écrit\u00a0: «\u00a0%s\u00a0».") % comment, messages.WARNING)
            return False
        self.message_user(request, f"{record}\u00a0: {STEPS[name].done}", messages.SUCCESS)
        if name == "submit":
            self.tell_missing(request, record)
        return True

    @transaction.atomic
    def move(self, request: HttpRequest, name: str, record: Publishable, comment: str) -> bool:
        """Take a step of publication with a record and have it told; return whether it moved: someone may be faster.

        Raise ValidationError if it is refused.
        """
        extra: dict[str, Any] = {"comment": comment} if STEPS[name].asks_comment else {}
        if name in {"publish", "withdraw"}:
            extra["on"] = timezone.localdate()
        if name == "publish":
            extra["approved"] = approvals_in_words(record)
        moved = getattr(operations, name)(record, by=request.user, **extra)
        is_moved = hasattr(moved, "_history_user")
        if is_moved:
            self.tell_step(request, name, moved)
        return is_moved

    def tell_missing(self, request: HttpRequest, record: Publishable) -> None:
        """Tell who submits a record what it takes to put it online and that is not there, with the way to it."""
        for name, needed in record.missing_for_publication(timezone.localdate()).items():
            field, link = field_of(self.model, name).verbose_name, escape(needed or _("inconnu"))
            if needed is not None:
                page = f"admin:{needed._meta.app_label}_{needed._meta.model_name}_change"
                link = format_html('<a href="{}">{}</a>', reverse(page, args=[needed.pk]), needed)
            words = mark_safe(NEEDED_ONLINE % {"field": escape(field), "record": link})  # noqa: S308 both are escaped
            self.message_user(request, words, messages.WARNING)
