"""What one publication declares, and what a reading of all of them tells by name."""

from decimal import Decimal

import pytest

from missions.costs import Declaration, Span, is_rough, perhaps_overrun, publications_of, sum_spans
from missions.costs.comparison import contradictions_among, reconcile_totals
from missions.costs.spans import authorized_span, declared_span
from missions.models import CostCategory, CostType, Mission, Payer, ScopeCode
from tests.missions.factories import CostFactFactory
from tests.missions.facts_of_cost import DECEMBER, JULY, authorized, fact, item, published, read, spent

ROUGH = {"is_approximate": True}


@pytest.mark.parametrize(
    ("case", "total", "items", "amount", "gap"),
    [
        ("a total alone", "100", [], "100", None),
        ("items alone", None, ["40", "50"], "90", None),
        ("a total and its items", "100", ["40", "50"], "100", "10"),
        ("a total below its items", "80", ["40", "50"], "80", "-10"),
        ("a total of nothing", "0", ["40"], "0", "-40"),
    ],
)
def test_a_declaration_tells_its_total_or_what_its_items_add_up_to(case, total, items, amount, gap):
    rows = [item(number, each) for number, each in enumerate(items, 10)]
    declared = Declaration(None, total and spent(total), rows)
    assert declared.amount == Decimal(amount), case
    assert declared.gap == (gap and Decimal(gap)), case
    assert declared.facts == ([declared.total, *rows] if total else rows), case
    assert declared.is_whole is (total is not None), case


@pytest.mark.parametrize(
    ("case", "total", "items", "is_approximate", "is_rough"),
    [
        ("all exact", {}, [{}], False, False),
        ("a rough total", ROUGH, [{}], True, True),
        ("a total that is exact beside a rough item", {}, [ROUGH], True, False),
        ("a rough item without a total", None, [{}, ROUGH], True, True),
        ("exact items without a total", None, [{}, {}], False, False),
    ],
)
def test_a_declaration_is_rough_where_its_amount_is(case, total, items, is_approximate, is_rough):
    rows = [item(number, "10", **each) for number, each in enumerate(items, 10)]
    declared = Declaration(None, total if total is None else spent("20", **total), rows)
    assert (declared.is_approximate, declared.is_rough) == (is_approximate, is_rough), case


def test_a_total_for_one_person_is_not_that_of_the_mission():
    assert not Declaration(7, spent("10", participant_id=7), []).is_whole


def test_a_declaration_has_the_day_of_its_total_or_of_its_first_item():
    first, last = item(10, "1", made_public_on=DECEMBER), item(11, "1", made_public_on=JULY)
    assert Declaration(None, spent("2", made_public_on=JULY), [first]).made_public_on == JULY
    assert Declaration(None, None, [first, last]).made_public_on == DECEMBER
    assert Declaration(None, spent("2"), []).made_public_on is None


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        ("transport", "7"),
        ("lodging", None),
        ("meals", "4"),
        ("other", "8"),
    ],
)
def test_items_are_added_under_the_headings_of_the_disclosure(heading, amount):
    categories = [CostCategory.AIR, CostCategory.GROUND, CostCategory.MEALS, CostCategory.HOSPITALITY, ""]
    rows = [
        fact(number, CostType.DECLARED_ITEM, amount, category=category)
        for number, (category, amount) in enumerate(zip(categories, (5, 2, 4, 8, 16), strict=True))
    ]
    assert Declaration(None, None, rows).under(heading) == (amount and Decimal(amount))


def test_publications_come_in_the_order_of_their_first_fact_and_a_corrected_one_is_in_none():
    wrong = published(1, "10")
    right = fact(2, CostType.DECLARED, "12", made_public_on=JULY, cited=wrong.cited, corrects=wrong)
    meals, estimate = published(3, "4", CostCategory.MEALS), fact(4, CostType.ESTIMATED, "9", made_public_on=JULY)
    found = publications_of([wrong, right, meals, estimate])
    assert found == [[(None, right, [])], [(None, None, [meals])]]


def test_items_of_a_scope_without_a_total_go_with_the_first_total():
    total, other = published(1, "100"), published(2, "50", scope=ScopeCode.EVENT)
    meals = published(3, "10", CostCategory.MEALS, scope=ScopeCode.COMPANIONS)
    air = published(4, "20", CostCategory.AIR, scope=ScopeCode.EVENT)
    assert publications_of([total, other, meals, air]) == [[(None, total, [meals]), (None, other, [air])]]


@pytest.mark.parametrize(
    ("low", "high", "is_open"),
    [
        ("10", "10", False),
        ("10", "10.01", True),
    ],
)
def test_a_span_is_open_where_publications_contradict_one_another(low, high, is_open):
    assert Span(Decimal(low), Decimal(high)).is_open is is_open


def test_spans_of_nothing_add_up_to_nothing_known():
    assert sum_spans(iter([])) is None
    assert sum_spans(iter([Span(Decimal(0), Decimal(0))])) == (0, 0)


def test_a_publication_of_which_a_part_is_rough_is_not_added_up():
    costs = [published(1, "10", person=1), published(2, "20", person=2)]
    assert declared_span(costs) == (30, 30)
    costs[1].is_approximate = True
    assert declared_span(costs) is None


def test_a_ceiling_stands_only_where_no_amount_was_authorized():
    people = [authorized("10", participant_id=1), fact(3, CostType.AUTHORIZED, 5, participant_id=2)]
    assert authorized_span(people, Decimal(99)) == (15, 15)
    assert authorized_span([authorized("10", payer=Payer.OTHER)], Decimal(99)) is None
    assert authorized_span([authorized("10", **ROUGH)], Decimal(99)) == (99, 99)
    assert authorized_span([spent("10")], Decimal(0)) == (0, 0)


def test_totals_of_the_same_people_contradict_one_another_only_where_they_differ():
    same = [spent("10"), fact(3, CostType.DECLARED, "10.00")]
    apart = [fact(4, CostType.DECLARED, 7, ScopeCode.EVENT), fact(5, CostType.DECLARED, 8, ScopeCode.EVENT)]
    assert contradictions_among([*same, apart[0], authorized("99")]) == []
    assert contradictions_among([*same, *apart]) == [apart]


def test_a_total_without_items_is_held_against_nothing():
    assert reconcile_totals([published(1, "10"), authorized("5", cited=[])]) == []


@pytest.mark.parametrize("kind", CostType)
def test_a_reading_names_the_amounts_of_each_nature(kind):
    cost = fact(1, kind, 10, made_public_on=DECEMBER)
    reading = read([cost])
    named = {
        "authorized": reading.authorized,
        "estimated": reading.estimated,
        "declared": reading.declared,
        "totals": reading.declared_totals,
        "benefits": reading.benefits,
    }
    expected = {
        CostType.AUTHORIZED: {"authorized"},
        CostType.ESTIMATED: {"estimated"},
        CostType.DECLARED: {"declared", "totals"},
        CostType.DECLARED_ITEM: {"declared"},
        CostType.CLAIMED_BENEFIT: {"benefits"},
    }
    assert {name for name, costs in named.items() if costs == [cost]} == expected.get(kind, set())
    assert reading.uncorrected == [cost]
    assert reading.expenses == ([] if kind == CostType.CLAIMED_BENEFIT else [cost])


def test_a_reading_tells_the_publications_and_the_spans_of_its_facts():
    total, ceiling = published(1, "80"), authorized("100", cited=[])
    reading = read([total, ceiling])
    assert reading.publications == [[(None, total, [])]]
    assert (reading.authorized_span, reading.declared_span) == ((100, 100), (80, 80))
    assert (read([]).authorized_span, read([]).declared_span) == (None, None)


def test_the_last_comparison_of_each_scope_is_of_the_last_exact_total_of_all_its_people():
    facts = [
        authorized("100"),
        fact(3, CostType.AUTHORIZED, 50, ScopeCode.EVENT),
        fact(4, CostType.AUTHORIZED, 30, participant_id=7),
        fact(5, CostType.DECLARED, 90),
        fact(6, CostType.DECLARED, 95),
        fact(7, CostType.DECLARED, 97, **ROUGH),
        fact(8, CostType.DECLARED, 40, ScopeCode.EVENT),
        fact(9, CostType.DECLARED, 20, participant_id=7),
    ]
    assert [(each.authorized.pk, each.declared.pk) for each in read(facts).last_comparisons] == [(1, 6), (3, 8)]


@pytest.mark.parametrize(
    ("case", "span", "rough", "answer"),
    [
        ("nothing is known", None, [], False),
        ("one amount, and it is rough", None, [True], True),
        ("one of two is rough", None, [False, True], True),
        ("none is rough", None, [False, False], False),
        ("a span is known all the same", Span(Decimal(1), Decimal(1)), [True], False),
    ],
)
def test_amounts_are_rough_where_no_exact_one_makes_a_span(case, span, rough, answer):
    costs = [fact(number, CostType.DECLARED, 1, is_approximate=each) for number, each in enumerate(rough, 1)]
    assert is_rough(span, costs) is answer, case


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "kinds", "amounts", "is_kept"),
    [
        ("a total above", (CostType.AUTHORIZED, CostType.DECLARED), (100, 101), True),
        ("a total that equals", (CostType.AUTHORIZED, CostType.DECLARED), (100, 100), False),
        ("a total above an estimate", (CostType.ESTIMATED, CostType.DECLARED), (100, 101), False),
        ("a benefit above", (CostType.AUTHORIZED, CostType.CLAIMED_BENEFIT), (100, 101), False),
    ],
)
def test_a_mission_that_may_have_overrun_declares_above_what_it_was_authorized(case, kinds, amounts, is_kept):
    mission = CostFactFactory(fact_type=kinds[0], amount=amounts[0]).mission
    CostFactFactory(mission=mission, fact_type=kinds[1], amount=amounts[1])
    assert perhaps_overrun(Mission.objects.all()).exists() is is_kept, case


@pytest.mark.django_db
def test_what_another_mission_was_authorized_says_nothing_of_this_one():
    CostFactFactory(fact_type=CostType.AUTHORIZED, amount=1)
    CostFactFactory(fact_type=CostType.DECLARED, amount=2)
    assert not perhaps_overrun(Mission.objects.all())
