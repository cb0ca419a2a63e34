"""What the database is asked of dates, and the days that years lead to."""

import datetime as dt

import pytest
from django.db.models import DateField, DateTimeField, Value

from records.words.dates import (
    FIRST_DAY,
    LAST_DAY,
    DatePrecision,
    bounds,
    goes_with,
    in_calendar,
    moment_of,
    parse_approximate,
    years_after,
    years_before,
    years_between,
)

D, ONE_DAY, A_MOMENT = dt.date, dt.timedelta(days=1), dt.timedelta(microseconds=1)


def holds(condition, value, field, **others):
    """Ask the database whether a condition holds of the date `day`, told as a value of `field`."""
    return condition.check({"day": Value(value, field), **others})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "is_in"),
    [
        (None, True),
        (FIRST_DAY, True),
        (LAST_DAY, True),
        (D(2026, 3, 2), True),
        (FIRST_DAY - ONE_DAY, False),
        (LAST_DAY + ONE_DAY, False),
        (D.min, False),
        (D.max, False),
    ],
)
def test_a_date_is_unknown_or_in_the_calendar(day, is_in):
    assert holds(in_calendar("day"), day, DateField()) is is_in


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "is_in"),
    [
        (None, True),
        (moment_of(FIRST_DAY), True),
        (moment_of(LAST_DAY) + ONE_DAY - A_MOMENT, True),  # the last evening
        (moment_of(FIRST_DAY) - A_MOMENT, False),
        (moment_of(LAST_DAY) + ONE_DAY + A_MOMENT, False),
    ],
)
def test_a_moment_is_unknown_or_in_the_calendar(moment, is_in):
    assert holds(in_calendar("day", is_moment=True), moment, DateTimeField()) is is_in


def test_the_calendar_of_moments_holds_that_of_days():
    first, last = bounds(is_moment=True)
    assert bounds(is_moment=False) == (first.date(), (last - A_MOMENT).date()) == (D(1800, 1, 1), D(2100, 12, 31))
    assert first.utcoffset() == last.utcoffset() == dt.timedelta()


def test_a_day_begins_at_midnight_in_universal_time():
    assert moment_of(D(2026, 3, 8)).isoformat() == "2026-03-08T00:00:00+00:00"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "precision", "agrees"),
    [
        (None, "", True),
        (D(2026, 3, 2), DatePrecision.DAY, True),
        (D(2026, 1, 1), DatePrecision.YEAR, True),
        (None, DatePrecision.DAY, False),
        (D(2026, 3, 2), "", False),
    ],
)
def test_a_date_goes_with_its_precision(day, precision, agrees):
    assert holds(goes_with("day", "precision"), day, DateField(), precision=precision) is agrees


LEAP_DAY = D(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (D(2020, 5, 15), D(2020, 5, 15), 0),  # the very day
        (D(2020, 12, 31), D(2021, 1, 1), 0),
        (D(2020, 12, 31), D(2021, 12, 30), 0),
        (D(2020, 12, 31), D(2021, 12, 31), 1),
        (D(1962, 3, 3), D(2026, 3, 2), 63),
        (LEAP_DAY, D(2025, 2, 27), 0),
        (LEAP_DAY, D(2025, 2, 28), 1),  # its anniversary, where the year lacks the 29th
        (LEAP_DAY, D(2025, 3, 1), 1),
        (LEAP_DAY, D(2028, 2, 28), 3),
        (LEAP_DAY, D(2028, 2, 29), 4),
        (D.min, D.max, 9998),
    ],
)
def test_whole_years_are_counted_from_anniversary_to_anniversary(start, end, years):
    assert years_between(start, end) == years


@pytest.mark.parametrize("day", [D(2020, 5, 15), D(2023, 2, 28), LEAP_DAY, D(2024, 3, 1), D(2023, 12, 31)])
@pytest.mark.parametrize("years", [1, 4, 5, 60])
def test_an_anniversary_is_as_many_years_away_as_it_is_of(day, years):
    anniversary = years_after(day, years)
    assert (years_between(day, anniversary - ONE_DAY), years_between(day, anniversary)) == (years - 1, years)


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (D(2026, 3, 2), 0, D(2026, 3, 2)),
        (D(2026, 3, 2), -2, D(2028, 3, 2)),
        (D(2001, 2, 28), 1, D(2000, 2, 28)),  # not the 29th, though the year has one
        (LEAP_DAY, 124, D(1900, 2, 28)),  # a century without a 29th
        (LEAP_DAY, 3000, D(1, 2, 28)),
        (D.max, -1, D.max),
    ],
)
def test_years_before_a_day_stay_in_the_calendar_of_python(day, years, before):
    assert years_before(day, years) == before


@pytest.mark.parametrize(
    "text",
    [
        "2022-W01-1",  # the Monday of a week, as the library reads it
        "2022-W52",
        "2022W01",
        "2022-001",
        "20220101",
        "2022-1-01",
        "2022/01/01",
        "-022",
        "0000",
        "٢٠٢٢",
        "２０２２-01-01",
        " 2022",
        "2022-00",
        "2023-02-29",
        "2022-01-01T00:00",
        "2022-01-01\n",
    ],
)
def test_a_date_of_another_form_is_not_read(text):
    with pytest.raises(ValueError, match=r"."):
        parse_approximate(text)
