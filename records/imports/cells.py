"""Readers of cells: functions from the text of a cell to the value of its field."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from records.imports import faults
from records.imports.faults import CellError
from records.publication.degrees import DegreesField
from records.words.countries import COUNTRIES, unknown_country
from records.words.dates import DatePrecision, parse_approximate

# The largest number of a small column, and the largest rank (see `free_ranks` in writing).
SMALL, LARGE = 32767, 2147483647
YES_NO = {"oui": True, "non": False}
IS_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch
IS_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII).fullmatch
is_address = URLValidator(schemes=["http", "https"])

CellReader: TypeAlias = Callable[[str], Any]


def reader_of(field: "models.Field[Any, Any]", words: Mapping[str, Any] | None = None) -> CellReader:
    """Return the function that reads a non-empty cell for a model's `field`; it raises CellError.

    `words`: {word in the file: value stored}, where they differ from the choices of the field. Raise TypeError for a
    field of a type that READERS does not have.
    """
    if words or field.choices:
        return word(words or {value: value for value, _label in field.choices or ()})
    for kind, make in READERS.items():
        if isinstance(field, kind):
            return make(field)
    raise TypeError(f"No way to read {field!r}")


def word(words: Mapping[str, Any]) -> CellReader:
    """Return a reader of the keys of `words`, {word in the file: value stored}."""
    expected = ", ".join(words)

    def read(cell: str) -> Any:
        if cell not in words:
            raise CellError(faults.WORD_UNKNOWN, words=expected)
        return words[cell]

    return read


def text(field: "models.Field[Any, Any]") -> Callable[[str], str]:
    """Return a reader of text no longer than the `max_length` of `field`."""
    limit = field.max_length

    def read(cell: str) -> str:
        if limit and len(cell) > limit:
            raise CellError(faults.TEXT_TOO_LONG, found=len(cell), limit=limit)
        return cell

    return read


def address(field: "models.Field[Any, Any]") -> Callable[[str], str]:
    """Return a reader of an http or https URL no longer than the `max_length` of `field`."""
    short_enough = text(field)

    def read(cell: str) -> str:
        try:
            is_address(cell)
        except ValidationError:
            raise CellError(faults.NOT_AN_ADDRESS) from None
        return short_enough(cell)

    return read


def read_day(cell: str) -> dt.date:
    """Return the date of a cell « 2026-03-01 »; raise CellError if it is anything else."""
    if not IS_DAY(cell):
        raise CellError(faults.DATE_IMPOSSIBLE)
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise CellError(faults.DATE_IMPOSSIBLE) from None


def approximate_day(cell: str) -> tuple[dt.date, DatePrecision]:
    """Return (date, precision) of « 2026 », « 2026-03 » or « 2026-03-01 »; raise CellError if it is anything else."""
    try:
        return parse_approximate(cell)
    except ValueError:
        raise CellError(faults.APPROXIMATE_DATE_IMPOSSIBLE) from None


def number_reader(field: "models.DecimalField[Any, Any]") -> Callable[[str], Decimal]:
    """Return a reader of a decimal number, with a dot, that fits in the digits of `field`."""
    limits = {"whole": field.max_digits - field.decimal_places, "decimals": field.decimal_places}

    def read(cell: str) -> Decimal:
        if not IS_NUMBER(cell):
            raise CellError(faults.NOT_A_NUMBER)
        whole, _point, decimals = cell.removeprefix("-").partition(".")
        if len(whole.lstrip("0")) > limits["whole"] or len(decimals.rstrip("0")) > limits["decimals"]:
            raise CellError(faults.NUMBER_TOO_PRECISE, **limits)
        return Decimal(cell)

    return read


def degrees_reader(field: DegreesField) -> Callable[[str], Decimal]:
    """Return a reader of degrees, with a dot, rounded to the decimals of `field`."""
    whole = field.max_digits - field.decimal_places

    def read(cell: str) -> Decimal:
        if not IS_NUMBER(cell):
            raise CellError(faults.NOT_A_NUMBER)
        if len(cell.removeprefix("-").partition(".")[0].lstrip("0")) > whole:
            raise CellError(faults.NUMBER_TOO_PRECISE, whole=whole, decimals=field.decimal_places)
        return field.rounded(Decimal(cell))

    return read


def whole_number(limit: int) -> Callable[[str], int]:
    """Return a reader of a whole number from 0 to `limit`."""

    def read(cell: str) -> int:
        if not (cell.isascii() and cell.isdigit()) or int(cell) > limit:
            raise CellError(faults.NOT_WHOLE, limit=limit)
        return int(cell)

    return read


def read_country(cell: str) -> str:
    """Return a two-letter ISO 3166 code in upper case; raise CellError if no country has it."""
    code = cell.upper()
    if code not in COUNTRIES:
        raise CellError(unknown_country(code))
    return code


# The first that fits: a URLField is also a CharField, degrees are also a decimal number.
READERS: dict["type[models.Field[Any, Any]]", Callable[[Any], CellReader]] = {
    models.URLField: address,
    models.CharField: text,
    models.TextField: text,
    models.DateField: lambda field: read_day,
    DegreesField: degrees_reader,
    models.DecimalField: number_reader,
    models.PositiveSmallIntegerField: lambda field: whole_number(SMALL),
    models.PositiveIntegerField: lambda field: whole_number(LARGE),
    models.BooleanField: lambda field: word(YES_NO),
}
