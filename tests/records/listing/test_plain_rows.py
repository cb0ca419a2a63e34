"""Rows read to be written out: the values, the methods and the ties of a record, and nothing of its model."""

import datetime as dt

import pytest
from django.db.models import F, Value

from records.listing import plain_rows
from records.listing.plain_rows import PlainRows, Tied, plain_class, read_plain, tied_by
from tests.records.bookshelf.models import Book, Chapter, Series
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, SeriesFactory, SourceFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    """Two books of one author, the second of a series of its own."""
    author = AuthorFactory(name="Anne", country="FR")
    rivers = SeriesFactory(name="Rives")
    return [
        BookFactory(title="Un", author=author, series=rivers, note="Bref.", embargo_until=dt.date(2030, 1, 1)),
        BookFactory(title="Deux", author=author, series=SeriesFactory(name="Mers", director=author)),
    ]


def test_a_plain_row_has_the_values_of_its_record_and_its_key_by_both_names(books):
    row, _other = read_plain(Book.objects.order_by("pk"))
    assert (row.title, row.note, row.author_id, row.embargo_until) == (
        "Un",
        "Bref.",
        books[0].author_id,
        dt.date(2030, 1, 1),
    )
    assert row.pk == row.id == books[0].pk


def test_a_plain_row_has_the_methods_and_the_properties_of_its_record(books):
    row, _other = read_plain(Book.objects.order_by("pk"))
    assert str(row) == "Un"
    assert (row.is_draft, row.is_online, row.is_weakly_sourced) == (True, False, False)


@pytest.mark.parametrize("name", ["search_text", "record_hash", "english_written_for", "outdated_english"])
def test_what_no_file_tells_is_not_read(books, name):
    assert not hasattr(next(read_plain(Book.objects.all())), name)


@pytest.mark.parametrize("name", ["editor_note", "review_comment", "record_id", "edited_at", "published_on"])
def test_what_the_files_of_the_bureau_tell_is_read(books, name):
    assert hasattr(next(read_plain(Book.objects.all())), name)


def test_a_plain_row_is_no_record_and_its_class_is_made_once():
    assert plain_class(Book) is plain_class(Book)
    assert (plain_class(Book).__name__, plain_class(Book).__mro__[1:]) == ("PlainBook", (object,))
    assert not {"objects", "history", "title", "_meta"} & vars(plain_class(Book)).keys()


def test_a_method_written_again_is_the_one_of_the_model():
    assert plain_class(Book).fill_derived_fields is Book.fill_derived_fields
    assert plain_class(Series).fill_derived_fields is not Book.fill_derived_fields


@pytest.mark.parametrize("in_chunks", [False, True])
def test_a_row_has_what_its_query_adds_and_stands_in_its_order(books, in_chunks):
    rows = Book.objects.annotate(by=F("author__name"), fixed=Value(3)).order_by("-title")
    assert [(row.title, row.by, row.fixed) for row in read_plain(rows, in_chunks=in_chunks)] == [
        ("Un", "Anne", 3),
        ("Deux", "Anne", 3),
    ]


def test_no_row_is_read_of_nothing():
    assert list(read_plain(Book.objects.all())) == list(PlainRows(Book.objects.all(), joined=["author"])) == []


def test_rows_that_many_are_joined_to_are_read_once(books, django_assert_num_queries):
    with django_assert_num_queries(3):  # the books, their author, their series
        first, second = PlainRows(Book.objects.order_by("pk"), joined=["author", "series"])
    assert first.author is second.author
    assert (first.author.name, first.series.name, second.series.name) == ("Anne", "Rives", "Mers")


def test_a_relation_that_leads_nowhere_gives_nothing(books):
    assert [row.director and row.director.name for row in PlainRows(Series.objects.order_by("pk"), ["director"])] == [
        None,
        "Anne",
    ]


def test_a_relation_that_no_row_fills_asks_nothing(django_assert_num_queries):
    SeriesFactory()
    with django_assert_num_queries(1):
        assert [row.director for row in PlainRows(Series.objects.all(), ["director"])] == [None]


def test_rows_read_again_are_read_as_they_are_by_then(books):
    rows = PlainRows(Book.objects.order_by("pk"), joined=["author"])
    assert [row.author.name for row in rows] == ["Anne", "Anne"]
    author = books[0].author
    author.name = "Anna"
    author.save()
    assert [row.author.name for row in rows] == ["Anna", "Anna"]


def test_what_a_row_is_tied_to_by_many_is_listed_in_the_order_of_its_model(books):
    sea, summer = TagFactory(name="Mer"), TagFactory(name="Été")
    books[0].tags.set([sea, summer])
    books[1].tags.set([sea])
    first, second = PlainRows(Book.objects.order_by("pk"), tied={"keywords": tied_by(Book, "tags")})
    assert [tag.name for tag in first.keywords] == ["Été", "Mer"]
    assert first.keywords[1] is second.keywords[0]


def test_a_row_tied_to_nothing_has_an_empty_list(books):
    assert [row.sources for row in PlainRows(Book.objects.all(), tied={"sources": tied_by(Book, "sources")})] == [
        [],
        [],
    ]


def test_ties_in_a_descending_order_are_listed_so(books, monkeypatch):
    sources = [SourceFactory(publisher=each) for each in "ab"]
    books[0].sources.set(sources)
    monkeypatch.setattr(type(sources[0])._meta, "ordering", ["-search_text", "pk"])
    row, _other = PlainRows(Book.objects.order_by("pk"), tied={"sources": tied_by(Book, "sources")})
    assert [source.publisher for source in row.sources] == ["b", "a"]


def chapters(*told, joined=()):
    """Return the chapters of a book as what is tied to it, by these fields."""
    return {"chapters": Tied(Chapter.objects.order_by("position"), "book", told=told, joined=joined)}


def test_the_parts_of_a_row_are_listed_by_the_fields_that_are_told_of_them(books):
    for position, text in enumerate(["Début", "Fin"]):
        ChapterFactory(book=books[0], position=position, text=text)
    ChapterFactory(book=books[1], text="Seul")
    first, second = PlainRows(Book.objects.order_by("pk"), tied=chapters("text"))
    assert [[part.text for part in row.chapters] for row in (first, second)] == [["Début", "Fin"], ["Seul"]]
    assert not hasattr(first.chapters[0], "price")


def test_parts_that_tell_the_same_are_one_row_listed_by_each(books):
    for rank, book in enumerate(books):
        ChapterFactory(book=book, position=rank, text="Avant-propos")
    first, second = PlainRows(Book.objects.order_by("pk"), tied=chapters("text"))
    assert first.chapters[0] is second.chapters[0]


def test_the_row_that_a_part_is_joined_to_comes_along(books):
    ChapterFactory(book=books[1])
    _first, second = PlainRows(Book.objects.order_by("pk"), tied=chapters("book", joined=("book",)))
    assert second.chapters[0].book.title == "Deux"


def test_a_list_longer_than_a_chunk_is_read_whole_and_in_order(books, monkeypatch):
    monkeypatch.setattr(plain_rows, "CHUNK", 1)
    ChapterFactory(book=books[0], text="Début")
    ChapterFactory(book=books[1], text="Fin")
    rows = list(PlainRows(Book.objects.order_by("pk"), joined=["author"], tied=chapters("text")))
    assert [(row.title, row.author.name, row.chapters[0].text) for row in rows] == [
        ("Un", "Anne", "Début"),
        ("Deux", "Anne", "Fin"),
    ]
    assert rows[0].author is rows[1].author
