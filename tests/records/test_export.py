"""Rows as CSV, XLSX and JSON: the same values in each, and nothing that a spreadsheet would run."""

import csv
import datetime as dt
import gc
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from openpyxl import load_workbook

from records.listing.columns import Column, ColumnType
from records.listing.downloads import download
from records.listing.formats import FORMATS, Export
from records.listing.formats.as_csv import cell

LINES = 'Été, « œuvre » et "guillemets"\nsur deux lignes'
# Type → what a row holds, and what it is in CSV, in XLSX and in JSON.
VALUES = {
    "texte": (ColumnType.TEXT, *[LINES] * 4),
    "inconnu": (ColumnType.TEXT, "", "", None, None),
    "formule": (ColumnType.TEXT, "=1+1", "'=1+1", "=1+1", "=1+1"),
    "erreur": (ColumnType.TEXT, "#N/A", "#N/A", "#N/A", "#N/A"),
    "controle": (ColumnType.TEXT, "a\x0bb", "a\x0bb", "ab", "a\x0bb"),
    "jour": (ColumnType.DATE, "2026-03-01", "2026-03-01", dt.datetime(2026, 3, 1), "2026-03-01"),
    "ancien": (ColumnType.DATE, dt.date(1850, 3, 1), "1850-03-01", "1850-03-01", "1850-03-01"),
    "mois": (ColumnType.DATE, "2023-05", "2023-05", "2023-05", "2023-05"),
    "sans_date": (ColumnType.DATE, None, "", None, None),
    "montant": (ColumnType.AMOUNT, Decimal("-12979.50"), "-12979.50", -12979.5, -12979.5),
    "nombre": (ColumnType.NUMBER, 12, "12", 12, 12),
    "liste": (ColumnType.LIST, ["a", "b"], "a | b", "a | b", ["a", "b"]),
    "montants": (ColumnType.LIST, [Decimal("10.50")], "10.50", 10.5, [10.5]),
    "liste_vide": (ColumnType.LIST, [], "", None, []),
    "adresse": (ColumnType.ADDRESS, "/ici/", "https://exemple.invalid/ici/", *["https://exemple.invalid/ici/"] * 2),
}  # fmt: skip


def export(**more):
    """Return an Export of one row of VALUES."""
    columns = [
        Column(name, name, kind, "Le sens.", lambda row, name=name: row[name]) for name, (kind, *_) in VALUES.items()
    ]
    rows = [{name: held for name, (_kind, held, *_told) in VALUES.items()}]
    return Export(columns, iter(rows), lambda path: f"https://exemple.invalid{path}", dt.date(2026, 11, 26), **more)


def written(kind, what=None):
    """Return the bytes of an Export in a format."""
    out = io.BytesIO()
    FORMATS[kind].write(what or export(), out)
    return out.getvalue()


def sheets(content):
    """Return the sheet of the rows and the sheet about them."""
    return load_workbook(io.BytesIO(content)).worksheets


def test_csv_is_read_back_as_it_was():
    content = written("csv")
    assert content.startswith(b"\xef\xbb\xbftexte,")
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert dict(zip(header, row, strict=True)) == {name: told[2] for name, told in VALUES.items()}


ODD_TEXTS = ["", "a,b", '"', "a\nb", "a\rb", "a\r\nb", " a ", "'", "a;b", "-1", "é\u2028ö", "a|b", "\ta", "\x00", ","]


@pytest.mark.parametrize("width", [1, 2])
def test_csv_is_quoted_as_the_library_of_python_does(width):
    columns = [Column(f"c,{place}", "", ColumnType.TEXT, "", lambda row: row) for place in range(width)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[f"c,{place}" for place in range(width)], *([cell(each)] * width for each in ODD_TEXTS)])
    content = written("csv", Export(columns, iter(ODD_TEXTS), str, dt.date(2026, 11, 26)))
    assert content.decode("utf-8-sig") == out.getvalue()


def test_a_spreadsheet_has_dates_and_numbers_and_no_formula():
    rows, _about = sheets(written("xlsx"))
    header, row = rows.iter_rows()
    assert {name.value: each.value for name, each in zip(header, row, strict=True)} == {
        name: told[3] for name, told in VALUES.items()
    }
    kinds = {name.value: (each.data_type, each.number_format) for name, each in zip(header, row, strict=True)}
    assert {kinds[name][0] for name in ("formule", "erreur")} == {"s"}
    assert kinds["jour"] == ("d", "yyyy-mm-dd")
    assert kinds["montant"] == ("n", "#,##0.00")
    assert (rows.freeze_panes, rows.auto_filter.ref) == ("A2", "A1:O2")
    assert rows.column_dimensions["A"].width > rows.column_dimensions["F"].width


def test_a_second_sheet_says_what_was_asked_where_and_when():
    asked = export(title="Livres", address="https://exemple.invalid/livres/?pays=be", filters=[("Pays", "=Belgique")])
    asked = replace(asked, terms=[("Licence", "CC BY 4.0")])
    told = {row[0].value: row[1].value for row in sheets(written("xlsx", asked))[1].iter_rows()}
    assert told == {
        "Contenu": "Livres",
        "Lignes": 1,
        "Fait le": dt.datetime(2026, 11, 26),
        "Adresse": "https://exemple.invalid/livres/?pays=be",
        "Licence": "CC BY 4.0",
        "Pays": "=Belgique",
    }


def test_json_has_numbers_and_null_for_the_unknown():
    assert json.loads(written("json")) == [{name: told[4] for name, told in VALUES.items()}]


def test_a_file_of_nothing_is_a_file_all_the_same():
    empty = Export(export().columns, [], str, dt.date(2026, 11, 26))
    assert json.loads(written("json", empty)) == []
    assert written("csv", empty).count(b"\r\n") == 1
    assert sheets(written("xlsx", empty))[0].max_row == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_no_text_becomes_a_formula(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.django_db
def test_the_collector_waits_while_a_file_is_made_and_is_back_whatever_happens(rf):
    request, seen = rf.get("/livres.csv"), []
    request.user = AnonymousUser()

    def made():
        seen.append(gc.isenabled())
        return export()

    download(request, "csv", "livres", "", made).close()
    with pytest.raises(ZeroDivisionError):
        download(request, "csv", "livres", "", lambda: 1 / 0)
    assert (seen, gc.isenabled()) == ([False], True)
