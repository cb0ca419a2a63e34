"""When a trip must be authorized beforehand."""

import datetime as dt

import pytest

from missions import authorization
from missions.models import CostFact, CostType, Direction, Mission, MissionStage, Rule, RuleKind
from missions.models.rule import RuleBook
from partners.models import Partner

RULES = {RuleKind.AUTHORIZED_ABOVE: Rule(value=3000)}


MAYOR = {"led_by_mayor": True}


@pytest.mark.parametrize(
    ("case", "mission", "countries", "amount", "rules", "need"),
    [
        ("abroad", {}, ["FR"], 100, RULES, authorization.ABROAD),
        ("abroad among others", {}, ["CA", "TN"], None, RULES, authorization.ABROAD),
        ("abroad, before any rule", {}, ["FR"], 9999, {}, authorization.UNRULED),
        ("in Canada, above", {}, ["CA"], 3001, RULES, authorization.ABOVE),
        ("in Canada, on the amount", {}, ["CA"], 3000, RULES, authorization.WITHIN),
        ("in Canada, below", {}, ["CA"], 2999, RULES, authorization.WITHIN),
        ("in Canada, before any rule", {}, ["CA"], 9999, {}, authorization.UNRULED),
        ("in Canada, amount unknown", {}, ["CA"], None, RULES, authorization.UNTOLD),
        ("nowhere known, above", {}, [], 3001, RULES, authorization.ABOVE),
        ("nowhere known", {}, [], 10, RULES, authorization.UNTOLD),
        ("the mayor, others or none", MAYOR, ["FR"], 9999, RULES, authorization.UNCOUNTED),
        ("the mayor, others or none, below", MAYOR, ["CA"], 9, RULES, authorization.WITHIN),
        ("the mayor, others or none, untold", MAYOR, [], 9, RULES, authorization.UNTOLD),
        ("the mayor alone", {**MAYOR, "city_delegates": 1}, ["FR"], 9999, RULES, authorization.BY_MAYOR),
        ("the mayor and others, below", {**MAYOR, "city_delegates": 2}, ["CA"], 9, RULES, authorization.WITHIN),
        ("the mayor and others, untold", {**MAYOR, "city_delegates": 2}, [], 9, RULES, authorization.UNTOLD),
        ("received", {"direction": Direction.IN}, ["FR"], 9999, RULES, authorization.NOT_A_TRIP),
        ("hosted", {"direction": Direction.HOSTED}, [], 9999, RULES, authorization.NOT_A_TRIP),
    ],
)
def test_a_trip_is_authorized_beforehand_when_the_rules_say_so(case, mission, countries, amount, rules, need):
    trip = Mission(**{"direction": Direction.OUT, **mission})
    assert authorization.need_of(trip, countries, amount, rules) == need, case


def test_those_who_travel_with_the_mayor_are_authorized_and_the_reason_says_for_whom():
    trip = Mission(direction=Direction.OUT, city_delegates=3, **MAYOR)
    need = authorization.need_of(trip, ["FR"], None, RULES)
    assert need.required
    assert str(need.reason) == f"{authorization.ABROAD.reason} {authorization.FOR_OTHERS}"


def test_a_mayor_who_leads_without_counting_anybody_is_not_taken_to_travel_alone():
    trip = Mission(direction=Direction.OUT, city_delegates=0, **MAYOR)
    assert authorization.need_of(trip, ["FR"], None, RULES).required


@pytest.mark.parametrize("kind", CostType)
def test_only_what_is_said_before_the_trip_tells_what_it_may_cost(kind):
    said = authorization.amount_expected(None, [CostFact(fact_type=kind, amount=9)], [])
    assert said == (9 if kind in (CostType.AUTHORIZED, CostType.ESTIMATED) else None)


TODAY = dt.date(2026, 3, 2)
BOOK = RuleBook([Rule(pk=1, kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=dt.date(2019, 10, 7))])


@pytest.mark.parametrize(
    ("countries", "need"),
    [
        (["CA"], authorization.WITHIN),
        (["CA", ""], authorization.WITHIN),
        ([""], authorization.UNTOLD),
        ([], authorization.UNTOLD),
        (["", "FR"], authorization.ABROAD),
    ],
)
def test_a_stop_whose_country_nobody_knows_is_not_abroad(countries, need):
    trip = Mission(direction=Direction.OUT, ceiling=100)
    places = [Partner(country=country) for country in countries]
    assert authorization.need_from(trip, places=places, costs=[], parts=[], book=BOOK, today=TODAY) == need


@pytest.mark.parametrize(
    ("decided_on", "starts_on", "late"),
    [
        (TODAY, TODAY, False),
        (TODAY, TODAY - dt.timedelta(1), True),
        (TODAY, TODAY + dt.timedelta(1), False),
        (None, TODAY, False),
        (TODAY, None, False),
    ],
)
def test_a_decision_is_late_from_the_day_after_the_departure(decided_on, starts_on, late):
    assert authorization.is_decided_late(Mission(decided_on=decided_on, starts_on=starts_on)) is late


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ["decision_number", "decided_on", "ceiling"]),
        ({"decision_number": "CE-1", "decided_on": TODAY, "ceiling": 0}, []),
        ({"decision_number": "CE-1", "ceiling": 5}, ["decided_on"]),
        ({"decided_on": TODAY, "ceiling": 5}, ["decision_number"]),
    ],
)
def test_a_decision_lacks_what_is_empty_and_a_ceiling_of_nothing_is_one(values, missing):
    assert authorization.missing_of_decision(Mission(**values)) == missing


@pytest.mark.parametrize("stage", MissionStage)
@pytest.mark.parametrize("record_id", [None, "M1"])
def test_nobody_can_tell_only_of_a_trip_of_the_record_past_its_authorization(stage, record_id):
    past = (MissionStage.AUTHORIZED, MissionStage.UNDER_WAY, MissionStage.DONE, MissionStage.CLOSED)
    trip = Mission(stage=stage, record_id=record_id)
    expected = None if record_id and stage in past else True
    assert authorization.settled(trip, authorization.ABROAD) is expected
    assert authorization.settled(trip, authorization.WITHIN) is False
    assert authorization.settled(trip, authorization.UNTOLD) is None
