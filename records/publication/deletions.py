"""Rows that were deleted, as their history last tells them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from records.publication.history import Historic
from records.publication.merges import RecordMerge

# What the history says of a row that is gone.
DELETION = "-"


def deleted_rows(model: type[Historic]) -> QuerySet[Any]:
    """Return the last row of history of each row of `model` that was deleted, and not merged (a queryset)."""
    history: Any = model.history
    later = history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    merged = RecordMerge.objects.of(model).values("former_key")
    rows = history.filter(~Exists(later), history_type=DELETION).exclude(id__in=merged)
    there: QuerySet[Any] = rows.exclude(id__in=model._default_manager.values("pk"))
    return there


def deleted_identifiers(model: type[Any]) -> set[str]:
    """Return the identifiers of the register whose row was deleted at the bureau: a load does not bring it back."""
    deleted = set(deleted_rows(model).filter(record_id__isnull=False).values_list("record_id", flat=True))
    return deleted - set(model._default_manager.filter(record_id__in=deleted).values_list("record_id", flat=True))
