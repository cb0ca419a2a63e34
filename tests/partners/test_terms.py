"""Terms drawn on an axis of time."""

import datetime as dt

import pytest

from partners.models import Agreement, AgreementState
from partners.terms import DRAWING_WIDTH, MAX_MARKS, MIN_WIDTH, terms_of

D = dt.date
TODAY = D(2026, 7, 2)


def agreement(state=AgreementState.IN_FORCE, **options):
    made = Agreement(**options)
    made.state_value, made.term_value, made.closes_on = state, "", made.ends_on
    return made


def outline(*agreements):
    """Return the outline of the first of them."""
    return terms_of(agreements, TODAY).rows[0][1]


def test_the_axis_runs_over_whole_years_from_the_first_date_to_today():
    terms = terms_of([agreement(starts_on=D(2022, 5, 1))], TODAY)
    assert [mark.year for mark in terms.marks] == [2022, 2023, 2024, 2025, 2026]
    assert terms.marks[0].x == 0
    assert terms.today == pytest.approx(DRAWING_WIDTH * 4.5 / 5, abs=1)


def test_a_term_runs_from_its_start_to_its_end():
    drawn = outline(agreement(starts_on=D(2022, 1, 1), ends_on=D(2026, 12, 31)))
    assert drawn == f"M0 5H{DRAWING_WIDTH}v10H0z"


def test_one_in_force_without_an_end_goes_on_past_today():
    terms = terms_of([agreement(signed_on=D(2022, 1, 1))], TODAY)
    assert terms.rows[0][1] == f"M0 5H{terms.today}l6 5l-6 5H0z"


@pytest.mark.parametrize("state", [AgreementState.OVER, AgreementState.ASLEEP, AgreementState.UNKNOWN])
def test_of_others_without_an_end_only_the_beginning_is_drawn(state):
    assert outline(agreement(state, starts_on=D(2022, 1, 1))) == f"M0 5H{MIN_WIDTH}v10H0z"


def test_a_start_prevails_over_the_signature():
    start = outline(agreement(signed_on=D(2020, 1, 1), starts_on=D(2024, 1, 1), ends_on=D(2024, 2, 1)))
    assert start.startswith("M0 ")


def test_an_undated_agreement_is_told_but_not_drawn():
    terms = terms_of([agreement()], TODAY)
    assert terms.rows[0][1] == ""
    assert not terms.is_drawn


def test_marks_stay_few_however_long_the_time():
    terms = terms_of([agreement(starts_on=D(1608, 7, 3))], TODAY)
    assert 1 < len(terms.marks) <= MAX_MARKS
    assert all(mark.year % 100 == 0 for mark in terms.marks)
