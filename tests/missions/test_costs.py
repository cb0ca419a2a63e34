"""Published amounts read together."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs import perhaps_overrun, read_costs_of
from missions.models import CostCategory, CostType, Mission, Rule, RuleKind, ScopeCode
from missions.models.rule import RuleBook
from tests.missions.factories import CostFactFactory, MissionFactory
from tests.missions.facts_of_cost import DECEMBER, authorized, fact, published, read, spent


@pytest.mark.parametrize(
    ("ceiling", "total", "percent", "exceeds_tolerance"),
    [
        ("1000", "0", "-100.0", False),
        ("1000", "900", "-10.0", False),
        ("1000", "1000", "0.0", False),
        ("1000", "1099.99", "10.0", False),
        ("1000", "1100", "10.0", False),
        ("1000", "1100.01", "10.0", True),
        ("12345.67", "13580.23", "10.0", False),
        ("12345.67", "13580.24", "10.0", True),
        ("0.01", "0.01", "0.0", False),
        ("0.01", "0.02", "100.0", True),
        ("0", "0", None, False),
        ("0", "0.01", None, True),
    ],
)
def test_more_than_ten_percent_above_goes_back_to_the_committee(ceiling, total, percent, exceeds_tolerance):
    [comparison] = read([authorized(ceiling), spent(total)]).comparisons
    assert comparison.percent == (percent and Decimal(percent))
    assert comparison.exceeds_tolerance is exceeds_tolerance
    assert comparison.gap == Decimal(total) - Decimal(ceiling)


def test_without_a_rule_nothing_goes_back():
    [comparison] = read([authorized("1000"), spent("9999")], {}).comparisons
    assert comparison.exceeds_tolerance is False


@pytest.mark.parametrize(("one", "other"), [(ScopeCode.DELEGATION, other) for other in list(ScopeCode)[1:]])
def test_only_the_same_people_are_compared(one, other):
    assert read([authorized("1000", one), spent("900", other)]).comparisons == []
    assert read([authorized("1000", other), spent("900", one)]).comparisons == []


def test_what_one_person_spent_is_compared_with_what_that_person_was_allowed():
    assert read([authorized("1000"), spent("900", participant_id=7)]).comparisons == []
    assert read([authorized("1000", participant_id=8), spent("900", participant_id=7)]).comparisons == []
    [found] = read([authorized("1000", participant_id=7), spent("1200", participant_id=7)]).comparisons
    assert found.exceeds_tolerance


def test_what_has_no_scope_is_compared_with_nothing():
    unsaid = ScopeCode.UNSPECIFIED
    assert read([authorized("13000", unsaid), spent("12979", unsaid)]).comparisons == []


def test_an_authorization_that_was_corrected_is_no_longer_the_ceiling():
    first = authorized("1000")
    right = fact(9, CostType.AUTHORIZED, "2000", corrects=first)
    [found] = read([first, right, spent("2100")]).comparisons
    assert (found.authorized, found.exceeds_tolerance) == (right, False)


@pytest.mark.django_db
def test_what_goes_back_is_found_among_missions_by_the_rule_of_their_day():
    rule = Rule(pk=1, kind=RuleKind.OVERRUN, value=10, valid_from=dt.date(2019, 10, 7))
    same = {"scope_code": ScopeCode.DELEGATION}

    def mission(total, day):
        cost = CostFactFactory(mission__starts_on=day, mission__date_precision="jour", amount=1000, **same)
        CostFactFactory(mission=cost.mission, fact_type=CostType.DECLARED, amount=total, **same)
        return cost.mission

    above = mission("1200", DECEMBER)
    mission("1100", DECEMBER)
    mission("1200", dt.date(2019, 10, 6))
    MissionFactory()
    book, today = RuleBook([rule]), dt.date(2026, 3, 1)
    found = [(each, over.gap) for each in Mission.objects.all() for over in read_costs_of(each, today, book).overruns]
    assert found == [(above, 200)]


def test_an_estimate_or_a_claimed_benefit_is_compared_with_nothing():
    others = [fact(3, CostType.ESTIMATED, "10"), fact(4, CostType.CLAIMED_BENEFIT, "700000")]
    assert read([authorized("1000"), *others]).comparisons == []


def test_contradictory_totals_are_each_compared():
    totals = [fact(2, CostType.DECLARED, "10700"), fact(3, CostType.DECLARED, "12979")]
    found = read([authorized("13000"), *totals]).comparisons
    assert [each.declared.amount for each in found] == [Decimal("10700"), Decimal("12979")]


def test_a_corrected_fact_no_longer_stands():
    wrong = fact(2, CostType.DECLARED, "10700")
    right = fact(3, CostType.DECLARED, "12979", corrects=wrong)
    assert read([wrong, right]).uncorrected == [right]
    assert [each.declared for each in read([authorized("13000"), wrong, right]).comparisons] == [right]


@pytest.mark.parametrize(
    ("case", "facts", "expected"),
    [
        ("the same people, two amounts", [published(1, "10700"), published(2, "12979")], [[1, 2]]),
        ("the same amount twice", [published(1, "10700"), published(2, "10700")], []),
        ("other people", [published(1, "10700"), published(2, "12979", scope=ScopeCode.COMPANIONS)], []),
        ("two persons", [published(1, "10", person=7), published(2, "20", person=8)], []),
        ("one person, two amounts", [published(1, "10", person=7), published(2, "20", person=7)], [[1, 2]]),
    ],
)
def test_totals_that_contradict_one_another_are_found(case, facts, expected):
    assert [[cost.pk for cost in totals] for totals in read(facts).contradictions] == expected, case


def test_each_correction_leaves_an_erratum():
    first = published(1, "100")
    second = published(2, "120")
    second.corrects = first
    third = published(3, "130", scope=ScopeCode.COMPANIONS)
    third.corrects = second
    found = read([first, second, third]).corrections
    assert [(each.was.pk, each.now.pk, each.changes_scope) for each in found] == [(1, 2, False), (2, 3, True)]
    assert read([first, second, third]).contradictions == []
    assert read([first, second, third]).declared_totals == [third]


def test_a_corrected_fact_leaves_the_amounts_and_benefits_stay_apart():
    wrong, right = published(1, "100"), published(2, "120")
    right.corrects = wrong
    claimed = fact(3, CostType.CLAIMED_BENEFIT, "5000000")
    money = read([wrong, right, claimed])
    assert (money.expenses, money.benefits) == ([right], [claimed])


@pytest.mark.parametrize(
    ("total", "gap", "excess", "unspent"),
    [("900", "-100", "0", "100"), ("1000", "0", "0", "0"), ("1250.50", "250.50", "250.50", "0")],
)
def test_a_total_is_above_or_below_what_was_authorized(total, gap, excess, unspent):
    [found] = read([authorized("1000"), spent(total)]).comparisons
    assert [found.gap, found.excess, found.unspent] == [Decimal(gap), Decimal(excess), Decimal(unspent)]


@pytest.mark.parametrize(
    ("total", "percent"), [("1004", "0.4"), ("1000.40", "0.0"), ("2345.67", "134.6"), ("0", "-100.0")]
)
def test_a_percentage_is_told_to_a_tenth(total, percent):
    [found] = read([authorized("1000"), spent(total)]).comparisons
    assert str(found.percent) == percent


def test_one_comparison_that_goes_back_is_enough():
    facts = [authorized("1000"), spent("1000"), fact(3, CostType.DECLARED, "1200")]
    assert read(facts).exceeds_tolerance is True
    assert read(facts[:2]).exceeds_tolerance is False
    assert read([]).exceeds_tolerance is False


@pytest.mark.parametrize(
    ("scopes", "changes"),
    [
        ((("delegation", "Deux"), ("delegation", "Deux")), False),
        ((("delegation", "Deux"), ("delegation", "Trois")), True),
        ((("delegation", "Deux"), ("evenement", "Deux")), True),
    ],
)
def test_a_correction_tells_whether_other_people_are_meant(scopes, changes):
    was, now = (fact(pk, CostType.DECLARED, "1", code) for pk, (code, _words) in enumerate(scopes, 1))
    was.scope, now.scope = (words for _code, words in scopes)
    now.corrects = was
    [correction] = read([was, now]).corrections
    assert correction.changes_scope is changes


@pytest.mark.django_db
def test_only_missions_with_a_total_declared_above_an_amount_authorized_are_read(django_assert_num_queries):
    both = CostFactFactory(amount=1000).mission
    for amount in (900, 1001):
        CostFactFactory(mission=both, fact_type=CostType.DECLARED, amount=amount)
    CostFactFactory(mission=CostFactFactory(amount=1000).mission, fact_type=CostType.DECLARED, amount=1000)
    CostFactFactory()
    CostFactFactory(fact_type=CostType.DECLARED)
    CostFactFactory(mission=CostFactFactory().mission, fact_type=CostType.DECLARED_ITEM, category=CostCategory.AIR)
    with django_assert_num_queries(2):
        [found] = perhaps_overrun(Mission.objects.all())
        assert (found, len(found.costs.all())) == (both, 3)


@pytest.mark.django_db
def test_a_mission_without_a_date_is_held_to_the_rules_of_the_day_it_is_read():
    rule = Rule(pk=1, kind=RuleKind.OVERRUN, value=10, valid_from=dt.date(2019, 10, 7))
    same = {"scope_code": ScopeCode.DELEGATION}
    mission = CostFactFactory(amount=1000, **same).mission
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=9999, **same)
    book = RuleBook([rule])
    assert read_costs_of(mission, rule.valid_from - dt.timedelta(1), book).overruns == []
    [found] = read_costs_of(mission, rule.valid_from, book).overruns
    assert found.gap == 8999
