"""Published amounts read together."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs import comparisons, reconciliations, standing
from missions.models import CostCategory, CostFact, CostType, Rule, RuleKind, ScopeCode
from records.models import Source

RULES = {RuleKind.OVERRUN: Rule(value=10)}
ONE, OTHER = Source(pk=1), Source(pk=2)
DECEMBER, JULY = dt.date(2022, 12, 21), dt.date(2023, 7, 14)


def fact(pk, fact_type, amount, scope=ScopeCode.DELEGATION, **options):
    cited = options.pop("cited", [])
    cost = CostFact(pk=pk, fact_type=fact_type, amount=Decimal(amount), scope_code=scope, **options)
    cost.cited = cited
    return cost


def authorized(amount, scope=ScopeCode.DELEGATION):
    return fact(1, CostType.AUTHORIZED, amount, scope)


def declared(amount, scope=ScopeCode.DELEGATION):
    return fact(2, CostType.DECLARED, amount, scope)


@pytest.mark.parametrize(
    ("spent", "percent", "goes_back"),
    [("900", "-10.0", False), ("1000", "0.0", False), ("1100", "10.0", False), ("1100.01", "10.0", True)],
)
def test_more_than_ten_percent_above_goes_back_to_the_committee(spent, percent, goes_back):
    [comparison] = comparisons([authorized("1000"), declared(spent)], RULES)
    assert comparison.percent == Decimal(percent)
    assert comparison.goes_back is goes_back
    assert comparison.gap == Decimal(spent) - 1000


def test_without_a_rule_nothing_goes_back():
    [comparison] = comparisons([authorized("1000"), declared("9999")], {})
    assert comparison.goes_back is False


def test_only_the_same_people_are_compared():
    assert comparisons([authorized("1000"), declared("900", ScopeCode.COMPANIONS)], RULES) == []


def test_what_has_no_scope_is_compared_with_nothing():
    unsaid = ScopeCode.UNSPECIFIED
    assert comparisons([authorized("13000", unsaid), declared("12979", unsaid)], RULES) == []


def test_an_estimate_or_a_claimed_benefit_is_compared_with_nothing():
    others = [fact(3, CostType.ESTIMATED, "10"), fact(4, CostType.CLAIMED_BENEFIT, "700000")]
    assert comparisons([authorized("1000"), *others], RULES) == []


def test_contradictory_totals_are_each_compared():
    totals = [fact(2, CostType.DECLARED, "10700"), fact(3, CostType.DECLARED, "12979")]
    found = comparisons([authorized("13000"), *totals], RULES)
    assert [each.declared.amount for each in found] == [Decimal("10700"), Decimal("12979")]


def test_a_corrected_fact_no_longer_stands():
    wrong = fact(2, CostType.DECLARED, "10700")
    right = fact(3, CostType.DECLARED, "12979", corrects=wrong)
    assert standing([wrong, right]) == [right]
    assert [each.declared for each in comparisons([authorized("13000"), wrong, right], RULES)] == [right]


def test_items_belong_to_the_total_of_the_same_source_and_date():
    first = {"made_public_on": DECEMBER, "cited": [ONE]}
    total = fact(2, CostType.DECLARED, "10700", **first)
    later = fact(6, CostType.DECLARED, "12979", made_public_on=JULY, cited=[OTHER])
    items = [
        fact(number, CostType.DECLARED_ITEM, amount, category=CostCategory.MEALS, **first)
        for number, amount in ((3, "5900"), (4, "3600"), (5, "1270"))
    ]
    [found] = reconciliations([total, *items, later])
    assert found.total == total
    assert found.items_sum == Decimal("10770")
    assert found.gap == Decimal("-70")


def test_items_of_the_same_day_but_of_another_source_belong_elsewhere():
    total = fact(2, CostType.DECLARED, "10", made_public_on=DECEMBER, cited=[ONE])
    item = fact(3, CostType.DECLARED_ITEM, "10", made_public_on=DECEMBER, cited=[OTHER])
    assert reconciliations([total, item]) == []


def test_a_total_that_equals_its_items_leaves_no_gap():
    same = {"made_public_on": DECEMBER, "cited": [ONE]}
    [found] = reconciliations(
        [fact(2, CostType.DECLARED, "10.10", **same), fact(3, CostType.DECLARED_ITEM, "10.10", **same)]
    )
    assert found.gap == 0
