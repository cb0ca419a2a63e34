"""The open proposals that name a record merged into another: they name the one kept."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models

from records.admin.proposed_changes import ProposedChanges
from records.admin.sent_values import Sent
from records.publication.fields import pointed_by
from records.publication.proposals import Proposal

Renaming = Callable[[Sent], Sent]


def rename_in_proposals(former: Any, kept: Any) -> None:
    """Have the open proposals that name `former`, in a field or in a row of parts, name `kept`."""
    names = {str(former.pk): str(kept.pk)}
    for model in apps.get_models():
        if issubclass(model, Proposal):
            proposals: Any = model.objects
            record_model = pointed_by(model, "record")
            for proposal in proposals.still_proposed():
                changes = _renamed(proposal.changes, record_model, type(kept), lambda sent: _rename(sent, names))
                if changes != proposal.changes:
                    proposals.filter(pk=proposal.pk).update(changes=changes)


def _rename(sent: Sent, names: dict[str, str]) -> Sent:
    """Return what was sent in a field, a key or several, each once, with the names that stand by then."""
    if isinstance(sent, str):
        return names.get(sent, sent)
    return list(dict.fromkeys(names.get(key, key) for key in sent)) if isinstance(sent, list) else sent


def _renamed(changes: ProposedChanges, model: Any, named: type[models.Model], rename: Renaming) -> ProposedChanges:
    found = dict(changes)
    if "fields" in changes:
        found["fields"] = _pairs(changes["fields"], _naming(model, named), rename)
    if "parts" in changes:
        parts = {relation.name: relation.related_model for relation in model._meta.related_objects}
        found["parts"] = {
            prefix: _part(part, _naming(parts[prefix], named), rename) if prefix in parts else part
            for prefix, part in changes["parts"].items()
        }
    return found


def _part(part: dict[str, Any], names: set[str], rename: Renaming) -> dict[str, Any]:
    found = dict(part)
    if "rows" in part:
        found["rows"] = {key: _pairs(changed, names, rename) for key, changed in part["rows"].items()}
    if "gone" in part:
        found["gone"] = {key: _values(row, names, rename) for key, row in part["gone"].items()}
    if "new" in part:
        found["new"] = [_values(row, names, rename) for row in part["new"]]
    return found


def _pairs(changed: dict[str, Any], names: set[str], rename: Renaming) -> dict[str, Any]:
    return {name: [rename(each) for each in pair] if name in names else pair for name, pair in changed.items()}


def _values(row: dict[str, Any], names: set[str], rename: Renaming) -> dict[str, Any]:
    return {name: rename(value) if name in names else value for name, value in row.items()}


def _naming(model: Any, named: type[models.Model]) -> set[str]:
    """Return the names of the fields of `model` that name a record of `named`."""
    own = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in own if field.is_relation and field.related_model is named}
