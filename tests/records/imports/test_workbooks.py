"""The workbooks people send are opened safely; those we give say what is expected, and come back as they went."""

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from records.imports import workbooks, workbooks_made
from records.imports.faults import UnreadableFileError
from records.imports.grids import read_grids
from records.imports.sheets import header_of
from records.imports.workbooks import open_workbook
from records.imports.workbooks_made import model_file, refused_file
from records.words.countries import COUNTRIES
from tests.records.bookshelf.models import Book
from tests.records.factories import AuthorFactory, TagFactory
from tests.records.imports.shelf_sheets import AUTHOR_SHEET, BOOK_SHEET, CHAPTER_SHEET


def zipped(**parts):
    """Return a zip of a workbook's parts and these: {name, "_" for "/": bytes}."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in {"xl_workbook.xml": b"<workbook/>", **parts}.items():
            archive.writestr(name.replace("_", "/"), content)
    return written.getvalue()


def refusal(content):
    """Return the words by which a workbook is refused."""
    with pytest.raises(UnreadableFileError) as refused:
        open_workbook(content)
    return str(refused.value.reason)


def plain():
    """Return a workbook that anyone could have made."""
    written = io.BytesIO()
    Workbook().save(written)
    return written.getvalue()


def test_a_workbook_is_opened():
    assert open_workbook(plain()).sheetnames == ["Sheet"]


@pytest.mark.parametrize(("most", "is_opened"), [(0, True), (-1, False)])
def test_a_workbook_may_weigh_so_much_unfolded(monkeypatch, most, is_opened):
    with zipfile.ZipFile(io.BytesIO(plain())) as parts:
        weight = sum(part.file_size for part in parts.infolist())
    monkeypatch.setattr(workbooks, "MAX_UNFOLDED", weight + most)
    if is_opened:
        assert open_workbook(plain())
    else:
        assert "se déplie en bien plus gros" in refusal(plain())


def test_a_workbook_has_so_many_parts(monkeypatch):
    with zipfile.ZipFile(io.BytesIO(plain())) as parts:
        monkeypatch.setattr(workbooks, "MAX_WORKBOOK_PARTS", len(parts.infolist()))
    assert open_workbook(plain())
    monkeypatch.setattr(workbooks, "MAX_WORKBOOK_PARTS", workbooks.MAX_WORKBOOK_PARTS - 1)
    assert "se déplie" in refusal(plain())


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl_styles.xml": b"<!DOCTYPE a>"}, "se déplie"),
        ({"_rels_.rels": b'<!ENTITY a "b">'}, "se déplie"),
        ({"xl_media_image1.png": b"<!DOCTYPE a>"}, "ne s’ouvre pas"),  # no text: read by nobody
        ({"xl_styles.xml": b" " * 4096 + b"<!DOCTYPE a>"}, "ne s’ouvre pas"),  # too far to be a declaration
    ],
)
def test_a_part_that_declares_what_to_replace_is_not_unfolded(parts, words):
    assert words in refusal(zipped(**parts))


def test_a_workbook_with_a_password_is_told_so():
    content = bytearray(plain())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 1)
    assert "protégé par un mot de passe" in refusal(bytes(content))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("word_document.xml", "enregistrez-le en .xlsx"),
        ("ppt_presentation.xml", "en .xlsx"),
        ("x_y.xml", "pas une feuille"),
    ],
)
def test_a_document_of_another_sort_is_told_what_to_do(part, words):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(part.replace("_", "/"), b"<x/>")
    assert words in refusal(written.getvalue())


def model(sheet):
    """Return the model of a sheet, opened."""
    return load_workbook(io.BytesIO(model_file(sheet)))


def explained(book):
    """Return {column: [label, required, meaning, example]} of the page that explains."""
    rows = [["" if cell is None else cell for cell in row] for row in book["Mode d’emploi"].iter_rows(values_only=True)]
    return {name: [label, needed, meaning, example] for label, name, needed, meaning, example in rows[1:]}


def offered(book):
    """Return {label: choices} of the page of lists."""
    columns = book["Listes"].iter_cols(values_only=True)
    return {label: [choice for choice in choices if choice is not None] for label, *choices in columns}


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", [AUTHOR_SHEET, BOOK_SHEET, CHAPTER_SHEET], ids=lambda sheet: sheet.name)
def test_a_model_is_read_back_as_the_columns_it_gives(sheet):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("records.imports.sheets.FEWEST_KNOWN", len(sheet.names))
        found = header_of(sheet, read_grids(model_file(sheet), 100))
    assert list(found.columns.values()) == sheet.names
    assert (found.row, found.unknown, found.computed) == (0, [], [])


@pytest.mark.django_db
def test_a_model_says_what_is_required_and_gives_an_example():
    page = model(BOOK_SHEET).active
    headings = {cell.value: cell.comment.text for cell in page[1]}
    assert {"Titre *", "Collection *", "Titre (en anglais)", "Mots-clés"} <= set(headings)
    assert headings["Titre *"] == "le titre de la couverture\nObligatoire."
    assert headings["Réservé jusqu’au"] == "Réservé jusqu’au\nExemple\u00a0: 2022-11-03"
    assert page.freeze_panes == "A2"


SEVERAL = "Plusieurs sont séparés par une barre verticale."
# {column: label, whether it is required, what it means, an example}.
OF_AUTHORS = {
    "country": ["Pays", "", "Pays", COUNTRIES["BE"]],
    "born": ["Naissance", "", "Naissance", "2022-11-03, novembre 2022 ou 2022"],
    "biography_fr": ["Biographie", "", f"Biographie {SEVERAL}", ""],
}
OF_BOOKS = {
    "title_fr": ["Titre", "oui", "le titre de la couverture", ""],  # as the list says it
    "confidence": ["Confiance", "", "ce qui l’appuie", "forte"],
    "sources": ["Sources", "", f"Sources {SEVERAL}", "https://exemple.org/page"],
    "editor_note_fr": [
        "Note du bureau",
        "",
        str(Book._meta.get_field("editor_note").help_text),
        "",
    ],  # as the form does
    "embargo": ["Réservé jusqu’au", "", "Réservé jusqu’au", "2022-11-03"],
}
OF_CHAPTERS = {
    "price": ["Prix", "", "Prix", "12\u00a0979,50"],
    "rank": ["Rang", "oui", "Rang", "12"],
    "free": ["Gratuit", "", "Gratuit", "oui"],
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sheet", "told"), [(AUTHOR_SHEET, OF_AUTHORS), (BOOK_SHEET, OF_BOOKS), (CHAPTER_SHEET, OF_CHAPTERS)]
)
def test_a_model_explains_each_column(sheet, told):
    found = explained(model(sheet))
    assert list(found) == sheet.names
    assert {name: found[name] for name in told} == told


@pytest.mark.django_db
def test_a_model_says_what_the_identifier_is_for():
    label, needed, meaning, example = explained(model(AUTHOR_SHEET))["author_id"]
    assert (label, needed, example) == ("Identifiant au registre", "", "")
    assert "il dit laquelle la ligne change" in meaning


@pytest.mark.django_db
def test_a_model_offers_the_words_and_the_rows_to_choose_from():
    for name in ("Été", "neige", "Élan"):
        TagFactory(name=name)
    AuthorFactory.create_batch(2, name="Anne")
    lists = offered(model(BOOK_SHEET))
    assert lists["Confiance"] == ["forte", "moyenne", "faible"]
    assert lists["Mots-clés"] == ["Élan", "Été", "neige"]
    assert lists["Auteur"] == ["Anne"]  # once
    assert "Sources" not in lists
    assert offered(model(CHAPTER_SHEET))["Gratuit"] == ["oui", "non"]
    assert offered(model(AUTHOR_SHEET))["Pays"][:2] == ["Afghanistan", "Afrique du Sud"]


@pytest.mark.django_db
def test_each_list_is_offered_under_its_own_column(monkeypatch):
    TagFactory(name="Neige")
    monkeypatch.setattr(workbooks_made, "OFFERED_ROWS", 9)
    book = model(BOOK_SHEET)
    titles = [cell.value for cell in book.active[1]]
    rules = {str(rule.sqref): rule for rule in book.active.data_validations.dataValidation}
    lists = {label: rank for rank, label in enumerate(offered(book))}
    for label, is_strict in (("Mots-clés", False), ("Confiance", True)):
        letter, there = "ABCDEFGHIJKLMNOP"[titles.index(label)], "ABCDEFGHIJ"[lists[label]]
        rule = rules[f"{letter}2:{letter}9"]
        last = len(offered(book)[label]) + 1
        assert rule.formula1 == f"'Listes'!${there}$2:${there}${last}"
        assert (rule.showErrorMessage, rule.errorStyle) == (is_strict, "warning")  # a list takes several words


@pytest.mark.django_db
def test_no_more_is_offered_than_a_list_holds(monkeypatch):
    monkeypatch.setattr(workbooks_made, "MAX_CHOICES", 2)
    for name in "CBA":
        TagFactory(name=name)
    assert offered(model(BOOK_SHEET))["Mots-clés"] == ["A", "B"]


@pytest.mark.django_db
def test_a_long_title_of_sheet_is_cut_to_what_a_workbook_takes():
    assert model(replace(CHAPTER_SHEET, title="é" * 40)).sheetnames[0] == "é" * 31


def test_refused_rows_are_given_back_as_typed_with_their_reason():
    rows = [({"Nom": "=1+1", "Pays": "??"}, "pays inconnu"), ({"Pays": "BE\x07"}, "nom absent")]
    page = load_workbook(io.BytesIO(refused_file(["Nom", "Pays"], rows))).active
    assert page.title == "À corriger"
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Nom", "Pays", "Motif du refus"],
        ["=1+1", "??", "pays inconnu"],
        [None, "BE ", "nom absent"],
    ]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}  # no formula


def test_corrected_rows_come_back_without_the_reason():
    content = refused_file(["Nom", "Pays"], [({"Nom": "Anne", "Pays": "??"}, "pays inconnu")])
    found = header_of(AUTHOR_SHEET, read_grids(content, 10))
    assert (found.columns, found.computed) == ({0: "name_fr", 1: "country"}, ["Motif du refus"])
