"""What a file of rows is made from, whatever its format."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from records.listing.cells import Value, value_reader
from records.listing.columns import Column
from records.words.said import Said


@dataclass(frozen=True)
class Export:
    """Rows to write, and what a spreadsheet says of them.

    `absolute`: turns a path into a full address. `title`: what the rows are, in words; `address`: where they are read;
    `day`: when the file is made; `filters`: (label, choice) pairs in force; `terms`: (label, Value) pairs, up to when
    the rows are known and under what licence. Words are in the active language.
    """

    columns: Sequence[Column]
    rows: Iterable[Any]
    absolute: Callable[[str], str]
    day: dt.date
    title: Said = ""
    address: str = ""
    filters: Sequence[tuple[Said, str]] = ()
    terms: Iterable[tuple[Said, Value]] = ()

    @property
    def headers(self) -> list[str]:
        """The headers of the columns."""
        return [column.header for column in self.columns]

    def readers(self) -> list[Callable[[Any], Value]]:
        """Return, for each column, the function that returns the Value of a row."""
        return [value_reader(column, self.absolute) for column in self.columns]


def public_terms(today: dt.date) -> Iterable[tuple[Said, Value]]:
    """Return the terms of what anyone may read on `today`, as the site says them."""
    terms: Iterable[tuple[Said, Value]] = import_string(settings.PUBLIC_TERMS)(today)
    return terms
