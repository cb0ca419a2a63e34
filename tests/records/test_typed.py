"""What people type is read where it can only mean one thing."""

import datetime as dt

import pytest

from records.words.typed import TwoDaysError, parse_day, parse_hour, parse_number

NOVEMBER_3 = dt.date(2022, 11, 3)


def refusal(read, *arguments):
    """Return the type of the ValueError by which something is not read."""
    try:
        value = read(*arguments)
    except ValueError as refused:
        return type(refused)
    raise AssertionError(f"read as {value}")


@pytest.mark.parametrize(
    "text",
    [
        "2022-11-03", "2022-11-3", "2022/11/03", "2022.11.03", " 2022-11-03 ",
        "3 novembre 2022", "3\u00a0novembre\u00a02022", "le 3 novembre 2022", "jeudi 3 novembre 2022", "3 nov. 2022",
        "3 NOVEMBRE 2022", "November 3, 2022", "Nov. 3rd, 2022", "3 nov 2022.",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert parse_day(text) == (NOVEMBER_3, "jour")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/11/2022", dt.date(2022, 11, 25)),
        ("11/25/2022", dt.date(2022, 11, 25)),
        ("25-11-2022", dt.date(2022, 11, 25)),
        ("11/11/2022", dt.date(2022, 11, 11)),
        ("1er août 2026", dt.date(2026, 8, 1)),
        ("28 févr. 2026", dt.date(2026, 2, 28)),
        ("2 déc. 2026", dt.date(2026, 12, 2)),
    ],
)
def test_a_day_that_can_only_be_one_is_read(text, day):
    assert parse_day(text) == (day, "jour")


def test_a_day_that_could_be_two_is_not_chosen():
    with pytest.raises(TwoDaysError) as doubt:
        parse_day("3/11/2022")
    assert doubt.value.days == (NOVEMBER_3, dt.date(2022, 3, 11))


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("novembre 2022", dt.date(2022, 11, 1), "mois"),
        ("2022-11", dt.date(2022, 11, 1), "mois"),
        ("11/2022", dt.date(2022, 11, 1), "mois"),
        ("2022", dt.date(2022, 1, 1), "annee"),
    ],
)
def test_less_than_a_day_is_read_as_well_as_it_is_known(text, day, precision):
    assert parse_day(text) == (day, precision)


@pytest.mark.parametrize(
    "text",
    ["", "3/11/22", "31 novembre 2022", "30/02/2022", "demain", "3 jui 2022", "3 ma 2022", "2022-13-01", "novembre",
     "13/2022", "99", "3 novembre 22", "3 no 2022", "2022-11-03 à midi"],
)  # fmt: skip
def test_what_is_no_date_is_not_read(text):
    assert refusal(parse_day, text) is not TwoDaysError


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9 h 30", dt.time(9, 30)), ("9\u00a0h\u00a030", dt.time(9, 30)), ("9h30", dt.time(9, 30)),
        ("09:30", dt.time(9, 30)), ("9:30:00", dt.time(9, 30)), ("9 h", dt.time(9)), ("14H05", dt.time(14, 5)),
        ("2:30 PM", dt.time(14, 30)), ("12:15 a.m.", dt.time(0, 15)), ("12 pm", dt.time(12)),
        ("9 h 30 min", dt.time(9, 30)),
        ("midi", dt.time(12)), ("Minuit", dt.time(0)), ("0 h", dt.time(0)),
        ("noon", dt.time(12)), ("Midnight", dt.time(0)),
    ],
)  # fmt: skip
def test_an_hour_is_read_however_it_is_written(text, hour):
    assert parse_hour(text) == hour


@pytest.mark.parametrize("text", ["", "9", "24 h", "9 h 60", "930", "9 h 3", "vers 9 h", "14:30 pm", "0 am"])
def test_what_is_no_hour_is_not_read(text):
    assert refusal(parse_hour, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 979,50 $", "12979.50"), ("12\u202f979,50\u00a0$", "12979.50"), ("12,979.50", "12979.50"),
        ("$12,979.50", "12979.50"), ("12979.5", "12979.5"), ("12.979,50", "12979.50"), ("12 979", "12979"),
        ("12,979", "12979"), ("1,234,567", "1234567"), ("0,5", "0.5"), (",5", "0.5"), ("-3", "-3"),
        ("12 979 $ CA", "12979"),
        ("12979 CAD", "12979"), ("CA$ 10", "10"),
    ],
)  # fmt: skip
def test_an_amount_is_read_however_it_is_written(text, number):
    assert parse_number(text, 2) == number


def test_a_comma_sets_decimals_apart_where_there_may_be_as_many():
    assert parse_number("46,813", 4) == "46.813"


@pytest.mark.parametrize(
    "text", ["", "$", "douze", "12 979 €", "12 979 $ US", "1,23,456", "1,234.567,8", "12-13", "1.2.3", "."]
)
def test_what_is_no_amount_is_not_read(text):
    assert refusal(parse_number, text, 2)
