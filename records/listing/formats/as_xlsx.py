"""XLSX: dates are dates, amounts are numbers, no text is a formula; a second sheet says what was asked, and when."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import IO, Any, TypeAlias

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

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
DAY_FORMAT, AMOUNT_FORMAT = "yyyy-mm-dd", "#,##0.00"
# A spreadsheet counts its days from there, and takes 1900 for a leap year.
FIRST_DAY_OF_SPREADSHEETS = dt.date(1900, 3, 1)
# Characters a cell may hold at most.
LONGEST_CELL = 32_767
BOLD = Font(bold=True)

# A sheet being written, for which the library has no type.
WorkSheet: TypeAlias = Any


def write_xlsx(export: Export, out: IO[bytes]) -> None:
    """Write the rows of `export` to `out`: a sheet of them, and a sheet about them."""
    book = Workbook(write_only=True)
    number = _write_rows(book.create_sheet(gettext("Données")), export)
    _write_about(book.create_sheet(gettext("À propos")), export, number)
    book.save(out)


def _write_rows(sheet: WorkSheet, export: Export) -> int:
    """Write the header and the rows; return how many rows there are."""
    sheet.freeze_panes = "A2"
    for place, column in enumerate(export.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(
            COLUMN_WIDTHS[column.type], len(column.header) + 2
        )
    sheet.append([_bold(sheet, header) for header in export.headers])
    makers = [_AMOUNT_MAKERS.get(column.type, _cell) for column in export.columns]
    pairs = list(zip(makers, export.readers(), strict=True))
    number = 0
    for row in export.rows:
        sheet.append([make(sheet, read(row)) for make, read in pairs])
        number += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(export.columns))}{number + 1}"
    return number


def _write_about(sheet: WorkSheet, export: Export, number: int) -> None:
    for letter, width in zip("AB", ABOUT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for label, value in _about(export, number):
        told = _cell(sheet, value)
        told = told if isinstance(told, Cell) else WriteOnlyCell(sheet, told)
        told.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        sheet.append([_bold(sheet, label), told])


def _about(export: Export, number: int) -> Iterator[tuple[str, Value]]:
    """Yield (label, value) pairs: what the rows are, what was asked, where and when."""
    yield gettext("Contenu"), str(export.title)
    yield gettext("Lignes"), number
    yield gettext("Fait le"), export.day
    yield gettext("Adresse"), export.address
    for label, choice in export.filters:
        yield str(label), choice
    if not export.filters:
        yield gettext("Filtres"), gettext("aucun : la liste entière")


def _bold(sheet: WorkSheet, text: str) -> Cell:
    cell = _as_text(sheet, text)
    cell.font = BOLD
    return cell


def _cell(sheet: WorkSheet, value: Value) -> Any:
    """Return what a sheet is given for `value`: itself, or a cell where it needs a format or might be mistaken."""
    if type(value) is str:
        return value if _is_plain(value) else _as_text(sheet, value)
    if value is None or isinstance(value, NUMBERS):
        return value
    return _cell_of_list(sheet, value) if isinstance(value, list) else _cell_of_day(sheet, value)


def _cell_of_list(sheet: WorkSheet, values: list[Any]) -> Any:
    """Return the cell of a list; a number that stands alone in it stays one."""
    if len(values) == 1:
        return _cell_of_amount(sheet, values[0])
    return _cell(sheet, LIST_SEPARATOR.join(map(str, values))) if values else None


def _cell_of_day(sheet: WorkSheet, day: Any) -> Any:
    if day < FIRST_DAY_OF_SPREADSHEETS:
        return day.isoformat()
    cell = WriteOnlyCell(sheet, day)
    cell.number_format = DAY_FORMAT
    return cell


def _cell_of_amount(sheet: WorkSheet, value: Value) -> Any:
    if not isinstance(value, NUMBERS):
        return _cell(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = AMOUNT_FORMAT
    return cell


def _is_plain(text: str) -> bool:
    """Say whether a text is written as it is: no formula, no error, no character that XML refuses."""
    return text[:1] != "=" and text not in ERROR_CODES and not ILLEGAL_CHARACTERS_RE.search(text)


def _as_text(sheet: WorkSheet, text: str) -> Cell:
    """Return the cell of a text that stays one, even once somebody edits it."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = text.startswith("=")
    return cell


_AMOUNT_MAKERS: dict[str, Callable[[WorkSheet, Value], Any]] = {ColumnType.AMOUNT: _cell_of_amount}
