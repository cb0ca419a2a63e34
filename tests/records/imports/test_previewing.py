"""A spreadsheet is kept for its author and read a few rows at a time; nothing of the register is written meanwhile."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User

from records.imports import previewing
from records.imports.faults import UnreadableFileError
from records.imports.kept_sheets import ImportedRow, ImportState, RowKind, SheetImport
from records.imports.previewing import answer_doubts, keep_sheet, note, read_some, write_again
from records.imports.rows import CsvRow
from records.imports.sheet_rows import BEYOND
from records.imports.verdicts import LEFT, OTHER, RowVerdict, SheetCheck
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory, ImportedRowFactory, SheetImportFactory
from tests.records.imports.shelf_sheets import AUTHOR_SHEET

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(writer):
    """Keep a file of authors for a writer: its text, in lines."""
    return lambda *lines, name="auteurs.csv": keep_sheet(AUTHOR_SHEET, writer, name, "\n".join(lines).encode())


def read(kept, seconds=60.0):
    """Read an import, for so long; return it."""

    def make_check():
        return SheetCheck(AUTHOR_SHEET, kept.columns, today=dt.date(2026, 3, 2), guard=lambda record: "")

    return read_some(kept, make_check, seconds)


def kinds(kept):
    """Return {line: kind} of the rows of an import."""
    return dict(kept.rows.values_list("line", "kind"))


def test_a_file_is_kept_with_its_columns_and_its_rows(keep, writer):
    kept = keep("Nos auteurs,,", "Nom,Pays,Âge", "Anne Élie,BE,46", ",,", "Bo Côté,FR,")
    assert (kept.author, kept.sheet, kept.file_name, kept.state) == (writer, "auteurs", "auteurs.csv", "reading")
    assert kept.columns == {"Nom": "name_fr", "Pays": "country", "Âge": ""}
    assert kept.set_aside == {"computed": [], "unknown": ["Âge"]}
    assert list(kept.rows.values_list("line", "cells")) == [
        (3, {"Nom": "Anne Élie", "Pays": "BE", "Âge": "46"}),
        (5, {"Nom": "Bo Côté", "Pays": "FR"}),
    ]
    assert set(kinds(kept).values()) == {RowKind.WAITING}


def test_a_row_that_says_nothing_in_a_known_column_is_left_out(keep):
    assert list(kinds(keep("Nom,Pays,Âge", "Anne,BE,", " ,,46"))) == [2]


def test_columns_of_one_title_are_told_apart(keep):
    kept = keep("Nom,Pays,Note,Note,Note,Nom", "Anne,BE,a,b,c,Anne")
    assert list(kept.columns) == ["Nom", "Pays", "Note", "Note (2)", "Note (3)", "Nom (2)"]
    assert (kept.columns["Nom"], kept.columns["Nom (2)"]) == ("name_fr", "name_fr")
    assert kept.rows.get().cells["Note (3)"] == "c"


def test_cells_beyond_the_last_column_are_kept_together(keep):
    assert keep("Nom,Pays", "Anne,BE,a,,b").rows.get().cells == {"Nom": "Anne", "Pays": "BE", BEYOND: "a b"}


def test_a_long_name_of_file_is_cut(keep):
    assert keep("Nom,Pays", "Anne,BE", name="é" * 300).file_name == "é" * 200


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Nom", "Anne"], "Aucune ligne ne nomme les colonnes"),
        (["Titre,Collection", "L’hiver,Nordet"], "p. ex.\u00a0: Nom, Nom (en anglais), Pays, Biographie, Naissance"),
        (["Nom,Pays"], "n’a que des titres"),
        (["Nom,Pays,Âge", ",,46"], "n’a que des titres"),
        (["Nom,Pays,Adresse", "Anne,BE,https://portail.example/en/auteurs/anne/"], "version anglaise"),
    ],
)
def test_a_file_that_is_no_list_of_authors_is_refused_in_words(keep, lines, words):
    with pytest.raises(UnreadableFileError) as refused:
        keep(*lines)
    assert words in str(refused.value.reason)
    assert not SheetImport.objects.exists()


def test_an_english_address_elsewhere_is_no_reason_to_refuse(keep):
    assert keep("Nom,Pays,Adresse,Biographie", "Anne,BE,,https://exemple.org/en/", "Bo,FR").rows.count() == 2


@pytest.mark.parametrize(("rows", "is_kept"), [(3, True), (4, False)])
def test_no_more_rows_are_kept_than_are_imported_here(keep, monkeypatch, rows, is_kept):
    monkeypatch.setattr(previewing, "MAX_SHEET_ROWS", 3)
    lines = ["Nos auteurs", "Nom,Pays", *(f"Anne {rank},BE" for rank in range(rows))]
    if is_kept:
        assert keep(*lines).rows.count() == rows
    else:
        with pytest.raises(UnreadableFileError, match="Ce fichier a plus de"):
            keep(*lines)


def test_rows_are_read_until_none_waits(keep):
    AuthorFactory(name="Anne Élie", country="BE")
    kept = read(keep("Nom,Pays", "Anne Elie,BE", "Bo,??", "Cy,FR"))
    assert kept.state == ImportState.READ
    assert kinds(kept) == {2: RowKind.DOUBTFUL, 3: RowKind.REFUSED, 4: RowKind.NEW}
    assert Author.objects.count() == 1


def test_a_page_reads_one_batch_at_least_and_the_next_goes_on(keep, monkeypatch):
    monkeypatch.setattr(previewing, "BATCH", 2)
    kept = read(keep("Nom,Pays", "Anne,BE", "Bo,BE", "Anne,BE"), seconds=0)
    assert (kept.state, kinds(kept)) == (ImportState.READING, {2: RowKind.NEW, 3: RowKind.NEW, 4: RowKind.WAITING})
    kept = read(kept, seconds=0)
    assert (kept.state, kinds(kept)[4]) == (ImportState.READ, RowKind.DOUBTFUL)  # like a row of the page before
    assert kept.rows.get(line=4).alike[0][0] == "L2"


def test_the_same_record_on_two_pages_is_told(keep, monkeypatch):
    monkeypatch.setattr(previewing, "BATCH", 1)
    AuthorFactory(record_id="A1", country="CA")
    file = "author_id,Pays", "A1,BE", "A1,FR", "A9,FR", "A9,BE"
    with patch.object(AUTHOR_SHEET.columns["name_fr"], "required", new=False):
        kept = read(read(keep(*file), seconds=0), seconds=0)
        kept = read(read(kept, seconds=0), seconds=0)
    assert list(kinds(kept).values()) == [RowKind.CHANGED, RowKind.REFUSED, RowKind.NEW, RowKind.REFUSED]
    assert kept.rows.get(line=5).faults == [["author_id", "la même fiche est déjà à la ligne 4"]]


def test_what_is_read_is_not_read_again(keep):
    kept = read(keep("Nom,Pays", "Anne,BE"))
    with patch.object(previewing, "remember_rows", side_effect=AssertionError):
        assert read(kept).state == ImportState.READ


def test_reading_does_not_open_again_what_is_done():
    kept = SheetImportFactory(state=ImportState.DONE, confirmed_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    assert read(kept).state == ImportState.DONE


def test_what_would_come_of_a_row_is_kept_with_it():
    verdict = RowVerdict(
        2, RowKind.DOUBTFUL, [["a", "b"]], [["c", "d", "e"]], [["1", "f"]], ["g"], 17, "8", "h" * 400, "i"
    )
    verdict.row = CsvRow(2, "A" * 70, {})
    row = ImportedRow()
    note(row, verdict)
    assert (row.kind, row.faults, row.changes, row.alike) == ("doubtful", [["a", "b"]], [["c", "d", "e"]], [["1", "f"]])
    assert (row.doubts, row.target, row.version, row.described) == (["g"], 17, "8", "i")
    assert (row.label, row.identifier) == ("h" * 300, "A" * 60)


def test_a_row_that_could_not_be_read_has_no_identifier():
    row = ImportedRow(identifier="A1")
    note(row, RowVerdict(2))
    assert (row.kind, row.identifier, row.target) == (RowKind.REFUSED, "", None)


def test_rows_are_written_again_in_their_place():
    rows = ImportedRowFactory.create_batch(2, sheet_import=SheetImportFactory())
    rows[0].label = "Anne"
    write_again(rows)
    kept = ImportedRow.objects.values_list("line", "label")
    assert list(kept) == [(rows[0].line, "Anne"), (rows[1].line, "")]


def test_an_answer_has_its_row_read_again(keep):
    AuthorFactory(name="Anne Élie", country="BE")
    kept = read(keep("Nom,Pays", "Anne Elie,BE", "Anne Elie,BE", "Bo,FR"))
    answer_doubts(kept, {2: OTHER, 3: LEFT, 4: LEFT, 99: LEFT})
    kept.refresh_from_db()
    assert (kept.state, kinds(kept)) == (
        ImportState.READING,
        {2: RowKind.WAITING, 3: RowKind.WAITING, 4: RowKind.NEW},  # the last was not doubtful
    )
    assert kinds(read(kept)) == {2: RowKind.NEW, 3: RowKind.LEFT, 4: RowKind.NEW}


def test_a_doubt_without_a_likeness_is_answered_too():
    row = ImportedRowFactory(doubts=["hors du pays?"], kind=RowKind.DOUBTFUL)
    answer_doubts(row.sheet_import, {row.line: "é" * 60})
    row.refresh_from_db()
    assert (row.kind, row.answer) == (RowKind.WAITING, "é" * 40)


def test_an_answer_is_for_one_import():
    row, other = (ImportedRowFactory(line=7, alike=[["1", "x"]], kind=RowKind.DOUBTFUL) for _each in range(2))
    answer_doubts(row.sheet_import, {7: LEFT})
    other.refresh_from_db()
    other.sheet_import.refresh_from_db()
    assert (other.kind, other.answer) == (RowKind.DOUBTFUL, "")


@pytest.mark.parametrize(
    ("state", "is_open"),
    [(ImportState.READING, True), (ImportState.READ, True), (ImportState.DONE, False), (ImportState.UNDONE, False)],
)
def test_an_import_is_open_until_it_is_confirmed(state, is_open):
    assert SheetImport(state=state).is_open is is_open


def test_an_import_is_its_authors_until_it_is_confirmed(writer):
    other = User.objects.create_user("autre")
    mine, theirs = SheetImportFactory(author=writer), SheetImportFactory(author=other)
    done = SheetImportFactory(author=other, confirmed_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    SheetImportFactory(author=writer, sheet="auteurs")
    assert set(SheetImport.objects.open_to(writer, "livres")) == {mine, done}
    assert set(SheetImport.objects.open_to(other, "livres")) == {theirs, done}


def test_the_history_says_which_file_within_its_column():
    assert SheetImport(file_name="livres.xlsx").reason == "Importé de «\u00a0livres.xlsx\u00a0»"
    assert len(SheetImport(file_name="é" * 200).reason) == 100
