"""A former version of a record typed again in its form: saved, or proposed, as anything that is typed."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from records.admin.proposed_changes import merge
from records.admin.proposing import ProposingAdmin
from records.admin.sent_values import shown_by
from records.publication.typed_forms import SHOWN_ONLY, VERSION
from records.words.dates import in_words
from records.words.keys import key_in

# The parameter of a form's address that types a former version in it (the key of its row of history).
FORMER = "version"


class FormerVersionAdmin(ProposingAdmin):
    """Fills the form of a record with what a former version said; its parts stay as they are."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form with the version asked typed in it, unchecked and unsaved."""
        if request.method == "GET" and object_id and FORMER in request.GET:
            self.type_version(request, unquote(object_id), request.GET[FORMER])
        return super().changeform_view(request, object_id, form_url, extra_context)

    def type_version(self, request: HttpRequest, object_id: str, version: str) -> None:
        """Have `request` send the form of a record as if the former version, and what is proposed, were typed in it."""
        record = self.get_object(request, object_id)
        row = record and record.history.filter(history_id=key_in(version)).first()
        if not row:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        record.begin_with, proposal = None, record.open_proposal if record.is_proposed else None
        proposed = proposal.changes if proposal else {}
        form = self.form_class(request, record)(instance=record)
        formsets, _inlines = self._create_formsets(request, record, change=True)
        fields = {**proposed.get("fields", {}), **self._said_by(form, row)}
        merged = merge({**proposed, "fields": fields}, form, formsets)
        merged.type({VERSION: [record.version_read], SHOWN_ONLY: ["1"]})
        _no_files = request.FILES  # read now: once the method is changed, Django would read the empty body for them
        request.method, request.POST = "POST", merged.data  # type: ignore[assignment]
        said = _("Le formulaire dit ce que la fiche disait le %s\u00a0: rien n’est enregistré.")
        self.message_user(request, said % in_words(timezone.localdate(row.history_date)), messages.INFO)

    def _said_by(self, form: Any, row: Any) -> dict[str, list[Any]]:
        """Return {field: [what the form shows, what a row of history said]} of the fields that differ."""
        ties = {
            field.name: list(getattr(row, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))
            for field in row._history_m2m_fields
        }
        before = type(form)(instance=row.instance, initial=ties)
        kept = {field.name for field in row.tracked_fields} | set(ties)
        pairs = {name: [shown_by(form[name]), shown_by(before[name])] for name in form.fields if name in kept}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
