"""What a proposal changes, in words: field by field and row by row, before and after, long texts word by word."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseInlineFormSet, Field, ModelChoiceField, ModelMultipleChoiceField, Textarea
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from records.admin.compared import FieldChange, compare, flatten_choices, value_in_words
from records.admin.proposed_changes import Conflict, ProposedChanges, model_of
from records.admin.sent_values import Sent


@dataclass
class RowChange:
    """A row that is added (« + »), changed (« ~ ») or removed (« - »), and what it says."""

    sort: str
    title: str
    fields: list[FieldChange]
    is_recent: bool = False


@dataclass
class ChangeSection:
    """What changes in the record itself (no title) or in one of its parts."""

    title: str = ""
    fields: list[FieldChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)


class ConflictInWords(NamedTuple):
    """What two people changed: where, what it was, what it is online, what is proposed."""

    label: str
    before: str
    theirs: str
    mine: str


class ChangesInWords:
    """Reads changes with the fields of the form they were typed in.

    `former`: the changes as the last comment found them; without, none is told as recent.
    """

    def __init__(
        self,
        form: BaseForm,
        formsets: Iterable[BaseInlineFormSet],
        changes: ProposedChanges,
        former: ProposedChanges | None = None,
    ) -> None:
        self.form, self.formsets = form, {formset.prefix: formset for formset in formsets}
        self.changes, self.former = changes, changes if former is None else former

    def sections(self) -> list[ChangeSection]:
        """Return what changes, the record first, then each part (a list)."""
        own = ChangeSection(fields=self.fields(self.form, self.changes, self.former))
        parts = [self.part(prefix, part) for prefix, part in self.changes.get("parts", {}).items()]
        return [each for each in (own, *parts) if each.fields or each.rows]

    def fields(self, form: BaseForm, changed: ProposedChanges, former: ProposedChanges) -> list[FieldChange]:
        """Return the fields of the record that change."""
        earlier = former.get("fields", {})
        return _cells(form.fields, changed.get("fields", {}), earlier)

    def part(self, prefix: str, part: dict[str, Any]) -> ChangeSection:
        """Return what changes in a part."""
        formset, former = self.formsets.get(prefix), self.former.get("parts", {}).get(prefix, {})
        title = capfirst(model_of(formset)._meta.verbose_name_plural) if formset else prefix
        named, fields = self.titles(prefix), formset.empty_form.fields if formset else {}
        found = ChangeSection(title=str(title))
        for key, changed in part.get("rows", {}).items():
            earlier = former.get("rows", {}).get(key, {})
            cells = _cells(fields, changed, earlier)
            found.rows.append(RowChange("~", named.get(key, _("ligne supprimée depuis")), cells))
        for values in part.get("new", []):
            cells = [_field_change(fields.get(name), name, "", value) for name, value in values.items() if value]
            found.rows.append(RowChange("+", "", cells, values not in former.get("new", [])))
        for key, values in part.get("gone", {}).items():
            cells = [_field_change(fields.get(name), name, value, "") for name, value in values.items() if value]
            found.rows.append(RowChange("-", named.get(key, ""), cells, key not in former.get("gone", {})))
        return found

    def titles(self, prefix: str) -> dict[str, str]:
        """Return what the rows of a part are called ({key: words}), as they were before anything was typed in them."""
        formset = self.formsets.get(prefix)
        if formset is None or formset.instance.pk is None:
            return {}
        rows = model_of(formset)._default_manager.filter(**{formset.fk.name: formset.instance})
        return {str(row.pk): Truncator(str(row)).chars(80) for row in rows}

    def no_longer_proposed(self) -> list[str]:
        """Return the names of the fields and parts that were proposed at the last comment, and are not any more."""
        names = [
            str(self.form.fields[name].label or name)
            for name in self.former.get("fields", {})
            if name not in self.changes.get("fields", {}) and name in self.form.fields
        ]
        parts = [prefix for prefix in self.former.get("parts", {}) if self.lost_rows(prefix)]
        return [*names, *(str(model_of(self.formsets[prefix])._meta.verbose_name_plural) for prefix in parts)]

    def lost_rows(self, prefix: str) -> bool:
        """Say whether some row of a part was proposed at the last comment, and is not any more."""
        former, now = (each.get("parts", {}).get(prefix, {}) for each in (self.former, self.changes))
        lost = any(set(former.get(kind, {})) - set(now.get(kind, {})) for kind in ("rows", "gone"))
        return prefix in self.formsets and (lost or len(former.get("new", [])) > len(now.get("new", [])))

    def conflicts(self, conflicts: Iterable[Conflict]) -> list[ConflictInWords]:
        """Return the conflicts in words (a list)."""
        return [each for conflict in conflicts for each in self.conflict(conflict)]

    def conflict(self, conflict: Conflict) -> Iterator[ConflictInWords]:
        """Yield a conflict, field by field where it is about a whole row."""
        formset = self.formsets.get(conflict.prefix)
        fields = formset.empty_form.fields if formset else self.form.fields
        where = f"{capfirst(model_of(formset)._meta.verbose_name)} – " if formset else ""
        if conflict.name:
            known = fields[conflict.name]
            said = (words_of(known, value) for value in (conflict.before, conflict.theirs, conflict.mine))
            yield ConflictInWords(f"{where}{known.label}", *said)
            return
        for name, before in conflict.before.items():
            sides = [
                _("ligne supprimée") if side is None else words_of(fields[name], side.get(name))
                for side in (conflict.theirs, conflict.mine)
            ]
            yield ConflictInWords(f"{where}{fields[name].label}", words_of(fields[name], before), *sides)


def _cells(fields: Any, changed: dict[str, list[Sent]], earlier: dict[str, list[Sent]]) -> list[FieldChange]:
    return [
        _field_change(fields.get(name), name, before, after, is_recent=earlier.get(name, [None, None])[1] != after)
        for name, (before, after) in changed.items()
    ]


def _field_change(known: Field | None, name: str, before: Sent, after: Sent, is_recent: bool = False) -> FieldChange:
    label = str(capfirst(known.label)) if known and known.label else name
    is_long = isinstance(known.widget, Textarea) if known else False
    return compare(label, words_of(known, before), words_of(known, after), is_long=is_long, is_recent=is_recent)


def words_of(known: Field | None, value: Sent) -> str:
    """Return what the field `known` says when it sends `value`; an empty string if nothing."""
    if told := getattr(known, "told", None):
        return told(value or "")
    if isinstance(value, bool) or value in (None, "", []):
        return value_in_words(value)
    if isinstance(known, ModelMultipleChoiceField | ModelChoiceField):
        return _words_of_rows(known, value)
    if choices := getattr(known, "choices", None):
        chosen = dict(flatten_choices(choices))
        return ", ".join(str(chosen.get(each, each)) for each in (value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    return _words_of_value(known, str(value))


def _words_of_rows(known: ModelChoiceField, value: Sent) -> str:
    keys = value if isinstance(value, list) else [value]
    try:
        rows = known.queryset.filter(pk__in=keys) if known.queryset is not None else []
        return ", ".join(known.label_from_instance(row) for row in rows) or ", ".join(keys)
    except ValueError:  # a key that is none
        return ", ".join(str(key) for key in keys)


def _words_of_value(known: Field | None, value: str) -> str:
    try:
        read = known.to_python(value) if known else value
    except ValidationError:
        return value
    return value_in_words(read) if isinstance(read, dt.date | Decimal) else value_in_words(value)
