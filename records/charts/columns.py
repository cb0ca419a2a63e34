"""Columns side by side, one for each year, each made of parts."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from records.charts.scales import share

# Columns shown at most, the latest; at least so many have room, so that one alone is not a wall.
MAX_COLUMNS, MIN_PLACES = 12, 6
# Of the height: what stands above the highest column (its number) and below all (the years).
ABOVE, BELOW = 14, 14
# Of the room of a column, what it fills; years that are written out beside one another at most.
FILLED, MAX_LABELS = 68, 8


class Amount(NamedTuple):
    """A number, what it is of (`key` chooses how it is drawn), and the address that shows which."""

    key: str
    number: int
    address: str


class ColumnPart(NamedTuple):
    """A part of a column: its Amount, and where it stands in the drawing."""

    amount: Amount
    y: str
    height: str


class YearColumn(NamedTuple):
    """A year drawn: where it stands, its parts from the bottom, their total and where that is written."""

    year: int
    x: str
    width: str
    middle: str
    parts: list[ColumnPart]
    total: int
    top: str
    is_labelled: bool


class ColumnChart(NamedTuple):
    """The columns; `most`: the highest total; `is_cut`: whether years before them are not drawn."""

    columns: list[YearColumn]
    most: int
    is_cut: bool

    @property
    def ground(self) -> str:
        """Where all the columns stand."""
        return share(100 - BELOW, 100)


def draw_columns(years: Iterable[tuple[int, Sequence[Amount]]], most: int = 0) -> ColumnChart:
    """Return the ColumnChart of the last MAX_COLUMNS years, from (year, Amounts) pairs in any order.

    A year without a pair between two others has an empty column. `most`: what the height stands for, at least.
    """
    found = dict(years)
    if not found:
        return ColumnChart([], 0, is_cut=False)
    last = max(found)
    shown = range(max(min(found), last - MAX_COLUMNS + 1), last + 1)
    totals = [sum(amount.number for amount in found.get(year, ())) for year in shown]
    places = max(len(shown), MIN_PLACES)
    columns = [
        _column(year, place, places, found.get(year, ()), max(most, *totals), (last - year) % _step(len(shown)) == 0)
        for place, year in enumerate(shown)
    ]
    return ColumnChart(columns, max(totals), is_cut=min(found) < shown[0])


def _step(number: int) -> int:
    """Return how many years stand between two that are written, the last being one."""
    return -(-number // MAX_LABELS)


def _column(year: int, place: int, places: int, amounts: Sequence[Amount], most: int, is_labelled: bool) -> YearColumn:
    room, height = 100 / places, 100 - ABOVE - BELOW
    total = sum(amount.number for amount in amounts)
    parts, top = [], float(100 - BELOW)
    for amount in amounts:
        tall = height * amount.number / most if most else 0
        top -= tall
        if amount.number:
            parts.append(ColumnPart(amount, share(top, 100), share(tall, 100)))
    return YearColumn(
        year=year,
        x=share(room * place + room * (100 - FILLED) / 200, 100),
        width=share(room * FILLED / 100, 100),
        middle=share(room * (place + 0.5), 100),
        parts=parts,
        total=total,
        top=share(top, 100),
        is_labelled=is_labelled,
    )
