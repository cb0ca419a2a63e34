"""A proposal in the form of its record, as the record is: checked, saved by the admin's own methods, or only shown."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.admin.bound_forms import IN_CONFLICT, BoundForm
from records.admin.document_form import address_received
from records.admin.former_versions import FormerVersionAdmin
from records.admin.proposed_changes import ProposedChanges
from records.admin.sent_requests import silenced, stand_in
from records.documents.models import PREVIEWED_AT
from records.publication.proposals import Proposal

NOT_ONLINE = _("La fiche n’est plus en ligne\u00a0: la proposition est gardée telle quelle.")


def public_page(request: HttpRequest, record: Any, back: str) -> HttpResponse:
    """Return the public page of a record as it stands, marked as a preview that leads `back` (an address)."""
    path = record.get_absolute_url()
    found = resolve(path)
    asked = stand_in(
        request,
        method="GET",
        GET=QueryDict(),
        path=path,
        path_info=path,
        META={**request.META, "PATH_INFO": path, "QUERY_STRING": "", "REQUEST_METHOD": "GET"},
        resolver_match=found,
        user=AnonymousUser() if record.is_public(timezone.localdate()) else request.user,
        preview_of=back,
    )
    token = PREVIEWED_AT.set(address_received)
    try:
        response = found.func(asked, *found.args, **found.kwargs)
        return response.render() if hasattr(response, "render") else response
    finally:
        PREVIEWED_AT.reset(token)


class ApplyingAdmin(FormerVersionAdmin):
    """Puts proposals online, or shows what they would make."""

    def bind(self, request: HttpRequest, record: Any, changes: ProposedChanges) -> BoundForm:
        """Type what is proposed in the form of `record` (as it is; a new one where it is gone)."""
        record.is_proposed, record.asks_reason, record.merged = False, False, None
        return self.bind_changes(request, record, changes)

    def apply(self, request: HttpRequest, record: Any, proposal: Proposal, reason: str) -> None:
        """Save what is proposed, by the same ways as the form, for a `reason` that the history tells of each row.

        Raise ValidationError if the record, the form or the database does not let it. To be called in a transaction,
        with the row of the record held.
        """
        if not record.is_online:
            raise ValidationError(NOT_ONLINE)
        bound = self.bind(request, record, proposal.changes)
        if bound.conflicts:
            raise ValidationError(IN_CONFLICT)
        if not bound.is_valid():
            raise ValidationError(bound.errors())
        self.save_bound(bound, reason)

    def preview(self, request: HttpRequest, record: Any, proposal: Proposal, back: str) -> HttpResponse:
        """Return the public page of a record as the proposal would make it; nothing of it stays.

        `back`: the address of the proposal. Raise ValidationError as `apply` does.
        """
        with transaction.atomic():
            # What is said of a saving that is undone is said to nobody.
            quiet = silenced(request)
            try:
                self.apply(quiet, record, proposal, "")
                return public_page(quiet, self.model.objects.get(pk=record.pk), back)
            finally:
                transaction.set_rollback(True)
