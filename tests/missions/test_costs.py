"""Published amounts read together."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs import perhaps_overrun, read_costs, read_costs_of
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


def read(costs, rules=RULES):
    """Return the CostReading of facts of a mission that has no ceiling."""
    return read_costs(costs, None, rules)


def authorized(amount, scope=ScopeCode.DELEGATION, **options):
    return fact(1, CostType.AUTHORIZED, amount, scope, **options)


def spent(amount, scope=ScopeCode.DELEGATION, **options):
    return fact(2, CostType.DECLARED, amount, scope, **options)


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


@pytest.mark.parametrize(("items", "distance"), [("170", "70"), ("100", "0"), ("60.50", "39.50")])
def test_a_total_and_its_items_are_so_far_apart_whichever_is_greater(items, distance):
    [found] = read([spent("100", **SAME), item(3, items, **SAME)]).reconciliations
    assert found.distance == Decimal(distance)


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
