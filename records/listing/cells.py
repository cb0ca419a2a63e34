"""What a row holds in a column, as values that any format can write."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from records.listing.columns import Column, ColumnType

Number: TypeAlias = int | float | Decimal
# A date known to the month or the year is a text: « 2023-05 ».
Value: TypeAlias = str | dt.date | Number | list[str | Number] | None

NUMBERS = (int, float, Decimal)
ISO_DAY = 10


def values_reader(column: Column, absolute: Callable[[str], str]) -> Callable[[Sequence[Any]], list[Value]]:
    """Return the function that returns the Value of each row in `column`: None where it is unknown, a list for a LIST.

    `absolute`: turns a path into a full address. Words are in the language active when this is called.
    """
    read, make = column.reader(), _MAKERS.get(column.type, _text)
    if column.type == ColumnType.ADDRESS:
        return lambda rows: [_address(found, absolute) for found in map(read, rows)]
    if make is _text:
        # What most cells hold is a text, as it is.
        return lambda rows: [found if type(found) is str and found else _text(found) for found in map(read, rows)]
    return lambda rows: [make(found) for found in map(read, rows)]


def _text(found: Any) -> Value:
    """Return a text, or a number that a column of texts holds; None for nothing."""
    if found is None or found == "":
        return None
    return found if type(found) is str or isinstance(found, NUMBERS) else str(found)


def _list(found: Any) -> list[str | Number]:
    return [each if isinstance(each, NUMBERS) else str(each) for each in found]


def _date(found: Any) -> Value:
    """Return the day of a date, given as one or in ISO; the text of one known to the month or the year."""
    if isinstance(found, str) and len(found) == ISO_DAY:
        return dt.date.fromisoformat(found)
    return found or None


def _address(found: Any, absolute: Callable[[str], str]) -> str | None:
    if not found:
        return None
    return absolute(found) if found.startswith("/") else str(found)


_MAKERS: dict[str, Callable[[Any], Value]] = {ColumnType.LIST: _list, ColumnType.DATE: _date}
