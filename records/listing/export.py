"""Tables as CSV that a spreadsheet opens safely, streamed row by row."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation

from records.listing.columns import Column, ColumnType

BOM = "\ufeff"
LIST_SEPARATOR = " | "
# First characters a spreadsheet may take for a formula (OWASP ASVS 5.0, 1.2.10).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")


class _Echo:
    """A file whose `write` returns the line."""

    def write(self, line: str) -> str:
        return line


def stream_csv(
    columns: Sequence[Column], rows: Iterable[Any], filename: str, absolute: Callable[[str], str]
) -> StreamingHttpResponse:
    """Return a streamed CSV attachment of `rows`, named `filename`: UTF-8 with BOM, comma, CRLF, ISO dates.

    `absolute`: turns a path into a full address. Values are in the language active when this is called.
    """
    response = StreamingHttpResponse(_lines(columns, rows, absolute), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_bytes(columns: Sequence[Column], rows: Iterable[Any], absolute: Callable[[str], str]) -> bytes:
    """Return the CSV of `rows` as bytes, written as `stream_csv` does."""
    return "".join(_lines(columns, rows, absolute)).encode()


def _lines(columns: Sequence[Column], rows: Iterable[Any], absolute: Callable[[str], str]) -> Iterator[str]:
    """Return the lines of the file, in the language active at the call, even if another is when they are read."""
    write = csv.writer(_Echo()).writerow
    language, readers = translation.get_language(), [cell_reader(column, absolute) for column in columns]

    def written() -> Iterator[str]:
        yield BOM + write([column.header for column in columns])
        for row in rows:
            with translation.override(language):
                cells = [read(row) for read in readers]
            yield write(cells)

    return written()


def cell_reader(column: Column, absolute: Callable[[str], str]) -> Callable[[Any], str]:
    """Return the function that returns the text of the cell of a row in `column`."""
    read = column.reader()
    if column.type == ColumnType.LIST:
        return lambda row: cell(LIST_SEPARATOR.join(map(str, read(row))))
    if column.type == ColumnType.ADDRESS:
        return lambda row: cell(absolute(value) if (value := read(row)) and value.startswith("/") else value)
    return lambda row: cell(read(row))


def cell(value: object) -> str:
    """Return the text of `value` in a cell: empty for None, ISO for a date, a dot for decimals.

    A text that a spreadsheet may run as a formula is preceded by an apostrophe.
    """
    if value is None:
        return ""
    if isinstance(value, (dt.date, int, float, Decimal)):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
