"""When a mission must be authorized beforehand: by the rules, and the same answer wherever it is asked."""

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from missions import authorization, operations
from missions.authorization import (
    FOR_COMPANIONS,
    AuthorizationFacts,
    decide_requirement,
    facts_of_authorization,
    requirement_as_saved,
    requirement_of,
    stored_requirement,
)
from missions.documents.book import book_of
from missions.forms import MissionForm
from missions.mission_page import ON_FILE, readable_requirement
from missions.models import (
    CeilingItem,
    CostCategory,
    CostFact,
    CostType,
    Direction,
    Mission,
    MissionStage,
    Rule,
    RuleKind,
)
from missions.models.rule import RuleBook
from partners.models import Partner
from tests.missions.factories import CeilingItemFactory, CostFactFactory, MissionFactory, RuleFactory, StopFactory
from tests.partners.factories import PartnerFactory

DAY = dt.date(2026, 3, 1)
FACTS = AuthorizationFacts(
    is_out=True,
    led_by_mayor=False,
    city_delegates=None,
    countries=frozenset(),
    amount=None,
    threshold=Decimal(3000),
)
MAYOR = {"led_by_mayor": True}
NO_RULE = {"threshold": None}


@pytest.mark.parametrize(
    ("case", "facts", "countries", "amount", "requirement"),
    [
        ("abroad", {}, ["FR"], 100, authorization.ABROAD),
        ("abroad among others", {}, ["CA", "TN"], None, authorization.ABROAD),
        ("abroad, before any rule", NO_RULE, ["FR"], 9999, authorization.NO_RULE),
        ("in Canada, above", {}, ["CA"], 3001, authorization.ABOVE_THRESHOLD),
        ("in Canada, on the amount", {}, ["CA"], 3000, authorization.WITHIN_THRESHOLD),
        ("in Canada, below", {}, ["CA"], 2999, authorization.WITHIN_THRESHOLD),
        ("in Canada, before any rule", NO_RULE, ["CA"], 9999, authorization.NO_RULE),
        ("in Canada, amount unknown", {}, ["CA"], None, authorization.AMOUNT_UNKNOWN),
        ("the mayor in Canada, amount unknown", MAYOR, ["CA"], None, authorization.AMOUNT_UNKNOWN),
        ("nothing known", {}, [], None, authorization.PLACES_AND_AMOUNT_UNKNOWN),
        ("nowhere known, above", {}, [], 3001, authorization.ABOVE_THRESHOLD),
        ("nowhere known", {}, [], 10, authorization.PLACES_UNKNOWN),
        ("the mayor, others or none", MAYOR, ["FR"], 9999, authorization.TRAVELLERS_UNKNOWN),
        ("the mayor, others or none, below", MAYOR, ["CA"], 9, authorization.WITHIN_THRESHOLD),
        ("the mayor, others or none, nowhere", MAYOR, [], 9, authorization.PLACES_UNKNOWN),
        ("the mayor alone", {**MAYOR, "city_delegates": 1}, ["FR"], 9999, authorization.MAYOR_ALONE),
        ("the mayor and others, below", {**MAYOR, "city_delegates": 2}, ["CA"], 9, authorization.WITHIN_THRESHOLD),
        ("the mayor and others", {**MAYOR, "city_delegates": 2}, [], 9, authorization.PLACES_UNKNOWN),
        ("received or hosted", {"is_out": False}, ["FR"], 9999, authorization.NOT_A_TRIP),
    ],
)
def test_a_trip_is_authorized_beforehand_when_the_rules_say_so(case, facts, countries, amount, requirement):
    known = {"countries": frozenset(countries), "amount": None if amount is None else Decimal(amount)}
    assert decide_requirement(FACTS._replace(**known, **facts)) == requirement, case


def test_those_who_travel_with_the_mayor_are_authorized_and_the_reason_says_for_whom():
    found = decide_requirement(FACTS._replace(countries=frozenset({"FR"}), city_delegates=3, **MAYOR))
    assert found.is_required
    assert str(found.reason) == f"{authorization.ABROAD.reason} {FOR_COMPANIONS}"


def test_a_mayor_who_leads_without_counting_anybody_is_not_taken_to_travel_alone():
    facts = FACTS._replace(countries=frozenset({"FR"}), city_delegates=0, **MAYOR)
    assert decide_requirement(facts).is_required


@pytest.mark.parametrize("kind", CostType)
def test_only_what_is_said_before_the_trip_tells_what_it_may_cost(kind):
    expected = authorization.expected_amount(None, [CostFact(fact_type=kind, amount=9)], [])
    assert expected == (9 if kind in (CostType.AUTHORIZED, CostType.ESTIMATED) else None)


@pytest.mark.parametrize(
    ("countries", "requirement"),
    [
        (["CA"], authorization.WITHIN_THRESHOLD),
        (["CA", ""], authorization.WITHIN_THRESHOLD),
        ([""], authorization.PLACES_UNKNOWN),
        ([], authorization.PLACES_UNKNOWN),
        (["", "FR"], authorization.ABROAD),
    ],
)
def test_a_stop_whose_country_nobody_knows_is_not_abroad(countries, requirement):
    rule = Rule(pk=1, kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=dt.date(2019, 10, 7))
    mission = Mission(direction=Direction.OUT, ceiling=100)
    places = [Partner(country=country) for country in countries]
    parts = {"places": places, "costs": [], "ceiling_items": [], "book": RuleBook([rule]), "today": DAY}
    assert requirement_of(mission, **parts) == requirement


@pytest.mark.parametrize(
    ("decided_on", "starts_on", "late"),
    [
        (DAY, DAY, False),
        (DAY, DAY - dt.timedelta(1), True),
        (DAY, DAY + dt.timedelta(1), False),
        (None, DAY, False),
        (DAY, None, False),
    ],
)
def test_a_decision_is_late_from_the_day_after_the_departure(decided_on, starts_on, late):
    assert authorization.is_decided_late(Mission(decided_on=decided_on, starts_on=starts_on)) is late


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, ["decision_number", "decided_on", "ceiling"]),
        ({"decision_number": "CE-1", "decided_on": DAY, "ceiling": 0}, []),
        ({"decision_number": "CE-1", "ceiling": 5}, ["decided_on"]),
        ({"decided_on": DAY, "ceiling": 5}, ["decision_number"]),
    ],
)
def test_a_decision_lacks_what_is_empty_and_a_ceiling_of_nothing_is_one(values, missing):
    assert authorization.missing_of_decision(Mission(**values)) == missing


@pytest.mark.parametrize("stage", MissionStage)
@pytest.mark.parametrize("record_id", [None, "M1"])
def test_nobody_can_tell_only_of_a_trip_of_the_record_past_its_authorization(stage, record_id):
    past = (MissionStage.AUTHORIZED, MissionStage.UNDER_WAY, MissionStage.DONE, MissionStage.CLOSED)
    mission = Mission(stage=stage, record_id=record_id)
    expected = None if record_id and stage in past else True
    assert stored_requirement(mission, authorization.ABROAD) is expected
    assert stored_requirement(mission, authorization.WITHIN_THRESHOLD) is False
    assert stored_requirement(mission, authorization.PLACES_UNKNOWN) is None


@pytest.mark.parametrize("direction", Direction)
def test_the_facts_are_gathered_from_rows_saved_or_typed(direction):
    rule = Rule(pk=1, kind=RuleKind.AUTHORIZED_ABOVE, value=Decimal(3000), valid_from=DAY)
    mission = Mission(direction=direction, starts_on=DAY, ceiling=Decimal(10), city_delegates=2)
    found = facts_of_authorization(
        mission,
        places=[PartnerFactory.build(country=code) for code in ("FR", "", "CA")],
        costs=[CostFact(fact_type=CostType.ESTIMATED, amount=Decimal(50))],
        ceiling_items=[CeilingItem(amount=Decimal(30)), CeilingItem(amount=Decimal(40))],
        book=RuleBook([rule]),
        today=DAY - dt.timedelta(days=1),
    )
    assert found == AuthorizationFacts(
        is_out=direction == Direction.OUT,
        led_by_mayor=False,
        city_delegates=2,
        countries=frozenset({"FR", "CA"}),
        amount=Decimal(70),
        threshold=Decimal(3000),
    )


@pytest.fixture
def threshold(db):
    """The rule that asks for an authorization above 3,000 $."""
    return RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=dt.date(2019, 10, 7))


def trip(place=None, *, estimated=None, ceiling=None, item=None, **fields):
    """Make a trip online, with its stop, an amount estimated and part of a ceiling, where they are given."""
    mission = MissionFactory(
        published=True, starts_on=DAY, ends_on=DAY, date_precision="jour", ceiling=ceiling, **fields
    )
    if place:
        StopFactory(mission=mission, place=place)
    if estimated:
        CostFactFactory(mission=mission, fact_type=CostType.ESTIMATED, amount=estimated)
    if item:
        CeilingItemFactory(mission=mission, category=CostCategory.AIR, amount=item)
    return mission


def answers(missions, reader, today):
    """Return what each place that tells it says of each of `missions`, once what is stored follows its parts."""
    for mission in missions:
        operations.store_requirement(mission, today=today)
    keys, rules = {mission.pk for mission in missions}, Rule.objects.book()
    pages = Mission.objects.for_page(reader, today).in_bulk(keys)
    documents = Mission.objects.for_documents().in_bulk(keys)
    Mission.objects.filter(pk__in=keys).update(authorization_required=None)
    unsettled = Mission.objects.in_bulk(keys)
    operations.store_requirements(keys, today=today)
    loaded = Mission.objects.in_bulk(keys)
    return [
        {
            "page": readable_requirement(pages[mission.pk], today, rules).is_required,
            "book": book_of(documents[mission.pk], reader, today)["requirement"].is_required,
            "admin": requirement_as_saved(mission, today).is_required,
            "stored": pages[mission.pk].authorization_required,
            "loader": loaded[mission.pk].authorization_required,
            "form": _set_by_the_form(unsettled[mission.pk]),
        }
        for mission in missions
    ]


def _set_by_the_form(mission):
    MissionForm({"stage": mission.stage}, instance=mission).full_clean()
    return mission.authorization_required


def test_a_trip_in_canada_estimated_above_the_amount_is_required_everywhere(threshold, client, redaction):
    mission = trip(PartnerFactory(country="CA"), estimated=5000)
    [found] = answers([mission], redaction, DAY)
    assert set(found.values()) == {True}
    page = client.get(mission.get_absolute_url()).content.decode()
    assert "requise – Mission au-delà du montant" in page
    client.force_login(redaction)
    book = client.get(f"/admin/missions/mission/{mission.pk}/documents/cahier-a-imprimer").content.decode()
    assert "<strong>requise</strong> – Mission au-delà du montant" in book


COUNTRIES = [None, "CA", "FR"]
AMOUNTS = [{}, {"estimated": 10}, {"estimated": 5000}, {"ceiling": 3000}, {"ceiling": 10, "item": 3001}]
TRAVELLERS = [{}, *({"led_by_mayor": True, "city_delegates": count} for count in (None, 1, 2))]


def test_page_book_admin_form_and_loader_give_one_answer_whatever_the_facts(threshold, redaction, monkeypatch):
    monkeypatch.setattr("missions.documents.book.briefs_of", lambda *_asked: [])  # costly, and beside the question
    places = {code: code and PartnerFactory(published=True, country=code) for code in COUNTRIES}
    cases = list(product(COUNTRIES, AMOUNTS, TRAVELLERS))
    missions = [trip(places[country], **amounts, **travellers) for country, amounts, travellers in cases]
    found = [set(each.values()) for each in answers(missions, redaction, DAY)]
    assert not [case for case, said in zip(cases, found, strict=True) if len(said) > 1]
    assert set.union(*found) == {True, False, None}


@pytest.mark.parametrize("direction", [Direction.IN, Direction.HOSTED])
def test_what_is_received_or_hosted_is_not_authorized_wherever_it_is_asked(threshold, redaction, direction):
    [found] = answers([trip(PartnerFactory(country="FR"), direction=direction, estimated=5000)], redaction, DAY)
    assert found == dict.fromkeys(found, False)


def test_where_a_place_is_hidden_from_readers_what_is_stored_prevails(threshold):
    reader = AnonymousUser()
    mission = trip(PartnerFactory(country="FR"), ceiling=100)
    [found] = answers([mission], reader, DAY)
    assert found == dict.fromkeys(found, True)
    fetched = Mission.objects.for_page(reader, DAY).get(pk=mission.pk)
    assert readable_requirement(fetched, DAY, Rule.objects.book()).reason == ON_FILE


def test_what_is_stored_of_a_mission_of_the_register_without_its_decision_is_unknown():
    mission = Mission(stage="realisee", record_id="M-1")
    assert stored_requirement(mission, authorization.ABROAD) is None
    assert stored_requirement(mission, authorization.WITHIN_THRESHOLD) is False
    mission.decision_number, mission.decided_on, mission.ceiling = "CE-1", DAY, Decimal(1)
    assert stored_requirement(mission, authorization.ABROAD) is True
