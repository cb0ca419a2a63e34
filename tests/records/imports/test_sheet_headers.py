"""The header of a spreadsheet is found below its titles, and each of its columns is known by all of its names."""

from decimal import Decimal

import pytest
from django.utils import translation

from records.imports.grids import Grid
from records.imports.sheets import TITLES_SOUGHT, SameName, at_the_bureau, header_of, normalize_header, spellings
from tests.records.bookshelf.models import Author, Book, Chapter
from tests.records.factories import AuthorFactory, BookFactory, ChapterFactory
from tests.records.imports.shelf_files import AUTHOR_FILE, BOOK_FILE, CHAPTER_FILE, read_line
from tests.records.imports.shelf_sheets import AUTHOR_SHEET, BOOK_SHEET, CHAPTER_SHEET


def header(*rows, sheet=BOOK_SHEET, name=""):
    """Return the header found in a file of these rows."""
    return header_of(sheet, [Grid(name, list(enumerate(map(list, rows), start=1)))])


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("title_fr", "title_fr"),  # of the register
        ("Titre", "title_fr"),  # the label of the field
        ("  TITRE *", "title_fr"),  # as our model writes it
        ("livre", "title_fr"),  # another name
        ("Titre (en anglais)", "title_en"),
        ("mots 2", "tag_ids"),
        ("Mots-clés", "tag_ids"),  # the label of the sheet
        ("Textes", None),
        ("Texte", "chapters_fr"),  # the label of the field of the parts
        ("Texte (en anglais)", "chapters_en"),
        ("source_url_3", "sources"),
        ("confiance", "confidence"),
        ("Adresse", "adresse"),
        ("Identifiant au registre", "book_id"),
        ("", None),
        ("***", None),
    ],
)
def test_a_column_is_known_by_all_of_its_names(cell, column):
    found = header([cell, "series_id", "author_id"])
    assert found.columns.get(0) == column


def test_a_header_may_stand_below_titles():
    found = header(["Nos livres", "", ""], ["mars 2026"], ["Titre", "Collection", "Prix"], ["L’hiver", "Nordet", "12"])
    assert (found.row, found.columns, found.titles) == (
        2,
        {0: "title_fr", 1: "series_id"},
        ["Titre", "Collection", "Prix"],
    )
    assert (found.computed, found.unknown) == ([], ["Prix"])


@pytest.mark.parametrize(("above", "is_found"), [(TITLES_SOUGHT - 1, True), (TITLES_SOUGHT, False)])
def test_a_header_is_sought_in_the_first_rows(above, is_found):
    assert bool(header(*[["Nos livres"]] * above, ["Titre", "Collection"])) is is_found


@pytest.mark.parametrize(
    ("cells", "is_found"),
    [
        (["Titre", "Collection"], True),
        (["Titre", "Prix"], False),  # one is not enough
        (["Titre", "title_fr"], False),  # nor is one twice
        ([], False),
    ],
)
def test_two_columns_at_least_make_a_header(cells, is_found):
    assert bool(header(cells)) is is_found


def test_the_first_sheet_that_has_a_header_is_read():
    grids = [Grid("Notes", [(1, ["Titre"])]), Grid("Livres", [(4, ["Titre", "Collection"])]), Grid("Trois", [])]
    assert header_of(BOOK_SHEET, grids).grid.name == "Livres"
    assert header_of(BOOK_SHEET, []) is None


def test_a_column_without_a_title_is_called_by_its_place():
    found = header(["Titre", "", " Prix ", "Collection"])
    assert found.titles == ["Titre", "(2)", "Prix", "Collection"]
    assert found.unknown == ["Prix"]


def test_columns_that_the_portal_computes_are_set_aside_and_said_so():
    found = header(["Titre", "Collection", "nb_chapitres", "Nombre de chapitres", "Motif du refus", "Prix"])
    assert found.computed == ["nb_chapitres", "Nombre de chapitres", "Motif du refus"]
    assert found.unknown == ["Prix"]


def test_a_file_of_a_list_of_the_portal_has_its_own_meanings():
    cells = ["titre", "publication", "confiance", "adresse", "livre"]
    found = header(cells)
    assert found.columns == {0: "title_fr", 2: "confidence", 3: "adresse"}
    assert (found.computed, found.unknown) == (["publication"], ["livre"])  # « livre » is no header of the list


@pytest.mark.parametrize("is_exported", [True, False])
def test_a_sheet_without_a_list_of_its_own_knows_the_same_names_everywhere(is_exported):
    found = spellings(AUTHOR_SHEET, is_exported=is_exported)
    assert (found["auteur"], found["author id"], found["naissance"]) == ("name_fr", "author_id", "born")


def test_the_name_of_the_register_comes_before_any_other():
    assert spellings(CHAPTER_SHEET, is_exported=False)["rank"] == "rank"
    assert spellings(BOOK_SHEET, is_exported=False)["titre"] == "title_fr"


@pytest.mark.parametrize(
    ("header", "comparable"),
    [
        ("Précision *", "precision"),
        ("Année d’édition", "annee d edition"),
        ("mots_2", "mots 2"),
        ("  ", ""),
        ("*A*B*", "a b"),
    ],
)
def test_headers_are_compared_by_their_letters(header, comparable):
    assert normalize_header(header) == comparable


@pytest.mark.parametrize(
    ("sheet", "name", "label"),
    [
        (BOOK_SHEET, "title_fr", "Titre"),
        (BOOK_SHEET, "title_en", "Titre (en anglais)"),
        (BOOK_SHEET, "tag_ids", "Mots-clés"),
        (BOOK_SHEET, "chapters_fr", "Texte"),
        (BOOK_SHEET, "chapters_en", "Texte (en anglais)"),
        (BOOK_SHEET, "book_id", "Identifiant au registre"),
        (BOOK_SHEET, "adresse", "Adresse de la page"),
        (AUTHOR_SHEET, "born", "Naissance"),
        (AUTHOR_SHEET, "country", "Pays"),
    ],
)
def test_a_column_is_called_as_the_form_calls_its_field(sheet, name, label):
    assert sheet.label(name) == label


def test_labels_follow_the_language_of_whoever_reads():
    with translation.override("en"):
        assert BOOK_SHEET.label("book_id") == "Identifier in the register"
        assert BOOK_SHEET.label("chapters_en") == "Texte (in English)"


@pytest.mark.parametrize(
    ("sheet", "name", "is_required"),
    [
        (BOOK_SHEET, "title_fr", True),
        (BOOK_SHEET, "title_en", False),
        (BOOK_SHEET, "series_id", True),
        (BOOK_SHEET, "tag_ids", False),
        (BOOK_SHEET, "chapters_fr", False),
        (BOOK_SHEET, "book_id", False),
        (CHAPTER_SHEET, "free", False),  # its field has a default
        (CHAPTER_SHEET, "price", False),
        (AUTHOR_SHEET, "born", False),
        (AUTHOR_SHEET, "unheard_of", False),
    ],
)
def test_a_new_row_must_fill_what_has_no_default(sheet, name, is_required):
    assert sheet.is_required(name) is is_required


@pytest.mark.parametrize(
    ("name", "is_list"),
    [("tag_ids", True), ("chapters_en", True), ("sources", True), ("author_id", False), ("unheard_of", False)],
)
def test_a_column_of_several_things_says_so(name, is_list):
    assert BOOK_SHEET.is_list(name) is is_list


def test_the_identifier_is_the_last_column_of_a_sheet():
    assert AUTHOR_SHEET.names == ["name_fr", "name_en", "country", "biography_fr", "born", "author_id"]


def test_the_columns_of_a_file_come_to_the_bureau_without_those_of_every_fact():
    names = [name for column in at_the_bureau(BOOK_FILE) for name in column.names]
    common = {"book_id", "source_url", "source_url_2", "confidence", "note_fr", "note_en", "editor_note_fr"}
    assert names == [name for name in BOOK_FILE.names if name not in common]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cells", "is_found"),
    [
        ({}, True),
        ({"name_fr": "ANNE ELIE", "country": "BE"}, True),
        ({"country": "FR"}, False),
        ({"country": ""}, False),
        ({"name_fr": "Anne"}, False),
    ],
)
def test_rows_that_say_the_same_are_found_whatever_the_accents(cells, is_found):
    author = AuthorFactory(name="Anne Élie", country="BE")
    same = SameName(Author, ["name", "country"], "même nom, même pays")
    found = same.like(same.described(read_line(AUTHOR_FILE, **cells)))
    said = "dit la même chose que «\u00a0Anne Élie\u00a0» (même nom, même pays)"
    assert found == ([(str(author.pk), said)] if is_found else [])


@pytest.mark.django_db
def test_amounts_written_in_two_ways_say_the_same():
    chapter = ChapterFactory(text="Le froid", price=Decimal("12.50"))
    same = SameName(Chapter, ["text", "price"], "")
    assert [name for name, _words in same.like(same.described(read_line(CHAPTER_FILE, price="12.5")))] == [
        str(chapter.pk)
    ]


@pytest.mark.django_db
def test_rows_are_compared_by_what_they_point_to():
    book = BookFactory(title="L’hiver")
    same = SameName(Book, ["title", "author"], "")
    row = read_line(BOOK_FILE)
    for key, found in ((book.author_id, [str(book.pk)]), (0, [])):
        row.links["author"] = str(key)
        assert [name for name, _words in same.like(same.described(row))] == found


@pytest.mark.django_db
def test_a_row_of_the_file_is_remembered_beside_the_others():
    same = SameName(Author, ["name", "country"], "")
    described = same.described(read_line(AUTHOR_FILE))
    same.add(described, "L2", "Anne Élie (ligne 2)")
    same.add(described, "L5", "Anne Élie (ligne 5)")
    assert [name for name, _words in same.like(described)] == ["L2", "L5"]
    assert same.like("of nobody") == []
