"""Published amounts read together."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs import comparisons, contradictions, errata, read_together, reconciliations, standing
from missions.costs import declared as totals_of
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


def published(pk, amount, category="", person=None, scope=ScopeCode.DELEGATION, cited=(ONE,)):
    """Return a fact declared in December: an item if it has a category, a total otherwise."""
    kind = CostType.DECLARED_ITEM if category else CostType.DECLARED
    options = {"category": category, "participant_id": person, "made_public_on": DECEMBER, "cited": list(cited)}
    return fact(pk, kind, amount, scope, **options)


@pytest.mark.parametrize(
    ("case", "facts", "expected"),
    [
        (
            "each total of two scopes has its own items",
            [
                published(1, "30"),
                published(2, "7", scope=ScopeCode.COMPANIONS),
                published(3, "30", CostCategory.AIR),
                published(4, "7", CostCategory.AIR, scope=ScopeCode.COMPANIONS),
            ],
            [(1, "30", "0"), (2, "7", "0")],
        ),
        (
            "each total of one person has the items of that person",
            [
                published(1, "30", person=7),
                published(2, "20", person=8),
                published(3, "29.99", CostCategory.AIR, person=7),
                published(4, "20", CostCategory.AIR, person=8),
            ],
            [(1, "29.99", "0.01"), (2, "20", "0")],
        ),
        (
            "one person's total leaves the items of the others aside",
            [
                published(1, "30", person=7),
                published(2, "30", CostCategory.AIR, person=7),
                published(3, "20", CostCategory.AIR, person=8),
            ],
            [(1, "30", "0")],
        ),
        (
            "the total of all is made of the items of each",
            [
                published(1, "50"),
                published(2, "30", CostCategory.AIR, person=7),
                published(3, "20", CostCategory.AIR, person=8),
            ],
            [(1, "50", "0")],
        ),
        (
            "an item told of all is not counted again by person",
            [
                published(1, "50"),
                published(2, "50", CostCategory.AIR),
                published(3, "30", CostCategory.AIR, person=7),
            ],
            [(1, "50", "0")],
        ),
        ("a total without items says nothing", [published(1, "50")], []),
    ],
)
def test_a_total_is_held_against_its_own_items(case, facts, expected):
    found = [(each.total.pk, each.items_sum, each.gap) for each in reconciliations(facts)]
    assert found == [(pk, Decimal(items), Decimal(gap)) for pk, items, gap in expected], case


def test_what_one_person_spent_is_not_compared_with_what_was_authorized_for_all():
    assert comparisons([authorized("1000"), published(2, "5000", person=7)], RULES) == []
    alone = authorized("1000")
    alone.participant_id = 7
    [found] = comparisons([alone, published(2, "5000", person=7)], RULES)
    assert found.goes_back


def test_totals_of_single_people_are_told_only_where_nobody_told_the_total_of_all():
    people = [published(1, "30", person=7), published(2, "20", person=8)]
    assert totals_of(people) == people
    assert [cost.pk for cost in totals_of([*people, published(3, "50")])] == [3]


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
    assert [[cost.pk for cost in totals] for totals in contradictions(facts)] == expected, case


def test_each_correction_leaves_an_erratum():
    first = published(1, "100")
    second = published(2, "120")
    second.corrects = first
    third = published(3, "130", scope=ScopeCode.COMPANIONS)
    third.corrects = second
    found = errata([first, second, third])
    assert [(each.was.pk, each.now.pk, each.changes_scope) for each in found] == [(1, 2, False), (2, 3, True)]
    assert contradictions([first, second, third]) == []
    assert totals_of([first, second, third]) == [third]


def test_a_corrected_fact_leaves_the_amounts_and_benefits_stay_apart():
    wrong, right = published(1, "100"), published(2, "120")
    right.corrects = wrong
    claimed = fact(3, CostType.CLAIMED_BENEFIT, "5000000")
    money = read_together([wrong, right, claimed], RULES)
    assert (money["expenses"], money["benefits"]) == ([right], [claimed])
