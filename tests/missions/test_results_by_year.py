"""What came of what is done, year by year and axis by axis: each number with the list that gives as many."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from axes.models import Axis
from missions.results_by_year import ALL_AXES, ResultsByYear, actions_with_results
from records.listing.choices import UNKNOWN_YEAR
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, OutcomeFactory

ANYONE = AnonymousUser()
ACT, SHINE = Axis(pk=1, slug="agir"), Axis(pk=2, slug="rayonner")


def list_asked(today=dt.date(2026, 3, 2)):
    """Return what stands for a list, which writes its query as it is asked."""

    def query_with(**asked):
        return "&".join(f"{name}={value}" for name, value in asked.items())

    return SimpleNamespace(today=today, query_with=query_with)


def results(numbers, axes=(ACT, SHINE)):
    return ResultsByYear(list(axes), list_asked(), numbers)


def test_years_come_from_the_latest_each_with_the_amount_of_each_axis():
    found = results({ALL_AXES: {2023: 2, 2025: 3}, 1: {2025: 3}, 2: {2025: 1, 2023: 2}})
    assert [(year, number) for year, number, _amounts in found.years] == [(2025, 3), (2023, 2)]
    assert [[amount.number for amount in amounts] for _year, _number, amounts in found.years] == [[3, 1], [0, 2]]
    assert found.years[1][2][1] == ("rayonner", 2, "axe=rayonner&annee=2023")
    assert found.numbers == {2025: 3, 2023: 2}


@pytest.mark.parametrize(
    ("undated", "told"),
    [
        ({}, None),
        ({UNKNOWN_YEAR: 0}, None),
        ({UNKNOWN_YEAR: 4}, ("", 4, f"annee={UNKNOWN_YEAR}")),
    ],
)
def test_what_has_no_year_is_told_apart(undated, told):
    found = results({ALL_AXES: {2025: 1, **undated}})
    assert found.undated == told
    assert found.numbers == {2025: 1}


def test_years_to_come_are_not_drawn():
    assert results({ALL_AXES: {2026: 1, 2027: 5}}).numbers == {2026: 1}


def test_columns_stack_the_axes_or_stand_side_by_side_to_one_scale():
    found = results({ALL_AXES: {2024: 3, 2025: 1}, 1: {2024: 1, 2025: 1}, 2: {2024: 2}})
    assert [column.total for column in found.stacked.columns] == [3, 1]
    drawn = {axis.slug: chart for axis, chart in found.side_by_side}
    assert [column.total for column in drawn["agir"].columns] == [1, 1]
    [half] = drawn["agir"].columns[0].parts
    [whole] = drawn["rayonner"].columns[0].parts
    assert float(whole.height.rstrip("%")) == pytest.approx(2 * float(half.height.rstrip("%")), abs=0.1)


def test_an_axis_without_any_result_is_not_drawn_and_nothing_draws_nothing():
    assert [axis for axis, _chart in results({ALL_AXES: {2024: 1}, 1: {2024: 1}}).side_by_side] == [ACT]
    nothing = results({ALL_AXES: {}})
    assert (nothing.years, nothing.side_by_side, nothing.stacked.columns) == ([], [], [])


@pytest.mark.django_db
def test_actions_with_a_known_result_are_counted_in_each_of_their_years_under_their_axis(redaction, today):
    axis, other = AxisFactory(published=True), AxisFactory(published=True)
    dates = {"starts_on": dt.date(2023, 5, 1), "ends_on": dt.date(2024, 5, 1), "date_precision": "jour"}
    for _each in range(2):
        OutcomeFactory(action=(known := ActionFactory(published=True, axis=axis, **dates)))
    OutcomeFactory(action=known)
    ActionFactory(published=True, axis=axis, **dates)
    OutcomeFactory(action=ActionFactory(axis=other, **dates))
    found = actions_with_results([axis, other], ANYONE, today)
    told = [(year, number, [amount.number for amount in amounts]) for year, number, amounts in found.years]
    assert told == [(2024, 2, [2, 0]), (2023, 2, [2, 0])]
    assert actions_with_results([axis, other], redaction, today).numbers == {2024: 3, 2023: 3}
    assert found.years[0][2][0].address == f"?resultat=connu&axe={axis.slug}&annee=2024"
