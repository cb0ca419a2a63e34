"""A list of records: its page, its table and its files narrow, order and show the same rows."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth.models import AnonymousUser

from records.listing.listing import list_file, refuse_unknown
from tests.records.factories import AuthorFactory, BookFactory, SeriesFactory, TagFactory
from tests.records.listing.book_list import BOOK_LIST, TODAY, narrow_books

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_this_day")]


@pytest.fixture
def _this_day(time_machine):
    time_machine.move_to(dt.datetime.combine(TODAY, dt.time(12), dt.UTC))


@pytest.fixture
def ask(rf, _this_day):
    """Return the request of a list by somebody, a reader of the public unless `user` is given."""

    def asked(query="", user=None, path="/livres/"):
        request = rf.get(f"{path}?{query}")
        request.user = user or AnonymousUser()
        return request

    return asked


@pytest.fixture
def books(db):
    """Three books online, one of them with a keyword, and a draft."""
    kept_with = {"series": SeriesFactory(published=True), "author": AuthorFactory(name="Anne", published=True)}
    made = [BookFactory(title=each, published=True, **kept_with) for each in ("Zinc", "Été", "Mer")]
    made[1].tags.add(TagFactory(name="chaud", slug="chaud"))
    return [*made, BookFactory(title="Brouillon", **kept_with)]


def titles(rows):
    """Return the titles of books, in their order."""
    return [book.title for book in rows]


@pytest.mark.parametrize(
    ("query", "found", "number"),
    [
        ("", ["Zinc", "Été"], 3),
        ("page=2", ["Mer"], 3),
        ("tri=titre", ["Été", "Mer"], 3),
        ("tri=titre&page=2", ["Zinc"], 3),
        ("mot=chaud", ["Été"], 1),
        ("q=rien", [], 0),
    ],
)
def test_a_page_shows_the_rows_asked_for_in_the_order_asked_for(books, ask, query, found, number):
    told = BOOK_LIST.page(ask(query))
    assert (titles(told["page"]), told["filter"].total) == (found, number)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Brouillon", "Été", "Mer", "Zinc"]),
        ("lecture=publique", ["Été", "Mer", "Zinc"]),  # as anyone reads it
        ("lecture=rumeur", ["Brouillon", "Été", "Mer", "Zinc"]),
    ],
)
def test_who_may_read_drafts_may_ask_for_what_anyone_reads(books, ask, admin_user, query, found):
    narrowed = BOOK_LIST.narrow(ask(f"tri=titre&{query}", admin_user))
    assert titles(BOOK_LIST.in_order(narrowed)) == found


def test_what_anyone_reads_is_nothing_that_a_reader_of_the_public_chooses(books, ask):
    assert BOOK_LIST.narrow(ask("lecture=publique")).unknown_parameters == ["lecture"]


def test_a_page_tells_its_files_its_order_and_what_was_set_aside(books, ask):
    told = BOOK_LIST.page(ask("tri=titre&mot=chaud&page=9"))
    assert (told["name"], told["order"]) == ("livres", "titre")
    assert told["labels"] == {"titre": "Titre", "auteur": "Auteur", "mots": "Mots-clés"}
    assert [link.address for link in told["files"]] == [
        f"/livres.{kind}?mot=chaud&tri=titre" for kind in ("csv", "xlsx", "json")
    ]
    assert [str(value) for _label, value in told["filter"].unknown] == ["9"]
    assert "tabled" not in told


@pytest.mark.parametrize(
    ("query", "headers", "cells"),
    [
        ("vue=tableau", ["titre", "auteur"], [["Été"], ["Anne"]]),  # what paper has room for
        ("colonnes=mots", ["titre", "mots"], [["Été"], ["chaud"]]),  # picked: it is a table
        ("vue=tableau&colonnes=rumeur", ["titre", "auteur"], [["Été"], ["Anne"]]),
    ],
)
def test_a_list_asked_as_a_table_shows_the_columns_picked(books, ask, query, headers, cells):
    told = BOOK_LIST.page(ask(f"tri=titre&{query}"))
    table = told["tabled"]()["table"]
    assert [column.header for column in table.columns] == headers
    assert [header for header, _label, is_shown in told["columns"] if is_shown] == headers
    assert [header for header, _label, _shown in told["columns"]] == ["titre", "auteur", "mots"]
    [(first, in_cells), (second, _others)] = table.rows
    assert (titles([first, second]), table.title) == (["Été", "Mer"], "Livres")
    assert [[each.value for each in cell] for cell in in_cells] == cells


def test_a_table_of_another_page_shows_its_rows(books, ask):
    table = BOOK_LIST.page(ask("vue=tableau&tri=titre&page=2"))["tabled"]()["table"]
    assert titles(row for row, _cells in table.rows) == ["Zinc"]


def test_an_empty_list_is_an_empty_table(ask):
    assert BOOK_LIST.page(ask("vue=tableau"))["tabled"]()["table"].rows == []


ALL = ("titre", "auteur", "mots")


def read_csv(response):
    """Return the rows of a CSV file that was answered."""
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("tri=titre&page=2", [[*ALL], ["Été", "Anne", "chaud"], ["Mer", "Anne", ""], ["Zinc", "Anne", ""]]),  # whole
        ("mot=chaud", [[*ALL], ["Été", "Anne", "chaud"]]),
        ("mot=chaud&colonnes=mots", [["titre", "mots"], ["Été", "chaud"]]),
        ("q=rien", [[*ALL]]),
    ],
)
def test_a_file_has_all_the_rows_asked_for(books, ask, query, lines):
    response = list_file(ask(query, path="/livres.csv"), BOOK_LIST, "csv")
    assert response["Content-Disposition"] == 'attachment; filename="livres.csv"'
    assert read_csv(response) == lines


def test_a_file_that_somebody_asks_for_holds_the_drafts_they_may_read(books, ask, admin_user):
    response = BOOK_LIST.file(ask("tri=titre&colonnes=titre", admin_user, "/livres.csv"), "csv")
    assert [line[0] for line in read_csv(response)] == ["titre", "Brouillon", "Été", "Mer", "Zinc"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("auteur=personne", ["« personne »", "Auteur"]),
        ("pais=fr", ["Paramètre inconnu", "pais"]),
        ("a=1&b=2", ["Paramètres inconnus", "a, b"]),
        ("tri=<b>", ["« <b> »", "Ordre"]),  # a text, as it was typed
    ],
)
def test_a_file_of_what_is_not_understood_is_refused_in_words(ask, query, words):
    response = BOOK_LIST.file(ask(query, path="/livres.csv"), "csv")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    told = response.content.decode().replace("\u00a0", " ")
    assert [each for each in words if each not in told] == []


def test_what_is_understood_is_not_refused():
    assert refuse_unknown(narrow_books("etat=draft&page=2")) is None


def test_an_export_says_what_was_asked_and_where(books, ask):
    request = ask("tri=titre&mot=chaud", path="/livres.xlsx")
    export = BOOK_LIST.export(request, BOOK_LIST.narrow(request))
    assert (export.day, export.title) == (TODAY, "Livres")
    assert export.address == "http://testserver/livres/?mot=chaud&tri=titre"
    assert export.filters == [("Mot-clé", "chaud")]
    assert export.absolute("/a/") == "http://testserver/a/"


def test_a_file_for_the_public_tells_its_terms_and_one_of_the_bureau_none(books, ask, admin_user, settings):
    settings.PUBLIC_TERMS = "tests.records.listing.made_columns.terms_on"
    for user, terms in ((None, [("Licence", TODAY)]), (admin_user, [])):
        request = ask("", user, "/livres.xlsx")
        assert list(BOOK_LIST.export(request, BOOK_LIST.narrow(request)).terms) == terms


def test_all_that_somebody_may_read_is_told_whatever_is_asked(books, admin_user):
    assert titles(BOOK_LIST.rows_for(AnonymousUser(), TODAY)) == ["Zinc", "Été", "Mer"]
    assert titles(BOOK_LIST.rows_for(admin_user, TODAY)) == ["Zinc", "Été", "Mer", "Brouillon"]
