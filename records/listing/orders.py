"""Orders that any list of records may offer, beside those of its own queryset."""

from typing import Any, TypeVar

from django.db.models import Case, QuerySet, When

from records.words.dates import UNDATED

_RowsT = TypeVar("_RowsT", bound=QuerySet[Any])


def oldest_first(rows: _RowsT) -> _RowsT:
    """Return `rows` from the oldest to the latest, the undated last."""
    return rows.order_by(Case(When(sorts_on=UNDATED, then=1), default=0), "sorts_on", "pk")


def alphabetical(rows: _RowsT) -> _RowsT:
    """Return `rows` by name, whatever its accents and capitals: `search_text` begins with it."""
    return rows.order_by("search_text", "pk")
