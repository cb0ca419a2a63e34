"""A record is written as a line of its file would be: read again, the line says what the record holds."""

import datetime as dt
from decimal import Decimal

import pytest

from records.imports.columns import Children, Empty, Fixed, ImportColumn, Lines
from records.imports.current_cells import accessor_of, cells_of, children_held, fetch_with_cells
from records.imports.tables import Table
from tests.records.bookshelf.models import Author, Book, Chapter
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, SeriesFactory, TagFactory
from tests.records.imports.shelf_files import AUTHOR_FILE, BOOK_FILE, CHAPTER_FILE, SERIES_FILE


@pytest.mark.parametrize(
    ("record", "column", "cell"),
    [
        (Author(record_id="A1"), "author_id", "A1"),
        (Author(), "author_id", ""),  # a record of the bureau
        (Author(name="Élie\u00a0B."), "name_fr", "Élie\u00a0B."),
        (Author(country="BE"), "country", "BE"),
        (Author(born_on=dt.date(1979, 5, 1), born_precision="mois"), "born", "1979-05"),
        (Author(born_on=dt.date(1979, 1, 1), born_precision="annee"), "born", "1979"),
        (Author(born_on=dt.date(1979, 5, 1), born_precision="jour"), "born", "1979-05-01"),
        (Author(), "born", ""),
    ],
)
def test_each_field_is_written_as_its_column_reads_it(record, column, cell):
    assert cells_of(AUTHOR_FILE, record)[column] == cell


@pytest.mark.parametrize(
    ("price", "cell"),
    [
        (None, ""),
        (Decimal("12.50"), "12.5"),
        (Decimal("12.00"), "12"),
        (Decimal("100"), "100"),  # its zeros say something
        (Decimal("0.00"), "0"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_an_amount_is_written_without_zeros_that_say_nothing(price, cell):
    assert cells_of(CHAPTER_FILE, Chapter(price=price))["price"] == cell


@pytest.mark.parametrize(("is_free", "cell"), [(True, "oui"), (False, "")])
def test_yes_is_written_and_no_is_not(is_free, cell):
    assert cells_of(CHAPTER_FILE, Chapter(is_free=is_free))["free"] == cell


def test_a_link_is_written_by_the_key_of_its_row():
    assert cells_of(SERIES_FILE, Author and SERIES_FILE.model(director_id=17))["director_id"] == "17"
    assert cells_of(SERIES_FILE, SERIES_FILE.model())["director_id"] == ""


def test_the_words_of_the_file_stand_for_what_is_stored():
    table = Table("a.csv", Author, "id", [ImportColumn("pays", "country", words={"Belgique": "BE", "France": "FR"})])
    assert cells_of(table, Author(country="FR"))["pays"] == "France"
    assert cells_of(table, Author(country="CA"))["pays"] == "CA"  # a value without a word


def test_texts_one_a_line_are_parted_by_bars_and_what_is_no_field_is_left_out():
    columns = [Lines("bio", "biography"), Empty("rien"), Fixed("country", "BE")]
    assert cells_of(Table("a.csv", Author, "id", columns), Author(biography="un\ndeux")) == {"id": "", "bio": "un|deux"}


@pytest.mark.django_db
def test_what_a_record_has_several_of_is_parted_by_bars():
    book, tags = BookFactory(), [TagFactory(name=name) for name in ("B", "A")]
    book.tags.set(tags)
    for rank, text in ((2, "Deux"), (1, "Un")):
        ChapterFactory(book=book, position=rank, text=text)
    cells = cells_of(BOOK_FILE, book)
    assert cells["tag_ids"] == f"{tags[1].pk}|{tags[0].pk}"
    assert (cells["chapters_fr"], cells["chapters_en"]) == ("Un|Deux", "")
    assert (cells["series_id"], cells["author_id"]) == (str(book.series_id), str(book.author_id))


@pytest.mark.django_db
def test_translations_are_written_as_soon_as_one_is_there():
    book = BookFactory()
    ChapterFactory(book=book, position=1, text="Un", text_en="One")
    ChapterFactory(book=book, position=2, text="Deux")
    assert cells_of(BOOK_FILE, book)["chapters_en"] == "One|"


@pytest.mark.django_db
def test_a_column_writes_the_parts_it_is_about():
    book = BookFactory()
    for rank, free in ((1, False), (2, True), (3, True)):
        ChapterFactory(book=book, position=rank, text=f"Texte {rank}", is_free=free)
    column = Children("free", Chapter, "book", "text", fixed={"is_free": True})
    assert [part.text for part in children_held(column, book)] == ["Texte 2", "Texte 3"]


def test_parts_are_reached_by_the_name_that_their_record_gives_them():
    assert accessor_of(Chapter, "book") == "chapters"
    assert accessor_of(Book.tags.through, "book") == "Book_tags+"


@pytest.mark.django_db
def test_records_are_fetched_with_all_that_their_cells_tell(django_assert_num_queries):
    books = BookFactory.create_batch(2)
    for book in books:
        book.tags.set(TagFactory.create_batch(2))
        ChapterFactory(book=book)
    keys = [book.pk for book in books]
    with django_assert_num_queries(4):  # books, tags, sources, chapters
        found = fetch_with_cells(BOOK_FILE, [*keys, 0])
        assert [cells_of(BOOK_FILE, record)["chapters_fr"] for record in found.values()]
    assert sorted(found) == keys


@pytest.mark.django_db
def test_the_line_of_a_record_says_what_the_record_holds():
    author = AuthorFactory(
        record_id="A1", country="BE", biography="Née ici.\nLà.", born_on=dt.date(1979, 5, 1), born_precision="mois"
    )
    row = AUTHOR_FILE.read(2, cells_of(AUTHOR_FILE, author))
    assert row.refusals == []
    assert row.values == {name: getattr(author, name) for name in AUTHOR_FILE.fields}


@pytest.mark.django_db
def test_the_line_of_a_record_that_leads_to_others_names_their_keys():
    series = SeriesFactory(director=AuthorFactory())
    row = SERIES_FILE.read(2, cells_of(SERIES_FILE, series))
    assert row.links == {"director": str(series.director_id)}
