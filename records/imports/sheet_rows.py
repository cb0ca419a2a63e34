"""One row of a spreadsheet: what is typed in it, in the words of the register, and which record it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from records.imports import faults
from records.imports.cells import read_country
from records.imports.columns import Children, ImportColumn
from records.imports.faults import CellError
from records.imports.names import RowsByName, SeveralRowsError
from records.imports.pieces import SEPARATOR
from records.imports.sheets import ADDRESS_HEADER, Sheet
from records.imports.typed_cells import PRECISION_WORDS, CellTranslator, bare, translator_of
from records.publication.fields import field_of
from records.publication.precisions import COARSE_FIRST, precisions_of
from records.words.countries import country_name
from records.words.dates import DatePrecision
from records.words.said import Said

# Where the cells are that stand beyond the last column.
BEYOND = ""


@dataclass
class TypedRow:
    """What a row of a spreadsheet says: its `cells` by column, in the words of the register, and what is refused.

    several: names that several rows have, by column; key: of the record it is about, as a text, empty for none.
    """

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    refusals: list[tuple[str, Said]] = field(default_factory=list)
    several: dict[str, SeveralRowsError] = field(default_factory=dict)
    key: str = ""


class SheetReader:
    """Reads the rows of one file; `columns`: {header of the file: column}."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, str], rows: RowsByName) -> None:
        self.sheet, self.columns, self.rows = sheet, columns, rows
        model = sheet.table.model
        self.translators: dict[str, CellTranslator] = {
            name: translator_of(column, name, model, rows) for name, column in sheet.columns.items()
        }
        self.known = rows.of(model)
        # {column of a date: column that says how well it is known, None where none does}.
        self.dates = self._dates()

    def _dates(self) -> dict[str, str | None]:
        table = self.sheet.table
        days = {
            name: None
            for name, column in self.sheet.columns.items()
            if type(column) is ImportColumn and field_of(table.model, column.field).get_internal_type() == "DateField"
        }
        pairs: dict[str, str | None] = dict(days)
        for precision, dates in precisions_of(table.model).items():
            of_precision = table.column_of(precision)
            columns = [table.column_of(date) for date in dates]
            pairs |= {name: of_precision for name in columns if name in days and of_precision}
        return pairs

    def read(self, line: int, typed: Mapping[str, str]) -> TypedRow:
        """Return what the row `line` says; `typed`: {header: text}."""
        row = TypedRow(line)
        if BEYOND in typed:
            row.refusals.append((str(faults.LINE), faults.CELLS_BEYOND % {"cells": typed[BEYOND]}))
        for header, text in typed.items():
            name = self.columns.get(header)
            if name:
                self._read_cell(row, name, text)
        row.key = self._find(row)
        return row

    def _read_cell(self, row: TypedRow, name: str, typed: str) -> None:
        try:
            text = bare(typed)
            said = self.translators[name](text) if text and name in self.translators else text
        except SeveralRowsError as several:
            row.several[name] = several
            return
        except CellError as bad:
            row.refusals.append((name, bad.reason))
            return
        former = row.cells.get(name, "")
        if former and said and self.sheet.is_list(name):
            said = SEPARATOR.join(dict.fromkeys([*former.split(SEPARATOR), *said.split(SEPARATOR)]))
        elif former and said and former != said:
            row.refusals.append((name, faults.COLUMNS_DISAGREE % {"names": f"{former}; {said}"}))
        row.cells[name] = said or former

    def _find(self, row: TypedRow) -> str:
        """Return the key of the record that the row names by its identifier or its address; refuse one that is gone."""
        address, identifier = row.cells.pop(ADDRESS_HEADER, ""), row.cells.get(self.sheet.table.key, "")
        if identifier in self.known.exact:
            row.cells[self.sheet.table.key] = ""
            return self.known.exact[identifier]
        if not address:
            return ""
        try:
            return self.known.find(address)
        except CellError as bad:
            row.refusals.append((ADDRESS_HEADER, bad.reason))
            return ""

    def complete(self, row: TypedRow, base: Mapping[str, str]) -> dict[str, str]:
        """Return the cells of the row over those of its record (`base`), dates as well known as they are typed.

        `base` is empty of what a new row does not say: the field's own default then holds.
        """
        for name, several in row.several.items():
            if base.get(name) not in several.keys:
                row.refusals.append((name, several.reason))
        cells = dict.fromkeys(self.sheet.table.names, "") | self._defaults(base) | dict(base) | row.cells
        cells[self.sheet.table.key] = base.get(self.sheet.table.key) or row.cells.get(self.sheet.table.key, "")
        for name, empty in self._defaults(base).items():
            cells[name] = cells[name] or empty
        for name, precision in self.dates.items():
            self._complete_date(row, cells, name, precision, base.get(name, ""))
        for column in self.sheet.table.columns:
            # Translations that the file does not hold are no reason to refuse the texts it holds.
            if isinstance(column, Children) and column.english and column.english not in row.cells:
                cells[column.english] = ""
        return cells

    def touched(self, row: TypedRow) -> set[str]:
        """Return the names of the columns that a row may change: those it says, and how well its dates are known."""
        return set(row.cells) | {self.dates[name] or "" for name in row.cells if name in self.dates}

    def _defaults(self, base: Mapping[str, str]) -> dict[str, str]:
        if base:
            return {}
        columns = [
            (name, field_of(self.sheet.table.model, column.field))
            for name, column in self.sheet.columns.items()
            if type(column) is ImportColumn
        ]
        chosen = [(name, each) for name, each in columns if each.choices and each.has_default()]
        return {name: str(each.get_default()) for name, each in chosen}

    def _complete_date(
        self, row: TypedRow, cells: dict[str, str], name: str, precision: str | None, stored: str
    ) -> None:
        text = cells[name]
        if name not in row.cells or len(text) not in PRECISION_WORDS:
            return
        if precision and stored.startswith(text) and stored != text:
            cells[name] = stored  # the same month, or year: nothing more is said
            return
        if precision is None:
            if len(text) < 10:  # a day in full
                row.refusals.append((name, faults.DAY_NEEDED))
            return
        cells[name] = f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]
        words = self._precision_words(precision)
        said = words.get(cells[precision])
        if said != DatePrecision.PERIOD:
            known = min([PRECISION_WORDS[len(text)], *([said] if said else [])], key=COARSE_FIRST.index)
            cells[precision] = next(word for word, value in words.items() if value == known)

    def _precision_words(self, name: str) -> dict[str, Any]:
        column: Any = self.sheet.columns[name]
        return dict(column.words or {value: value for value in DatePrecision.values})

    def shown(self, name: str, cell: str) -> str:
        """Return what a cell says in the words of people."""
        column: Any = self.sheet.columns.get(name)
        model = getattr(column, "related", None) or getattr(column, "model", None)
        if name == self.sheet.table.key or not cell or column is None:
            return cell
        if isinstance(column, ImportColumn) and not model:
            return self._shown_word(column, cell)
        if not model or (getattr(column, "related", model) is None):
            return cell.replace(SEPARATOR, "; ")
        rows = self.rows.of(model)
        return "; ".join(rows.label(key) for key in cell.split(SEPARATOR))

    def _shown_word(self, column: ImportColumn, cell: str) -> str:
        if column.reader is read_country:
            return country_name(cell)
        options = {each.name: each for each in self.sheet.table.model._meta.fields}
        if column.field not in options:
            return cell
        value = (column.words or {}).get(cell, cell)
        labels: dict[Any, Any] = dict(options[column.field].flatchoices)
        return str(labels.get(value, cell.replace(SEPARATOR, "; ") if "|" in cell else cell))
