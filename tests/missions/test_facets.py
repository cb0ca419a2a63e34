"""The facets of missions, actions and results: what each keeps is as many rows as it counts, for whoever reads."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from missions.lists import ACTION_LIST, MISSION_LIST, OUTCOME_LIST
from missions.models import MissionRole, MissionStage, Payer
from missions.ties import mission_ties
from tests.axes.factories import ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
TODAY = dt.date(2026, 3, 2)


def found(listing, query, user=ANYONE):
    return set(listing.narrow_for(QueryDict(query), user, TODAY).qs)


def counted(listing, facet, user=ANYONE, query=""):
    """Return {value: number} of a facet; check that each lists as many rows."""
    numbers = listing.narrow_for(QueryDict(query), user, TODAY).counts.numbers_of(facet)
    told = {option.value: number for option, number in numbers}
    for value, number in told.items():
        assert len(found(listing, f"{facet}={value}", user)) == number, value
    return told


def mission(**fields):
    return MissionFactory(published=True, **fields)


def test_missions_by_theme_each_once_for_several_of_its_themes():
    ports, trams = ThemeFactory(slug="ports"), ThemeFactory(slug="tramways")
    both, one = mission(), mission()
    both.themes.set([ports, trams]), one.themes.add(ports)
    mission(), MissionFactory().themes.add(ports)
    assert found(MISSION_LIST, "theme=ports&theme=tramways") == {both, one}
    assert counted(MISSION_LIST, "theme") == {"ports": 2, "tramways": 1}


def test_missions_by_who_pays_one_of_their_amounts():
    shared, unsaid = mission(), mission()
    for payer in (Payer.CITY, Payer.CITY, Payer.SELF):
        CostFactFactory(mission=shared, payer=payer)
    CostFactFactory(mission=unsaid)
    mission(), CostFactFactory(payer=Payer.CITY)
    assert found(MISSION_LIST, "payeur=ville&payeur=inconnu") == {shared, unsaid}
    assert counted(MISSION_LIST, "payeur") == {"ville": 1, "soi": 1, "inconnu": 1}


@pytest.fixture
def partner():
    return PartnerFactory(name="Namur", published=True)


WAYS = {
    "stop": lambda trip, partner: StopFactory(mission=trip, place=partner),
    "role": lambda trip, partner: MissionPartnerFactory(mission=trip, partner=partner, role=MissionRole.HOST),
    "meeting": lambda trip, partner: MeetingFactory(mission=trip, partner=partner),
}


@pytest.mark.parametrize(
    ("case", "ways", "is_declined", "is_with"),
    [
        ("a stop", ["stop"], False, True),
        ("a role", ["role"], False, True),
        ("a meeting", ["meeting"], False, True),
        ("all of them, several times", ["stop", "stop", "role", "meeting", "meeting"], False, True),
        ("nothing", [], False, False),
        ("the stop of a declined trip", ["stop"], True, False),
        ("the meeting of a declined trip", ["meeting"], True, False),
        ("who asked for a declined trip", ["role", "stop"], True, True),
    ],
)
def test_a_mission_and_its_partner_are_told_once_however_they_are_tied(partner, case, ways, is_declined, is_with):
    stage = {"stage": MissionStage.DECLINED, "declined_reason": "Non."} if is_declined else {}
    trip = mission(**stage)
    for way in ways:
        WAYS[way](trip, partner)
    MeetingFactory(mission=trip)
    assert counted(MISSION_LIST, "partenaire") == ({"namur": 1} if is_with else {}), case


def test_a_partner_is_tied_to_a_mission_in_the_rows_of_one_kind_only(partner):
    trip = mission()
    for way in WAYS.values():
        way(trip, partner)
    other, met = PartnerFactory(published=True), PartnerFactory(published=True)
    WAYS["role"](trip, other), WAYS["meeting"](trip, other), WAYS["meeting"](trip, met)
    told = [[getattr(row, field) for row in rows] for field, rows in mission_ties(ANYONE, TODAY)]
    assert told == [[partner], [other], [met]]


def test_a_partner_being_prepared_ties_nothing_but_for_the_bureau(redaction):
    trip = mission()
    drafts = [PartnerFactory(name=name) for name in WAYS]
    for way, draft in zip(WAYS.values(), drafts, strict=True):
        way(trip, draft)
    assert not any(rows.exists() for _field, rows in mission_ties(ANYONE, TODAY))
    told = [getattr(row, field) for field, rows in mission_ties(redaction, TODAY) for row in rows]
    assert told == drafts
    assert counted(MISSION_LIST, "partenaire") == {}


def test_a_city_hidden_by_its_own_stop_may_be_told_by_its_role_alone(partner):
    trip = mission()
    StopFactory(mission=trip), WAYS["role"](trip, partner)
    assert counted(MISSION_LIST, "partenaire") == {"namur": 1}


def test_actions_by_nature_by_service_and_by_known_result():
    service = ServiceFactory(name="Port")
    known, unknown = ActionFactory(published=True, kind="entente"), ActionFactory(published=True, kind="echange")
    for action in (known, unknown):
        action.services.add(service)
    OutcomeFactory(action=known), OutcomeFactory(action=known)
    ActionFactory(kind="entente").services.add(service)
    assert counted(ACTION_LIST, "nature") == {"entente": 1, "echange": 1}
    assert counted(ACTION_LIST, "service") == {"port": 2}
    assert counted(ACTION_LIST, "resultat") == {"connu": 1, "sans": 1}
    assert found(ACTION_LIST, "resultat=connu") == {known}
    assert found(ACTION_LIST, "resultat=sans") == {unknown}


def test_actions_by_region_count_once_those_of_several_countries_there():
    action = ActionFactory(published=True, lead_partner__country="FR")
    for country in ("FR", "BE", "SN"):
        ActionPartnerFactory(action=action, partner__country=country, partner__published=True)
    ActionPartnerFactory(action=action, partner__country="JP")
    assert counted(ACTION_LIST, "region") == {"afrique": 1, "europe": 1}
    assert counted(ACTION_LIST, "pays") == {"be": 1, "fr": 1, "sn": 1}


def result(**fields):
    return OutcomeFactory(**{"action__published": True, **fields})


def of_mission(trip, **fields):
    return OutcomeFactory(action=None, mission=trip, **fields)


def test_results_by_what_their_action_or_their_mission_is_found_by():
    theme, axis = ThemeFactory(slug="ports"), result().action.axis
    trip = mission(starts_on=dt.date(2024, 5, 1), date_precision="jour")
    trip.axes.add(axis), trip.themes.add(theme)
    StopFactory(mission=trip, place__country="FR", place__published=True, place__name="Lyon")
    received = mission(direction="entrante")
    origin = {"partner__country": "FR", "partner__published": True, "role": MissionRole.ORIGIN}
    MissionPartnerFactory(mission=received, **origin, partner__name="Nantes")
    first, second, third = of_mission(trip), of_mission(trip), of_mission(received)
    of_mission(MissionFactory()), result(action__published=False)
    assert counted(OUTCOME_LIST, "axe") == {axis.slug: 3}
    assert counted(OUTCOME_LIST, "theme") == {"ports": 2}
    assert counted(OUTCOME_LIST, "annee") == {"2024": 2, "inconnue": 2}
    assert found(OUTCOME_LIST, "pays=fr") == {first, second, third}
    assert found(OUTCOME_LIST, "partenaire=nantes") == {third}
    assert counted(OUTCOME_LIST, "pays") == {"be": 1, "fr": 3}
    assert counted(OUTCOME_LIST, "region") == {"europe": 4}


def test_results_by_a_partner_that_leads_and_shares_their_action_count_once(partner):
    led = result(action__lead_partner=partner)
    shared, other = result(), result()
    ActionPartnerFactory(action=shared.action, partner=partner)
    ActionPartnerFactory(action=other.action, partner__name="Brouillon")
    assert found(OUTCOME_LIST, "partenaire=namur") == {led, shared}
    told = counted(OUTCOME_LIST, "partenaire")
    assert told["namur"] == 2
    assert "brouillon" not in told


def test_results_by_what_is_said_of_them_or_is_not():
    said, unsaid = result(kind="entente_signee", confidence="high", evidence=SourceFactory()), result()
    assert counted(OUTCOME_LIST, "nature") == {"entente_signee": 1, "inconnu": 1}
    assert counted(OUTCOME_LIST, "confiance") == {"high": 1, "inconnu": 1}
    assert counted(OUTCOME_LIST, "preuve") == {"avec": 1, "sans": 1}
    assert found(OUTCOME_LIST, "nature=inconnu") == found(OUTCOME_LIST, "preuve=sans") == {unsaid}
    assert found(OUTCOME_LIST, "nature=inconnu&nature=entente_signee") == {said, unsaid}


@pytest.mark.parametrize(
    ("listing", "facet", "value", "words"),
    [
        (MISSION_LIST, "objectif", "a_dire", "pas encore dit"),
        (MISSION_LIST, "objectif", "atteint", "atteint"),
        (OUTCOME_LIST, "nature", "inconnu", "non dit"),
        (OUTCOME_LIST, "confiance", "inconnu", "non dit"),
        (OUTCOME_LIST, "apprentissage", "observee", "observée"),
        (ACTION_LIST, "statut", "echue", "échue, suite inconnue"),
    ],
)
def test_what_a_facet_is_asked_for_is_named_as_its_choice_is(listing, facet, value, words):
    choice = listing.narrow_for(QueryDict(), ANYONE, TODAY).filters[facet]
    assert choice.named_values()[value] == choice.parse(value).label == words


@pytest.mark.parametrize("typed", ["2024", "1000", "9999"])
def test_a_year_of_four_digits_is_read(typed):
    year = ACTION_LIST.narrow_for(QueryDict(), ANYONE, TODAY).filters["annee"].parse(typed)
    assert (year.value, year.key) == (typed, int(typed))


@pytest.mark.parametrize("typed", ["", "999", "10000", "0999", "-2024", "２０２４", "²024", "2024.0", "9" * 5000])
def test_what_is_no_year_is_not_read(typed):
    assert ACTION_LIST.narrow_for(QueryDict(), ANYONE, TODAY).filters["annee"].parse(typed) is None


def test_each_span_is_counted_in_all_its_years_up_to_a_few_ahead():
    facet = ACTION_LIST.narrow_for(QueryDict(), ANYONE, TODAY).filters["annee"]
    told = facet.sum_counts([("2024", "2025", 0, 2), ("2025", "2025", 0, 1), ("2029", "2040", 0, 1)])
    assert {option.value: number for option, number in told} == {
        "2024": 2,
        "2025": 3,
        "2029": 1,
        "2030": 1,
        "2031": 1,
    }


def test_words_are_looked_for_in_the_record_and_in_the_names_of_its_partners(partner):
    led, shared = ActionFactory(published=True, lead_partner=partner), ActionFactory(published=True)
    ActionPartnerFactory(action=shared, partner=partner)
    trip, received = mission(), mission()
    WAYS["stop"](trip, partner), WAYS["role"](received, partner)
    rows = [OutcomeFactory(action=shared), of_mission(trip), of_mission(received), result(text="À Namur")]
    OutcomeFactory(action=ActionFactory(published=True, title="Ailleurs"))
    assert found(ACTION_LIST, "q=NAMUR") == {led, shared}
    assert found(MISSION_LIST, "q=namur") == {trip, received}
    assert found(OUTCOME_LIST, "q=namùr") == set(rows)
