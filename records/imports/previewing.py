"""Keeping a spreadsheet for its author, and reading it a few rows at a time: nothing of the register is written."""

import time
from collections.abc import Callable, Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from records.imports import faults
from records.imports.faults import UnreadableFileError
from records.imports.grids import GridRow, read_grids
from records.imports.kept_sheets import ImportedRow, ImportState, RowKind, SheetImport
from records.imports.sheet_rows import BEYOND
from records.imports.sheets import ADDRESS_HEADER, ENGLISH_PATH, TITLES_SOUGHT, Header, Sheet, header_of
from records.imports.verdicts import RowVerdict, SheetCheck

# The most rows that are imported here; rows checked together; seconds that one page takes to check some.
MAX_SHEET_ROWS, BATCH, STEP_SECONDS = 5000, 500, 4.0


@transaction.atomic
def keep_sheet(sheet: Sheet, author: User, file_name: str, content: bytes) -> SheetImport:
    """Keep the rows of a file for their author, to be read; raise UnreadableFileError, in words, if there are none."""
    header = header_of(sheet, read_grids(content, MAX_SHEET_ROWS + TITLES_SOUGHT))
    if header is None:
        raise UnreadableFileError(faults.HEADER_UNKNOWN % {"names": ", ".join(map(sheet.label, sheet.columns))})
    rows = [row for row in header.grid.rows[header.row + 1 :] if _says_something(header, row)]
    if not rows:
        raise UnreadableFileError(faults.ROWS_NONE)
    if len(rows) > MAX_SHEET_ROWS:
        raise UnreadableFileError(faults.ROWS_TOO_MANY % {"limit": MAX_SHEET_ROWS})
    titles = _told_apart(header.titles)
    columns = {titles[place]: name for place, name in header.columns.items()}
    if any(
        ENGLISH_PATH in row[1][place]
        for row in rows
        for place in _places(header, ADDRESS_HEADER)
        if place < len(row[1])
    ):
        raise UnreadableFileError(faults.FILE_IN_ENGLISH)
    kept = SheetImport.objects.create(
        author=author,
        sheet=sheet.name,
        file_name=file_name[:200],
        sheet_title=header.grid.name,
        columns={title: columns.get(title, "") for title in titles},
        set_aside={"computed": header.computed, "unknown": header.unknown},
        kept_at=timezone.now(),
    )
    ImportedRow.objects.bulk_create(
        [ImportedRow(sheet_import=kept, line=line, cells=_by_title(titles, cells)) for line, cells in rows],
        batch_size=500,
    )
    return kept


def _places(header: Header, name: str) -> list[int]:
    return [place for place, column in header.columns.items() if column == name]


def _says_something(header: Header, row: GridRow) -> bool:
    return any(cell.strip() for place, cell in enumerate(row[1]) if place in header.columns)


def _told_apart(titles: list[str]) -> list[str]:
    """Return the titles, each of its own: the second of a name is numbered."""
    found: list[str] = []
    for title in titles:
        rank, apart = 1, title
        while apart in found:
            rank, apart = rank + 1, f"{title} ({rank + 1})"
        found.append(apart)
    return found


def _by_title(titles: list[str], cells: list[str]) -> dict[str, str]:
    beyond = " ".join(cell for cell in cells[len(titles) :] if cell.strip())
    return dict(zip(titles, cells, strict=False)) | ({BEYOND: beyond} if beyond else {})


@transaction.atomic
def read_some(kept: SheetImport, make_check: Callable[[], SheetCheck], seconds: float = STEP_SECONDS) -> SheetImport:
    """Check some of the rows of an import that wait, for about so many seconds; return it, read once none waits.

    `make_check()`: what checks them.
    """
    kept = SheetImport.objects.select_for_update().get(pk=kept.pk)
    waiting, until = kept.rows.filter(kind=RowKind.WAITING), time.monotonic() + seconds
    batch = list(waiting[:BATCH])
    check = make_check() if batch else None
    if check:
        remember_rows(kept, check)
    while batch and check:
        _replace(batch, check)
        batch = list(waiting[:BATCH]) if time.monotonic() < until else []
    if kept.state == ImportState.READING and not waiting.exists():
        kept.state = ImportState.READ
        kept.save(update_fields=["state"])
    return kept


def remember_rows(kept: SheetImport, check: SheetCheck) -> None:
    """Have the rows that are checked from now on compared with those of the import that were."""
    names = ["kind", "line", "target", "identifier", "label", "described"]
    for kind, line, target, identifier, label, described in kept.rows.values_list(*names):
        known = str(target or "") or (f"={identifier}" if identifier else "")
        check.remember_row(kind, line, known, label, described)


def _replace(batch: list[ImportedRow], check: SheetCheck) -> None:
    """Write rows again with what would come of them."""
    for row, verdict in zip(batch, check.check([(row.line, row.cells, row.answer) for row in batch]), strict=True):
        note(row, verdict)
    write_again(batch)


def write_again(rows: list[ImportedRow]) -> None:
    """Write rows that changed: faster than telling the database what changed in each."""
    ImportedRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk = None
    ImportedRow.objects.bulk_create(rows, batch_size=BATCH)


def note(row: ImportedRow, verdict: RowVerdict) -> None:
    """Set on a row what would come of it."""
    row.kind, row.faults, row.changes = verdict.kind, verdict.faults, verdict.changes
    row.alike, row.doubts, row.described = verdict.alike, verdict.doubts, verdict.described
    row.target, row.version, row.label = verdict.target, verdict.version, verdict.label[:300]
    row.identifier = verdict.row.id[:60] if verdict.row else ""


@transaction.atomic
def answer_doubts(kept: SheetImport, answers: Mapping[int, str]) -> None:
    """Keep what the person says of doubtful rows ({line: answer}): these rows are to be read again."""
    rows = list(kept.rows.filter(line__in=list(answers)).exclude(alike=[], doubts=[]))
    for row in rows:
        row.answer, row.kind = answers[row.line][:40], RowKind.WAITING
    ImportedRow.objects.bulk_update(rows, ["answer", "kind"], batch_size=500)
    SheetImport.objects.filter(pk=kept.pk).update(state=ImportState.READING)
