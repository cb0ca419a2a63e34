"""A proposal in the form of its record, as the record is: checked, saved by the admin's own methods, or only shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.forms.formsets import all_valid
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from records.admin.document_form import address_received
from records.admin.former_versions import FormerVersionAdmin
from records.admin.proposed_changes import Conflict, Merged
from records.documents.models import PREVIEWED_AT
from records.publication.history import LONGEST_REASON
from records.publication.proposals import Proposal

_RequestT = TypeVar("_RequestT", bound=HttpRequest)
NOT_ONLINE = _("La fiche n’est plus en ligne\u00a0: la proposition est gardée telle quelle.")
IN_CONFLICT = _("Quelqu’un a changé en ligne ce que cette proposition change aussi\u00a0: il faut choisir d’abord.")
REFUSED_BY_DATABASE = _("La base de données refuse ce changement tel quel.")


@dataclass
class BoundProposal:
    """A proposal typed in the form of its record: the `form`, its `formsets`, and what was `merged`.

    `request`: what the person would have sent by hand.
    """

    request: HttpRequest
    form: Any
    formsets: list[Any]
    merged: Merged

    @property
    def conflicts(self) -> list[Conflict]:
        """What someone else changed meanwhile (a list)."""
        return self.merged.conflicts

    def is_valid(self) -> bool:
        """Say whether the form and its parts have nothing against it."""
        return bool(self.form.is_valid()) & all_valid(self.formsets)

    def errors(self) -> list[str]:
        """Return what they have against it, each with the name of its field (a list)."""
        self.is_valid()
        forms = [self.form, *(row for formset in self.formsets for row in formset.forms)]
        found = [sentence for form in forms for sentence in _errors_of(form)]
        return [*found, *(str(error) for formset in self.formsets for error in formset.non_form_errors())]


def _errors_of(form: Any) -> Iterator[str]:
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        yield from (f"{label}\u00a0: {error}" if label else str(error) for error in errors)


def stand_in(request: _RequestT, **values: Any) -> _RequestT:
    """Return a copy of a request with other `values`; what it asks for and the request itself stay as they are."""
    other = object.__new__(type(request))
    vars(other).update(vars(request), **values)
    return other


def sent_by_hand(request: _RequestT, record: Any, data: QueryDict | None = None) -> _RequestT:
    """Return the request that would open the form of `record`; that would send it, if there is `data` to send."""
    values: dict[str, Any] = {} if data is None else {"_post": data, "method": "POST"}
    about = SimpleNamespace(kwargs={"object_id": str(record.pk or "")})
    form = {"method": "GET", "GET": QueryDict(), "_files": MultiValueDict(), "resolver_match": about}
    return stand_in(request, is_applying=True, **{**form, **values})


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

    def bind(self, request: HttpRequest, record: Any, proposal: Proposal) -> BoundProposal:
        """Type a proposal in the form of `record` (the one it is about, as it is; a new one where it is gone)."""
        record.is_proposed, record.asks_reason, record.merged = False, False, None
        merged = self.merge(sent_by_hand(request, record), record, proposal)
        sent = sent_by_hand(request, record, merged.data)
        form = self.form_class(sent, record)(merged.data, MultiValueDict(), instance=record)
        formsets, _inlines = self._create_formsets(sent, form.instance, change=record.pk is not None)
        return BoundProposal(sent, form, formsets, merged)

    def apply(self, request: HttpRequest, record: Any, proposal: Proposal, reason: str) -> None:
        """Save what is proposed, by the same ways as the form, for a `reason` that the history tells of each row.

        Raise ValidationError if the record, the form or the database does not let it. To be called in a transaction,
        with the row of the record held.
        """
        if not record.is_online:
            raise ValidationError(NOT_ONLINE)
        bound = self.bind(request, record, proposal)
        if bound.conflicts:
            raise ValidationError(IN_CONFLICT)
        if not bound.is_valid():
            raise ValidationError(bound.errors())
        self.save_bound(bound, reason)

    def save_bound(self, bound: BoundProposal, reason: str) -> Any:
        """Save what is typed in the form of a record, for a `reason` that its history tells; return the record.

        The form was found valid. Raise ValidationError if the database does not let it.
        """
        bound.form.instance._change_reason = reason[:LONGEST_REASON]
        try:
            with transaction.atomic():
                changed = self.save_form(bound.request, bound.form, change=True)
                self.save_model(bound.request, changed, bound.form, True)
                self.save_related(bound.request, bound.form, bound.formsets, True)
        except DatabaseError as refusal:
            raise ValidationError(REFUSED_BY_DATABASE) from refusal
        said = self.construct_change_message(bound.request, bound.form, bound.formsets)
        self.log_change(bound.request, changed, said)
        return changed

    def preview(self, request: HttpRequest, record: Any, proposal: Proposal, back: str) -> HttpResponse:
        """Return the public page of a record as the proposal would make it; nothing of it stays.

        `back`: the address of the proposal. Raise ValidationError as `apply` does.
        """
        with transaction.atomic():
            # What is said of a saving that is undone is said to nobody.
            quiet = stand_in(request, _messages=CookieStorage(request))
            try:
                self.apply(quiet, record, proposal, "")
                return public_page(quiet, self.model.objects.get(pk=record.pk), back)
            finally:
                transaction.set_rollback(True)
