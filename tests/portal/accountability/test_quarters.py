"""Quarters: their days, their words, their place in an address, and the trips that count in each."""

import re

import pytest
from django.utils.translation import override

from missions.models import MissionStage
from portal.accountability.disclosure import count_quarters
from portal.accountability.quarters import Quarter, QuarterConverter, YearConverter, quarter_of, quarters_through
from portal.accountability.report import quarter_period, year_period
from tests.portal.accountability.entries import TODAY, D, mission_of

DONE, DECLINED = MissionStage.DONE, MissionStage.DECLINED


@pytest.mark.parametrize(
    ("quarter", "first", "last", "previous", "following"),
    [
        (Quarter(2024, 1), D(2024, 1, 1), D(2024, 3, 31), "2023-T4", "2024-T2"),
        (Quarter(2024, 2), D(2024, 4, 1), D(2024, 6, 30), "2024-T1", "2024-T3"),
        (Quarter(2024, 3), D(2024, 7, 1), D(2024, 9, 30), "2024-T2", "2024-T4"),
        (Quarter(2024, 4), D(2024, 10, 1), D(2024, 12, 31), "2024-T3", "2025-T1"),
    ],
)
def test_a_quarter_has_its_days_and_its_neighbours(quarter, first, last, previous, following):
    assert (quarter.first_day, quarter.last_day) == (first, last)
    assert (quarter_of(first), quarter_of(last)) == (quarter, quarter)
    assert (str(quarter.previous), str(quarter.next)) == (previous, following)


@pytest.mark.parametrize(
    ("number", "words", "months", "english", "english_months"),
    [
        (1, "1er trimestre de 2024", "janvier à mars", "1st quarter of 2024", "January to March"),
        (2, "2e trimestre de 2024", "avril à juin", "2nd quarter of 2024", "April to June"),
        (3, "3e trimestre de 2024", "juillet à septembre", "3rd quarter of 2024", "July to September"),
        (4, "4e trimestre de 2024", "octobre à décembre", "4th quarter of 2024", "October to December"),
    ],
)
def test_a_quarter_is_named_in_both_languages(number, words, months, english, english_months):
    quarter = Quarter(2024, number)
    assert (quarter.words, quarter.months) == (words, months)
    with override("en"):
        assert (quarter.words, quarter.months) == (english, english_months)


@pytest.mark.parametrize(
    ("converter", "address", "value"),
    [
        (QuarterConverter(), "2022-T4", Quarter(2022, 4)),
        (QuarterConverter(), "9999-T1", Quarter(9999, 1)),
        (YearConverter(), "2022", 2022),
        (YearConverter(), "1000", 1000),
    ],
)
def test_an_address_names_a_period_and_a_period_its_address(converter, address, value):
    assert re.fullmatch(converter.regex, address)
    assert converter.to_python(address) == value
    assert converter.to_url(value) == address


@pytest.mark.parametrize(
    ("converter", "address"),
    [
        (QuarterConverter, "2022-T0"),
        (QuarterConverter, "2022-T5"),
        (QuarterConverter, "0022-T1"),  # no day has so early a year
        (QuarterConverter, "2022-t1"),
        (QuarterConverter, "20222-T1"),
        (YearConverter, "0999"),
        (YearConverter, "20222"),
        (YearConverter, "٢٠٢٢"),  # digits of another script
    ],
)
def test_an_address_names_no_other_period(converter, address):
    assert not re.fullmatch(converter.regex, address)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (Quarter(2023, 4), Quarter(2024, 2), ["2023-T4", "2024-T1", "2024-T2"]),
        (Quarter(2024, 2), Quarter(2024, 2), ["2024-T2"]),
        (Quarter(2024, 2), Quarter(2024, 1), []),
    ],
)
def test_quarters_go_through_the_last(first, last, found):
    assert [str(each) for each in quarters_through(first, last)] == found


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        ([], {"2026-T1": 0}),  # the quarter under way is always told
        ([(Quarter(2025, 3), DONE)], {"2026-T1": 0, "2025-T4": 0, "2025-T3": 1}),
        ([(Quarter(2025, 4), DONE), (Quarter(2025, 4), MissionStage.CLOSED)], {"2026-T1": 0, "2025-T4": 2}),
        ([(Quarter(2026, 1), DONE), (Quarter(2025, 4), DONE)], {"2026-T1": 1, "2025-T4": 1}),
        # Announced and never confirmed: the register begins there, and no trip is counted.
        ([(Quarter(2025, 4), MissionStage.TO_CHECK)], {"2026-T1": 0, "2025-T4": 0}),
        ([(None, DONE), (Quarter(2026, 1), DONE)], {"2026-T1": 1}),  # nobody knows when it came back
        ([(Quarter(2026, 2), DONE)], {"2026-T1": 0}),  # still to come
    ],
)
def test_trips_are_counted_from_the_first_quarter_on_record_to_that_of_the_day(found, counted):
    told = count_quarters(found, TODAY)
    assert {str(quarter): number for quarter, number in told.items()} == counted
    assert list(told) == sorted(told, reverse=True)


@pytest.mark.parametrize(
    ("dates", "in_year", "in_quarter"),
    [
        ({"starts_on": D(2024, 3, 28), "ends_on": D(2024, 4, 1)}, True, True),  # back in the quarter
        ({"starts_on": D(2024, 6, 28), "ends_on": D(2024, 7, 1)}, True, False),
        ({"starts_on": D(2023, 12, 30), "ends_on": D(2024, 4, 1)}, False, True),  # begun in another year
        ({"starts_on": D(2024, 5, 1), "ends_on": None}, True, False),
        ({"starts_on": None, "ends_on": None, "date_precision": ""}, False, False),
        ({"starts_on": D(2024, 1, 1), "ends_on": D(2024, 12, 31), "date_precision": "annee"}, True, False),
    ],
)
def test_a_mission_is_of_the_year_it_starts_and_of_the_quarter_it_comes_back(dates, in_year, in_quarter):
    mission = mission_of(**dates)
    assert year_period(2024).holds(mission) == in_year
    assert quarter_period(Quarter(2024, 2)).holds(mission) == in_quarter


def test_periods_are_named_and_have_their_days():
    year, quarter = year_period(2024), quarter_period(Quarter(2024, 3))
    assert tuple(year) == ("Année 2024", D(2024, 1, 1), D(2024, 12, 31), None)
    assert tuple(quarter) == ("3e trimestre de 2024", D(2024, 7, 1), D(2024, 9, 30), Quarter(2024, 3))
    with override("en"):
        assert year_period(2024).words == "Year 2024"
