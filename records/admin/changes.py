"""What changed in the parts of a record, told beside the history of the record itself."""

from itertools import pairwise
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpRequest

from records.admin.compared import compare
from records.admin.history_words import HistoryInWords
from records.publication.fields import link_of
from records.publication.history import Historic

# How many changes of each kind of part are told, from the latest.
MAX_CHANGES = 50


def changes_of_parts(model_admin: ModelAdmin, request: HttpRequest, key: str) -> list[Any]:
    """Return the latest changes in the parts of the record of `key` that the person may read (a list, latest first).

    Each is a row of history, with `part_label`, `part` and, for a change, its `history_delta_changes`.
    """
    found = []
    for inline in model_admin.get_inline_instances(request):
        link = link_of(inline, model_admin.model)
        rows = inline.model.history.filter(**{link: key}).select_related("history_user")
        found += _told(
            inline.model, list(rows._select_related_history_tracked_objs().order_by("-history_id")[:MAX_CHANGES])
        )
    return sorted(found, key=lambda row: row.history_date, reverse=True)


def _told(model: type[Historic], rows: list[Any]) -> list[Any]:
    by_part: dict[int, list[Any]] = {}
    for row in rows:
        row.part_label, row.part = model._meta.verbose_name, _as_it_was(row)
        by_part.setdefault(row.id, []).append(row)
    for versions in by_part.values():
        for current, former in pairwise(versions):
            delta = current.diff_against(
                former, foreign_keys_are_objs=True, excluded_fields=model._history_told_together
            )
            together = [compare(*each) for each in model.told_together(former, current)]
            current.history_delta_changes = HistoryInWords(model, current).context_for_delta_changes(delta) + together
    return rows


def _as_it_was(row: Any) -> Model:
    """Return the part as this row of history holds it, with the related rows the history brought along."""
    part = row.instance
    names = {field.name for field in part._meta.fields}
    part._state.fields_cache |= {name: each for name, each in row._state.fields_cache.items() if name in names}
    return part
