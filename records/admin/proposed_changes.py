"""What a form sent, kept as changes against what it showed, and typed again in the form of the record as it is by then.

Changes are plain values:
    {"fields": {name: [before, after]},
     "parts": {prefix: {"rows": {key: {name: [before, after]}}, "gone": {key: {name: before}}, "new": [{name: after}]}}}
A row is known by its key, never by its rank. What both the proposal and someone else changed is a conflict.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, cast

from django.forms import BaseForm, BaseInlineFormSet, BoundField
from django.http import QueryDict

from records.admin.sent_values import Sent, as_data, shown_by, typed_in

ProposedChanges: TypeAlias = dict[str, Any]
# The key of a field that is no part of what a row states.
DELETE = "DELETE"


class Conflict(NamedTuple):
    """What the proposal and someone else both changed: the field `name`, or the whole row if it is empty.

    `prefix`, `key`: of the row, empty for the record itself. `theirs` is None where they deleted the row.
    """

    prefix: str
    key: str
    name: str
    before: Sent
    theirs: Sent
    mine: Sent


@dataclass
class Merged:
    """What the form of a record sends once the changes of a proposal are typed in it, and what stands in the way."""

    data: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))
    conflicts: list[Conflict] = field(default_factory=list)

    def type(self, values: dict[str, list[str]]) -> None:
        """Type `values` ({name: list of texts})."""
        for name, texts in values.items():
            self.data.setlist(name, texts)


def changes_of(form: BaseForm, formsets: Iterable[BaseInlineFormSet]) -> ProposedChanges:
    """Return what a valid form and the formsets sent with it would change (ProposedChanges)."""
    parts = {formset.prefix: _changes_of_part(formset) for formset in formsets if formset.has_changed()}
    found = {"fields": _changed(form), "parts": {prefix: part for prefix, part in parts.items() if part}}
    return {name: changed for name, changed in found.items() if changed}


def _changed(form: BaseForm) -> dict[str, list[Sent]]:
    names = [name for name in form.changed_data if name != DELETE]
    return {name: [shown_by(form[name]), typed_in(form[name])] for name in names}


def model_of(formset: BaseInlineFormSet) -> type[Any]:
    """Return the model of the rows of a formset."""
    return cast(type[Any], formset.model)


def _changes_of_part(formset: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"rows": {}, "gone": {}, "new": []}
    for row in formset.forms:
        key, is_deleted = row.instance.pk, formset.can_delete and formset._should_delete_form(row)
        if key is None:
            found["new"] += (
                [{name: typed_in(row[name]) for name in _stated(formset, row)}]
                if (row.has_changed() and not is_deleted)
                else []
            )
        elif is_deleted:
            found["gone"][str(key)] = {name: shown_by(row[name]) for name in _stated(formset, row)}
        elif changed := _changed(row):
            found["rows"][str(key)] = changed
    return {name: rows for name, rows in found.items() if rows}


def _stated(formset: BaseInlineFormSet, row: BaseForm) -> list[str]:
    """Return the names of the fields by which a row says something (a list)."""
    return [name for name in row.fields if name not in (DELETE, formset.fk.name, model_of(formset)._meta.pk.name)]


def merge(changes: ProposedChanges, form: BaseForm, formsets: Iterable[BaseInlineFormSet]) -> Merged:
    """Type `changes` in the form of the record as it is (`form` and `formsets` are not sent yet); return it Merged."""
    merged = Merged()
    _type_changes(merged, form, changes.get("fields", {}), "", "")
    for formset in formsets:
        _merge_part(merged, formset, changes.get("parts", {}).get(formset.prefix, {}))
    return merged


def _type_changes(merged: Merged, form: BaseForm, changed: dict[str, list[Sent]], prefix: str, key: str) -> None:
    for bound in form:
        value = shown_by(bound)
        if bound.name in changed:
            before, after = changed[bound.name]
            if _differs(bound, before) and _differs(bound, after):
                merged.conflicts.append(Conflict(prefix, key, bound.name, before, value, after))
            value = after
        merged.type(as_data(bound.html_name, bound.field.widget, value))


def _differs(bound: BoundField, value: Sent) -> bool:
    """Say whether the record states something else than `value`; a field that is final by now always does."""
    return bound.field.disabled or bound.field.has_changed(bound.initial, value)


def _merge_part(merged: Merged, formset: Any, part: dict[str, Any]) -> None:
    rows, gone = dict(part.get("rows", {})), dict(part.get("gone", {}))
    for row in formset.initial_forms:
        key = str(row.instance.pk)
        _type_changes(merged, row, rows.pop(key, {}), formset.prefix, key)
        if key in gone:
            _delete(merged, formset, row, gone.pop(key))
    for key, changed in rows.items():
        before, after = ({name: pair[side] for name, pair in changed.items()} for side in (0, 1))
        merged.conflicts.append(Conflict(formset.prefix, key, "", before, None, after))
    total = _add_rows(merged, formset, part.get("new", []))
    counts = {"TOTAL_FORMS": total, "INITIAL_FORMS": formset.initial_form_count()}
    merged.type({f"{formset.prefix}-{name}": [str(count)] for name, count in counts.items()})


def _delete(merged: Merged, formset: Any, row: Any, before: dict[str, Sent]) -> None:
    theirs = {name: shown_by(row[name]) for name in before if name in row.fields and _differs(row[name], before[name])}
    if theirs or DELETE not in row.fields:
        known = {name: before[name] for name in theirs} or before
        merged.conflicts.append(Conflict(formset.prefix, str(row.instance.pk), "", known, theirs or known, None))
    merged.data[row.add_prefix(DELETE)] = "on"


def _add_rows(merged: Merged, formset: Any, rows: list[dict[str, Sent]]) -> int:
    """Type the new rows, each in the first row offered that begins like it; return how many rows there are in all."""
    offered, total = list(formset.extra_forms), formset.total_form_count()
    for values in rows:
        form = next((each for each in offered if _begins(each, values)), None)
        if form is None:
            _type_row(merged, formset.empty_form, formset.add_prefix(total), values)
            total += 1
        else:
            offered.remove(form)
            _type_row(merged, form, form.prefix, values)
    for form in offered:
        _type_row(merged, form, form.prefix, {})
    return total


def _begins(form: BaseForm, values: dict[str, Sent]) -> bool:
    shown = {bound.name: shown_by(bound) for bound in form if bound.name in values}
    return all(not value or value == values[name] for name, value in shown.items())


def _type_row(merged: Merged, form: BaseForm, prefix: str, values: dict[str, Sent]) -> None:
    """Type a row like `form` under a `prefix` of its own: the empty form is one for all the rows it makes."""
    for bound in form:
        value = values.get(bound.name, shown_by(bound))
        merged.type(as_data(f"{prefix}-{bound.name}", bound.field.widget, value))
