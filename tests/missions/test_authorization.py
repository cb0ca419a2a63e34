"""When a trip must be authorized beforehand."""

import pytest

from missions import authorization
from missions.models import Direction, Mission, Rule, RuleKind

RULES = {RuleKind.AUTHORIZED_ABOVE: Rule(value=3000)}


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
        ("the mayor in office", {"led_by_mayor": True}, ["FR"], 9999, RULES, authorization.BY_MAYOR),
        ("received", {"direction": Direction.IN}, ["FR"], 9999, RULES, authorization.NOT_A_TRIP),
        ("hosted", {"direction": Direction.HOSTED}, [], 9999, RULES, authorization.NOT_A_TRIP),
    ],
)
def test_a_trip_is_authorized_beforehand_when_the_rules_say_so(case, mission, countries, amount, rules, need):
    trip = Mission(**{"direction": Direction.OUT, **mission})
    assert authorization.need_of(trip, countries, amount, rules) == need, case
