"""Drawings as shares of a room, and the sentence that a figure says."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils.translation import override

from records.charts.columns import ABOVE, BELOW, MAX_COLUMNS, MAX_LABELS, Amount, draw_columns
from records.charts.scales import MAX_MARKS, Stretch, TimeScale, share, stack

D = dt.date


def column(year, *numbers):
    return year, [Amount(f"part-{place}", number, "?") for place, number in enumerate(numbers)]


def percent(length):
    """Return the number of an SVG length."""
    return float(length.removesuffix("%"))


def test_a_share_is_written_as_svg_reads_it():
    assert [share(1, 8), share(1, 3), share(5, 5), share(0, 3), share(3, 0)] == ["12.5%", "33.33%", "100%", "0%", "0%"]


def test_the_parts_of_a_bar_follow_one_another_as_far_as_their_sum():
    assert stack([2, 0, 6], 16) == [Stretch("0%", "12.5%"), Stretch("12.5%", "0%"), Stretch("12.5%", "37.5%")]


def test_parts_stand_on_one_another_and_the_highest_column_has_the_whole_height():
    chart = draw_columns([column(2024, 1, 3), column(2025, 2, 0)])
    tall = 100 - ABOVE - BELOW
    full, low = chart.columns
    assert [percent(part.height) for part in full.parts] == [tall / 4, tall * 3 / 4]
    assert percent(full.parts[0].y) + percent(full.parts[0].height) == percent(chart.ground)
    assert percent(full.parts[1].y) + percent(full.parts[1].height) == percent(full.parts[0].y)
    assert percent(full.top) == ABOVE
    assert [part.amount.number for part in low.parts] == [2]
    assert [full.total, low.total, chart.most] == [4, 2, 4]


def test_a_year_without_anything_keeps_its_place():
    chart = draw_columns([column(2025, 1), column(2022, 1)])
    assert [(each.year, each.total) for each in chart.columns] == [(2022, 1), (2023, 0), (2024, 0), (2025, 1)]
    rooms = [percent(each.middle) for each in chart.columns]
    assert rooms == sorted(rooms)
    assert rooms[-1] < 100


def test_the_last_years_are_shown_and_the_last_is_written():
    chart = draw_columns([column(year, 1) for year in range(1962, 2027)])
    assert [each.year for each in chart.columns] == list(range(2027 - MAX_COLUMNS, 2027))
    assert chart.columns[-1].is_labelled
    assert chart.is_cut
    assert sum(each.is_labelled for each in chart.columns) <= MAX_LABELS


def test_charts_beside_one_another_have_one_scale():
    (low,) = draw_columns([column(2025, 2)], most=8).columns
    assert percent(low.parts[0].height) == (100 - ABOVE - BELOW) / 4


@pytest.mark.parametrize("years", [[], [column(2025, 0)]])
def test_nothing_is_drawn_of_nothing(years):
    chart = draw_columns(years)
    assert chart.most == 0
    assert not any(each.parts for each in chart.columns)


def test_a_day_stands_between_the_first_day_and_the_last():
    scale = TimeScale(2024, 2025)
    assert [scale.x(day) for day in (D(2024, 1, 1), D(2025, 1, 1), D(2026, 1, 1))] == ["0%", "50.07%", "100%"]
    assert [(mark.year, mark.x) for mark in scale.marks] == [(2024, "0%"), (2025, "50.07%")]


@pytest.mark.parametrize("first", [1608, 1956, 2020, 2026])
def test_marks_stay_few_however_long_the_time(first):
    assert 1 <= len(TimeScale(first, 2026).marks) <= MAX_MARKS


@pytest.mark.parametrize(
    ("numbers", "said", "said_in_english"),
    [
        ({}, "", ""),
        ({2025: 0}, "", ""),
        ({2025: 3, 2024: 0}, "Il n’y en a qu’en 2025\u00a0: 3.", "There are some in 2025 only: 3."),
        ({2025: 3, 2024: 1}, "2025 est l’année qui en compte le plus\u00a0: 3.", "2025 is the year with the most: 3."),
        (
            {2025: 1234, 2024: 1234, 2023: 1},
            "2024 et 2025 sont les années qui en comptent le plus\u00a0: 1\u00a0234 chacune.",
            "2024 and 2025 are the years with the most: 1,234 each.",
        ),
        (
            {2023: 2, 2025: 2, 2024: 2},
            "2023, 2024 et 2025 sont les années qui en comptent le plus\u00a0: 2 chacune.",
            "2023, 2024 and 2025 are the years with the most: 2 each.",
        ),
        (
            dict.fromkeys(range(2020, 2024), 1),
            "Aucune année n’en compte plus de 1; 4 années en comptent autant.",
            "No year has more than 1; 4 years have as many.",
        ),
    ],
)
def test_a_figure_says_where_there_are_the_most(numbers, said, said_in_english):
    peak = Template("{% peak numbers %}")
    assert peak.render(Context({"numbers": numbers})) == said
    with override("en"):
        assert peak.render(Context({"numbers": numbers})) == said_in_english
