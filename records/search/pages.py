"""The pages of the site that are not those of a record, found by their title and their text like a record."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model
from django.urls import reverse

from records.words.dates import UNDATED
from records.words.said import Said


class SitePage(NamedTuple):
    """A page as it is found: the URL name of its view and its arguments, its title and the lines of its text.

    `sorts_on`: the day its content is of; the latest come first.
    """

    route: str
    title: str
    lines: list[str]
    args: tuple[str, ...] = ()
    sorts_on: dt.date = UNDATED

    @property
    def slug(self) -> str:
        """What an entry keeps of its address: it has none of its own."""
        return " ".join([self.route, *self.args])


def _the_day(today: dt.date) -> dt.date:
    return today


@dataclass(frozen=True)
class PageKind:
    """Pages of one kind, public since always: `pages` lists them, in the active language.

    `read`: what their texts say of the rows on a day, read once for all languages and given to `pages` (the day alone
    when they say nothing of them); `depends_on`: the models of those rows; `anchored`: whether they are parts of one
    page, the argument of each being its anchor.
    """

    name: str
    label: Said
    one: Said
    pages: Callable[[Any], Iterable[SitePage]]
    read: Callable[[dt.date], Any] = _the_day
    depends_on: tuple[type[Model], ...] = ()
    anchored: bool = False
    # Nobody writes drafts of them.
    permission: str = ""

    def address(self, slug: str) -> str:
        """Return the path of the page kept as `slug`, in the active language."""
        route, *args = slug.split()
        return f"{reverse(route)}#{args[0]}" if self.anchored else reverse(route, args=args)
