"""XLSX: dates are dates, amounts are numbers, no text is a formula; a second sheet says what was asked, and when."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import IO, Any, TypeAlias

from django.utils.translation import gettext

from records.late import xlsxwriter
from records.listing.cells import NUMBERS, Value
from records.listing.columns import ColumnType
from records.listing.formats.as_csv import LIST_SEPARATOR
from records.listing.formats.export import Export

# In characters.
COLUMN_WIDTHS = {
    ColumnType.TEXT: 36,
    ColumnType.DATE: 12,
    ColumnType.NUMBER: 12,
    ColumnType.AMOUNT: 14,
    ColumnType.ADDRESS: 40,
    ColumnType.LIST: 36,
    ColumnType.CHOICE: 20,
}
ABOUT_WIDTHS = (24, 90)
# A spreadsheet counts its days from there, and takes 1900 for a leap year.
FIRST_DAY_OF_SPREADSHEETS = dt.date(1900, 3, 1)
# Characters a cell may hold at most; those that XML refuses.
LONGEST_CELL = 32_767
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Rows leave the memory as they are written.
IN_A_STREAM = {"constant_memory": True}
# How cells look: a text that begins like a formula stays a text, even once somebody edits it.
LOOKS = {
    "day": {"num_format": "yyyy-mm-dd"},
    "amount": {"num_format": "#,##0.00"},
    "formula": {"quote_prefix": True},
    "label": {"bold": True},
    "about": {"text_wrap": True, "valign": "top", "align": "left"},
}

# A sheet being written and the look of a cell, for which the library has no type.
WorkSheet: TypeAlias = Any
CellLook: TypeAlias = Any


def write_xlsx(export: Export, out: IO[bytes]) -> None:
    """Write the rows of `export` to `out`: a sheet of them, a sheet about them. The same rows give the same bytes."""
    with xlsxwriter.Workbook(out, IN_A_STREAM) as book:
        book.set_properties({"created": dt.datetime.combine(export.day, dt.time())})
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        number = _write_rows(book.add_worksheet(gettext("Données")), export, looks)
        _write_about(book.add_worksheet(gettext("À propos")), export, number, looks)


def _write_rows(sheet: WorkSheet, export: Export, looks: dict[str, CellLook]) -> int:
    """Write the header and the rows; return how many rows there are."""
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(export.columns):
        sheet.set_column(place, place, max(COLUMN_WIDTHS[column.type], len(column.header) + 2))
        sheet.write_string(0, place, column.header, looks["label"])
    plain, amounts = CellWriter(sheet, looks), CellWriter(sheet, looks, looks["amount"])
    writers = [amounts.write if column.type == ColumnType.AMOUNT else plain.write for column in export.columns]
    number = 0
    for number, (_row, values) in enumerate(export.told(), 1):
        for place, (write, value) in enumerate(zip(writers, values, strict=True)):
            if value is not None:
                write(number, place, value)
    sheet.autofilter(0, 0, number, len(export.columns) - 1)
    return number


class CellWriter:
    """What writes Values in the cells of `sheet`, its numbers with the look `of_numbers`."""

    def __init__(self, sheet: WorkSheet, looks: dict[str, CellLook], of_numbers: CellLook = None) -> None:
        self.sheet, self.looks, self.of_numbers = sheet, looks, of_numbers

    def write(self, row: int, place: int, value: Value) -> None:
        """Write `value` as what it is; nothing where it is unknown."""
        if isinstance(value, str):
            self._write_text(row, place, value)
        elif isinstance(value, NUMBERS):
            self.sheet.write_number(row, place, value, self.of_numbers)
        elif isinstance(value, list):
            self._write_list(row, place, value)
        elif isinstance(value, dt.date):
            self._write_day(row, place, value)

    def _write_text(self, row: int, place: int, text: str) -> None:
        look = self.looks["formula"] if text.startswith("=") else None
        self.sheet.write_string(row, place, NOT_IN_XML.sub("", text)[:LONGEST_CELL], look)

    def _write_list(self, row: int, place: int, values: list[Any]) -> None:
        """Write the values of a list; a number that stands alone in it stays one, an amount."""
        if len(values) == 1 and isinstance(values[0], NUMBERS):
            self.sheet.write_number(row, place, values[0], self.looks["amount"])
        elif values:
            self._write_text(row, place, LIST_SEPARATOR.join(map(str, values)))

    def _write_day(self, row: int, place: int, day: dt.date) -> None:
        if day < FIRST_DAY_OF_SPREADSHEETS:
            self._write_text(row, place, day.isoformat())
        else:
            self.sheet.write_datetime(row, place, day, self.looks["day"])


def _write_about(sheet: WorkSheet, export: Export, number: int, looks: dict[str, CellLook]) -> None:
    for place, width in enumerate(ABOUT_WIDTHS):
        sheet.set_column(place, place, width, looks["about"])
    write = CellWriter(sheet, looks).write
    for row, (label, value) in enumerate(_about(export, number)):
        sheet.write_string(row, 0, label, looks["label"])
        write(row, 1, value)


def _about(export: Export, number: int) -> Iterator[tuple[str, Value]]:
    """Yield (label, value) pairs: what the rows are, when and where, on what terms, what was asked."""
    yield gettext("Contenu"), str(export.title)
    yield gettext("Lignes"), number
    yield gettext("Fait le"), export.day
    yield gettext("Adresse"), export.address
    for label, told in export.terms:
        yield str(label), told
    for label, choice in export.filters:
        yield str(label), choice
    if not export.filters:
        yield gettext("Filtres"), gettext("aucun : la liste entière")
