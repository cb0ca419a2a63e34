"""What no two rows may share is looked for among the lines of a file, and in the database."""

import datetime as dt
from dataclasses import replace

import pytest

from records.imports.columns import LinkToOnly
from tests.records.bookshelf.models import Chapter
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, SeriesFactory, TagFactory
from tests.records.imports.shelf_files import BOOK_FILE, CHAPTER_FILE, SHELF, ShelfFolder

pytestmark = pytest.mark.django_db


def test_a_value_that_must_be_its_own_is_told_with_the_line_that_has_it(shelf):
    assert shelf.add("tags.csv", tag_id="T2").faults() == [
        "tags.csv:3: name_fr: valeur déjà employée. Voir tags.csv, ligne 2. (Neige)"
    ]


def test_values_that_together_must_be_their_own_are_told_in_the_words_of_the_model(tmp_path):
    shelf = ShelfFolder(tmp_path, [*SHELF, CHAPTER_FILE])
    shelf.add("chapters.csv", chapter_id="H2").add("chapters.csv", chapter_id="H3", rank="2")
    assert shelf.faults() == ["chapters.csv:3: rank: Un autre chapitre occupe ce rang. Voir chapters.csv, ligne 2. (1)"]


def test_a_value_that_cannot_be_read_is_not_compared(tmp_path):
    shelf = ShelfFolder(tmp_path, [*SHELF, CHAPTER_FILE]).change("chapters.csv", rank="un")
    shelf.add("chapters.csv", chapter_id="H2", rank="un")
    unread = "rank: nombre entier attendu, de 0 à 32767 (un)"
    assert shelf.faults() == [f"chapters.csv:2: {unread}", f"chapters.csv:3: {unread}"]


def test_a_value_that_cannot_be_read_does_not_keep_the_others_from_being_compared(tmp_path):
    shelf = ShelfFolder(tmp_path, [*SHELF, CHAPTER_FILE]).add("chapters.csv", chapter_id="H2", price="douze")
    assert [fault.split(": ")[1] for fault in shelf.faults()] == ["price", "rank"]


def test_a_value_that_a_file_does_not_hold_is_not_compared(tmp_path):
    columns = [column for column in CHAPTER_FILE.columns if "rank" not in column.names]
    shelf = ShelfFolder(tmp_path, [*SHELF, replace(CHAPTER_FILE, columns=columns)])
    shelf.lines["chapters.csv"] = [
        {"chapter_id": name, "book_id": "L1", "text_fr": "a", "free": "non"} for name in "HI"
    ]
    assert shelf.faults() == []


@pytest.mark.parametrize(
    ("row", "is_taken"),
    [
        ({}, True),  # a row of the bureau
        ({"record_id": "T8"}, True),  # a row whose line is gone
        ({"record_id": "T1"}, False),  # the row of the line itself
        ({"record_id": "T1", "edited_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, False),
        ({"name": "Neiges"}, False),
    ],
)
def test_a_value_that_a_row_of_the_database_keeps_is_taken(shelf, row, is_taken):
    TagFactory(**{"name": "Neige"} | row)
    taken = "tags.csv:2: name_fr: valeur déjà employée. Une fiche du bureau l’emploie. (T1)"
    assert shelf.faults() == ([taken] if is_taken else [])


@pytest.mark.parametrize("edited_at", [None, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)])
def test_a_line_may_take_what_another_leaves_unless_the_bureau_keeps_it(shelf, edited_at):
    TagFactory(name="Nord", record_id="T2", edited_at=edited_at)
    shelf.change("tags.csv", name_fr="Nord").add("tags.csv", tag_id="T2", name_fr="Sud")
    assert bool(shelf.faults()) is bool(edited_at)


def of_the_only_book(tmp_path):
    """Return a folder where every chapter is of the one book."""
    columns = [LinkToOnly("book"), *CHAPTER_FILE.columns[1:]]
    tables = [*SHELF[:-1], replace(BOOK_FILE, single=True), replace(CHAPTER_FILE, columns=columns)]
    shelf = ShelfFolder(tmp_path, tables)
    shelf.lines["chapters.csv"][0].pop("book_id")
    return shelf


def test_what_is_of_the_only_row_of_a_table_shares_its_values_with_what_the_database_ties_to_it(tmp_path):
    shelf = of_the_only_book(tmp_path)
    assert shelf.faults() == []
    series, author = SeriesFactory(record_id="C1", published=True), AuthorFactory(record_id="A1", published=True)
    book = BookFactory(record_id="L1", series=series, author=author)
    ChapterFactory(book=BookFactory(), position=1)
    assert shelf.faults() == []
    ChapterFactory(book=book, position=1)
    taken = "chapters.csv:2: rank: Un autre chapitre occupe ce rang. Une fiche du bureau l’emploie. (H1)"
    assert shelf.faults() == [taken]


def test_what_is_of_the_only_row_is_written_with_it(tmp_path):
    shelf = of_the_only_book(tmp_path).change("books.csv", chapters_fr="", chapters_en="")
    shelf.load()
    assert Chapter.objects.get().book.record_id == "L1"
