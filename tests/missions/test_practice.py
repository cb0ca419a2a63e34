"""Where the office acts in fact, line by line: what is counted, from which year to which, which priority names it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.models import Priority, PriorityKind
from missions.practice import COUNTRY, PARTNER, SERVICE, THEME, Practice, PracticeLine
from partners.models import PartnerKind
from tests.axes.factories import ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    OutcomeFactory,
    PriorityFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory

ANYONE = AnonymousUser()
D = dt.date
TODAY = D(2026, 3, 2)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (2024, 2024, "2024"),
        (2022, 2025, "2022–2025"),
    ],
)
def test_years_go_from_the_first_to_the_last(first, last, words):
    assert PracticeLine(COUNTRY, "be", "Belgique", first=first, last=last).years == words


@pytest.mark.parametrize(
    ("counted", "is_idle"),
    [
        ({}, True),
        ({"actions": 1}, False),
        ({"missions": 1}, False),
        ({"results": 1}, True),
    ],
)
def test_nothing_was_done_without_an_action_or_a_mission(counted, is_idle):
    assert PracticeLine(COUNTRY, "be", "Belgique", **counted).is_idle is is_idle


def test_each_number_leads_to_the_list_that_shows_which():
    line = PracticeLine(COUNTRY, "be", "Belgique", actions=1, missions=2, results=3)
    assert line.figures == [
        (1, "missions:actions", "?pays=be"),
        (2, "missions:list", "?pays=be&statut=realisee&statut=close"),
        (3, "missions:results", "?pays=be"),
    ]


def test_missions_and_results_know_nothing_of_services():
    line = PracticeLine(SERVICE, "port", "Port", actions=1, missions=2, results=3)
    assert [each.number for each in line.figures] == [1, None, None]


def dated(year, last=None):
    ends = {"ends_on": D(last, 1, 1)} if last else {}
    return {"starts_on": D(year, 12, 31), "date_precision": "jour", **ends}


@pytest.fixture
def namur(db):
    return PartnerFactory(name="Namur", published=True)


@pytest.fixture
def practice(namur):
    """What anyone may read of three actions and two missions with Namur, a theme and a service, and of drafts."""
    theme, service = ThemeFactory(name="Ports", slug="ports"), ServiceFactory(name="Port")
    led = ActionFactory(published=True, lead_partner=namur, **dated(2019))
    shared = ActionFactory(published=True, lead_partner__country="FR", lead_partner__name="Lyon", **dated(2021, 2024))
    ActionPartnerFactory(action=shared, partner=namur)
    for action in (led, shared, ActionFactory(lead_partner=namur, **dated(2001))):
        action.themes.add(theme), action.services.add(service)
    for values in ({"stage": "realisee", **dated(2023)}, {"stage": "close"}, {"stage": "autorisee", **dated(2025)}):
        trip = MissionFactory(published=True, **values)
        StopFactory(mission=trip, place=namur), trip.themes.add(theme)
    OutcomeFactory(action=led), OutcomeFactory(action=None, mission=trip)
    return Practice(ANYONE, TODAY)


def test_a_line_counts_what_was_done_and_from_which_year_to_which(practice, namur):
    lines = {(line.facet, line.value): line for line in practice.lines.values()}
    told = {key: (line.actions, line.missions, line.results, line.years) for key, line in lines.items()}
    assert told == {
        (PARTNER, "namur"): (2, 2, 2, "2019–2024"),
        (PARTNER, "lyon"): (1, 0, 0, "2021–2024"),
        (COUNTRY, "be"): (2, 2, 2, "2019–2024"),
        (COUNTRY, "fr"): (1, 0, 0, "2021–2024"),
        (THEME, "ports"): (2, 2, 2, "2019–2024"),
        (SERVICE, "port"): (2, 0, 0, "2019–2024"),
    }
    assert lines[PARTNER, "namur"].record == namur
    assert lines[COUNTRY, "be"].record is None
    assert [lines[key].record.name for key in ((THEME, "ports"), (SERVICE, "port"))] == ["Ports", "Port"]


def test_the_busiest_comes_first_then_whatever_has_more_results_then_by_name(practice):
    assert [line.label for line in practice.of(PARTNER)] == ["Namur", "Lyon"]
    for value, label, results in (("z", "Étape", 0), ("y", "zone", 0), ("x", "Zurich", 5), ("w", "eau", 0)):
        practice.line(PARTNER, value, label).results = results
    assert [line.label for line in practice.of(PARTNER)] == ["Namur", "Lyon", "Zurich", "eau", "Étape", "zone"]


def test_partners_are_told_by_kind_and_those_of_no_record_not_at_all(practice):
    practice.line(PARTNER, "inconnu", "Un inconnu")
    assert [line.label for line in practice.of_partners(PartnerKind.CITY)] == ["Namur", "Lyon"]
    assert practice.of_partners(PartnerKind.FORUM, PartnerKind.CITY_NETWORK) == []


def test_a_line_is_made_once_and_keeps_what_it_counts(practice):
    line = practice.line(COUNTRY, "be", "Un autre nom")
    assert (line.label, line.actions) == ("Belgique", 2)
    assert practice.line(COUNTRY, "jp", "Japon") is practice.line(COUNTRY, "jp", "Japon")


def test_a_priority_in_force_has_the_line_of_what_it_names(practice, namur):
    theme = ThemeFactory(name="Tramway", slug="tramway")
    values = {"published": True, "country": ""}
    named = {
        "pays": PriorityFactory(published=True, country="BE"),
        "ville": PriorityFactory(kind=PriorityKind.CITY, partner=namur, **values),
        "theme": PriorityFactory(kind=PriorityKind.THEME, theme=theme, **values),
        "region": PriorityFactory(kind=PriorityKind.REGION, region="Wallonie", **values),
        "cachée": PriorityFactory(kind=PriorityKind.CITY, partner=PartnerFactory(), **values),
        "ancienne": PriorityFactory(published=True, country="FR", ends_on=D(2026, 3, 1)),
        "à venir": PriorityFactory(published=True, country="FR", starts_on=D(2026, 3, 3)),
    }
    told = {each.pk: each for each in Priority.objects.for_page(ANYONE, TODAY)}
    practice.compare(told.values())
    lines = {name: told[each.pk].line for name, each in named.items()}
    assert {name: line and (line.facet, line.value) for name, line in lines.items()} == {
        "pays": (COUNTRY, "be"),
        "ville": (PARTNER, "namur"),
        "theme": (THEME, "tramway"),
        "region": None,
        "cachée": None,
        "ancienne": None,
        "à venir": None,
    }
    assert lines["pays"].priorities == [named["pays"]]
    assert (lines["theme"].is_idle, lines["theme"].label, lines["theme"].record) == (True, "Tramway", theme)
    assert not [line for line in practice.lines.values() if line.value == "fr" and line.priorities]


def test_the_bureau_counts_what_it_prepares_too(practice, redaction, namur):
    line = {(each.facet, each.value): each for each in Practice(redaction, TODAY).lines.values()}[PARTNER, "namur"]
    assert (line.actions, line.years) == (3, "2001–2024")


def test_practice_costs_the_same_whatever_there_is(practice, django_assert_num_queries):
    # Seven statements and, inside a transaction, the rules: elsewhere they are kept.
    with django_assert_num_queries(8):
        Practice(ANYONE, TODAY)
    for _each in range(3):
        ActionFactory(published=True, lead_partner=PartnerFactory(published=True, kind=PartnerKind.FORUM))
    with django_assert_num_queries(8):
        assert len(Practice(ANYONE, TODAY).of_partners(PartnerKind.FORUM)) == 3
