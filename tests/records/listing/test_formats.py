"""The formats of files: what each writes of a value, in which order, and the same bytes for the same rows."""

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy, override
from openpyxl import load_workbook

from records.listing.archives import write_entry
from records.listing.columns import Column, ColumnType
from records.listing.formats import FORMATS, Export
from records.listing.formats.as_csv import cell, csv_bytes
from records.listing.formats.as_json import json_value
from records.listing.formats.as_xlsx import COLUMN_WIDTHS, FIRST_DAY_OF_SPREADSHEETS, LONGEST_CELL
from records.listing.formats.export import COLUMN_BATCH
from tests.records.listing.made_columns import absolute, column, row

DAY, LATER = dt.date(2026, 3, 1), dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
TEXT, DATE, NUMBER, AMOUNT, LIST = (ColumnType(each) for each in ("texte", "date", "nombre", "montant", "liste"))


def exported(kind, *held, **more):
    """Return an Export of rows that hold these values, in one column."""
    return Export([column(kind)], [row(each) for each in held], absolute, DAY, **more)


def bytes_of(kind, export):
    """Return the file of an Export, in a format."""
    out = io.BytesIO()
    FORMATS[kind].write(export, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("Été", "Été"),
        (DAY, "2026-03-01"),
        (0, "0"),
        (-3, "-3"),  # a number is no formula
        (1.5, "1.5"),
        (Decimal("12.50"), "12.50"),
        ([], ""),
        (["a"], "a"),
        (["a", 2, Decimal("1.50")], "a | 2 | 1.50"),
        (["=a", "b"], "'=a | b"),  # a list that begins like a formula
        (["a", "=b"], "a | =b"),  # what begins it is harmless
        ("a=1", "a=1"),
        (" =1", " =1"),
        ("'=1", "'=1"),
    ],
)
def test_a_cell_of_csv_is_the_text_of_its_value(value, text):
    assert cell(value) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("12.50"), 12.5),
        (Decimal("12.00"), 12),
        (Decimal("-0.00"), 0),
        (DAY, "2026-03-01"),
    ],
)
def test_json_writes_numbers_and_dates_without_a_type_of_their_own(value, written):
    assert (json_value(value), type(json_value(value))) == (written, type(written))


def test_csv_begins_with_its_mark_and_ends_each_line_as_the_standard_says():
    assert csv_bytes(exported(TEXT, "a", None, "é,b")) == '\ufefftenu\r\na\r\n""\r\n"é,b"\r\n'.encode()


def test_json_is_written_one_row_a_line_under_the_headers():
    assert bytes_of("json", exported(NUMBER, 1, None)).decode() == '[\n{"tenu": 1},\n{"tenu": null}\n]\n'
    assert bytes_of("json", exported(NUMBER)) == b"[]\n"


def test_json_keeps_letters_as_they_are():
    assert "Été" in bytes_of("json", exported(TEXT, "Été")).decode()


@pytest.mark.parametrize("number", [0, 1, COLUMN_BATCH - 1, COLUMN_BATCH, COLUMN_BATCH + 1])
def test_rows_are_written_in_their_order_however_many_are_read_at_once(number):
    export = exported(NUMBER, *range(number))
    assert [len(rows) for rows, _columns in export.batches()] == [
        size for size in (min(number, COLUMN_BATCH), max(number - COLUMN_BATCH, 0)) if size
    ]
    assert [values for _row, values in export.told()] == [(each,) for each in range(number)]
    assert [each["tenu"] for each in json.loads(bytes_of("json", export))] == list(range(number))


def test_an_export_tells_each_row_beside_its_values_and_the_headers_of_its_columns():
    rows = [row(1, name="Un"), row(2, name="Deux")]
    export = Export([Column("a", "A", TEXT, "", "name"), column(NUMBER)], iter(rows), absolute, DAY)
    assert export.headers == ["a", "tenu"]
    assert list(export.told()) == [(rows[0], ("Un", 1)), (rows[1], ("Deux", 2))]


def sheet_of(export):
    """Return the sheet of the rows of an Export, opened as a spreadsheet opens it."""
    return load_workbook(io.BytesIO(bytes_of("xlsx", export))).worksheets[0]


CELLS = [
    # type, what the row holds, what the cell holds, how it looks
    (TEXT, "Été", "Été", "General"),
    (TEXT, 12, 12, "General"),  # a number that a column of texts holds
    (TEXT, "=1+1", "=1+1", "General"),  # a text, whatever it begins with
    (TEXT, "a\x00b\x08c\x1fd\ufffee", "abcde", "General"),  # without what XML refuses
    (TEXT, "a\tb\nc", "a\tb\nc", "General"),
    (TEXT, "é" * (LONGEST_CELL + 1), "é" * LONGEST_CELL, "General"),  # as long as a cell may be
    (NUMBER, 1234, 1234, "General"),
    (AMOUNT, Decimal("12.50"), 12.5, "#,##0.00"),
    (AMOUNT, "entre 1 et 5", "entre 1 et 5", "General"),
    (LIST, ["a", "b"], "a | b", "General"),
    (LIST, ["a"], "a", "General"),
    (LIST, [Decimal("1.50")], 1.5, "#,##0.00"),  # alone, an amount stays one
    (LIST, [Decimal("1.50"), Decimal("2.50")], "1.50 | 2.50", "General"),
    (LIST, [], None, "General"),
    (DATE, DAY, dt.datetime(2026, 3, 1), "yyyy-mm-dd"),
    (DATE, FIRST_DAY_OF_SPREADSHEETS, dt.datetime(1900, 3, 1), "yyyy-mm-dd"),  # the first they count rightly
    (DATE, FIRST_DAY_OF_SPREADSHEETS - dt.timedelta(1), "1900-02-28", "General"),
    (DATE, "2023-05", "2023-05", "General"),
]


@pytest.fixture(scope="module")
def cells():
    """The row of a spreadsheet that holds CELLS, opened once."""
    columns = [
        Column(f"c{place}", "", kind, "", lambda held, place=place: held[place])
        for place, (kind, *_told) in enumerate(CELLS)
    ]
    return sheet_of(Export(columns, [[held for _kind, held, *_told in CELLS]], absolute, DAY))[2]


@pytest.mark.parametrize("place", range(len(CELLS)))
def test_a_cell_of_a_spreadsheet_is_what_its_value_is(cells, place):
    kind, _held, value, looks = CELLS[place]
    assert (cells[place].value, cells[place].number_format) == (value, looks), kind


def test_a_text_alone_stays_a_text_once_edited_where_it_begins_like_a_formula(cells):
    quoted = [each.value for each in cells if each.quotePrefix]
    assert quoted == ["=1+1"]
    assert {each.data_type for each in cells if isinstance(each.value, str)} == {"s"}


def test_the_columns_of_a_spreadsheet_are_as_wide_as_what_they_hold_and_as_their_headers():
    long = "entete_plus_longue_que_ses_dates"
    columns = [Column("jour", "", DATE, "", "held"), Column(long, "", DATE, "", "held")]
    sheet = sheet_of(Export(columns, [row(DAY)], absolute, DAY))
    widths = [round(sheet.column_dimensions[letter].width) for letter in "AB"]
    assert widths == [COLUMN_WIDTHS[DATE] + 1, len(long) + 3]  # a margin of a spreadsheet's own
    assert all(each.font.bold for each in sheet[1])


@pytest.mark.parametrize(("number", "filtered"), [(0, "A1"), (3, "A1:A4")])
def test_the_rows_of_a_spreadsheet_are_sorted_and_filtered_under_their_header(number, filtered):
    sheet = sheet_of(exported(NUMBER, *range(number)))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", filtered)


def test_a_spreadsheet_is_about_what_was_asked_in_the_language_spoken():
    asked = exported(TEXT, "a", "b", title=gettext_lazy("inconnu"), filters=[(gettext_lazy("inconnu"), "oui")])
    with override("en"):
        about = load_workbook(io.BytesIO(bytes_of("xlsx", asked))).worksheets[1]
    told = {each[0].value: each[1].value for each in about.iter_rows()}
    assert about.title == "About"
    assert (told["Contents"], told["Rows"], told["unknown"]) == ("unknown", 2, "oui")
    assert "Filters" not in told


def test_a_spreadsheet_of_a_whole_list_says_that_nothing_narrows_it():
    about = load_workbook(io.BytesIO(bytes_of("xlsx", exported(TEXT)))).worksheets[1]
    assert [each.value for each in list(about.iter_rows())[-1]] == ["Filtres", "aucun : la liste entière"]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_rows_give_the_same_bytes_whenever_they_are_written(kind, time_machine):
    first = bytes_of(kind, exported(TEXT, "a", "b"))
    time_machine.move_to(LATER)
    assert bytes_of(kind, exported(TEXT, "a", "b")) == first


def zipped(entries):
    """Return the bytes of a ZIP of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            write_entry(archive, name, content)
    return out.getvalue()


def test_an_archive_tells_nothing_of_when_nor_where_it_was_made(time_machine):
    entries = {"données.csv": "é" * 999, "a.bin": b"\0\1"}
    first = zipped(entries)
    time_machine.move_to(LATER)
    assert zipped(entries) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.read("données.csv").decode() == "é" * 999
        assert archive.read("a.bin") == b"\0\1"
        told = archive.getinfo("données.csv")
    assert (told.date_time, told.create_system) == ((1980, 1, 1, 0, 0, 0), 3)
    assert told.external_attr >> 16 == 0o644  # read by all, written by its owner, run by nobody
    assert told.compress_size < told.file_size
