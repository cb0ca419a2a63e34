"""From a record to the lists of what is tied to it and back; what was merged leads to the record kept."""

from unittest.mock import patch

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.admin import RecordAdmin, record_filter, record_or_kept
from records.admin.tied_lists import UNKNOWN_RECORD, RecordFilter, follow_merged, tied_lists
from tests.records.admin.bureau import filter_with, person_who_may, request_of
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag
from tests.records.factories import AuthorFactory, BookFactory, RecordMergeFactory, SeriesFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

OF_AUTHOR = record_filter("auteur", "auteur", "author", "series__director")
OF_TAG = record_filter("mot-clé", "mot", "tags")


class BookList(RecordAdmin):
    """Lists books, narrowed to an author or a tag."""

    list_filter = [OF_AUTHOR, OF_TAG, "series"]


class SeriesList(RecordAdmin):
    """Lists series, narrowed to who directs them, or to who wrote a book of theirs."""

    list_filter = [
        record_filter("direction", "direction", "director"),
        record_filter("plume", "plume", "books__author"),
    ]


SITE = admin.AdminSite()
SITE.register(Book, BookList)
SITE.register(Series, SeriesList)
SITE.register([Author, Tag], RecordAdmin)
BOOKS = SITE.get_model_admin(Book)


@pytest.fixture(autouse=True)
def _listed():
    """Have the lists of the library be those of the bureau."""
    with patch.object(admin, "site", SITE):
        yield


def merged(kept, former_key):
    """Keep that a record, gone, was merged into `kept`."""
    RecordMergeFactory(model=kept._meta.label_lower, former_key=former_key, kept_key=kept.pk)


def asked_of(made, value):
    """Return the filter of the list of books, once `value` is asked of it; and what the list keeps (titles)."""
    found = filter_with(made, BOOKS, value)
    return found, [book.title for book in found.queryset(request_of(), Book.objects.order_by("title"))]


@pytest.fixture
def plume():
    """An author of two books, who directs the series of one of them and of a third."""
    _other, plume = AuthorFactory(name="Encre"), AuthorFactory(name="Plume")
    own = SeriesFactory(name="Essais", director=plume)
    BookFactory(title="A", author=plume, series=own)
    BookFactory(title="B", author=plume)
    BookFactory(title="C", series=own)
    BookFactory(title="D")
    return plume


def test_the_rows_tied_to_a_record_are_kept_once_each_by_whichever_path(plume):
    made, titles = asked_of(OF_AUTHOR, str(plume.pk))
    assert titles == ["A", "B", "C"]
    assert made.lookup_choices == [(str(plume.pk), "Plume")]


def test_the_rows_tied_by_many_rows_are_kept_once():
    series, plume = SeriesFactory(), AuthorFactory()
    BookFactory(series=series, author=plume), BookFactory(series=series, author=plume)
    made = record_filter("plume", "plume", "books__author")
    assert list(made.tied_to(Series.objects.all(), plume.pk)) == [series]


def test_a_list_of_which_no_record_is_asked_is_whole_and_offers_none(plume):
    request = request_of()
    made = OF_AUTHOR(request, {}, Book, BOOKS)
    assert not made.has_output()
    assert made.queryset(request, Book.objects.all()).count() == 4


@pytest.mark.parametrize("value", ["1000000", "abc", "-1", "1.5", "9" * 30, "Plume"])
def test_a_record_that_is_none_keeps_nothing_and_says_so(plume, value):
    made, titles = asked_of(OF_AUTHOR, value)
    assert titles == []
    assert made.lookup_choices == [(value, str(UNKNOWN_RECORD))]


def test_a_record_merged_into_another_keeps_the_rows_of_the_one_kept(plume):
    merged(plume, 999)
    made, titles = asked_of(OF_AUTHOR, "999")
    assert titles == ["A", "B", "C"]
    assert made.lookup_choices == [("999", "Plume")]


@pytest.mark.parametrize(
    ("paths", "rows", "model"),
    [
        (["author"], Book, Author),
        (["series__director"], Book, Author),
        (["tags", "series"], Book, Tag),  # the first path tells
        (["books__author"], Series, Author),  # a relation seen from its end
        (["book__series"], Chapter, Series),
    ],
)
def test_a_filter_knows_the_records_that_it_is_about(paths, rows, model):
    assert record_filter("essai", "essai", *paths).record_model(rows) is model


def test_each_filter_has_its_words_its_parameter_and_its_paths():
    assert issubclass(OF_AUTHOR, RecordFilter)
    assert (OF_AUTHOR.title, OF_TAG.title) == ("auteur", "mot-clé")
    assert (OF_AUTHOR.parameter_name, OF_TAG.parameter_name) == ("auteur", "mot")
    assert (OF_AUTHOR.paths, OF_TAG.paths) == (("author", "series__director"), ("tags",))


@pytest.mark.parametrize("key", [0, -1, 10**6])
def test_a_key_that_no_record_has_or_had_is_none_of_them(key):
    assert record_or_kept(Author, key) is None


def test_a_record_is_found_by_its_key_or_by_that_of_one_merged_into_it():
    kept, other = AuthorFactory(), AuthorFactory()
    merged(kept, 999)
    merged(kept, other.pk)  # a key that lives again is its own
    RecordMergeFactory(model="bookshelf.tag", former_key=998, kept_key=kept.pk)
    assert record_or_kept(Author, 999) == kept
    assert record_or_kept(Author, other.pk) == other
    assert record_or_kept(Author, 998) is None  # the key of a record of another kind


@pytest.mark.parametrize(
    ("lookup", "values", "by_then"),
    [
        ("author__id__exact", ["999"], ["7"]),
        ("author__pk__exact", ["999"], ["7"]),
        ("author__id", ["999"], ["7"]),
        ("author", ["999"], ["7"]),
        ("author__exact", ["999"], ["7"]),
        ("series__director__id__exact", ["999"], ["7"]),
        ("author__id__exact", ["998", "999"], ["998", "7"]),
        ("author__id__exact", ["abc", "9" * 30, ""], ["abc", "9" * 30, ""]),  # what is no key stays as it was asked
        ("author__id__exact", [], []),
        ("series__id__exact", ["999"], ["999"]),  # of another kind
        ("author__name__exact", ["999"], ["999"]),  # a text that looks like a key
        ("title", ["999"], ["999"]),
        ("author__isnull", ["999"], ["999"]),
        ("author__unknown", ["999"], ["999"]),
        ("q", ["999"], ["999"]),
    ],
)
def test_what_is_asked_of_a_merged_record_is_asked_of_the_one_kept(lookup, values, by_then):
    RecordMergeFactory(model="bookshelf.author", former_key=999, kept_key=7)
    assert follow_merged(Book, {lookup: values}) == {lookup: by_then}


def test_the_key_of_the_rows_of_the_list_itself_is_followed_too():
    RecordMergeFactory(model="bookshelf.author", former_key=999, kept_key=7)
    assert follow_merged(Author, {"id__exact": ["999"], "name": ["999"]}) == {"id__exact": ["7"], "name": ["999"]}


def test_a_record_leads_to_the_lists_of_what_is_tied_to_it(plume):
    with CaptureQueriesContext(connection) as statements:
        found = tied_lists(request_of(), plume)
    assert found == [
        (f"/admin/bookshelf/book/?auteur={plume.pk}", "Livres (3)"),
        # Two ways to the same list are named.
        (f"/admin/bookshelf/series/?direction={plume.pk}", "Collections, direction (1)"),
        (f"/admin/bookshelf/series/?plume={plume.pk}", "Collections, plume (2)"),
    ]
    assert len(statements) == 1


def test_a_record_tied_to_nothing_leads_nowhere():
    assert tied_lists(request_of(), AuthorFactory()) == []


def test_a_record_that_no_list_is_about_asks_nothing():
    series = SeriesFactory()
    with CaptureQueriesContext(connection) as statements:
        assert tied_lists(request_of(), series) == []
    assert len(statements) == 0


def test_each_number_is_that_of_the_list_it_leads_to(plume):
    tag = TagFactory()
    tag.books.set(Book.objects.all()[:2])
    [(_address, words)] = tied_lists(request_of(), tag)
    assert words == f"Livres ({len(asked_of(OF_TAG, str(tag.pk))[1])})"


def test_the_lists_that_a_person_may_not_read_are_not_led_to(plume):
    found = tied_lists(request_of(person_who_may("view_series")), plume)
    assert [words for _address, words in found] == ["Collections, direction (1)", "Collections, plume (2)"]
