"""Imports of pages of the press: the sheet that the bureau of the library imports, and rows of it that were read."""

import datetime as dt

from records.admin.import_undoing import ImportUndoing
from records.admin.import_writing import ImportWriting
from records.imports.columns import Approximate, ImportColumn
from records.imports.previewing import read_some
from records.imports.sheets import SameName, Sheet
from records.imports.tables import Table
from records.models import Source
from tests.records.admin.bureau import request_of
from tests.records.admin.library import LIBRARY, PressAdmin
from tests.records.factories import ImportedRowFactory, SheetImportFactory

COLUMNS = {"Identifiant": "source_id", "Adresse": "url", "Éditeur": "publisher", "Nature": "kind", "Date": "published"}
SHEET = Sheet(
    "pages",
    "Pages",
    Table(
        "pages",
        Source,
        key="source_id",
        columns=[
            ImportColumn("url", "url"),
            ImportColumn("publisher", "publisher"),
            ImportColumn("kind", "kind"),
            Approximate("published", "published"),
        ],
    ),
    likeness=lambda: SameName(Source, ["publisher"], "même éditeur"),
)


class PagesImported(PressAdmin):
    """Imports pages."""

    sheets = (SHEET,)


DESK = PagesImported(Source, LIBRARY)


def page_row(url="", publisher="Le Soleil", kind="presse", **others):
    """Return the cells of a row about a page."""
    return {"Adresse": url, "Éditeur": publisher, "Nature": kind, **others}


def import_read(person, *rows, file_name="pages.xlsx"):
    """Return the import of rows that a person had read: their cells, or pairs of cells and of an answer to a doubt."""
    kept = SheetImportFactory(
        author=person,
        sheet="pages",
        file_name=file_name,
        columns=COLUMNS,
        kept_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    )
    for row in rows:
        cells, answer = row if isinstance(row, tuple) else (row, "")
        ImportedRowFactory(sheet_import=kept, cells=cells, answer=answer)
    return read_some(kept, lambda: DESK.make_check(request_of(person), SHEET, kept), seconds=60)


def kinds(kept):
    """Return the kinds of the rows of an import, in order (a list)."""
    return list(kept.rows.values_list("kind", flat=True))


def written(person, kept):
    """Write an import that was read as a person confirms it; return (the import, how many rows were set aside)."""
    request = request_of(person)
    writing = ImportWriting(DESK, request, SHEET, DESK.make_check(request, SHEET, kept))
    return writing.run(kept), writing.left


def undoing(person):
    """Return what undoes imports for a person."""
    return ImportUndoing(DESK, request_of(person), SHEET)
