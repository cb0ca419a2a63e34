"""When a trip must be authorized beforehand."""

import pytest

from missions import authorization
from missions.models import Direction, Mission, Rule, RuleKind

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
