"""What a row of a spreadsheet would change, as the changes that a form would send, and the changes that put it back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.forms import BaseForm

from records.admin.proposed_changes import ProposedChanges, model_of
from records.admin.sent_values import Sent, sent_of, shown_by
from records.imports.columns import Children, ImportColumn, Links
from records.imports.current_cells import children_held
from records.imports.rows import Child
from records.imports.sheets import Sheet
from records.imports.verdicts import RowVerdict
from records.publication.fields import attribute_of

# The box of a form that says that a doubt was cleared: the preview asked.
CONFIRMED = "confirmed"
# What a row of parts does not state.
MECHANICAL_FIELDS = {"DELETE", "id"}


def changes_of_rows(
    sheet: Sheet, verdicts: Sequence[RowVerdict], form: BaseForm, formsets: Sequence[Any]
) -> ProposedChanges:
    """Return what `verdicts`, all about the record of `form`, would change in it and in its parts."""
    changes: ProposedChanges = {"fields": {}, "parts": {}}
    for verdict in verdicts:
        if sheet.owner:
            _add_part_row(changes, sheet, verdict, formsets)
        else:
            _add_changes(changes, sheet, verdict, form, formsets)
    if changes["fields"] and CONFIRMED in form.fields:
        changes["fields"][CONFIRMED] = ["", "on"]
    return {name: found for name, found in changes.items() if found}


def _add_changes(
    changes: ProposedChanges, sheet: Sheet, verdict: RowVerdict, form: BaseForm, formsets: Sequence[Any]
) -> None:
    columns = list({id(column): column for column in (sheet.columns[name] for name in verdict.changed)}.values())
    for column in columns:
        if isinstance(column, Children):
            _add_parts(changes, column, verdict, formsets)
        elif isinstance(column, ImportColumn):
            found = {name: _value(column, name, verdict) for name in column.fields}
            changes["fields"] |= {
                name: [shown_by(form[name]), sent_of(form[name], value)] for name, value in found.items()
            }


def _value(column: ImportColumn, name: str, verdict: RowVerdict) -> Any:
    row: Any = verdict.row
    if not isinstance(column, Links):
        return row.links[name] if name in row.links else row.values[name]
    return [int(key) for key in row.many[name]]


def _formset_of(formsets: Iterable[Any], model: type[Any]) -> Any:
    return next(formset for formset in formsets if model_of(formset) is model)


def _stated(formset: Any, form: BaseForm) -> list[str]:
    return [name for name in form.fields if name not in MECHANICAL_FIELDS | {formset.fk.name}]


def _part(changes: ProposedChanges, formset: Any) -> dict[str, Any]:
    part: dict[str, Any] = changes["parts"].setdefault(formset.prefix, {})
    return part


def _add_parts(changes: ProposedChanges, column: Children, verdict: RowVerdict, formsets: Sequence[Any]) -> None:
    """Add the rows of parts that a column changes, adds and takes away; those it says as they are stay."""
    row: Any = verdict.row
    formset = _formset_of(formsets, column.model)
    shown = {form.instance.pk: form for form in formset.initial_forms}
    held = [shown[part.pk] for part in children_held(column, verdict.record) if part.pk in shown]
    wanted = [child for child in row.children if child.of is column]
    part, pairs = _part(changes, formset), _paired(column, held, wanted)
    ranks = [form.instance.position for form in shown.values() if hasattr(form.instance, "position")]
    last = max([rank or 0 for rank in ranks], default=0)
    for form, child in pairs:
        if child is None:
            gone = {name: shown_by(form[name]) for name in _stated(formset, form)}
            part.setdefault("gone", {})[str(form.instance.pk)] = gone
        elif form is None:
            last += 1
            ranked = {"position": last} if "position" in child.values else {}
            part.setdefault("new", []).append(_new_row(formset, {**child.values, **child.links, **ranked}))
        elif changed := _changed_in(form, column, child):
            part.setdefault("rows", {})[str(form.instance.pk)] = changed


def _paired(column: Children, held: list[Any], wanted: list[Child]) -> list[tuple[Any, Child | None]]:
    """Pair each form of a part with what the row says of it; None where one of the two is not there."""
    if column.identified_by == ("position",):
        longest = max(len(held), len(wanted))
        forms, children = ([*each, *[None] * (longest - len(each))] for each in (held, wanted))
        return list(zip(forms, children, strict=True))
    names = [attribute_of(column.model, name) for name in column.identified_by]
    left = {tuple(str(getattr(form.instance, name)) for name in names): form for form in held}
    pairs: list[tuple[Any, Child | None]] = []
    for child in wanted:
        facts = {**child.values, **child.links}
        pairs.append((left.pop(tuple(str(facts[name]) for name in column.identified_by), None), child))
    return [*pairs, *((form, None) for form in left.values())]


def _changed_in(form: BaseForm, column: Children, child: Child) -> dict[str, list[Sent]]:
    said = {name: value for name, value in child.values.items() if name.startswith(column.field)}
    said |= {name: key for name, key in child.links.items() if name == column.field}
    pairs = {
        name: [shown_by(form[name]), sent_of(form[name], value)] for name, value in said.items() if name in form.fields
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _new_row(formset: Any, facts: dict[str, Any]) -> dict[str, Sent]:
    form = formset.empty_form
    return {
        name: sent_of(form[name], facts[name]) if name in facts else shown_by(form[name])
        for name in _stated(formset, form)
    }


def _add_part_row(changes: ProposedChanges, sheet: Sheet, verdict: RowVerdict, formsets: Sequence[Any]) -> None:
    """Add a row that is itself a part of the record: an amount, say."""
    row: Any = verdict.row
    formset = _formset_of(formsets, sheet.table.model)
    facts = {**row.values, **row.links, **{name: [int(key) for key in keys] for name, keys in row.many.items()}}
    part = _part(changes, formset)
    if verdict.record is None:
        part.setdefault("new", []).append(_new_row(formset, facts))
        return
    form = next(each for each in formset.initial_forms if each.instance.pk == verdict.target)
    names = [name for column in verdict.changed for name in sheet.columns[column].fields if name in form.fields]
    changed = {name: [shown_by(form[name]), sent_of(form[name], facts[name])] for name in dict.fromkeys(names)}
    part.setdefault("rows", {})[str(verdict.target)] = changed


def backward(changes: ProposedChanges, formsets: Iterable[Any]) -> ProposedChanges:
    """Return the changes that put back what `changes`, just saved with `formsets`, changed."""
    added = {formset.prefix: [str(row.pk) for row in formset.new_objects] for formset in formsets}
    return {
        "fields": {name: _turned(name, pair) for name, pair in changes.get("fields", {}).items()},
        "parts": {
            prefix: _part_backward(part, added.get(prefix, [])) for prefix, part in changes.get("parts", {}).items()
        },
    }


def _turned(name: str, pair: list[Sent]) -> list[Sent]:
    return pair if name == CONFIRMED else pair[::-1]


def _part_backward(part: dict[str, Any], added: list[str]) -> dict[str, Any]:
    rows = {key: {name: pair[::-1] for name, pair in fields.items()} for key, fields in part.get("rows", {}).items()}
    gone = dict(zip(added, part.get("new", []), strict=False))
    found = {"rows": rows, "gone": gone, "new": list(part.get("gone", {}).values())}
    return {name: each for name, each in found.items() if each}
