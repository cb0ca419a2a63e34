"""Rows as a table to read, on a page or on paper: a few columns of their file."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.utils import translation

from records.listing.cells import NUMBERS, Value, values_reader
from records.listing.columns import Column, ColumnType
from records.words.languages import FRENCH, is_french
from records.words.said import Said

# Columns whose words a translator may have left in French.
IN_WORDS = (ColumnType.TEXT, ColumnType.LIST)


class CellText(NamedTuple):
    """A value of a cell, the type it is shown by, and whether it is French on an English page."""

    value: Any
    type: ColumnType
    is_french: bool


class ReadTable(NamedTuple):
    """Rows to show: what they are, their columns, and (row, its cells, each a list of CellTexts) pairs.

    The first cell names the row; an empty one is unknown.
    """

    title: Said
    columns: Sequence[Column]
    rows: list[tuple[Any, list[list[CellText]]]]


def table_of(title: Said, columns: Sequence[Column], rows: Iterable[Any], absolute: Callable[[str], str]) -> ReadTable:
    """Return the ReadTable of `rows`; `absolute` turns a path into a full address."""
    held = list(rows)
    cells = zip(*(_cells(column, held, absolute) for column in columns), strict=True)
    return ReadTable(title, columns, [(row, list(each)) for row, each in zip(held, cells, strict=True)])


def _cells(column: Column, rows: Sequence[Any], absolute: Callable[[str], str]) -> list[list[CellText]]:
    """Return the CellTexts of each row in `column`; an empty list where it is unknown."""
    kind = column.items if column.type == ColumnType.LIST else column.type
    told = [_parts(value) for value in values_reader(column, absolute)(rows)]
    in_french: list[list[Any]] = [[]] * len(told)
    if column.type in IN_WORDS and not is_french():
        with translation.override(FRENCH):
            in_french = [_parts(value) for value in values_reader(column, absolute)(rows)]
    return [
        [CellText(each, _type(each, kind), each in french) for each in values]
        for values, french in zip(told, in_french, strict=True)
    ]


def _type(value: Any, kind: ColumnType) -> ColumnType:
    """Return the type of a value of a column of `kind`: a range of amounts is a text."""
    return ColumnType.TEXT if kind == ColumnType.AMOUNT and not isinstance(value, NUMBERS) else kind


def _parts(value: Value) -> list[Any]:
    """Return what a value is made of; an empty list for the unknown."""
    if value is None:
        return []
    found = value if isinstance(value, list) else [value]
    return [each.isoformat() if isinstance(each, dt.date) else each for each in found]
