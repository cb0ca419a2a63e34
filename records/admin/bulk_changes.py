"""One field changed on many rows at once: typed in the form of each, and saved or proposed as one change would be."""

from functools import partial
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.fields import Field
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from records.admin.bound_forms import IN_CONFLICT, BindingAdmin, BoundForm
from records.admin.bulk import DELETED_MEANWHILE, NOT_ALLOWED, BulkAdmin, BulkVerb
from records.admin.proposed_changes import merge
from records.admin.sent_requests import sent_by_hand
from records.admin.sent_values import Sent, shown_by
from records.publication.fields import field_of
from records.publication.history import LONGEST_REASON
from records.publication.operations import lock_row

# What the form sends: the reason that is asked of who changes what is online; what is added to a list, and taken out.
REASON, ADDED, REMOVED = "change_reason", "ajouter", "retirer"
# How many rows are changed at once: the form of each is made, and checked, twice.
MAX_CHANGED = 100
UNCHANGED = _("Rien n’y changerait.")
NOTHING_CHOSEN = _("Choisissez quoi ajouter ou quoi retirer.")


class OneFieldForm(forms.Form):
    """Asks what a field becomes, or what is added to a list and taken out; and why, for what is online."""

    def __init__(self, data: Any, name: str, asked: Field, *, asks_reason: bool) -> None:
        super().__init__(data)
        self.edited, self.is_list = name, isinstance(asked, forms.ModelMultipleChoiceField)
        if isinstance(asked, forms.ModelMultipleChoiceField):
            for key, label in ((ADDED, _("Ajouter")), (REMOVED, _("Retirer"))):
                self.fields[key] = forms.ModelChoiceField(asked.queryset, label=label, required=False)
        else:
            self.fields[name] = asked
        if asks_reason:
            self.fields[REASON] = forms.CharField(
                label=_("Raison du changement en ligne"),
                help_text=_("Demandée s’il y en a en ligne\u00a0: l’historique la garde."),
                max_length=LONGEST_REASON,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse to change nothing in a list."""
        chosen = super().clean() or self.cleaned_data
        if self.is_list and not self.errors and not (chosen.get(ADDED) or chosen.get(REMOVED)):
            raise ValidationError(NOTHING_CHOSEN)
        return chosen


class BulkChangesAdmin(BindingAdmin, BulkAdmin):
    """Changes one of `bulk_fields` on many rows at once."""

    bulk_fields: tuple[str, ...] = ()

    def bulk_verbs(self, request: HttpRequest) -> dict[str, BulkVerb]:
        """Return what the list offers: each field that many may change first."""
        counted = ngettext_lazy("%(n)s fiche changée", "%(n)s fiches changées", "n")
        changes = {}
        for name in self.bulk_fields:
            words = _("Changer\u00a0: %s") % field_of(self.model, name).verbose_name
            take, form = partial(self.change_one, name), partial(self._field_form, request, name)
            changes[f"change_{name}"] = BulkVerb(words, counted, take, form=form, most=MAX_CHANGED)
        return {**changes, **super().bulk_verbs(request)}

    def _field_form(self, request: HttpRequest, name: str, data: Any) -> OneFieldForm:
        asked: Any = self.formfield_for_dbfield(cast(Any, field_of(self.model, name)), request)
        asked.widget = getattr(asked.widget, "widget", asked.widget)  # without the links that open windows
        publishes = getattr(self, "has_publish_permission", None)
        return OneFieldForm(data, name, asked, asks_reason=bool(publishes and publishes(request)))

    @transaction.atomic
    def change_one(self, name: str, request: HttpRequest, row: Any, typed: dict[str, Any]) -> bool:
        """Type a change in the form of a row, and save it or propose it; return whether it is only proposed.

        Raise ValidationError if its form refuses.
        """
        lock_row(row)
        record = self.get_object(request, str(row.pk))
        if record is None:
            raise ValidationError(DELETED_MEANWHILE)
        if not self.has_change_permission(request, record):
            raise ValidationError(NOT_ALLOWED)
        bound = self._bind_one(name, request, record, typed)
        if bound.conflicts:
            raise ValidationError(IN_CONFLICT)
        if not bound.is_valid():
            raise ValidationError(bound.errors())
        self.save_bound(bound, "")
        return bool(getattr(record, "is_proposed", False))

    def _bind_one(self, name: str, request: HttpRequest, record: Any, typed: dict[str, Any]) -> BoundForm:
        """Type the change in the form of a record; its parts are opened only to go on with a proposal that has some."""
        opened = sent_by_hand(request, record, is_applying=False)
        made, proposed = self.form_class(opened, record), _proposed_on(record)
        form, fields = made(instance=record), proposed.get("fields", {})
        online = shown_by(form[name])
        current = fields.get(name, [None, online])[1]
        after = _edited(name, current, typed)
        if after == current:
            raise ValidationError(UNCHANGED)
        parts = self.parts_of if "parts" in proposed else _no_parts
        merged = merge({**proposed, "fields": {**fields, name: [online, after]}}, form, parts(opened, record))
        merged.type({REASON: [typed.get(REASON, "")], **self.sent_beside(record)})
        sent = sent_by_hand(request, record, merged.data, is_applying=False)
        bound = made(merged.data, MultiValueDict(), instance=record)
        return BoundForm(sent, bound, parts(sent, record), merged)

    def sent_beside(self, record: Any) -> dict[str, list[str]]:
        """Return what the form of a record sends beside its fields ({name: texts}): a button, if it matters."""
        return {}


def _no_parts(_request: HttpRequest, _record: Any) -> list[Any]:
    return []


def _proposed_on(record: Any) -> dict[str, Any]:
    """Return the changes that the person's form goes on with (ProposedChanges, empty without any)."""
    proposal = record.open_proposal if getattr(record, "is_proposed", False) else None
    return dict(proposal.changes) if proposal else {}


def _edited(name: str, current: Sent, typed: dict[str, Any]) -> Sent:
    """Return what a field sends once changed: its new value or, of a list, what was there with and without a row."""
    if name in typed:
        return str(typed[name].pk) if typed[name] else ""
    added, removed = (str(typed[key].pk) if typed[key] else None for key in (ADDED, REMOVED))
    kept = [each for each in current if each != removed]
    return [*kept, added] if added and added not in kept else kept
