"""Pagination of a list."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class Pages(Paginator):  # type: ignore[type-arg] # it takes none when it runs
    """The pages of `rows`; `total`, already counted, spares a COUNT."""

    def __init__(self, rows: QuerySet[Any] | Sequence[Any], per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.count = total
