"""Changes typed in the form of a record, as the record is: checked there, then saved by the admin's own methods."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.forms.formsets import all_valid
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from records.admin.proposed_changes import Conflict, Merged, ProposedChanges, merge
from records.admin.sent_requests import sent_by_hand
from records.publication.history import LONGEST_REASON

IN_CONFLICT = _("Quelqu’un a changé en ligne ce que cette proposition change aussi\u00a0: il faut choisir d’abord.")
REFUSED_BY_DATABASE = _("La base de données refuse ce changement tel quel.")


@dataclass
class BoundForm:
    """Changes typed in the form of a record: the `form`, its `formsets`, and what was `merged`.

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


class BindingAdmin(admin.ModelAdmin):
    """Types changes in the form of a record, and saves it without its page."""

    def form_class(self, request: HttpRequest, record: Any) -> Any:
        """Return the form of a record that the admin would show."""
        saved = record if record.pk is not None else None
        names = flatten_fieldsets(self.get_fieldsets(request, saved))
        return self.get_form(request, saved, change=saved is not None, fields=names)

    def parts_of(self, request: HttpRequest, record: Any) -> list[Any]:
        """Return the formsets of the parts of a record, as a request opens or sends them (a list)."""
        formsets, _inlines = cast(Any, self)._create_formsets(request, record, change=record.pk is not None)
        return list(formsets)

    def merge(self, request: HttpRequest, record: Any, changes: ProposedChanges) -> Merged:
        """Type changes in the form of the record as it is now; return it Merged."""
        form = self.form_class(request, record)(instance=record)
        return merge(changes, form, self.parts_of(request, record))

    def bind_changes(self, request: HttpRequest, record: Any, changes: ProposedChanges) -> BoundForm:
        """Type changes in the form of `record`, parts included, and send it for whoever proposed them."""
        merged = self.merge(sent_by_hand(request, record), record, changes)
        sent = sent_by_hand(request, record, merged.data)
        form = self.form_class(sent, record)(merged.data, MultiValueDict(), instance=record)
        return BoundForm(sent, form, self.parts_of(sent, form.instance), merged)

    def save_bound(self, bound: BoundForm, reason: str) -> Any:
        """Save what is typed in the form of a record, for a `reason` that its history tells; return the record.

        The form was found valid. Raise ValidationError if the database does not let it.
        """
        bound.form.instance._change_reason = reason[:LONGEST_REASON] or None
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
