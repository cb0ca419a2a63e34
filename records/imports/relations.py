"""Creating, updating and deleting what belongs to loaded rows: many-to-many rows and child rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from records.imports.history_rows import LOADING, Cause, write_history
from records.publication.fields import ManyToMany, attribute_of, through_of
from records.publication.history import CHANGED, CREATED, Historic
from records.publication.translated import ENGLISH_STATE

# Stored columns that derive from the others.
DERIVED = ("search_text", "sorts_on", "record_hash", *ENGLISH_STATE)


def sync_many_to_many(field: ManyToMany, wanted: Mapping[int, Sequence[int]], *, are_new: bool) -> None:
    """Make the rows of a many-to-many `field` exactly `wanted`: {key of the owner: keys of the related rows}.

    `are_new`: the owners were just created, and have none.
    """
    through = through_of(field)
    owner, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    held = [] if are_new else list(through.objects.filter(**{f"{owner}__in": list(wanted)}))
    kept = [row for row in held if getattr(row, target) in wanted[getattr(row, owner)]]
    if len(kept) < len(held):
        through.objects.filter(pk__in={row.pk for row in held} - {row.pk for row in kept}).delete()
    there = {(getattr(row, owner), getattr(row, target)) for row in kept}
    added = [
        through(**{owner: key, target: other})
        for key, others in wanted.items()
        for other in others
        if (key, other) not in there
    ]
    through.objects.bulk_create(added)


def sync_children(
    model: type[Historic],
    parent: str,
    identified_by: Sequence[str],
    wanted: Mapping[int, list[dict[str, Any]]],
    *,
    are_new: bool,
    cause: Cause = LOADING,
) -> None:
    """Make the children of each parent exactly `wanted`: {key of the parent: list of {field: value}}.

    Children with the same `identified_by` values are updated, the missing created, the others deleted, all with a row
    of history. `are_new`: the parents were just created, and have none.
    """
    owner = attribute_of(model, parent)
    siblings = {} if are_new else _held(model, owner, identified_by, wanted)
    created, changed = [], []
    for key, children in wanted.items():
        for values in children:
            child = siblings.pop((key, *(values[name] for name in identified_by)), None)
            if child is None:
                created.append(_filled(model(**{owner: key}), values))
            elif any(getattr(child, name) != value for name, value in values.items()):
                changed.append(_filled(child, values))
    for child in siblings.values():
        child._change_reason = cause.reason
        child.delete()
    model.objects.bulk_create(created)
    _correct(model, changed, wanted)
    write_history(model, [child.pk for child in created], CREATED, cause)
    write_history(model, [child.pk for child in changed], CHANGED, cause)


def _filled(child: Historic, values: dict[str, Any]) -> Historic:
    """Set `values` on a child, and what derives from them; return it."""
    for name, value in values.items():
        setattr(child, name, value)
    child.fill_derived_fields()
    return child


def _held(
    model: type[Historic], owner: str, identified_by: Sequence[str], wanted: Mapping[int, list[dict[str, Any]]]
) -> dict[tuple[Any, ...], Historic]:
    """Return {(key of the parent, *`identified_by` values): child} of the children in the database."""
    held = model.objects.filter(**{f"{owner}__in": list(wanted)})
    return {(getattr(child, owner), *(getattr(child, name) for name in identified_by)): child for child in held}


def _correct(model: type[Historic], changed: list[Historic], wanted: Mapping[int, list[dict[str, Any]]]) -> None:
    if changed:
        names = {name for children in wanted.values() for values in children for name in values}
        names |= {field.name for field in model._meta.fields if field.name in DERIVED}
        model.objects.bulk_update(changed, sorted(names), batch_size=500)
