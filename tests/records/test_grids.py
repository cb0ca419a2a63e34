"""Whatever people call a spreadsheet is read as rows, or refused in words; what could harm is not even opened."""

import datetime as dt
import io
import random
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from records.imports.faults import UnreadableFileError
from records.imports.grids import MAX_SHEET_BYTES, read_grids

ROWS = [["Nom", "Montant"], ["Été", "12,5"]]


def workbook(fill):
    """Return a workbook whose first sheet `fill` writes."""
    book, written = Workbook(), io.BytesIO()
    fill(book.active)
    book.save(written)
    return written.getvalue()


def bent_sheet(sheet):
    """A title merged above, a hidden column, empty rows coloured far below."""
    sheet["A1"] = "Liste de 2026"
    sheet.merge_cells("A1:D1")
    for rank, cells in enumerate(
        [["Nom", "Jour", "Montant", "Vrai"], ["Été", dt.datetime(2026, 3, 1), 12979.5, True]], 3
    ):
        for place, value in enumerate(cells, 1):
            sheet.cell(rank, place, value)
    sheet.column_dimensions["B"].hidden = True
    for rank in range(5, 400):
        sheet.cell(rank, 1).fill = PatternFill("solid", fgColor="FFFF00")


def packed(parts):
    """Return a zip of these parts, {name: bytes}."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('Nom,Montant\nÉté,"12,5"\n'.encode(), ROWS),
        ("\ufeffNom;Montant\r\nÉté;12,5\r\n".encode(), ROWS),
        ("Nom;Montant\nÉté;12,5\n".encode("cp1252"), ROWS),
        ("Nom\tMontant\nÉté\t12,5\n".encode("utf-16"), ROWS),
        (b"sep=;\nNom;Montant\n", [["Nom", "Montant"]]),
        (b'Nom,Note\nA,"deux\nlignes"\n\n,,\n', [["Nom", "Note"], ["A", "deux\nlignes"]]),
        (
            workbook(bent_sheet),
            [["Liste de 2026"], ["Nom", "Jour", "Montant", "Vrai"], ["Été", "2026-03-01", "12979.5", "oui"]],
        ),
    ],
    ids=["csv", "semicolons", "cp1252", "utf-16", "sep", "lines in a cell", "workbook"],
)
def test_a_spreadsheet_is_read_however_it_was_saved(content, rows):
    assert [cells for _number, cells in read_grids(content, 100)[0].rows] == rows


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"%PDF-1.7\n\0\xff", "pas une feuille de calcul"),
        (b"PK\x03\x04 cut short", "ne s’ouvre pas"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "en .xlsx"),
        (packed({"photo.jpg": b"x"}), "pas une feuille de calcul"),
        (packed({"xl/workbook.xml": b"0" * (121 * 1024 * 1024)}), "se déplie"),
        (packed({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "se déplie"),
        (packed({"xl/workbook.xml": b"<workbook/>"}), "ne s’ouvre pas"),
        (b"a" * (MAX_SHEET_BYTES + 1), "pèse plus de"),
        (b'Nom,Montant\n"ouvert,12\n', "guillemets"),
        (b"Nom\n" + b"a" * 200_000, "cellule est démesurée"),
        ("Nom\n\0".encode("utf-16"), "pas une feuille de calcul"),
        (b"\n \n", "fichier vide"),
        (workbook(lambda sheet: None), "fichier vide"),
    ],
    ids=[
        "xls",
        "pdf",
        "cut",
        "ods",
        "zip",
        "bomb",
        "entities",
        "hollow",
        "heavy",
        "quotes",
        "endless",
        "nul",
        "blank",
        "empty",
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFileError) as refusal:
        read_grids(content, 100)
    assert words in str(refusal.value.reason)


def test_whatever_is_damaged_in_a_workbook_it_is_read_or_refused_in_words():
    whole = workbook(lambda sheet: [sheet.append([f"texte {number * 7919}", number / 3]) for number in range(50)])
    chance, outcomes = random.Random(1608), set()  # noqa: S311 - the same at each run
    for _each in range(150):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] = chance.randrange(256)
        try:
            outcomes.add(bool(read_grids(bytes(damaged), 100)))
        except UnreadableFileError as refusal:
            outcomes.add(str(refusal.reason).startswith(("Ce classeur", "Ce fichier", "Ce n’est pas", "fichier vide")))
    assert outcomes == {True}
