"""Approximate dates, as they are stored, ordered and said."""

import datetime as dt

import pytest

from records.words.dates import (
    UNDATED,
    DatePrecision,
    in_words,
    iso,
    parse_approximate,
    sort_date,
    span_in_words,
    span_iso,
    time_in_words,
    years_after,
    years_before,
    years_between,
)

D = dt.date
DAY, MONTH, YEAR, PERIOD = DatePrecision


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("1979", D(1979, 1, 1), YEAR),
        ("1993-09", D(1993, 9, 1), MONTH),
        ("1993-09-08", D(1993, 9, 8), DAY),
    ],
)
def test_the_form_of_a_date_tells_its_precision(text, date, precision):
    assert parse_approximate(text) == (date, precision)


@pytest.mark.parametrize("text", ["", "79", "1993-13", "1993-02-30", "8 sept. 1993", "19930908", "1993-9-8"])
def test_anything_else_is_no_date(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_approximate(text)


@pytest.mark.parametrize(
    ("date", "precision", "said"),
    [
        (D(2026, 3, 1), DAY, "1er mars 2026"),
        (D(2026, 8, 11), DAY, "11 août 2026"),
        (D(2023, 5, 1), MONTH, "mai 2023"),
        (D(1999, 1, 1), YEAR, "1999"),
        (None, DAY, "date inconnue"),
    ],
)
def test_a_date_is_said_as_well_as_it_is_known(date, precision, said):
    assert plain(in_words(date, precision)) == said


def test_a_day_and_its_month_stay_together():
    assert in_words(D(2026, 3, 11)) == "11\u00a0mars 2026"


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        (D(2022, 11, 11), D(2022, 11, 19), DAY, "11 au 19 novembre 2022"),
        (D(2023, 4, 28), D(2023, 5, 3), DAY, "28 avril au 3 mai 2023"),
        (D(2022, 12, 30), D(2023, 1, 2), DAY, "30 décembre 2022 au 2 janvier 2023"),
        (D(2022, 11, 11), D(2022, 11, 11), DAY, "11 novembre 2022"),
        (D(2022, 11, 1), D(2022, 12, 2), DAY, "1er novembre au 2 décembre 2022"),
        (D(2023, 5, 1), D(2023, 5, 31), MONTH, "mai 2023"),
        (D(2023, 5, 1), D(2023, 9, 30), MONTH, "mai à septembre 2023"),
        (D(2022, 9, 1), D(2024, 9, 30), MONTH, "septembre 2022 à septembre 2024"),
        (D(2021, 1, 1), D(2023, 12, 31), YEAR, "2021 à 2023"),
        (D(2021, 1, 1), D(2021, 12, 31), YEAR, "2021"),
        (D(2023, 8, 22), None, DAY, "22 août 2023"),
        (None, None, DAY, "date inconnue"),
    ],
)
def test_a_period_is_said_without_repeating_itself(start, end, precision, said):
    assert plain(span_in_words(start, end, precision)) == said


def test_what_goes_on_is_said_so():
    assert span_in_words(None, None, open_ended=True) == "date inconnue"
    assert span_in_words(D(2007, 1, 1), None, YEAR, open_ended=True) == "depuis 2007"
    assert plain(span_in_words(D(2023, 8, 22), None, open_ended=True)) == "depuis le 22 août 2023"


def test_a_date_within_a_period_names_the_period():
    said = plain(span_in_words(D(2022, 11, 11), D(2022, 11, 19), PERIOD, within="pendant la mission"))
    assert said == "pendant la mission (11 au 19 novembre 2022)"


def test_a_table_says_dates_as_iso():
    assert iso(D(2026, 3, 1)) == "2026-03-01"
    assert iso(D(2023, 5, 1), MONTH) == "2023-05"
    assert iso(D(1999, 1, 1), YEAR) == "1999"
    assert iso(None) == ""
    assert span_iso(D(2022, 11, 11), D(2022, 11, 19)) == "2022-11-11 – 2022-11-19"
    assert span_iso(D(2023, 5, 1), D(2023, 5, 31), MONTH) == "2023-05"
    assert span_iso(D(2023, 8, 22), None) == "2023-08-22"


@pytest.mark.parametrize(
    ("time", "said"),
    [(dt.time(14, 30), "14 h 30"), (dt.time(9, 5), "9 h 5"), (dt.time(13), "13 h"), (dt.time(0), "0 h")],
)
def test_a_time_is_said_as_the_language_office_asks(time, said):
    assert plain(time_in_words(time)) == said


def test_an_undated_row_keeps_a_place_in_the_order():
    assert sort_date(None, None) == UNDATED
    assert sort_date(None, D(2020, 1, 1), D(2021, 1, 1)) == D(2020, 1, 1)


@pytest.mark.parametrize(
    ("date", "years", "before", "after"),
    [
        (D(2024, 5, 1), 2, D(2022, 5, 1), D(2026, 5, 1)),
        (D(2024, 2, 29), 4, D(2020, 2, 29), D(2028, 2, 29)),
        (D(2024, 2, 29), 1, D(2023, 2, 28), D(2025, 2, 28)),
        (D(2, 1, 1), 5, D(1, 1, 1), D(7, 1, 1)),
        (D(9998, 12, 31), 5, D(9993, 12, 31), D(9999, 12, 31)),
    ],
)
def test_years_before_and_after_a_day(date, years, before, after):
    assert (years_before(date, years), years_after(date, years)) == (before, after)


@pytest.mark.parametrize(
    ("end", "years"),
    [
        (D(2020, 5, 15), 0),
        (D(2021, 5, 14), 0),
        (D(2021, 5, 15), 1),
        (D(2021, 4, 30), 0),
        (D(2021, 6, 1), 1),
        (D(2026, 5, 14), 5),
    ],
)
def test_a_year_is_whole_from_its_anniversary(end, years):
    assert years_between(D(2020, 5, 15), end) == years
