"""The orders in which a list may be had, beside that of its own table."""

from typing import Any, TypeVar

from django.db.models import Case, QuerySet, When

from records.words.dates import UNDATED

_RowsT = TypeVar("_RowsT", bound=QuerySet[Any])


def oldest_first(rows: _RowsT) -> _RowsT:
    """Order from the oldest; undated rows come last."""
    return rows.order_by(Case(When(sorts_on=UNDATED, then=1), default=0), "sorts_on", "pk")


def alphabetical(rows: _RowsT) -> _RowsT:
    """Order by name, whatever the accents and the capitals: it begins the searched text."""
    return rows.order_by("search_text", "pk")
