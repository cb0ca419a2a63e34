"""What a mission was authorized and declared to cost: published amounts read together, case by case."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.costs import Span, publications_of, sum_spans
from missions.costs.spans import authorized_span, declared_span
from missions.models import CostCategory, CostFact, CostType, Payer, ScopeCode
from records.models import Source

ONE, OTHER = Source(pk=1), Source(pk=2)
DECEMBER, JULY = dt.date(2022, 12, 21), dt.date(2023, 7, 14)
KEYS = iter(range(1, 10_000))


def fact(kind, amount, day=DECEMBER, source=ONE, **options):
    cost = CostFact(pk=next(KEYS), fact_type=kind, amount=Decimal(amount), made_public_on=day, **options)
    cost.cited = [source] if source else []
    return cost


def declared(amount, *args, **options):
    return fact(CostType.DECLARED, amount, *args, **options)


def item(amount, *args, category=CostCategory.MEALS, **options):
    return fact(CostType.DECLARED_ITEM, amount, *args, category=category, **options)


def authorized(amount, **options):
    return fact(CostType.AUTHORIZED, amount, **options)


def corrected():
    wrong = declared(10_700)
    return [wrong, declared(12_979, JULY, corrects=wrong)]


@pytest.mark.parametrize(
    ("case", "costs", "span"),
    [
        ("nothing at all", [], None),
        ("an authorization alone", [authorized(100)], None),
        ("an estimate", [fact(CostType.ESTIMATED, 100)], None),
        ("a claimed benefit", [fact(CostType.CLAIMED_BENEFIT, 700_000)], None),
        ("a total", [declared(100)], (100, 100)),
        ("a total and its items", [declared(10_700), item(5_900), item(3_600), item(1_270)], (10_700, 10_700)),
        ("two totals that differ", [declared(10_700), declared(12_979, JULY, OTHER)], (10_700, 12_979)),
        ("two totals that agree", [declared(100), declared(100, JULY)], (100, 100)),
        ("a total of fewer people beside", [declared(100), declared(60, scope_code=ScopeCode.COMPANIONS)], (60, 100)),
        ("a total that was corrected", corrected(), (12_979, 12_979)),
        ("items alone", [item(10), item(5)], (15, 15)),
        ("items of two publications", [item(10), item(5), item(20, JULY)], (15, 20)),
        ("people of one publication", [declared(10, participant_id=1), declared(5, participant_id=2)], (15, 15)),
        ("a person's items", [declared(10, participant_id=1), item(3, participant_id=2), item(2)], (15, 15)),
        ("people beside a total", [declared(100), declared(40, participant_id=1)], (100, 100)),
        ("an approximate total", [declared(100, is_approximate=True)], None),
        ("an approximate total and an exact one", [declared(9, is_approximate=True), declared(10, JULY)], (10, 10)),
        ("an approximate item among others", [item(10, is_approximate=True), item(5)], None),
        ("someone else pays", [declared(100, payer=Payer.SELF), declared(40, payer=Payer.OTHER)], None),
        ("the City and another pay", [declared(100, payer=Payer.CITY), declared(40, payer=Payer.OTHER)], (100, 100)),
    ],
)  # fmt: skip
def test_what_a_mission_was_declared_to_cost(case, costs, span):
    assert declared_span(costs) == (span and Span(*map(Decimal, span))), case


@pytest.mark.parametrize(
    ("case", "costs", "ceiling", "span"),
    [
        ("nothing at all", [], None, None),
        ("an amount", [authorized(13_000)], None, (13_000, 13_000)),
        ("an amount beside the ceiling", [authorized(13_000)], 14_000, (13_000, 13_000)),
        ("the ceiling alone", [declared(50)], 14_000, (14_000, 14_000)),
        ("two amounts that may overlap", [authorized(36_000), authorized(45_000)], None, (36_000, 45_000)),
        ("people", [authorized(10, participant_id=1), authorized(20, participant_id=2)], None, (30, 30)),
        ("people beside the whole", [authorized(10, participant_id=1), authorized(20)], None, (20, 20)),
        ("an approximate amount", [authorized(100, is_approximate=True)], None, None),
        ("the ceiling beside an approximate amount", [authorized(100, is_approximate=True)], 14_000, (14_000, 14_000)),
        ("someone else pays", [authorized(10, payer=Payer.SELF)], None, None),
    ],
)
def test_what_was_authorized(case, costs, ceiling, span):
    assert authorized_span(costs, ceiling and Decimal(ceiling)) == (span and Span(*map(Decimal, span))), case


def test_items_go_with_the_total_they_were_published_with():
    first, later = declared(10_700), declared(12_979, JULY, OTHER)
    items = [item(5_900, category=CostCategory.TRANSPORT), item(3_600, category=CostCategory.LODGING), item(1_270)]
    [[one], [other]] = publications_of([first, *items, later])
    assert (one.total, one.items, one.gap) == (first, items, Decimal(-70))
    assert (other.total, other.items, other.gap) == (later, [], None)
    assert [one.under(name) for name in ("transport", "lodging", "meals", "other")] == [5900, 3600, 1270, None]


def test_facts_of_one_day_but_of_different_pages_were_not_published_together():
    assert len(publications_of([declared(10), item(10, source=OTHER)])) == 2
    assert len(publications_of([declared(10, source=None), item(10, source=None)])) == 1
    assert len(publications_of([declared(10, source=None), item(10)])) == 2


def test_of_two_totals_published_together_each_keeps_the_items_of_its_people():
    whole, some = declared(100), declared(60, scope_code=ScopeCode.COMPANIONS)
    own, unsaid = item(60, scope_code=ScopeCode.COMPANIONS), item(10, scope_code=ScopeCode.EVENT)
    [[first, second]] = publications_of([whole, some, own, unsaid])
    assert (first.items, second.items) == ([unsaid], [own])


@pytest.mark.parametrize(
    ("category", "heading"),
    [
        *((each, "transport") for each in (CostCategory.AIR, CostCategory.GROUND, CostCategory.TRANSPORT)),
        (CostCategory.LODGING, "lodging"),
        (CostCategory.MEALS, "meals"),
        (CostCategory.REGISTRATION, "other"),
        (CostCategory.HOSPITALITY, "other"),
        (CostCategory.INTERPRETING, "other"),
        (CostCategory.OTHER, "other"),
    ],
)
def test_every_category_stands_under_one_heading_of_the_rule(category, heading):
    [[found]] = publications_of([item(10, category=category), item(5, category=category)])
    told = {name: found.under(name) for name in ("transport", "lodging", "meals", "other")}
    assert told == {"transport": None, "lodging": None, "meals": None, "other": None, heading: Decimal(15)}


def test_spans_of_different_missions_add_up_end_by_end():
    assert sum_spans([Span(10, 10), Span(5, 8)]) == Span(15, 18)
    assert sum_spans([]) is None


def test_items_of_which_one_is_approximate_are_not_added_up():
    [[found]] = publications_of([item(10, is_approximate=True), item(5)])
    assert (found.amount, found.under("other"), found.is_approximate) == (None, None, True)
    [[alone]] = publications_of([item(10, is_approximate=True)])
    assert (alone.amount, alone.is_approximate) == (10, True)
