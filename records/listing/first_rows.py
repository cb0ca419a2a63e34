"""The first rows of a long list, and their total number."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet, Window

# Related rows a page shows at most; a link leads to the whole list.
ROWS_SHOWN = 50


class FirstRows:
    """The first `limit` rows of a queryset and its total number of rows, in one statement."""

    def __init__(self, queryset: QuerySet[Any], limit: int = ROWS_SHOWN) -> None:
        self.rows = list(queryset.annotate(rows_total=Window(Count("pk")))[:limit])
        self.total = self.rows[0].rows_total if self.rows else 0

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return self.total

    @property
    def is_cut(self) -> bool:
        """Whether rows were left out."""
        return self.total > len(self.rows)
