"""The lists of the bureau: rows written as the library writes them, their latest change, the title of the whole."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import items_for_result
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from records.admin import LogAdmin, RecordAdmin
from records.admin.latest_changes import change_in_words, latest_changes
from tests.records.admin.bureau import request_of
from tests.records.admin.library import LIBRARY
from tests.records.bookshelf.models import Author, Book, Chapter
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, RecordMergeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.library")]

HOSTILE = "<script>\"&'"


class BookList(RecordAdmin):
    """Lists books by every sort of column."""

    list_display = [
        "title", "series", "status", "confidence", "printed_on", "edited_at", "summary",
        "is_long", "linked", "nothing", "empty", "later", "said", "spaced",
    ]  # fmt: skip
    list_display_links = ["title", "printed_on"]
    list_filter = ["author"]

    @admin.display(boolean=True)
    def is_long(self, book):
        """Say whether a book has a summary; nothing of one that says so."""
        return None if book.summary == "?" else bool(book.summary)

    def linked(self, book):
        """Write marked text."""
        return format_html("<b>{}</b>", book.title)

    @admin.display(empty_value="rien")
    def nothing(self, _book):
        """Write nothing, in its own words."""
        return ""

    def empty(self, _book):
        """Write nothing."""

    def later(self, book):
        """Write a day, which is not cut in two lines."""
        return book.printed_on and book.printed_on + dt.timedelta(days=1)

    def said(self, book):
        """Write words of a language, or spaces."""
        return gettext_lazy("publication") if book.summary else gettext_lazy(" ")

    def spaced(self, _book):
        """Write spaces alone."""
        return "  "


class ChapterList(RecordAdmin):
    """Lists chapters by their numbers, without a link to any."""

    list_display = ["position", "price", "is_free", "book"]
    list_display_links = None
    actions = None


def listed(model_admin, query=""):
    """Return the list of an admin, as a page shows it."""
    return model_admin.get_changelist_instance(request_of(query=query))


@pytest.fixture
def books():
    """Books of which each column says something, or nothing, or something hostile."""
    when = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    day = {"printed_on": dt.date(2026, 3, 1), "printed_precision": "jour"}
    return [
        BookFactory(title=HOSTILE, series__name=HOSTILE, summary=HOSTILE, confidence="high", edited_at=when, **day),
        BookFactory(title="Atlas", summary="?", published=True),
        BookFactory(title=" ", summary="mot " * 30),
    ]


@pytest.mark.parametrize("query", ["", "q=atlas", "o=-1.3", "author__id__exact=1000000"])
def test_a_row_is_written_as_the_library_writes_it(books, query):
    changes = listed(BookList(Book, LIBRARY), query)
    library = ["".join(items_for_result(changes, row, None)) for row in changes.result_list]
    assert ["".join(row) for row in changes.rows] == library
    assert len(library) == {"": 3, "q=atlas": 1, "o=-1.3": 3}.get(query, 0)


def test_numbers_and_what_leads_nowhere_are_written_as_the_library_writes_them():
    ChapterFactory(price="12979.50", is_free=True), ChapterFactory()
    changes = listed(ChapterList(Chapter, LIBRARY))
    assert ["".join(row) for row in changes.rows] == [
        "".join(items_for_result(changes, row, None)) for row in changes.result_list
    ]
    assert "<a " not in "".join(cell for row in changes.rows for cell in row)


def test_what_narrows_the_list_is_kept_in_the_address_of_each_row(books):
    request = request_of(query="q=atlas&o=1")
    request.resolver_match = resolve("/admin/bookshelf/book/")
    [row] = BookList(Book, LIBRARY).get_changelist_instance(request).rows
    assert f'href="/admin/bookshelf/book/{books[1].pk}/change/?_changelist_filters=q%3Datlas%26o%3D1"' in row[0]


def test_a_hostile_name_is_escaped_in_its_box_and_in_its_cells(books):
    written = "".join(cell for row in listed(BookList(Book, LIBRARY)).rows for cell in row)
    assert "<script>" not in written
    assert "&lt;script&gt;" in written


def test_the_headings_are_read_once_and_say_what_sorts(books):
    changes = listed(BookList(Book, LIBRARY), "o=-1.3")
    assert changes.headers is changes.headers
    assert changes.sorted_columns == 2
    assert [head["text"] for head in changes.headers][1:3] == ["titre", "collection"]


def test_a_list_sorted_by_nothing_that_it_shows_has_no_sorted_column():
    assert listed(BookList(Book, LIBRARY)).sorted_columns == 0


def test_a_list_asked_of_a_merged_record_is_that_of_the_one_kept():
    plume = BookFactory(title="Atlas").author
    RecordMergeFactory(model="bookshelf.author", former_key=999, kept_key=plume.pk)
    assert [book.title for book in listed(BookList(Book, LIBRARY), "author__id__exact=999").result_list] == ["Atlas"]


@pytest.fixture
def changed():
    """An author who was changed twice, the second time by somebody."""
    plume = AuthorFactory(name="Plume")
    plume._history_user = User.objects.create_user("lectrice")
    plume.save()
    plume.history.update(history_date=dt.datetime(2026, 3, 3, 3, tzinfo=dt.UTC))
    return plume


def test_the_latest_change_of_each_row_is_found_in_one_statement(changed):
    other, _unasked = AuthorFactory(), AuthorFactory()
    with CaptureQueriesContext(connection) as statements:
        found = latest_changes(Author, [changed.pk, other.pk, 10**6])
        told = {key: change_in_words(row) for key, row in found.items()}
    assert len(statements) == 1
    assert told[changed.pk] == "2026-03-02, lectrice"  # the day of here
    assert told[other.pk].endswith(", hors du bureau")
    assert set(told) == {changed.pk, other.pk}


def test_a_change_that_nobody_made_says_what_did(changed):
    changed._history_user, changed._change_reason = None, "Chargement"
    changed.save()
    assert change_in_words(latest_changes(Author, iter([changed.pk]))[changed.pk]).endswith(", Chargement")


def test_no_row_has_no_change():
    assert latest_changes(Author, []) == {}


def test_a_list_ends_with_the_latest_change_of_each_row(changed):
    Author.objects.bulk_create([Author(name="Encre", slug="encre", search_text="encre")])
    authors = LIBRARY.get_model_admin(Author)
    changes = listed(authors)
    assert changes.list_display[-1] == "changed"
    assert [authors.changed(row) for row in changes.result_list] == ["", "2026-03-02, lectrice"]


def test_a_list_is_sorted_by_the_latest_change(changed):
    AuthorFactory(name="Atlas").history.update(history_date=dt.datetime(2026, 3, 5, tzinfo=dt.UTC))
    authors = LIBRARY.get_model_admin(Author)
    rank = listed(authors).list_display.index("changed")
    found = [[row.name for row in listed(authors, f"o={sign}{rank}").result_list] for sign in ("", "-")]
    assert found == [["Plume", "Atlas"], ["Atlas", "Plume"]]


def test_a_list_leaves_unread_what_no_list_shows(changed):
    [row] = listed(LIBRARY.get_model_admin(Author)).result_list
    assert row.get_deferred_fields() == {"search_text", "record_hash", "english_written_for", "outdated_english"}


class Kept(LogAdmin):
    """Authors, as if they were what happened."""

    list_title, page_title = gettext_lazy("Journal"), gettext_lazy("Entrée")


def test_what_happened_is_neither_added_nor_changed_nor_deleted_by_anybody():
    kept, request = Kept(Author, LIBRARY), request_of()
    assert not kept.has_add_permission(request)
    assert not kept.has_change_permission(request, Author())
    assert not kept.has_delete_permission(request, Author())
    assert kept.has_view_permission(request, Author())


@pytest.mark.parametrize(
    ("model_admin", "title"),
    [
        (Kept(Author, LIBRARY), "Journal"),
        (LIBRARY.get_model_admin(Author), "Auteurs"),  # what it holds, in a capital
    ],
)
def test_a_list_is_titled_by_what_it_holds(model_admin, title):
    page = model_admin.changelist_view(request_of())
    assert str(page.context_data["title"]) == title
    other = model_admin.changelist_view(request_of(), {"title": "Autre", "more": 1})
    assert (other.context_data["title"], other.context_data["more"]) == ("Autre", 1)


def test_the_page_of_what_happened_is_titled_in_words_that_need_no_article(changed):
    page = Kept(Author, LIBRARY).changeform_view(request_of(), str(changed.pk))
    assert str(page.context_data["title"]) == "Entrée"
