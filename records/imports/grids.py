"""Opening what people call a spreadsheet, CSV or XLSX, as rows of texts: nothing is asked of how it was saved."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from records.imports import faults
from records.imports.faults import UnreadableFileError
from records.imports.workbooks import open_workbook

# The heaviest file taken, in bytes; rows in a row that may be empty before the rest is left unread.
MAX_SHEET_BYTES, MAX_BLANKS = 10 * 1024 * 1024, 5000
SEPARATORS = (",", ";", "\t")
# Lines by which the separator is told.
SEPARATOR_SOUGHT = 20
ZIP_SIGNATURE, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# (number of the row, its cells), the number as a spreadsheet or a text editor gives it.
GridRow: TypeAlias = tuple[int, list[str]]


class Grid(NamedTuple):
    """The rows of one sheet that hold something, each with its number; `name`: of the sheet, empty for a CSV."""

    name: str
    rows: list[GridRow]


def read_grids(content: bytes, most: int) -> list[Grid]:
    """Return the sheets of a file that hold something, at most `most` rows of each and one more.

    Raise UnreadableFileError, in words, for what is neither CSV nor XLSX, or is too heavy.
    """
    if len(content) > MAX_SHEET_BYTES:
        raise UnreadableFileError(faults.FILE_TOO_HEAVY % {"limit": MAX_SHEET_BYTES // 1024 // 1024})
    if content.startswith(OLD_EXCEL):
        raise UnreadableFileError(faults.OLD_FORMAT)
    if content.startswith(ZIP_SIGNATURE):
        grids = _grids_of_workbook(content, most)
    else:
        grids = [Grid("", _first_rows(enumerate_lines(_text_of(content)), most))]
    found = [grid for grid in grids if grid.rows]
    if not found:
        raise UnreadableFileError(faults.FILE_EMPTY)
    return found


def workbook_rows(path: Path) -> Iterator[GridRow]:
    """Yield the rows of the first sheet of the workbook at `path`, all as wide as the first; nothing if it is empty."""
    sheets = _grids_of_workbook(path.read_bytes(), most=10**7)
    rows = sheets[0].rows if sheets else []
    for number, cells in rows:
        yield number, [*cells, *[""] * (len(rows[0][1]) - len(cells))]


def _grids_of_workbook(content: bytes, most: int) -> list[Grid]:
    book = open_workbook(content)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    try:
        return [Grid(sheet.title, _first_rows(_rows_of_sheet(sheet), most)) for sheet in shown]
    except Exception as damage:  # whatever a damaged file makes the library say
        raise UnreadableFileError(faults.WORKBOOK_DAMAGED) from damage


def _rows_of_sheet(sheet: Any) -> Iterator[GridRow]:
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [text_of_value(value) for value in cells]


def text_of_value(value: Any) -> str:
    """Return the text of a cell of a workbook: ISO for a date, a dot for decimals, oui or non."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value)


def _first_rows(rows: Iterable[GridRow], most: int) -> list[GridRow]:
    """Return the rows that hold something, without the empty cells at their ends."""
    kept: list[GridRow] = []
    blanks = 0
    for number, cells in rows:
        while cells and not cells[-1].strip():
            cells.pop()
        blanks = 0 if cells else blanks + 1
        if cells:
            kept.append((number, cells))
        if len(kept) > most or blanks > MAX_BLANKS:
            break
    return kept


def _text_of(content: bytes) -> str:
    try:
        text = content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    # No spreadsheet writes it, no database keeps it.
    if "\0" in text:
        raise UnreadableFileError(faults.NOT_A_SPREADSHEET)
    return text


def enumerate_lines(text: str) -> Iterator[GridRow]:
    """Yield the rows of a CSV, whatever separates its cells; raise UnreadableFileError if quotes are not closed."""
    declared, _end, rest = text.partition("\n")
    if declared.lower().startswith("sep="):
        separator, first, text = declared[4:].strip('\r "') or ";", 2, rest
    else:
        separator, first = _separator_of(text), 1
    reader, end = csv.reader(io.StringIO(text, newline=""), delimiter=separator[:1], strict=True), first - 1
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num + first - 1
            yield start, cells
    except csv.Error:
        raise UnreadableFileError(faults.QUOTES_OPEN % {"line": end + 1}) from None


def _separator_of(text: str) -> str:
    """Return the separator that cuts most of the first lines in as many cells, more than one if any does."""
    lines = [line for line in text.splitlines()[: SEPARATOR_SOUGHT * 2] if line.strip()][:SEPARATOR_SOUGHT]

    def cuts(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
        except csv.Error:  # a cell longer than any: told where it is read
            return 0, 0
        width, lines_alike = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return lines_alike, width

    return max(SEPARATORS, key=cuts)
