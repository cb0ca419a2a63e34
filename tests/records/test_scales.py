"""Shares of a whole as SVG writes them, bars, and days along whole years."""

import datetime as dt

import pytest

from records.charts.scales import Stretch, TimeScale, share, stack

D = dt.date


@pytest.mark.parametrize(
    ("part", "whole", "length"),
    [
        (0, 8, "0%"),
        (8, 8, "100%"),
        (9, 8, "112.5%"),  # what goes beyond is seen to go beyond
        (2, 3, "66.67%"),
        (1, 100_000, "0%"),
        (1, 10_000, "0.01%"),
        (-1, 4, "-25%"),
        (0.5, 2, "25%"),
        (5, 0, "0%"),  # of nothing, nothing
        (0, 0, "0%"),
    ],
)
def test_a_share_is_a_length_of_two_decimals_at_most(part, whole, length):
    assert share(part, whole) == length


@pytest.mark.parametrize(
    ("numbers", "whole", "bar"),
    [
        ([], 10, []),
        ([4], 4, [Stretch("0%", "100%")]),
        ([0, 0], 0, [Stretch("0%", "0%"), Stretch("0%", "0%")]),
        (iter([1, 1]), 4, [Stretch("0%", "25%"), Stretch("25%", "25%")]),
        ([1, 2, 3], 6, [Stretch("0%", "16.67%"), Stretch("16.67%", "33.33%"), Stretch("50%", "50%")]),
    ],
)
def test_a_bar_has_a_stretch_for_each_number(numbers, whole, bar):
    assert stack(numbers, whole) == bar


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (D(2024, 1, 1), 0),
        (D(2024, 12, 31), 99.73),  # 365 days of 366
        (D(2025, 1, 1), 100),  # the first day beyond
        (D(2024, 7, 2), 50),
        (D(2023, 12, 31), -0.27),
    ],
)
def test_a_day_stands_where_it_is_in_a_leap_year(day, at):
    scale = TimeScale(2024, 2024)
    assert scale.at(day) == at
    assert scale.x(day) == f"{at:g}%"


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2026, 2026, [2026]),
        (2020, 2025, [2020, 2021, 2022, 2023, 2024, 2025]),
        (2020, 2026, [2020, 2022, 2024, 2026]),
        (2019, 2030, [2020, 2022, 2024, 2026, 2028, 2030]),
        (2019, 2031, [2020, 2025, 2030]),
        (2000, 2031, [2000, 2010, 2020, 2030]),
        (1962, 2026, [1980, 2000, 2020]),
        (1900, 2020, [1900, 1950, 2000]),
        (1608, 2026, [1700, 1800, 1900, 2000]),
        (1000, 2026, [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000]),  # the widest step there is
    ],
)
def test_round_years_are_written_along_the_time(first, last, years):
    marks = TimeScale(first, last).marks
    assert [mark.year for mark in marks] == years
    assert [mark.x for mark in marks] == [TimeScale(first, last).x(D(year, 1, 1)) for year in years]
