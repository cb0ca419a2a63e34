"""Loading the register: a first reading checks every line, a second writes the rows, both line by line."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from records.imports.checking import Check, Progress
from records.imports.csv_files import CsvFile, path_of
from records.imports.faults import Fault
from records.imports.rows import CsvRow
from records.imports.tables import Table
from records.imports.writing import Keys, LoadedRows, Summary, Writing
from records.publication.after_write import note_written
from records.publication.loaded import Loaded
from records.words.said import Said

_ItemT = TypeVar("_ItemT")


def no_progress(rows: Iterable[_ItemT], label: str, total: int | None = None) -> Iterable[_ItemT]:
    """Return `rows` as they are, without showing progress."""
    return rows


@transaction.atomic
def load(
    tables: Sequence[Table],
    directory: Path,
    *,
    on: dt.date,
    dry_run: bool = False,
    strict: bool = False,
    as_drafts: bool = False,
    suffix: str = "",
    warn: Callable[[list[Fault]], None] = lambda doubts: None,
    progress: Progress = no_progress,
    report: Callable[[Summary], None] = lambda summary: None,
) -> list[Summary]:
    """Load the files of `tables` in `directory`, all or nothing, new rows published on `on`; return their Summaries.

    as_drafts: new rows are left to be put online; suffix: of the files (".xlsx"), whichever is there if it is empty.
    progress(rows, label, total): wraps an iterable to show its progress; report(summary): called as each table is done.
    warn(doubts): called with what is doubted of the lines, as Faults. Raise RecordError, with every fault, if any line
    of any file is wrong or, if `strict`, doubted. With `dry_run`, write nothing.
    """
    check = Check(tables, directory, today=on, suffix=suffix, as_drafts=as_drafts)
    counts = check.run(progress, strict=strict)
    warn(check.doubts)
    keys: Keys = defaultdict(dict)
    touched: dict[type[Loaded], set[int]] = defaultdict(set)
    loaded = {model: LoadedRows(model) for model in {table.model for table in tables}}
    summaries = []
    for rank, table in enumerate(tables):
        known = loaded[table.model]
        rows = progress(rows_of(table, path_of(directory, table.file, suffix)), table.file, counts[rank])
        writing = Writing(table, keys, known, on=on, dry_run=dry_run, as_drafts=as_drafts)
        summary = writing.run(rows)
        touched[table.model] |= writing.touched
        if table.model not in {later.model for later in tables[rank + 1 :]}:
            summary.gone = sorted(known.gone)
        summaries.append(summary)
        report(summary)
    follow(tables, touched, today=on, progress=progress)
    return summaries


def follow(
    tables: Sequence[Table], touched: Mapping[type[Loaded], set[int]], *, today: dt.date, progress: Progress
) -> None:
    """Store what depends on several tables, and note the rows written (`touched`: their keys, by model)."""
    for table in tables:
        if table.afterwards and touched[table.model]:
            table.afterwards(touched[table.model], today=today)
    for model, written in touched.items():
        if written:
            note_written(model, written, progress=lambda batches, total: progress(batches, _("recherche"), total))


def rows_of(table: Table, path: Path) -> Iterable[CsvRow]:
    """Return the rows of a table whose file, at `path`, is checked, each after the row of the table it refers to."""
    rows = (
        table.read(line, cells)
        for line, cells in CsvFile(path, refuse).lines(table.names)
        if table.takes is None or table.takes(cells)
    )
    return parents_first(list(rows), table) if table.own_link else rows


def parents_first(rows: list[CsvRow], table: Table) -> list[CsvRow]:
    """Return `rows` sorted: each after the row of the same table it refers to."""
    link = table.own_link.field if table.own_link else ""
    named = {row.cells[table.named_by]: row.links[link] for row in rows}

    def depth(row: CsvRow) -> int:
        steps, name = 0, row.links[link]
        while name:
            steps, name = steps + 1, named[name]
        return steps

    return sorted(rows, key=depth)


def refuse(line: int, place: Said, reason: Said, value: str = "") -> NoReturn:
    """Raise RuntimeError: a file changed between its two readings."""
    raise RuntimeError(f"The file changed while it was read, line {line}: {place}: {reason} ({value})")
