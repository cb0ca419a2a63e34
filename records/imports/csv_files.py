"""Opening a file of the register, CSV or XLSX, and yielding its lines, numbered from 1 as people see them."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from records.imports import faults
from records.imports.faults import UnreadableFileError
from records.imports.grids import workbook_rows
from records.words.cleaning import compose
from records.words.said import Said

OTHER_SEPARATORS = (";", "\t")
# Lines in which the header is looked for, where the first is something else.
HEADER_SOUGHT = 5
WORKBOOK = ".xlsx"

# A line of a file: its number, its cells by column.
Line: TypeAlias = tuple[int, dict[str, str]]


def path_of(directory: Path, file: str, suffix: str = "") -> Path:
    """Return where the `file` of a table ("cities.csv") is: of the format `suffix`, or of the one that is there."""
    csv_path = directory / file
    other = csv_path.with_suffix(suffix or WORKBOOK)
    return other if suffix or (other.exists() and not csv_path.exists()) else csv_path


class CsvFile:
    """One file; `refuse(line, place, reason, value="")` is called for each fault that makes lines unreadable."""

    def __init__(self, path: Path, refuse: Callable[..., None]) -> None:
        self.path, self.refuse = path, refuse
        self.is_whole = True

    def lines(self, expected: Sequence[str]) -> Iterator[Line]:
        """Yield (line number, {column: cell}) of each line; `is_whole` is False if the end could not be read."""
        lines = self._numbered()
        number, header = next(lines, (1, None))
        if header is None:
            if self.is_whole:
                self._spoil(1, faults.FILE, faults.FILE_EMPTY)
            return
        header = [compose(name).strip() for name in header]
        if not set(expected) & set(header):
            self._spoil(number, faults.HEADER, *self._not_a_header(header, lines, expected))
        elif self._fits(number, header, expected):
            yield from self._whole_lines(lines, header)

    def _whole_lines(self, lines: Iterator[tuple[int, list[str]]], header: list[str]) -> Iterator[Line]:
        for number, cells in lines:
            if len(cells) != len(header):
                self.refuse(number, faults.LINE, faults.WRONG_COUNT % {"found": len(cells), "expected": len(header)})
            else:
                yield number, dict(zip(header, (compose(cell).strip() for cell in cells), strict=True))

    def _not_a_header(
        self, found: list[str], lines: Iterator[tuple[int, list[str]]], expected: Sequence[str]
    ) -> tuple[Said, str]:
        """Return (sentence, value) that says what stands in the place of the header."""
        if found[0].lower().startswith("sep="):
            return faults.SEPARATOR_DECLARED, ",".join(found)
        for number, cells in islice(lines, HEADER_SOUGHT):
            if set(expected) & {cell.strip() for cell in cells}:
                return faults.HEADER_BELOW % {"line": number}, found[0]
        for separator in OTHER_SEPARATORS:
            if any(separator in cell for cell in found):
                return faults.WRONG_SEPARATOR % {"found": separator}, ""
        return faults.HEADER_MISSING % {"names": ", ".join(expected)}, found[0]

    def _fits(self, number: int, header: list[str], expected: Sequence[str]) -> bool:
        """Return whether the columns are those expected; refuse those missing, unknown or repeated."""
        missing = [name for name in expected if name not in header]
        for name in missing:
            self._spoil(number, faults.HEADER, faults.COLUMN_MISSING, name)
        for rank, name in enumerate(header):
            if name not in expected:
                self.refuse(number, faults.HEADER, faults.COLUMN_UNKNOWN, name or str(rank + 1))
            elif name in header[:rank]:
                self.refuse(number, faults.HEADER, faults.COLUMN_TWICE, name)
        return not missing

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (number of its first line, cells) of each row that is not blank: a cell may contain line breaks."""
        try:
            if self.path.suffix == WORKBOOK:
                yield from workbook_rows(self.path)
                return
            with self.path.open(encoding="utf-8-sig", newline="") as text:
                yield from self._parsed(text)
        except UnreadableFileError as unreadable:
            self._spoil(1, faults.FILE, unreadable.reason)
        except FileNotFoundError:
            self._spoil(1, faults.FILE, faults.FILE_MISSING)
        except OSError:
            self._spoil(1, faults.FILE, faults.FILE_UNREADABLE)
        except UnicodeDecodeError:
            self._spoil(first_line_not_utf8(self.path), faults.FILE, faults.NOT_UTF8)

    def _parsed(self, text: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        reader, end = csv.reader(text, strict=True), 0
        try:
            for cells in reader:
                start, end = end + 1, reader.line_num
                if any(cells):
                    yield start, cells
        except csv.Error:
            self._spoil(end + 1, faults.LINE, faults.NOT_CSV)

    def _spoil(self, *fault: Any) -> None:
        self.is_whole = False
        self.refuse(*fault)


def first_line_not_utf8(path: Path) -> int:
    """Return the number, from 1, of the first line that is not UTF-8."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1
