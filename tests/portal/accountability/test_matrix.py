"""A balance drawn: where each line, year and mark stands, how dark, how long, and what is cut."""

import pytest

from portal.accountability.matrix import matrix_of
from tests.portal.accountability.entries import ART, SCIENCE, balance_drawn


def drawn(lines, axes=(SCIENCE,)):
    return matrix_of(balance_drawn(lines, axes))


def test_an_empty_balance_is_a_drawing_without_line_nor_year():
    matrix = drawn([])
    assert (matrix.rows, matrix.columns, matrix.is_cut) == ([], [], False)
    assert (matrix.width, matrix.height) == (310, 30)


def test_lines_stand_under_one_another_and_years_beside():
    matrix = drawn([("FR", {2022: [1, 0], 2024: [1, 0]}), ("BE", {2023: [1, 0]})])
    assert [(row.name, row.y) for row in matrix.rows] == [("France", 30), ("Belgique", 74)]
    # Beside the names and the totals: one mark, the number before it and what parts two years.
    assert matrix.column == 34 + 26 + 8
    assert matrix.columns == [(310, 2022), (378, 2023), (446, 2024)]
    assert (matrix.width, matrix.height) == (310 + 3 * 68, 30 + 2 * 44)
    assert [[square.x for square in row.squares] for row in matrix.rows] == [[310, 446], [378]]


def test_there_is_room_for_the_unknown_axis_only_where_some_mission_has_none():
    assert drawn([("FR", {2024: [1, 0]})]).column == 68
    assert drawn([("FR", {2024: [1, 1]})]).column == 94
    assert drawn([("FR", {2024: [1, 0, 1]})], (SCIENCE, ART)).column == 120


def test_each_axis_has_its_place_in_the_cell_and_no_mark_where_nothing_serves_it():
    [row] = drawn([("FR", {2023: [2, 3, 4], 2024: [0, 1, 0]})], (SCIENCE, ART)).rows
    first, second = row.squares
    assert [tuple(mark) for mark in first.marks] == [
        (310 + 34, "apprendre", "apprendre", 2),
        (310 + 34 + 26, "fete", "other", 3),  # an axis without a form of its own
        (310 + 34 + 52, "", "", 4),  # nobody knows which
    ]
    assert [(mark.x - second.x, mark.slug) for mark in second.marks] == [(34 + 26, "fete")]


@pytest.mark.parametrize(
    ("number", "shade"),
    [(1, 1), (2, 1), (3, 2), (5, 3), (6, 3), (7, 4), (8, 4)],
)
def test_a_square_is_as_dark_as_it_is_busy(number, shade):
    [row] = drawn([("FR", {2023: [number, 0], 2024: [8, 0]})]).rows
    assert [(each.number, each.shade) for each in row.squares] == [(number, shade), (8, 4)]


def test_the_longest_bar_is_that_of_the_country_most_visited():
    rows = drawn([("FR", {2023: [5, 0], 2024: [5, 0]}), ("BE", {2024: [5, 0]}), ("MA", {2024: [1, 0]})]).rows
    assert [(row.total, row.bar) for row in rows] == [(10, 76), (5, 38), (1, 8)]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("DO", "République dominicaine"),  # as long as its room
        ("TC", "Îles Turques-et-Caïqu…"),  # a letter longer
        ("VC", "Saint-Vincent-et-les…"),  # no space before the ellipsis
        ("", ""),
    ],
)
def test_a_name_longer_than_its_room_is_cut(code, name):
    [row] = drawn([(code, {2024: [1, 0]})]).rows
    assert row.name == name
    assert len(row.name) <= 22


@pytest.mark.parametrize(
    ("countries", "is_cut"),
    [(20, False), (21, True)],
)
def test_twenty_countries_are_drawn_the_first(countries, is_cut):
    codes = [f"{letter}X" for letter in "ABCDEFGHIJKLMNOPQRSTU"[:countries]]
    # What is left out is neither what the bars nor what the shades are measured against.
    numbers = [1] * 20 + [100]
    matrix = drawn([(code, {2024: [number, 0]}) for code, number in zip(codes, numbers, strict=False)])
    assert (len(matrix.rows), matrix.is_cut) == (20, is_cut)
    assert {(row.bar, row.squares[0].shade) for row in matrix.rows} == {(76, 4)}


@pytest.mark.parametrize(
    ("first", "years", "is_cut"),
    [
        (2013, list(range(2013, 2025)), False),
        (2012, list(range(2013, 2025)), True),  # the latest are kept
    ],
)
def test_twelve_years_are_drawn_the_latest(first, years, is_cut):
    matrix = drawn([("FR", {first: [1, 0], 2024: [1, 0]})])
    assert ([year for _x, year in matrix.columns], matrix.is_cut) == (years, is_cut)
    assert len(matrix.rows[0].squares) == (1 if is_cut else 2)


def test_missions_of_no_known_date_have_a_column_of_their_own_the_last():
    matrix = drawn([("FR", {None: [1, 0], 2024: [1, 0]})])
    assert matrix.columns == [(310, 2024), (378, None)]
    assert [square.x for square in matrix.rows[0].squares] == [378, 310]
