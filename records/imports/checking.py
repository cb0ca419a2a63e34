"""The first reading: every line of every file is checked before anything is written."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from django.db.models import Model

from records.imports import faults
from records.imports.columns import ONLY
from records.imports.csv_files import CsvFile, path_of
from records.imports.faults import Fault, RecordError
from records.imports.references import References
from records.imports.rows import CsvRow
from records.imports.tables import Table, mentioned
from records.imports.uniqueness import Uniqueness
from records.publication.conditions import condition_of, holds
from records.publication.deletions import deleted_identifiers
from records.words.said import Said

# progress(lines, label, total): wraps an iterable to show its progress.
Progress: TypeAlias = Callable[..., Iterable[Any]]
# {identifier or name: (file, line) where it is}.
Places: TypeAlias = dict[str, tuple[str, int]]


class Check:
    """Checks the files of `tables` in `directory`, in their order, as of `today`, and collects their faults.

    suffix: the format of the files, whichever is there if it is empty; as_drafts: new rows are not put online.
    """

    def __init__(
        self, tables: Sequence[Table], directory: Path, *, today: dt.date, suffix: str = "", as_drafts: bool = False
    ) -> None:
        self.tables, self.directory, self.today = tables, directory, today
        self.suffix, self.as_drafts = suffix, as_drafts
        self.found: dict[Fault, bool] = {}
        self.doubted: dict[Fault, bool] = {}
        # For each model: where each identifier and each name stands, as (file, line).
        self.ids: dict[type[Model], Places] = defaultdict(dict)
        self.names: dict[type[Model], Places] = defaultdict(dict)
        # For each model: the links of each line, by the name that files call it.
        self.links: dict[type[Model], dict[str, dict[str, str | None]]] = defaultdict(dict)
        # For each model: the rows without a fault, where a table has doubts.
        self.rows: dict[type[Model], list[CsvRow]] = defaultdict(list)
        self.unreadable: set[type[Model]] = set()
        self.singles: set[str] = set()
        self.counts: Counter[int] = Counter()
        self.deleted: dict[type[Model], set[str]] = {}

    def run(self, progress: Progress, *, strict: bool = False) -> Counter[int]:
        """Check all files; return {index of the table: number of lines}.

        Raise RecordError if there are faults, or doubts where it is `strict`.
        """
        for rank, table in enumerate(self.tables):
            self.counts[rank] = TableCheck(self, table).run(progress)
        refused = {**self.found, **(self.doubted if strict else {})}
        if refused:
            raise RecordError(self.sort_faults(refused))
        return self.counts

    @property
    def doubts(self) -> list[Fault]:
        """What is doubted of lines that may be loaded."""
        return self.sort_faults(self.doubted)

    def sort_faults(self, faults: Iterable[Fault]) -> list[Fault]:
        """Return `faults` as files and lines follow one another."""
        order = {table.file: rank for rank, table in reversed(list(enumerate(self.tables)))}
        return sorted(faults, key=lambda fault: (order[fault.file], fault.line))

    def refuse(self, file: str, line: int, place: Said, reason: Said, value: str = "") -> None:
        """Record a fault, once."""
        self.found[Fault(file, line, str(place), str(reason), value)] = True

    def deleted_of(self, model: type[Model]) -> set[str]:
        """Return the identifiers of the rows of `model` that were deleted at the bureau, read once."""
        if model not in self.deleted:
            self.deleted[model] = deleted_identifiers(model)
        return self.deleted[model]

    def files_of(self, model: type[Model]) -> str:
        """Return the names of the files whose lines are rows of `model`, for a message."""
        return ", ".join(dict.fromkeys(table.file for table in self.tables if table.model is model))


class TableCheck:
    """Checks the lines of one table."""

    def __init__(self, check: Check, table: Table) -> None:
        self.check, self.table = check, table
        self.ids, self.names = check.ids[table.model], check.names[table.model]
        self.unique = Uniqueness(table)
        self.conditions = [(each, mentioned(condition_of(each))) for each in table.conditions]
        self.references = References(check, table, self.refuse)
        self.rows: list[CsvRow] = []

    def run(self, progress: Progress) -> int:
        """Check all lines of the table; return their number."""
        table, count = self.table, 0
        csv_file = CsvFile(path_of(self.check.directory, table.file, self.check.suffix), self.refuse)
        for line, cells in progress(csv_file.lines(table.names), table.file):
            if table.takes is None or table.takes(cells):
                count += 1
                self.check_row(table.read(line, cells))
        if not csv_file.is_whole:
            self.check.unreadable.add(table.model)
            return count
        if table.single and count != 1:
            self.refuse(1, faults.FILE, faults.ONE_LINE_EXPECTED, str(count))
        self.references.finish()
        self.doubt()
        for line, column, reason, value in self.unique.against_database(self.ids, self.check.singles):
            self.refuse(line, column, reason, value)
        return count

    def refuse(self, line: int, place: Said, reason: Said, value: str = "") -> None:
        """Record a fault of this file."""
        self.check.refuse(self.table.file, line, place, reason, value)

    def check_row(self, row: CsvRow) -> None:
        """Record the faults of one line: alone, then with the lines read before it."""
        row.today = self.check.today
        for rule in self.table.rules:
            for column, reason in rule(row):
                row.refuse(column, reason)
        self.check_identifier(row)
        self.check_conditions(row)
        self.references.read(row)
        for place, reason, value in self.unique.refusals(row):
            row.refuse(place, reason, value)
        for place, reason, value in row.refusals:
            self.refuse(row.line, place, reason, value)
        if self.table.doubts and not row.refusals:
            self.rows.append(row)

    def doubt(self) -> None:
        """Record what is doubted of the rows of the table."""
        earlier = self.check.rows[self.table.model]
        for doubts in self.table.doubts:
            for row, column, reason in doubts(self.rows, earlier):
                fault = Fault(self.table.file, row.line, column, str(reason), row.cells.get(column, ""))
                self.check.doubted[fault] = True
        earlier += self.rows

    def check_identifier(self, row: CsvRow) -> None:
        """Refuse an identifier that is missing, too long or already used; remember the others."""
        table = self.table
        if not row.id:
            row.refuse(table.key, faults.VALUE_MISSING)
        elif len(row.id) > table.id_length:
            row.refuse(table.key, faults.TEXT_TOO_LONG % {"found": len(row.id), "limit": table.id_length})
        elif row.id in self.ids:
            file, line = self.ids[row.id]
            row.refuse(table.key, faults.IDENTIFIER_TWICE % {"file": file, "line": line})
        else:
            self.ids[row.id] = where = table.file, row.line
            self.names[row.cells[table.named_by]] = where
            if table.single:
                self.names[ONLY] = where
                self.check.singles.add(row.id)

    def check_conditions(self, row: CsvRow) -> None:
        """Refuse a line that breaks a CHECK constraint, with the message of the model."""
        facts = row.facts()
        for constraint, fields in self.conditions:
            if not row.unread & fields and holds(condition_of(constraint), facts) is False:
                beside = self.table.column_of(constraint.violation_error_code)
                row.refuse(beside or faults.LINE, constraint.violation_error_message or "")
