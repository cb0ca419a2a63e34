"""Sharing a draft or a proposal by a link: made, listed and revoked at the bureau, shown as anyone would read it."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from records.admin.applying import public_page
from records.admin.reviewing import ReviewingAdmin
from records.admin.sent_requests import stand_in
from records.publication.proposals import Proposal
from records.publication.shared_links import SharedLink, is_prepared, make_link, opinions_on
from records.publication.status import put_online
from records.publication.typed_forms import asks
from records.words.keys import key_in

DAYS = ((7, _("une semaine")), (14, _("deux semaines")), (30, _("un mois")))
# What the button that revokes a link sends.
REVOKE = "_revoquer"
REVOKED = _("Le lien est révoqué\u00a0: il n’ouvre plus rien.")


class ShareForm(forms.Form):
    """Asks whom a link is for, until when, and whether they may answer."""

    name = forms.CharField(
        label=_("Pour qui"),
        help_text=_("Facultatif\u00a0: la personne donnera son nom si vous ne l’écrivez pas."),
        max_length=160,
        required=False,
    )
    days = forms.TypedChoiceField(label=_("Bon pour"), choices=DAYS, coerce=int, initial=14)
    may_answer = forms.BooleanField(label=_("Peut approuver ou commenter"), required=False, initial=True)


class SharingAdmin(ReviewingAdmin):
    """Shares what is prepared by links that need no account.

    Its site tells who may follow them: `shared_address(secret)`, a path, and `note_shared(request, link)`.
    """

    def get_urls(self) -> list[URLPattern]:
        """Add the page that shares a record."""
        view = self.admin_site.admin_view(self.share_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_share"
        return [path("<int:record_id>/partager/", view, name=name), *super().get_urls()]

    def share_address(self, record: Any) -> str:
        """Return the address of the page that shares a record."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_share", args=[record.pk])

    def may_share(self, request: HttpRequest, record: Any) -> bool:
        """Say whether the person may share what is prepared of a record: who may write it."""
        return self.has_change_permission(request, record) and subject_of(record) is not None

    @asks(ShareForm)
    @method_decorator(never_cache)
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def share_view(self, request: HttpRequest, record_id: int) -> HttpResponse:
        """List the links to what is prepared of a record; make one, or revoke one."""
        record = self.get_object(request, str(record_id))
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        subject = subject_of(record)
        if subject is None:
            raise Http404
        if REVOKE in request.POST:
            return self._revoke(request, record, subject)
        form, address = ShareForm(request.POST if request.method == "POST" else None, label_suffix=""), ""
        if form.is_bound and form.is_valid():
            link, secret = make_link(subject, by=cast(Any, request.user), **form.cleaned_data)
            cast(Any, self.admin_site).note_shared(request, link, str(record))
            address = request.build_absolute_uri(cast(Any, self.admin_site).shared_address(secret))
            form = ShareForm(label_suffix="")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Partager\u00a0: %s") % record,
            "record": record,
            "form": form,
            "address": address,
            "links": SharedLink.objects.of(subject).for_listing(),
            "opinions": opinions_on(subject),
        }
        return TemplateResponse(request, "admin/share.html", context)

    def _revoke(self, request: HttpRequest, record: Any, subject: Any) -> HttpResponse:
        key = request.POST[REVOKE]
        found = SharedLink.objects.of(subject).filter(revoked_at=None, pk=key_in(key) or 0)
        if not found.update(revoked_at=timezone.now()):
            raise Http404
        self.message_user(request, REVOKED, messages.SUCCESS)
        return redirect(self.share_address(record))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Lead from a record to its links, and tell what was answered by them."""
        record = kwargs.get("obj")
        if record and record.pk and self.may_share(request, record):
            context.setdefault("record_links", []).append((self.share_address(record), _("Partager par lien")))
            context["opinions"] = opinions_on(subject_of(record))
        return super().render_change_form(request, context, *args, **kwargs)

    def proposal_context(self, request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
        """Tell what was answered about a proposal, and lead to its links."""
        record: Any = proposal.record
        shares = is_prepared(proposal) and self.has_change_permission(request, record)
        return {
            **super().proposal_context(request, proposal),
            "opinions": opinions_on(proposal),
            "share_url": self.share_address(record) if shares else "",
        }

    def shared_page(self, request: HttpRequest, subject: Any, by: Any, shared: Any) -> HttpResponse:
        """Return the page of a record or of a Proposal as anyone would read it online, and nothing of it stays.

        `by`: who shared it; `shared`: what the page tells above. Raise ValidationError if it cannot be made.
        """
        is_proposal = isinstance(subject, Proposal)
        record = subject.record if is_proposal else subject
        with transaction.atomic():
            try:
                _put_online_with(record)
                if is_proposal:
                    return self.preview(
                        stand_in(request, shared=shared, shown_for=request, user=by), record, subject, ""
                    )
                asked = stand_in(request, shared=shared, shown_for=request, user=AnonymousUser())
                return public_page(asked, self.model.objects.get(pk=record.pk), "")
            finally:
                transaction.set_rollback(True)


def subject_of(record: Any) -> Any:
    """Return what a link to a record shows: its open proposal, or the draft it is; None where nothing is prepared."""
    subject = record.proposals.still_proposed().first() if record.is_online else record
    return subject if subject is not None and is_prepared(subject) else None


def _put_online_with(record: Any) -> None:
    """Write that a record is online today, whatever it lacks, with what it is published with: to be undone."""
    today = timezone.localdate()
    put_online(record, today)
    record.published_on = min(record.published_on, today)
    if record.hidden_until:
        setattr(record, record.hidden_until, None)
    written = ["status", "published_on", *filter(None, [record.hidden_until])]
    type(record).objects.filter(pk=record.pk).update(**{name: getattr(record, name) for name in written})
    for needed in (getattr(record, relation) for relation in record.published_with):
        if not needed.is_public(today):
            _put_online_with(needed)
