"""What a file of rows is made from, whatever its format."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from records.listing.cells import Value, values_reader
from records.listing.columns import Column
from records.words.said import Said

# Rows whose columns are read at once.
COLUMN_BATCH = 500


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

    def told(self) -> Iterator[tuple[Any, tuple[Value, ...]]]:
        """Yield (row, its Values, in the order of the columns)."""
        for rows, columns in self.batches():
            yield from zip(rows, zip(*columns, strict=True), strict=True)

    def batches(self) -> Iterator[tuple[list[Any], list[list[Value]]]]:
        """Yield (rows, the Values of each column), for many rows at once."""
        readers = [values_reader(column, self.absolute) for column in self.columns]
        rows = iter(self.rows)
        while batch := list(islice(rows, COLUMN_BATCH)):
            yield batch, [read(batch) for read in readers]


def public_terms(today: dt.date) -> Iterable[tuple[Said, Value]]:
    """Return the terms of what anyone may read on `today`, as the site says them."""
    terms: Iterable[tuple[Said, Value]] = import_string(settings.PUBLIC_TERMS)(today)
    return terms
