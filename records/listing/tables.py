"""Rows as a table to read, on a page or on paper: a few columns of their file."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.utils import translation

from records.listing.cells import NUMBERS, Value, value_reader
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
    readers = [_cell_reader(column, absolute) for column in columns]
    return ReadTable(title, columns, [(row, [read(row) for read in readers]) for row in rows])


def _cell_reader(column: Column, absolute: Callable[[str], str]) -> Callable[[Any], list[CellText]]:
    """Return the function that returns the CellTexts of a row; an empty list where it is unknown."""
    read, kind = value_reader(column, absolute), column.items if column.type == ColumnType.LIST else column.type
    may_be_french = column.type in IN_WORDS and not is_french()
    with translation.override(FRENCH):
        read_french = value_reader(column, absolute)

    def read_cell(row: Any) -> list[CellText]:
        values, french = _parts(read(row)), []
        if may_be_french:
            with translation.override(FRENCH):
                french = _parts(read_french(row))
        return [CellText(each, _type(each, kind), each in french) for each in values]

    return read_cell


def _type(value: Any, kind: ColumnType) -> ColumnType:
    """Return the type of a value of a column of `kind`: a range of amounts is a text."""
    return ColumnType.TEXT if kind == ColumnType.AMOUNT and not isinstance(value, NUMBERS) else kind


def _parts(value: Value) -> list[Any]:
    """Return what a value is made of; an empty list for the unknown."""
    if value is None:
        return []
    found = value if isinstance(value, list) else [value]
    return [each.isoformat() if isinstance(each, dt.date) else each for each in found]
