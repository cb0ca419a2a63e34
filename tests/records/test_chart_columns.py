"""Where each column of a chart stands, how high, and which years are written under them."""

import pytest

from records.charts.columns import ABOVE, BELOW, MAX_COLUMNS, MIN_PLACES, Amount, ColumnChart, draw_columns

LAST = 2025
TALL = 100 - ABOVE - BELOW


def year_of(year, *numbers):
    """Return a year and its Amounts, as `draw_columns` takes them."""
    return year, [Amount(f"part-{place}", number, f"?annee={year}") for place, number in enumerate(numbers)]


def drawn(number, **options):
    """Return the columns of so many years, the last being LAST, each of one."""
    return draw_columns([year_of(year, 1) for year in range(LAST - number + 1, LAST + 1)], **options).columns


def percent(length):
    """Return the number of an SVG length."""
    assert length.endswith("%")
    return float(length.removesuffix("%"))


def test_a_column_alone_takes_its_place_and_is_no_wall():
    (column,) = drawn(1)
    assert (column.x, column.width, column.middle) == ("2.67%", "11.33%", "8.33%")
    assert (column.parts[0].y, column.parts[0].height, column.top) == ("14%", "72%", "14%")


@pytest.mark.parametrize(
    ("years", "room"),
    [
        (1, 100 / MIN_PLACES),
        (5, 100 / MIN_PLACES),
        (6, 100 / 6),
        (7, 100 / 7),
        (12, 100 / 12),
        (13, 100 / MAX_COLUMNS),
        (60, 100 / MAX_COLUMNS),
    ],
)
def test_columns_share_the_width_equally(years, room):
    columns = drawn(years)
    steps = {round(percent(column.middle) - room * (place + 0.5), 1) for place, column in enumerate(columns)}
    assert steps == {0}
    assert {percent(column.width) for column in columns} == {round(room * 0.68, 2)}


@pytest.mark.parametrize("years", [1, 6, 12])
def test_a_column_is_in_the_middle_of_its_room_and_touches_no_other(years):
    columns = drawn(years)
    for column in columns:
        assert percent(column.x) + percent(column.width) / 2 == pytest.approx(percent(column.middle), abs=0.02)
    ends = [percent(column.x) + percent(column.width) for column in columns]
    assert all(end < percent(column.x) for end, column in zip(ends, columns[1:], strict=False))
    assert percent(columns[0].x) > 0
    assert ends[-1] < 100


def test_as_much_is_left_before_the_first_column_as_after_the_last():
    first, *_others, last = drawn(12)
    assert percent(first.x) == pytest.approx(100 - percent(last.x) - percent(last.width), abs=0.02)


@pytest.mark.parametrize(
    ("years", "written"),
    [
        (1, [2025]),
        (2, [2024, 2025]),
        (8, [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025]),
        (9, [2017, 2019, 2021, 2023, 2025]),
        (10, [2017, 2019, 2021, 2023, 2025]),
        (12, [2015, 2017, 2019, 2021, 2023, 2025]),
        (30, [2015, 2017, 2019, 2021, 2023, 2025]),
    ],
)
def test_the_last_year_is_written_and_as_many_before_it_as_can_be_read(years, written):
    assert [column.year for column in drawn(years) if column.is_labelled] == written


@pytest.mark.parametrize(
    ("first", "is_cut"),
    [
        (2014, False),  # twelve years
        (2013, True),  # thirteen
    ],
)
def test_years_left_out_are_told_even_where_those_between_hold_nothing(first, is_cut):
    chart = draw_columns([year_of(2025, 1), year_of(first, 1)])
    assert chart.is_cut is is_cut
    assert [column.year for column in chart.columns] == list(range(2014, 2026))


def test_years_that_are_not_drawn_set_no_scale():
    chart = draw_columns([year_of(2000, 100), year_of(2025, 2)])
    assert chart.most == 2
    assert chart.columns[-1].parts[0].height == f"{TALL}%"


@pytest.mark.parametrize(
    ("most", "height"),
    [
        (0, "72%"),  # the highest of the chart
        (3, "72%"),  # less than the chart holds: no column leaves the drawing
        (4, "72%"),
        (6, "48%"),
        (8, "36%"),
    ],
)
def test_the_height_stands_for_the_most_of_the_charts_beside_but_never_for_less_than_its_own(most, height):
    chart = draw_columns([year_of(2025, 4)], most=most)
    assert chart.columns[0].parts[0].height == height
    assert chart.most == 4


def test_a_part_of_nothing_is_not_drawn_and_leaves_no_gap():
    (column,) = draw_columns([year_of(2025, 1, 0, 2)]).columns
    below, above = column.parts
    assert [below.amount.key, above.amount.key] == ["part-0", "part-2"]
    assert percent(above.y) + percent(above.height) == percent(below.y)
    assert (column.total, above.y) == (3, column.top)


def test_a_part_leads_where_its_amount_does():
    (column,) = draw_columns([year_of(2025, 5)]).columns
    assert column.parts[0].amount == Amount("part-0", 5, "?annee=2025")


@pytest.mark.parametrize("amounts", [[], [Amount("part-0", 0, "?")]])
def test_a_year_of_nothing_stands_on_the_ground(amounts):
    chart = draw_columns([(2024, amounts), year_of(2025, 1)])
    assert (chart.columns[0].top, chart.columns[0].total, chart.columns[0].parts) == (chart.ground, 0, [])
    assert chart.ground == "86%"


def test_years_of_nothing_at_all_are_written_on_the_ground():
    chart = draw_columns([year_of(2024, 0), year_of(2025)])
    assert [(column.year, column.top, column.total) for column in chart.columns] == [
        (2024, chart.ground, 0),
        (2025, chart.ground, 0),
    ]
    assert (chart.most, chart.is_cut) == (0, False)


def test_without_a_year_there_is_no_column_nor_anything_left_out():
    assert draw_columns(iter(())) == ColumnChart([], 0, is_cut=False)


def test_years_come_in_any_order_from_anything_read_once():
    pairs = [year_of(2024, 2), year_of(2025, 1), year_of(2023, 3)]
    assert draw_columns(iter(pairs)) == draw_columns(sorted(pairs))
