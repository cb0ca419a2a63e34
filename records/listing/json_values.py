"""Values of columns as JSON holds them: numbers as numbers, choices by their code, what is not known as null."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from records.listing.columns import Column, ColumnType

# A date written as far as it is known: « 2026-03-01 », « 2023-05 » or « 1999 ».
DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_NUMBERS = (ColumnType.NUMBER, ColumnType.AMOUNT)


def json_reader(column: Column, absolute: Callable[[str], str]) -> Callable[[Any], Any]:
    """Return the function that returns the value of a row in `column`, as JSON holds it.

    `absolute`: turns a path into a full address. A list is a list of such values, empty if nothing is known.
    """
    read, convert = column.raw_reader(), _converter(column, absolute)
    if column.type == ColumnType.LIST:
        return lambda row: [convert(value) for value in read(row)]
    return lambda row: convert(read(row))


def json_schema(column: Column) -> dict[str, Any]:
    """Return the JSON Schema of the values of `json_reader`, told in the active language."""
    about = {"title": str(column.label), "description": str(column.meaning)}
    if column.type == ColumnType.LIST:
        return {**about, "type": "array", "items": _schema(column, column.items)}
    known = _schema(column, column.type)
    return {**about, **(_or_null(known) if "oneOf" in known else {**known, "type": [known["type"], "null"]})}


def _or_null(known: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [*known["oneOf"], {"type": "null"}]}


def _schema(column: Column, kind: ColumnType) -> dict[str, Any]:
    if kind in _NUMBERS:
        return {"type": "number"}
    if kind == ColumnType.CHOICE and column.choices:
        return {"oneOf": [{"const": code, "title": str(label)} for code, label in column.choices.choices if code]}
    formats = {ColumnType.DATE: {"pattern": DATE_PATTERN}, ColumnType.ADDRESS: {"format": "uri"}}
    return {"type": "string", **formats.get(kind, {})}


def _converter(column: Column, absolute: Callable[[str], str]) -> Callable[[Any], Any]:
    kind = column.items if column.type == ColumnType.LIST else column.type
    if kind in _NUMBERS:
        return _number
    if kind == ColumnType.ADDRESS:
        return lambda value: (absolute(value) if value.startswith("/") else value) if value else None
    return _text


def _number(value: Decimal | float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _text(value: Any) -> str | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if value not in (None, "") else None
