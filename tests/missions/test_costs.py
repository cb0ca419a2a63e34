"""Published amounts read together."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs import comparisons, declared, overruns, read_together, reconciliations, standing
from missions.models import CostCategory, CostFact, CostType, Mission, Rule, RuleKind, ScopeCode
from missions.models.rule import RuleBook
from records.models import Source
from tests.missions.factories import CostFactFactory, MissionFactory

RULES = {RuleKind.OVERRUN: Rule(value=10)}
ONE, OTHER = Source(pk=1), Source(pk=2)
DECEMBER, JULY = dt.date(2022, 12, 21), dt.date(2023, 7, 14)


def fact(pk, fact_type, amount, scope=ScopeCode.DELEGATION, **options):
    cited = options.pop("cited", [])
    cost = CostFact(pk=pk, fact_type=fact_type, amount=Decimal(amount), scope_code=scope, **options)
    cost.cited = cited
    return cost


def authorized(amount, scope=ScopeCode.DELEGATION, **options):
    return fact(1, CostType.AUTHORIZED, amount, scope, **options)


def spent(amount, scope=ScopeCode.DELEGATION, **options):
    return fact(2, CostType.DECLARED, amount, scope, **options)


@pytest.mark.parametrize(
    ("ceiling", "total", "percent", "goes_back"),
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
def test_more_than_ten_percent_above_goes_back_to_the_committee(ceiling, total, percent, goes_back):
    [comparison] = comparisons([authorized(ceiling), spent(total)], RULES)
    assert comparison.percent == (percent and Decimal(percent))
    assert comparison.goes_back is goes_back
    assert comparison.gap == Decimal(total) - Decimal(ceiling)


def test_without_a_rule_nothing_goes_back():
    [comparison] = comparisons([authorized("1000"), spent("9999")], {})
    assert comparison.goes_back is False


@pytest.mark.parametrize(("one", "other"), [(ScopeCode.DELEGATION, other) for other in list(ScopeCode)[1:]])
def test_only_the_same_people_are_compared(one, other):
    assert comparisons([authorized("1000", one), spent("900", other)], RULES) == []
    assert comparisons([authorized("1000", other), spent("900", one)], RULES) == []


def test_what_one_person_spent_is_compared_with_what_that_person_was_allowed():
    assert comparisons([authorized("1000"), spent("900", participant_id=7)], RULES) == []
    assert comparisons([authorized("1000", participant_id=8), spent("900", participant_id=7)], RULES) == []
    [found] = comparisons([authorized("1000", participant_id=7), spent("1200", participant_id=7)], RULES)
    assert found.goes_back


def test_what_has_no_scope_is_compared_with_nothing():
    unsaid = ScopeCode.UNSPECIFIED
    assert comparisons([authorized("13000", unsaid), spent("12979", unsaid)], RULES) == []


def test_an_authorization_that_was_corrected_is_no_longer_the_ceiling():
    first = authorized("1000")
    right = fact(9, CostType.AUTHORIZED, "2000", corrects=first)
    [found] = comparisons([first, right, spent("2100")], RULES)
    assert (found.authorized, found.goes_back) == (right, False)


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
    found = overruns(Mission.objects.all(), RuleBook([rule]))
    assert [(each, comparison.gap) for each, comparison in found] == [(above, 200)]


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


def item(pk, amount, **options):
    return fact(pk, CostType.DECLARED_ITEM, amount, category=CostCategory.MEALS, **options)


SAME = {"made_public_on": DECEMBER, "cited": [ONE]}


@pytest.mark.parametrize(
    ("case", "total", "items", "gap"),
    [
        ("the gap is told to the cent", {}, [item(3, "99.99", **SAME)], "0.01"),
        ("several items", {}, [item(3, "33.33", **SAME), item(4, "66.67", **SAME)], "0"),
        ("items above their total", {}, [item(3, "170", **SAME)], "-70"),
        ("an item whose people are not said", {}, [item(3, "100", scope=ScopeCode.UNSPECIFIED, **SAME)], "0"),
        ("a source among others", {}, [item(3, "100", made_public_on=DECEMBER, cited=[OTHER, ONE])], "0"),
        ("both without a date", {"made_public_on": None}, [item(3, "100", cited=[ONE])], "0"),
        ("the share of a person in the total of all", {}, [item(3, "100", participant_id=7, **SAME)], "0"),
        ("of one person", {"participant_id": 7}, [item(3, "100", participant_id=7, **SAME)], "0"),
        ("another day", {}, [item(3, "100", made_public_on=JULY, cited=[ONE])], None),
        ("another source", {}, [item(3, "100", made_public_on=DECEMBER, cited=[OTHER])], None),
        ("no source", {}, [item(3, "100", made_public_on=DECEMBER)], None),
        ("other people", {}, [item(3, "100", scope=ScopeCode.COMPANIONS, **SAME)], None),
        ("another person", {"participant_id": 7}, [item(3, "100", participant_id=8, **SAME)], None),
        ("no item", {}, [], None),
    ],
)
def test_the_items_of_a_total(case, total, items, gap):
    found = reconciliations([spent("100", **{**SAME, **total}), *items])
    assert [each.gap for each in found] == ([] if gap is None else [Decimal(gap)]), case


def test_a_corrected_item_counts_once():
    wrong = item(3, "90", **SAME)
    right = item(4, "100", corrects=wrong, **SAME)
    [found] = reconciliations([spent("100", **SAME), wrong, right])
    assert (found.items, found.gap) == ([right], 0)


def test_an_item_without_its_category_still_counts():
    unsaid = fact(3, CostType.DECLARED_ITEM, "100", category="", **SAME)
    assert reconciliations([spent("100", **SAME), unsaid])[0].gap == 0


def test_each_of_several_totals_has_its_own_items():
    later = {"made_public_on": JULY, "cited": [OTHER]}
    first, second = fact(2, CostType.DECLARED, "10", **SAME), fact(3, CostType.DECLARED, "20", **later)
    found = reconciliations([first, second, item(4, "10", **SAME), item(5, "19", **later)])
    assert [(each.total, each.gap) for each in found] == [(first, 0), (second, 1)]


def test_a_claimed_benefit_is_neither_declared_nor_compared_nor_an_item():
    benefit = fact(3, CostType.CLAIMED_BENEFIT, "700000", **SAME)
    said = read_together([authorized("1000"), spent("900", **SAME), benefit], RULES)
    assert all(benefit not in said[name] for name in ("authorized", "declared"))
    assert said["reconciliations"] == []
    assert declared([benefit]) == []
