"""The items of a published total: which are its own, and how far apart they are."""

from decimal import Decimal

import pytest

from missions.models import CostCategory, CostType, ScopeCode
from tests.missions.facts_of_cost import (
    DECEMBER,
    JULY,
    ONE,
    OTHER,
    SAME,
    authorized,
    fact,
    item,
    published,
    read,
    spent,
)


def test_items_belong_to_the_total_of_the_same_source_and_date():
    first = {"made_public_on": DECEMBER, "cited": [ONE]}
    total = fact(2, CostType.DECLARED, "10700", **first)
    later = fact(6, CostType.DECLARED, "12979", made_public_on=JULY, cited=[OTHER])
    items = [
        fact(number, CostType.DECLARED_ITEM, amount, category=CostCategory.MEALS, **first)
        for number, amount in ((3, "5900"), (4, "3600"), (5, "1270"))
    ]
    [found] = read([total, *items, later]).reconciliations
    assert found.total == total
    assert found.items_sum == Decimal("10770")
    assert found.gap == Decimal("-70")


def test_items_of_the_same_day_but_of_another_source_belong_elsewhere():
    total = fact(2, CostType.DECLARED, "10", made_public_on=DECEMBER, cited=[ONE])
    item = fact(3, CostType.DECLARED_ITEM, "10", made_public_on=DECEMBER, cited=[OTHER])
    assert read([total, item]).reconciliations == []


def test_a_total_that_equals_its_items_leaves_no_gap():
    same = {"made_public_on": DECEMBER, "cited": [ONE]}
    [found] = read(
        [fact(2, CostType.DECLARED, "10.10", **same), fact(3, CostType.DECLARED_ITEM, "10.10", **same)]
    ).reconciliations
    assert found.gap == 0


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
        ("neither with a source", {"cited": []}, [item(3, "99", made_public_on=DECEMBER)], "1"),
        ("other people", {}, [item(3, "100", scope=ScopeCode.COMPANIONS, **SAME)], None),
        ("another person", {"participant_id": 7}, [item(3, "100", participant_id=8, **SAME)], None),
        ("no item", {}, [], None),
        ("said of people, of a total that says none", {"scope": ScopeCode.UNSPECIFIED}, [item(3, "100", **SAME)], "0"),
        (
            "other people, each said once",
            {},
            [item(3, "60", **SAME), item(4, "40", scope=ScopeCode.COMPANIONS, **SAME)],
            "40",
        ),
        (
            "the event, and the total of the delegation",
            {"scope": ScopeCode.EVENT},
            [item(3, "100", **SAME), item(4, "90", scope=ScopeCode.EVENT, **SAME)],
            "10",
        ),
        (
            "people not said, beside those said",
            {},
            [item(3, "60", scope=ScopeCode.UNSPECIFIED, **SAME), item(4, "30", **SAME)],
            "10",
        ),
        (
            "a person told of all, and others by person",
            {},
            [item(3, "100", **SAME), item(4, "55", participant_id=7, **SAME)],
            "0",
        ),
        (
            "of one person, of whom the item does not say",
            {"participant_id": 7},
            [item(3, "100", **SAME)],
            None,
        ),
    ],
)
def test_the_items_of_a_total(case, total, items, gap):
    found = read([spent("100", **{**SAME, **total}), *items]).reconciliations
    assert [each.gap for each in found] == ([] if gap is None else [Decimal(gap)]), case


def test_a_corrected_item_counts_once():
    wrong = item(3, "90", **SAME)
    right = item(4, "100", corrects=wrong, **SAME)
    [found] = read([spent("100", **SAME), wrong, right]).reconciliations
    assert (found.items, found.gap) == ([right], 0)


def test_an_item_without_its_category_still_counts():
    unsaid = fact(3, CostType.DECLARED_ITEM, "100", category="", **SAME)
    assert read([spent("100", **SAME), unsaid]).reconciliations[0].gap == 0


def test_each_of_several_totals_has_its_own_items():
    later = {"made_public_on": JULY, "cited": [OTHER]}
    first, second = fact(2, CostType.DECLARED, "10", **SAME), fact(3, CostType.DECLARED, "20", **later)
    found = read([first, second, item(4, "10", **SAME), item(5, "19", **later)]).reconciliations
    assert [(each.total, each.gap) for each in found] == [(first, 0), (second, 1)]


def test_a_claimed_benefit_is_neither_declared_nor_compared_nor_an_item():
    benefit = fact(3, CostType.CLAIMED_BENEFIT, "700000", **SAME)
    said = read([authorized("1000"), spent("900", **SAME), benefit])
    assert all(benefit not in facts for facts in (said.authorized, said.declared, said.expenses))
    assert said.reconciliations == []
    assert read([benefit]).declared_totals == []


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
        (
            "an item whose people are not said belongs to neither of two totals",
            [
                published(1, "30"),
                published(2, "7", scope=ScopeCode.COMPANIONS),
                published(3, "5", CostCategory.AIR, scope=ScopeCode.UNSPECIFIED),
            ],
            [],
        ),
        (
            "but to the one of its publication, where the other is of another",
            [
                published(1, "30"),
                published(2, "7", scope=ScopeCode.COMPANIONS, cited=(OTHER,)),
                published(3, "5", CostCategory.AIR, scope=ScopeCode.UNSPECIFIED),
            ],
            [(1, "5", "25")],
        ),
        ("a total without items says nothing", [published(1, "50")], []),
    ],
)
def test_a_total_is_held_against_its_own_items(case, facts, expected):
    found = [(each.total.pk, each.items_sum, each.gap) for each in read(facts).reconciliations]
    assert found == [(pk, Decimal(items), Decimal(gap)) for pk, items, gap in expected], case


def test_what_one_person_spent_is_not_compared_with_what_was_authorized_for_all():
    assert read([authorized("1000"), published(2, "5000", person=7)]).comparisons == []
    alone = authorized("1000")
    alone.participant_id = 7
    [found] = read([alone, published(2, "5000", person=7)]).comparisons
    assert found.exceeds_tolerance


def test_totals_of_single_people_are_told_only_where_nobody_told_the_total_of_all():
    people = [published(1, "30", person=7), published(2, "20", person=8)]
    assert read(people).declared_totals == people
    assert [cost.pk for cost in read([*people, published(3, "50")]).declared_totals] == [3]


@pytest.mark.parametrize(("items", "distance"), [("170", "70"), ("100", "0"), ("60.50", "39.50")])
def test_a_total_and_its_items_are_so_far_apart_whichever_is_greater(items, distance):
    [found] = read([spent("100", **SAME), item(3, items, **SAME)]).reconciliations
    assert found.distance == Decimal(distance)
