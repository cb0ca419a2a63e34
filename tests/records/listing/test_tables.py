"""Rows as a table to read: what each cell holds, how it is shown, and what of it is French on an English page."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from records.listing.columns import Column, ColumnType, names_of
from records.listing.tables import table_of
from records.publication.status import PublicationStatus
from tests.records.listing.made_columns import absolute, column, row

TEXT, DATE, NUMBER, AMOUNT = ColumnType.TEXT, ColumnType.DATE, ColumnType.NUMBER, ColumnType.AMOUNT
ADDRESS, LIST, CHOICE = ColumnType.ADDRESS, ColumnType.LIST, ColumnType.CHOICE


def cell_of(made, held):
    """Return the values of the only cell of the table of a row, each with its type."""
    [(_row, [cell])] = table_of("Livres", [made], [held], absolute).rows
    return [(each.value, each.type) for each in cell]


@pytest.mark.parametrize(
    ("kind", "held", "cell"),
    [
        (TEXT, "Essai", [("Essai", TEXT)]),
        (TEXT, "", []),  # the unknown is an empty cell
        (DATE, dt.date(2026, 3, 1), [("2026-03-01", DATE)]),
        (DATE, "2023-05", [("2023-05", DATE)]),
        (NUMBER, 0, [(0, NUMBER)]),  # nothing counted is known
        (AMOUNT, Decimal("12.50"), [(Decimal("12.50"), AMOUNT)]),
        (AMOUNT, "entre 1 et 5", [("entre 1 et 5", TEXT)]),  # a range is shown as words
        (ADDRESS, "/livres/", [("https://exemple.invalid/livres/", ADDRESS)]),
        (LIST, ["a", "b"], [("a", TEXT), ("b", TEXT)]),
        (LIST, [], []),
    ],
)
def test_a_cell_holds_values_and_how_each_is_shown(kind, held, cell):
    assert cell_of(column(kind), row(held)) == cell


def test_each_value_of_a_list_is_shown_by_its_own_type():
    mixed = row([Decimal("12.50"), "entre 1 et 5"])
    assert cell_of(column(LIST, items=AMOUNT), mixed) == [(Decimal("12.50"), AMOUNT), ("entre 1 et 5", TEXT)]


def test_a_choice_is_shown_in_its_words():
    assert cell_of(column(CHOICE, choices=PublicationStatus), row("draft")) == [("brouillon", CHOICE)]


def test_a_table_keeps_its_title_its_columns_and_each_row_beside_its_cells():
    columns = [column(TEXT, "name"), column(NUMBER, "pages")]
    rows = [row(name="Un", pages=1), row(name="Deux", pages=None)]
    table = table_of("Livres", columns, iter(rows), absolute)
    assert (table.title, table.columns) == ("Livres", columns)
    assert [held for held, _cells in table.rows] == rows
    assert [[[each.value for each in cell] for cell in cells] for _row, cells in table.rows] == [
        [["Un"], [1]],
        [["Deux"], []],
    ]


def test_a_table_of_no_row_has_its_columns_all_the_same():
    columns = [column(TEXT)]
    assert table_of("Livres", columns, [], absolute) == ("Livres", columns, [])


NAMED = row(name="Été", name_en="Summer", note="Bref", note_en="", kind="draft", tags=[
    row(name="Mer", name_en="Sea"), row(name="Zinc", name_en=""),
])  # fmt: skip


@pytest.mark.parametrize(
    ("made", "french"),
    [
        (column(TEXT, "name"), [False]),  # translated
        (column(TEXT, "note"), [True]),  # not translated
        (column(LIST, names_of("tags")), [False, True]),
        (column(CHOICE, "kind", choices=PublicationStatus), [False]),  # words of the site
        (column(NUMBER, "kind"), [False]),  # what is no text has no language
    ],
)
def test_what_nobody_translated_is_told_as_french_on_an_english_page(made, french):
    with override("en"):
        [(_row, [cell])] = table_of("Books", [made], [NAMED], absolute).rows
    assert [each.is_french for each in cell] == french


@pytest.mark.parametrize("source", ["name", "note"])
def test_nothing_is_told_as_french_on_a_french_page(source):
    [(_row, [cell])] = table_of("Livres", [column(TEXT, source)], [NAMED], absolute).rows
    assert [each.is_french for each in cell] == [False]


def test_a_page_in_english_is_still_in_english_once_its_table_is_made():
    with override("en"):
        table_of("Books", [column(TEXT, "name")], [NAMED], absolute)
        assert column(TEXT, "name").reader()(NAMED) == "Summer"


def test_two_columns_of_one_header_are_two():
    twice = [Column("a", "A", TEXT, "", "name"), Column("a", "A", TEXT, "", "note")]
    [(_row, cells)] = table_of("Livres", twice, [NAMED], absolute).rows
    assert [cell[0].value for cell in cells] == ["Été", "Bref"]
