"""Where what people type stops being read: the last day, the last figure, the words that could be two things."""

import datetime as dt
from decimal import Decimal

import pytest

from records.words.dates import DatePrecision
from records.words.keys import key_in
from records.words.typed import IS_YEAR, MONTH_NAMES, TwoDaysError, parse_day, parse_hour, parse_number

D, T = dt.date, dt.time
DAY, MONTH, YEAR, _PERIOD = DatePrecision
LONGEST = "9" * 18


def read(parse, *arguments):
    """Return what is read, or the class of what refuses it."""
    try:
        return parse(*arguments)
    except ValueError as refusal:
        return type(refusal)


@pytest.mark.parametrize("rank", range(1, 13))
def test_every_month_is_read_in_both_languages_whole_or_begun(rank):
    french, english = MONTH_NAMES[rank - 1]
    for name in (french, english, french.upper(), f"{french[:5]}.", f"{english[:4]}."):
        assert parse_day(f"7 {name} 2026") == (D(2026, rank, 7), DAY), name
        assert parse_day(f"{name} 2026") == (D(2026, rank, 1), MONTH), name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2/2/2026", D(2026, 2, 2)),  # the same day either way
        ("31.12.2026", D(2026, 12, 31)),
        ("31 12 2026", D(2026, 12, 31)),
        ("2026 12 31", D(2026, 12, 31)),
        ("29/2/2024", D(2024, 2, 29)),
        ("Thursday the 3rd of November 2022", D(2022, 11, 3)),
        ("samedi, 21st March 2026", D(2026, 3, 21)),
        ("22nd mar. 2026", D(2026, 3, 22)),
        ("3e mars 2026", D(2026, 3, 3)),
        ("août 1er, 2026", D(2026, 8, 1)),
        ("AOÛT 1, 2026", D(2026, 8, 1)),
        ("1 aout 2026", D(2026, 8, 1)),
        ("1\u202fde\u0301c. 2026", D(2026, 12, 1)),
        (" . 2026-03-02 . ", D(2026, 3, 2)),
    ],
)
def test_a_day_is_read_whatever_surrounds_it(text, day):
    assert parse_day(text) == (day, DAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1/2/2026", (D(2026, 2, 1), D(2026, 1, 2))),
        ("12-11-2026", (D(2026, 11, 12), D(2026, 12, 11))),
        ("01.12.2026", (D(2026, 12, 1), D(2026, 1, 12))),
    ],
)
def test_a_day_and_a_month_that_could_change_places_are_both_told_the_first_as_in_french(text, days):
    with pytest.raises(TwoDaysError, match=f"{days[0]} or {days[1]}") as doubt:
        parse_day(text)
    assert doubt.value.days == days


@pytest.mark.parametrize(
    "text",
    [
        "29/2/2023",  # a day its year lacks
        "13/13/2026",
        "0/1/2026",
        "32/1/2026",
        "1/1/0000",
        "00/2026",
        "2026-1-",
        "1er 2026",
        "3 novembre",
        "novembre 22",
        "November 3, 22",
        "3 3 novembre 2022",
        "3 novembre 2022 2023",
        "novembre 3 novembre",
        "juin-juillet 2026",
        "ju 2026",  # two months
        "m 2026",
        "ma 2026",
        "an 2026",
        "xmars 2026",
        "le",
        "trois mars 2026",
        "2022-W01-1",
        "vers 2022",
        "20222",
    ],
)
def test_a_day_that_is_guessed_at_is_not_read(text):
    assert read(parse_day, text) is ValueError


@pytest.mark.parametrize(
    ("text", "is_year"),
    [
        ("1000", True),
        ("2999", True),
        ("0999", False),
        ("3000", False),
        ("202", False),
        ("20222", False),
        ("2022 ", False),
    ],
)
def test_a_year_is_four_figures_of_ours(text, is_year):
    assert bool(IS_YEAR(text)) is is_year


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("23 h 59", T(23, 59)),
        ("23:59:59", T(23, 59)),  # seconds are not kept
        ("9 heures 5 minutes", ValueError),  # two figures, as a clock shows
        ("9 heures 05 minutes", T(9, 5)),
        ("1 heure", T(1)),
        ("12 am", T(0)),
        ("12 am.", ValueError),
        ("1 am", T(1)),
        ("11:59 p.m.", T(23, 59)),
        ("12:00 pm", T(12)),
        ("1 pm", T(13)),
        ("13 pm", ValueError),
        ("0 pm", ValueError),
        ("13 am", ValueError),
        ("9am", T(9)),
        ("24:00", ValueError),
        ("23:60", ValueError),
        ("9:", T(9)),
        ("9 30", ValueError),
        ("23", ValueError),
        ("MIDI", T(12)),
        (" minuit ", T(0)),
        ("midi et demi", ValueError),
        ("9 h 30 m", ValueError),
        ("-9 h", ValueError),
        ("\t9\u202fh\u00a030\n", T(9, 30)),
    ],
)
def test_an_hour_is_read_to_its_last_minute(text, hour):
    assert read(parse_hour, text) == hour


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        ("0", 2, "0"),
        ("007", 0, "007"),
        ("5.", 2, "5"),
        ("5,", 2, "5"),
        ("1,5", 0, "1.5"),  # too many decimals are refused elsewhere
        ("1,234", 0, "1234"),
        ("1,234", 2, "1234"),
        ("1,234", 3, "1.234"),  # as many decimals as there may be
        ("1.234", 2, "1.234"),
        ("1.234.567", 2, "1234567"),
        ("1.234.567,8", 2, "1234567.8"),
        ("1,234,567.8", 2, "1234567.8"),
        ("1.234,567", 2, "1234.567"),
        ("12,5x", 2, ValueError),
        ("1,234.567", 2, "1234.567"),
        ("0,123", 2, "0.123"),  # no thousands begin with nothing
        ("00,123", 2, "00.123"),
        (",123", 2, ValueError),
        ("− 3,5", 2, "-3.5"),
        ("-$5", 2, ValueError),
        ("$ -5", 2, "-5"),
        ("-.5", 2, "-0.5"),
        ("1 234 567", 0, "1234567"),
        ("1\u00a0234\u202f567,89\u00a0$", 2, "1234567.89"),
        ("$ca 5", 2, ValueError),
        ("5 $CAD", 2, "5"),
        ("5 cad", 2, "5"),
        ("cad 5", 2, ValueError),
        ("5 ca", 2, ValueError),
        ("5$5", 2, ValueError),
        ("5 $ US", 2, ValueError),
        ("--5", 2, ValueError),
        ("5-", 2, ValueError),
        ("+5", 2, ValueError),
        ("(5)", 2, ValueError),
        ("1e5", 2, ValueError),
        ("nan", 2, ValueError),
        ("½", 2, ValueError),
        (",", 2, ValueError),
        ("-", 2, ValueError),
        ("1,,5", 2, ValueError),
        ("12,34,567", 2, ValueError),
        ("1234,567.8", 2, ValueError),
        ("1,2345.6", 2, ValueError),
    ],
)
def test_a_number_is_read_or_refused_to_its_last_sign(text, decimals, number):
    assert read(parse_number, text, decimals) == number


@pytest.mark.parametrize(
    "text", ["12 97", "12 979 50", "1 23 456", "1234 567", "12 9790", "1 2", "12 979 5,50", "12 97 $"]
)
def test_spaces_that_set_no_thousands_apart_may_stand_for_a_sign_left_out(text):
    assert read(parse_number, text, 2) is ValueError


@pytest.mark.parametrize("number", ["0", "-12979.5", "1234567.89", "999", "1000"])
def test_what_the_portal_writes_is_read_back(number):
    written = f"{Decimal(number):,}"
    for text in (written, written.replace(",", "\u00a0").replace(".", ","), f"{written}\u00a0$"):
        assert Decimal(parse_number(text, 2)) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (LONGEST, int(LONGEST)),
        (f"{LONGEST}9", None),
        ("0", 0),
        ("007", 7),
        ("٣", 3),  # figures all the same
        ("²", None),
        (" 1", None),
        ("+1", None),
        ("1_000", None),
        ("1,0", None),
    ],
)
def test_a_key_is_figures_and_no_more_than_a_row_may_have(typed, key):
    assert key_in(typed) == key
