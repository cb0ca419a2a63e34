"""Published amounts one by one: which stand, which may be added, which were published together."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs.facts import (
    add_up,
    corrections_of,
    declared_before,
    exact,
    of_type,
    paid_by_city,
    people_of,
    published_together,
    uncorrected,
)
from missions.models import CostType, Payer, ScopeCode
from tests.missions.facts_of_cost import DECEMBER, JULY, ONE, OTHER, authorized, fact, spent

DEPARTURE = dt.date(2026, 3, 10)
DAY_BEFORE = dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("case", "kind", "day", "departure", "is_told"),
    [
        ("a total, the day before", CostType.DECLARED, DAY_BEFORE, DEPARTURE, True),
        ("an item, the day before", CostType.DECLARED_ITEM, DAY_BEFORE, DEPARTURE, True),
        ("a total, the very day", CostType.DECLARED, DEPARTURE, DEPARTURE, False),
        ("an estimate, the day before", CostType.ESTIMATED, DAY_BEFORE, DEPARTURE, False),
        ("an authorization, the day before", CostType.AUTHORIZED, DAY_BEFORE, DEPARTURE, False),
        ("a total that nobody dated", CostType.DECLARED, None, DEPARTURE, False),
        ("a mission that nobody dated", CostType.DECLARED, DAY_BEFORE, None, False),
    ],
)
def test_only_what_is_declared_before_the_departure_is_doubted(case, kind, day, departure, is_told):
    cost = fact(1, kind, 10, made_public_on=day)
    assert declared_before([cost], departure) == ([cost] if is_told else []), case


def test_the_amounts_of_one_nature_keep_their_order():
    costs = [spent("3"), authorized("1"), fact(5, CostType.DECLARED, 2)]
    assert of_type(costs, CostType.DECLARED) == [costs[0], costs[2]]
    assert of_type(costs, CostType.CREDIT) == []


def test_what_stands_is_what_no_other_of_the_same_list_corrects():
    first = fact(1, CostType.DECLARED, 10)
    second = fact(2, CostType.DECLARED, 20, corrects=first)
    third = fact(3, CostType.DECLARED, 30, corrects=second)
    apart = fact(4, CostType.AUTHORIZED, 40)
    assert uncorrected(iter([first, apart, second, third])) == [apart, third]
    assert uncorrected([first, apart]) == [first, apart]
    assert uncorrected([]) == []


def test_each_correction_is_told_with_what_it_corrects_in_the_order_given():
    first = fact(1, CostType.DECLARED, 10)
    second = fact(2, CostType.DECLARED, 20, corrects=first)
    third = fact(3, CostType.DECLARED, 30, corrects=second)
    assert corrections_of([third, first, second]) == [(second, third), (first, second)]


@pytest.mark.parametrize(
    ("case", "costs", "total"),
    [
        ("nothing", [], None),
        ("one", [("10.50", False)], "10.50"),
        ("two", [("10.50", False), ("0.25", False)], "10.75"),
        ("one that is approximate: it is added to nothing", [("10.50", True)], "10.50"),
        ("an approximate one beside an exact one", [("10.50", True), ("0.25", False)], None),
        ("two that are approximate", [("10.50", True), ("0.25", True)], None),
        ("amounts of nothing", [("0", False), ("0", False)], "0"),
    ],
)
def test_amounts_add_up_unless_an_approximate_one_would_be_added(case, costs, total):
    rows = [fact(1, CostType.DECLARED, amount, is_approximate=rough) for amount, rough in costs]
    assert add_up(rows) == (total and Decimal(total)), case


def test_exact_amounts_are_those_not_said_to_be_approximate():
    rough, sure = fact(1, CostType.DECLARED, 1, is_approximate=True), fact(2, CostType.DECLARED, 2)
    assert exact([rough, sure]) == [sure]


@pytest.mark.parametrize(
    ("payer", "is_ours"),
    [
        (Payer.CITY, True),
        (Payer.UNKNOWN, True),
        (Payer.OTHER, False),
        (Payer.SELF, False),
    ],
)
def test_what_others_are_said_to_pay_is_not_the_money_of_the_city(payer, is_ours):
    cost = fact(1, CostType.DECLARED, 1, payer=payer)
    assert paid_by_city([cost]) == ([cost] if is_ours else [])


def test_people_are_those_of_the_scope_and_the_one_person_if_it_is_for_one():
    assert people_of(spent("1", ScopeCode.EVENT)) == (ScopeCode.EVENT, None)
    assert people_of(spent("1", ScopeCode.EVENT, participant_id=7)) == (ScopeCode.EVENT, 7)


@pytest.mark.parametrize(
    ("case", "one", "other", "is_together"),
    [
        ("a day, a source", (DECEMBER, [ONE]), (DECEMBER, [ONE]), True),
        ("one of several sources", (DECEMBER, [ONE, OTHER]), (DECEMBER, [OTHER]), True),
        ("another source", (DECEMBER, [ONE]), (DECEMBER, [OTHER]), False),
        ("another day", (DECEMBER, [ONE]), (JULY, [ONE]), False),
        ("a day, and no source at all", (DECEMBER, []), (DECEMBER, []), True),
        ("another day, and no source at all", (DECEMBER, []), (JULY, []), False),
        ("a day, and a source for one only", (DECEMBER, [ONE]), (DECEMBER, []), False),
        ("no day, a source", (None, [ONE]), (None, [ONE]), True),
        ("a day for one only", (None, [ONE]), (DECEMBER, [ONE]), False),
    ],
)
def test_facts_of_one_publication_share_their_day_and_a_source(case, one, other, is_together):
    first, second = (fact(1, CostType.DECLARED, 1, made_public_on=day, cited=cited) for day, cited in (one, other))
    assert published_together(first, second) is is_together, case
    assert published_together(second, first) is is_together, case
