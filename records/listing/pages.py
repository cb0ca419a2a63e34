"""Pagination of a list."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from records.words.said import Said


class Pages(Paginator):  # type: ignore[type-arg] # it takes none when it runs
    """The pages of `rows`; `total`, already counted, spares a COUNT."""

    def __init__(self, rows: QuerySet[Any] | Sequence[Any], per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.count = total


def find_page(paginator: Any, typed: str | None) -> tuple[Page[Any], list[tuple[Said, str]]]:
    """Return (the page of number `typed`, []); without such a page, (another one, [(label, what was typed)])."""
    page = paginator.get_page(typed)
    return page, [] if typed in (None, "", str(page.number)) else [(_("Page"), typed or "")]
