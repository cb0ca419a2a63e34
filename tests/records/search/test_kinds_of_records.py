"""What is searched: the kinds that apps declare, the paths from a record to its texts, and what is read of them."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.db.models import Q

from records.search import texts
from records.search.kinds import KINDS, Kind, Texts, name_fields, page_kinds, record_kinds, register_kind
from records.search.pages import PageKind, SitePage
from records.search.texts import Bilingual, columns_of, text_of, texts_of
from records.words.dates import UNDATED
from tests.records.bookshelf.models import Author, Book, Chapter, Series, Tag
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory, TagFactory
from tests.records.kinds import AUTHORS, BOOKS

TODAY = dt.date(2026, 3, 2)
TOMORROW = TODAY + dt.timedelta(days=1)
PAGES = PageKind("pages", "Pages", "page", lambda day: [])


@pytest.fixture(autouse=True)
def _read_afresh():
    """Have what names a record be asked again: a process remembers it, and its kinds never change."""
    texts._readers.cache_clear()
    yield
    texts._readers.cache_clear()


@pytest.mark.parametrize(
    ("path", "steps", "target"),
    [
        ("", [], Book),  # the record itself
        ("author", [("author", Author)], Author),
        ("series__director", [("series", Series), ("series__director", Author)], Author),
        ("chapters", [("chapters", Chapter)], Chapter),  # a relation seen from its end
        ("tags", [("tags", Tag)], Tag),
    ],
)
def test_a_path_leads_from_a_record_to_the_texts_of_others(path, steps, target):
    told = Texts(path, ("name",))
    assert told.steps(Book) == steps
    assert told.target(Book) is target


@pytest.fixture
def book(db):
    """A book that anyone reads, with its chapters and a keyword."""
    book = BookFactory(published=True, title="Rives", summary="De l’eau.", author__name="Anne", series__name="Mers")
    ChapterFactory(book=book, position=1, text="Début.", text_en="Start.")
    ChapterFactory(book=book, position=2, text="Fin.")
    book.tags.add(TagFactory(name="Été", name_en="Summer"))
    return book


def said(path, *fields, book, kind=BOOKS, today=TODAY, **more):
    """Return the texts of a book, through a path."""
    return texts_of(kind, Texts(path, fields, **more), [book.pk], today).get(book.pk, [])


@pytest.mark.parametrize(
    ("path", "fields", "read"),
    [
        ("", ("summary",), [("De l’eau.", "", False)]),
        ("", ("note", "summary"), [("", "", False), ("De l’eau.", "", False)]),  # in the order declared
        ("author", ("name",), [("Anne", "", True)]),  # what names a record searched is a name
        ("series", ("name",), [("Mers", "", False)]),  # whose pages are not searched
        ("chapters", ("text",), [("Début.", "Start.", False), ("Fin.", "", False)]),
        ("tags", ("name",), [("Été", "Summer", False)]),
        ("", ("confidence",), [("", "", False)]),
    ],
)
@pytest.mark.usefixtures("_found_books")
def test_the_texts_of_a_record_are_read_in_both_languages(book, path, fields, read):
    assert said(path, *fields, book=book) == [Bilingual(*each) for each in read]


@pytest.mark.usefixtures("_found_books")
@pytest.mark.parametrize(
    ("held", "french", "english"),
    [
        ("DE", "Allemagne", "Germany"),
        ("", "", ""),
        ("ZZ", "", ""),
    ],
)
def test_a_country_is_a_name_in_both_languages(book, held, french, english):
    Author.objects.update(country=held)
    read = texts_of(AUTHORS, Texts("", (), country="country"), [book.author_id], TODAY)
    assert read == {book.author_id: [Bilingual(french, english, is_name=True)]}


def test_a_choice_is_read_in_its_words(book):
    Book.objects.update(confidence="high")
    assert said("", "confidence", book=book) == [Bilingual("forte", "high")]


def test_a_text_is_read_without_blank_lines_nor_the_spaces_around_them(book):
    Book.objects.update(summary="  De l’eau. \n\n \r\nDu vent.\n", summary_en="Eau\u0301")
    assert said("", "summary", book=book) == [Bilingual("De l’eau.\nDu vent.", "Eaú")]


@pytest.mark.parametrize("path", ["author", "series"])
@pytest.mark.parametrize(
    ("changes", "is_read"),
    [
        ({}, True),
        ({"status": "review"}, False),
        ({"status": "archived"}, False),
        ({"published_on": TOMORROW}, False),
    ],
)
def test_another_record_is_read_through_only_once_anyone_reads_it(book, path, changes, is_read):
    type(getattr(book, path)).objects.update(**changes)
    assert bool(said(path, "name", book=book)) is is_read


def test_texts_may_be_read_of_some_records_only(book):
    assert said("", "summary", book=book, only=Q(title="Rives"))
    assert not said("", "summary", book=book, only=Q(title="Autre"))


def test_each_record_has_its_own_texts_and_no_other_is_read(book):
    other, left = BookFactory(summary="Du vent."), BookFactory(summary="Rien.")
    read = texts_of(BOOKS, Texts("", ("summary",)), [book.pk, other.pk], TODAY)
    assert {key: [each.french for each in told] for key, told in read.items()} == {
        book.pk: ["De l’eau."],
        other.pk: ["Du vent."],
    }
    assert left.pk not in read


def test_the_title_of_a_record_is_read_from_its_columns():
    assert columns_of(Book, ("title", "summary")) == ["title", "title_en", "summary", "summary_en"]
    assert columns_of(Author, ("country",)) == ["country"]
    row = {"title": "Rives", "title_en": "Shores", "summary": "", "summary_en": "Lost."}
    assert text_of(row, Book, ("title", "summary")) == [Bilingual("Rives", "Shores")]


def test_a_kind_tells_what_it_is_by_its_model():
    assert (str(BOOKS.label), str(BOOKS.one), BOOKS.permission) == ("livres", "livre", "bookshelf.view_book")
    assert Kind("a", Author, "", "name", also_named=("biography",)).names == ("name", "biography")


@pytest.mark.urls("tests.records.kinds")
def test_a_page_of_a_kind_has_an_address():
    assert BOOKS.address("essai") == "/livres/essai/"


@pytest.mark.parametrize(
    ("kind", "model", "paths"),
    [
        (BOOKS, Author, {"author"}),  # whose name it is found by, and which it is published with
        (BOOKS, Series, {"series"}),  # which it is published with
        (BOOKS, Chapter, {"chapters"}),
        (BOOKS, Book, set()),
        (AUTHORS, Book, set()),
    ],
)
def test_what_a_kind_depends_on_is_known(kind, model, paths):
    assert kind.paths_to(model) == paths


def test_a_model_may_be_reached_by_two_paths():
    kind = Kind("essais", Book, "", "title", texts=(Texts("series__director", ("name",)), Texts("author", ("name",))))
    assert kind.paths_to(Author) == {"series__director", "author"}


@pytest.fixture
def kinds():
    """The kinds searched, none to begin with."""
    with patch.dict(KINDS, clear=True):
        yield KINDS


def test_kinds_are_told_in_the_order_they_were_declared_but_one_that_goes_first(kinds):
    register_kind(BOOKS)
    register_kind(PAGES)
    register_kind(AUTHORS, first=True)
    assert list(kinds) == ["auteurs", "livres", "pages"]
    assert (record_kinds(), page_kinds()) == ([AUTHORS, BOOKS], [PAGES])


@pytest.mark.parametrize(("first", "order"), [(False, ["auteurs", "livres"]), (True, ["livres", "auteurs"])])
def test_a_kind_declared_again_takes_the_place_of_the_former(kinds, first, order):
    again = Kind("livres", Book, "", "summary")
    register_kind(BOOKS)
    register_kind(AUTHORS)
    register_kind(again, first=first)
    assert list(kinds) == order
    assert kinds["livres"] is again


@pytest.mark.usefixtures("_found_books")
def test_the_fields_that_name_a_record_are_known_where_its_pages_are_searched():
    assert name_fields(Book) == ("title",)
    assert name_fields(Series) == ()


@pytest.mark.urls("tests.records.kinds")
def test_a_page_of_the_site_keeps_its_route_and_what_it_takes():
    page = SitePage("bookshelf:book", "Essai", ["Un texte."], ("essai",))
    assert (page.slug, page.sorts_on) == ("bookshelf:book essai", UNDATED)
    assert PAGES.address(page.slug) == "/livres/essai/"
    assert SitePage("glossaire", "Glossaire", []).slug == "glossaire"


def test_a_part_of_a_page_is_at_its_anchor(settings):
    settings.ROOT_URLCONF = "tests.records.search.one_page"
    anchored = PageKind("parties", "Parties", "partie", lambda day: [], anchored=True)
    assert anchored.address("glossaire mot-2") == "/glossaire/#mot-2"
    assert PAGES.address("glossaire") == "/glossaire/"


def test_pages_are_read_of_a_day_unless_they_read_more():
    assert PAGES.read(TODAY) == TODAY
    assert PAGES.permission == ""  # nobody writes drafts of them


def test_an_author_without_texts_has_none(db):
    author = AuthorFactory()
    assert texts_of(AUTHORS, Texts("", ("biography",)), [author.pk], TODAY) == {author.pk: [Bilingual("", "")]}
    assert texts_of(AUTHORS, Texts("", ("biography",)), [], TODAY) == {}
