"""Where the office acts in fact, line by line: what is counted, from which year to which, which priority names it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from axes.models import Theme
from missions.models import Priority, PriorityKind
from missions.practice import COUNTRY, PARTNER, SERVICE, THEME, Practice, PracticeLine
from partners.models import Partner, PartnerKind
from tests.axes.factories import ThemeFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MissionFactory,
    OutcomeFactory,
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


@pytest.mark.django_db
def test_a_line_counts_what_was_done_and_from_which_year_to_which(redaction):
    namur, theme = PartnerFactory(name="Namur", published=True), ThemeFactory(name="Ports", slug="ports")
    service = ServiceFactory(name="Port")
    led = ActionFactory(published=True, lead_partner=namur, **dated(2019))
    shared = ActionFactory(published=True, lead_partner__country="FR", lead_partner__name="Lyon", **dated(2021, 2024))
    ActionPartnerFactory(action=shared, partner=namur)
    draft, shared_draft = ActionFactory(lead_partner=namur, **dated(2001)), ActionFactory(**dated(1990))
    ActionPartnerFactory(action=shared_draft, partner=namur)
    for action in (led, shared, draft):
        action.themes.add(theme), action.services.add(service)
    held = {"published": True, "stage": "realisee"}
    for values in (
        {**held, **dated(2025)},
        {**held, "stage": "close"},
        {**held, "stage": "autorisee", **dated(2026)},
        {**held, "published": False, **dated(1980)},
    ):
        trip = MissionFactory(**values)
        StopFactory(mission=trip, place=namur), trip.themes.add(theme)
    trip = MissionFactory(**held)
    OutcomeFactory(action=led), OutcomeFactory(action=None, mission=trip)
    lines = told_to(ANYONE)
    assert {key: (line.actions, line.missions, line.results, line.years) for key, line in lines.items()} == {
        (PARTNER, "namur"): (2, 2, 1, "2019–2025"),
        (PARTNER, "lyon"): (1, 0, 0, "2021–2024"),
        (COUNTRY, "be"): (2, 2, 1, "2019–2025"),
        (COUNTRY, "fr"): (1, 0, 0, "2021–2024"),
        (THEME, "ports"): (2, 2, 1, "2019–2025"),
        (SERVICE, "port"): (2, 0, 0, "2019–2024"),
    }
    records = [lines[key].record for key in ((PARTNER, "namur"), (COUNTRY, "be"), (THEME, "ports"), (SERVICE, "port"))]
    assert records == [namur, None, theme, service]
    line = told_to(redaction)[PARTNER, "namur"]
    assert (line.actions, line.missions, line.years) == (4, 3, "1980–2025"), "the bureau counts what it prepares too"


def told_to(user):
    """Return {(facet, value): PracticeLine} of what `user` may read."""
    return Practice(user, TODAY).lines


@pytest.mark.django_db
def test_practice_costs_the_same_whatever_there_is(django_assert_num_queries):
    # Neither the rules nor any other facet of the lists is read.
    with django_assert_num_queries(7):
        assert told_to(ANYONE) == {}
    for kind in (PartnerKind.FORUM, PartnerKind.CITY):
        ActionFactory(published=True, lead_partner=PartnerFactory(published=True, kind=kind))
    with django_assert_num_queries(7):
        assert len(Practice(ANYONE, TODAY).of_partners(PartnerKind.FORUM)) == 1


class Counted(Practice):
    """What the office does, already counted: nothing is read."""

    def __init__(self, *lines):
        self.today = TODAY
        self.lines = {(line.facet, line.value): line for line in lines}


def partner_line(name, **counted):
    return PracticeLine(PARTNER, name, name, Partner(name=name, slug=name, kind=PartnerKind.CITY), **counted)


def test_the_busiest_comes_first_then_whatever_has_more_results_then_by_name():
    names = ["zone", "Étape", "eau"]
    practice = Counted(
        *(partner_line(name) for name in names),
        partner_line("Zurich", results=5),
        partner_line("Lyon", actions=1),
        partner_line("Namur", missions=2),
        PracticeLine(COUNTRY, "be", "Belgique", actions=9),
    )
    assert [line.label for line in practice.of(PARTNER)] == ["Namur", "Lyon", "Zurich", "eau", "Étape", "zone"]


def test_partners_are_told_by_kind_and_those_of_no_record_not_at_all():
    practice = Counted(partner_line("Namur"), PracticeLine(PARTNER, "inconnu", "Un inconnu"))
    assert [line.label for line in practice.of_partners(PartnerKind.FORUM, PartnerKind.CITY)] == ["Namur"]
    assert practice.of_partners(PartnerKind.FORUM, PartnerKind.CITY_NETWORK) == []


def test_a_line_is_made_once_and_keeps_what_it_counts():
    practice = Counted(PracticeLine(COUNTRY, "be", "Belgique", actions=2))
    line = practice.line(COUNTRY, "be", "Un autre nom")
    assert (line.label, line.actions) == ("Belgique", 2)
    assert practice.line(COUNTRY, "jp", "Japon") is practice.line(COUNTRY, "jp", "Japon")


def priority(kind, *, is_shown=True, **fields):
    named = Priority(kind=kind, **{"starts_on": D(2020, 1, 1), **fields})
    named.partner_is_shown = is_shown
    return named


NAMUR = Partner(pk=1, name="Namur", slug="namur", kind=PartnerKind.CITY)
TRAM = Theme(pk=1, name="Tramway", slug="tramway")


@pytest.mark.parametrize(
    ("case", "named", "line"),
    [
        ("a country", priority(PriorityKind.COUNTRY, country="BE"), (COUNTRY, "be", "Belgique", None)),
        ("a city", priority(PriorityKind.CITY, partner=NAMUR), (PARTNER, "namur", "Namur", NAMUR)),
        ("a forum", priority(PriorityKind.FORUM, partner=NAMUR), (PARTNER, "namur", "Namur", NAMUR)),
        ("a theme", priority(PriorityKind.THEME, theme=TRAM), (THEME, "tramway", "Tramway", TRAM)),
        ("a region, which no list knows", priority(PriorityKind.REGION, region="Wallonie"), None),
        ("a partner that may not be read", priority(PriorityKind.CITY, partner=NAMUR, is_shown=False), None),
        ("through today", priority(PriorityKind.THEME, theme=TRAM, ends_on=TODAY), (THEME, "tramway", "Tramway", TRAM)),
        ("until yesterday", priority(PriorityKind.THEME, theme=TRAM, ends_on=D(2026, 3, 1)), None),
        ("from tomorrow", priority(PriorityKind.THEME, theme=TRAM, starts_on=D(2026, 3, 3)), None),
    ],
)
def test_a_priority_in_force_has_the_line_of_what_it_names_and_the_line_has_it(case, named, line):
    practice = Counted()
    practice.compare([named])
    found = named.line
    assert (found and (found.facet, found.value, found.label, found.record)) == line, case
    assert [each.priorities for each in practice.lines.values()] == ([[named]] if line else []), case


def test_a_priority_is_compared_with_what_was_counted():
    done = PracticeLine(COUNTRY, "be", "Belgique", actions=2)
    named = [priority(PriorityKind.COUNTRY, country="BE") for _each in range(2)]
    Counted(done).compare(named)
    assert [each.line for each in named] == [done, done]
    assert done.priorities == named
