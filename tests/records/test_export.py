"""Lists as CSV that spreadsheets open safely."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from records.listing.columns import Column, ColumnType
from records.listing.export import cell, stream_csv

COLUMNS = [
    Column("titre", "Titre", ColumnType.TEXT, "Le titre.", lambda row: row["title"]),
    Column("montant", "Montant", ColumnType.AMOUNT, "Le montant.", lambda row: row["amount"]),
]


def read(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_a_list_is_streamed_with_its_header_and_read_back_as_it_was():
    rows = [{"title": 'Été, « œuvre » et "guillemets"\nsur deux lignes', "amount": Decimal("-3.50")}]
    text = read(stream_csv(COLUMNS, rows, "liste.csv", str))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["titre", "montant"], [rows[0]["title"], "-3.50"]]


def test_a_spreadsheet_is_told_the_encoding_and_the_name():
    response = stream_csv(COLUMNS, [], "liste.csv", str)
    assert next(iter(response.streaming_content)).startswith("\ufeff".encode())
    assert response["Content-Disposition"] == 'attachment; filename="liste.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_no_text_becomes_a_formula(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


def test_values_keep_their_exact_form():
    assert cell(None) == ""
    assert cell(-5) == "-5"
    assert cell(Decimal("10.50")) == "10.50"
    assert cell(dt.date(2026, 3, 1)) == "2026-03-01"
    assert cell("texte") == "texte"


def test_rows_are_asked_for_one_at_a_time():
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield {"title": number, "amount": number}

    lines = iter(stream_csv(COLUMNS, rows(), "liste.csv", str).streaming_content)
    next(lines)
    next(lines)
    assert asked == [0]
