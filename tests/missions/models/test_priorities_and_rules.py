"""What the City puts first, and the figures it is held to: which hold on a day, and what they may name."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import override

from axes.models import Axis
from missions.models import Action, Mission, Priority, PriorityKind, Rule, RuleKind, Service
from missions.models.rule import RuleBook
from missions.models.zone import places_of_zones, refuse_unknown_zone, zone_near
from partners.models import Partner, PartnerKind
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.cleaned import refused_in
from tests.missions.factories import ActionFactory, PriorityFactory, RuleFactory, ServiceFactory
from tests.partners.factories import PartnerFactory

ANYONE = AnonymousUser()
D = dt.date
TODAY = D(2026, 3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "kept", "is_refused"),
    [
        ("be", "BE", False),
        ("BE", "BE", False),
        ("", "", False),
        ("zz", "ZZ", True),
        ("é", "É", True),
    ],
)
def test_a_country_is_a_code_of_the_standard_whatever_its_case(typed, kept, is_refused):
    priority = Priority(country=typed)
    assert list(refused_in(priority)) == (["country"] if is_refused else [])
    assert priority.country == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "suited"),
    [
        (PriorityKind.CITY, {PartnerKind.CITY}),
        (PriorityKind.FORUM, {PartnerKind.FORUM}),
        (PriorityKind.ORGANIZATION, set(PartnerKind) - {PartnerKind.CITY, PartnerKind.FORUM}),
    ],
)
def test_a_priority_names_a_partner_of_the_kind_it_announces(kind, suited):
    refused = {each: list(refused_in(Priority(kind=kind, partner=Partner(pk=1, kind=each)))) for each in PartnerKind}
    assert refused == {each: [] if each in suited else ["partner"] for each in PartnerKind}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("axis", "is_refused"),
    [
        (1, False),
        (2, True),
        (None, False),
    ],
)
def test_a_priority_names_an_action_of_its_axis(axis, is_refused):
    priority = Priority(kind=PriorityKind.ACTION, axis_id=axis, action=Action(pk=1, axis=Axis(pk=1)))
    assert list(refused_in(priority)) == (["action"] if is_refused else [])


def test_a_country_is_named_in_the_language_of_the_page():
    assert (Priority(country="BE").country_label, Priority().country_label) == ("Belgique", "")
    with override("en"):
        assert Priority(country="BE").country_label == "Belgium"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (TODAY, None, True),
        (D(2026, 3, 3), None, False),
        (D(2020, 1, 1), TODAY, True),
        (D(2020, 1, 1), D(2026, 3, 1), False),
        (TODAY, TODAY, True),
    ],
)
def test_a_priority_and_a_rule_hold_from_their_first_day_through_their_last(starts_on, ends_on, holds):
    assert Priority(starts_on=starts_on, ends_on=ends_on).is_in_force(TODAY) is holds
    assert Rule(valid_from=starts_on, valid_until=ends_on).holds_on(TODAY) is holds


@pytest.mark.django_db
def test_the_strategy_tells_in_order_what_each_priority_names_and_the_reader_may_read(redaction):
    later, sooner = AxisFactory(position=901), AxisFactory(position=900)
    last = PriorityFactory(axis=later, position=1)
    second = PriorityFactory(axis=sooner, position=2)
    draft = {"country": "", "kind": PriorityKind.CITY, "partner": PartnerFactory()}
    online = {"country": "", "kind": PriorityKind.CITY, "partner": PartnerFactory(published=True)}
    first_city = PriorityFactory(axis=later, position=1, **draft)
    second_city = PriorityFactory(axis=later, position=2, **online)
    action = PriorityFactory(
        axis=sooner, country="", kind=PriorityKind.ORGANIZATION, partner=PartnerFactory(organization=True), position=3
    )
    told = list(Priority.objects.for_page(ANYONE, TODAY))
    assert told == [action, second, last, first_city, second_city]
    assert [bool(each.partner_is_shown) for each in told] == [False, False, False, False, True]
    staff = Priority.objects.for_page(redaction, TODAY)
    assert [bool(each.partner_is_shown) for each in staff] == [True, False, False, True, True]


@pytest.mark.django_db
def test_an_action_is_named_to_who_may_read_it(redaction):
    axis = AxisFactory(published=True)
    ranked = {"axis": axis, "kind": PriorityKind.ACTION, "country": "", "within": ThemeFactory()}
    for position, online in enumerate(({}, {"published": True}), 1):
        PriorityFactory(position=position, action=ActionFactory(axis=axis, **online), **ranked)
    PriorityFactory(axis=axis)
    for user, shown in ((ANYONE, [False, True, False]), (redaction, [True, True, False])):
        assert [bool(each.action_is_shown) for each in Priority.objects.for_page(user, TODAY)] == shown


def rule(pk, kind, valid_from, valid_until=None, value=1):
    return Rule(pk=pk, kind=kind, valid_from=valid_from, valid_until=valid_until, value=Decimal(value))


OLD = rule(1, RuleKind.REPORT_DELAY, D(2020, 1, 1), D(2024, 12, 31))
NEW = rule(2, RuleKind.REPORT_DELAY, D(2025, 1, 1))
OVERRUN = rule(3, RuleKind.OVERRUN, D(2022, 1, 1))


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (D(2019, 12, 31), {}),
        (D(2020, 1, 1), {RuleKind.REPORT_DELAY: OLD}),
        (D(2024, 12, 31), {RuleKind.REPORT_DELAY: OLD, RuleKind.OVERRUN: OVERRUN}),
        (D(2025, 1, 1), {RuleKind.REPORT_DELAY: NEW, RuleKind.OVERRUN: OVERRUN}),
    ],
)
def test_a_book_tells_the_rules_of_a_day(day, rules):
    book = RuleBook([NEW, OVERRUN, OLD])
    assert book.in_force(day) == rules
    assert book.of_mission(Mission(starts_on=day), TODAY) == rules
    assert book.of_mission(Mission(), day) == rules


def test_where_two_rules_hold_on_a_day_the_latest_is_the_one():
    earlier, later = rule(5, RuleKind.OVERRUN, D(2020, 1, 1)), rule(4, RuleKind.OVERRUN, D(2021, 1, 1))
    assert RuleBook([later, earlier]).in_force(TODAY) == {RuleKind.OVERRUN: later}
    same_day = rule(6, RuleKind.OVERRUN, D(2021, 1, 1))
    assert RuleBook([same_day, later]).in_force(TODAY) == {RuleKind.OVERRUN: same_day}


def test_the_first_rule_of_a_kind_is_the_earliest():
    book = RuleBook([NEW, OVERRUN, OLD])
    assert (book.first(RuleKind.REPORT_DELAY), book.first(RuleKind.AUTHORIZED_ABOVE)) == (OLD, None)


@pytest.mark.django_db
def test_the_book_holds_every_rule_the_earliest_first():
    latest, earliest = RuleFactory(), RuleFactory(kind=RuleKind.OVERRUN, valid_from=D(2019, 10, 7))
    assert Rule.objects.book().rules == [earliest, latest]


@pytest.mark.django_db
def test_services_of_nearly_the_same_name_have_an_address_each_which_stays():
    first, second = ServiceFactory(name="Port de Québec"), ServiceFactory(name="Port de Quebec!")
    assert (first.slug, second.slug) == ("port-de-quebec", "port-de-quebec-2")
    first.name = "Autre nom"
    first.save()
    assert Service.objects.get(pk=first.pk).get_absolute_url() == "/services/port-de-quebec/"


@pytest.mark.parametrize("name", ["", None, "Europe/Paris", "UTC"])
def test_a_time_zone_that_exists_or_is_not_given_is_accepted(name):
    assert refuse_unknown_zone(name) is None


@pytest.mark.parametrize("name", ["europe/paris", "Europe/Nulle-Part", "../etc/passwd", "Paris", " UTC"])
def test_a_time_zone_is_one_of_those_that_machines_know(name):
    with pytest.raises(ValidationError) as refusal:
        refuse_unknown_zone(name)
    assert list(refusal.value.message_dict) == ["time_zone"]


def test_the_places_of_zones_stand_where_they_are():
    places = {name: (round(north), round(east)) for each in places_of_zones().values() for north, east, name in each}
    assert places["Europe/Paris"] == (49, 2)
    assert places["America/New_York"] == (41, -74)
    assert places["Australia/Sydney"] == (-34, 151)


@pytest.mark.parametrize(
    ("case", "latitude", "longitude"),
    [
        ("far from any place of its country", "0", "0"),
        ("its latitude alone", "48.8", None),
        ("its longitude alone", None, "2.3"),
    ],
)
def test_a_country_of_one_hour_has_its_zone_wherever_its_city_is_said_to_be(case, latitude, longitude):
    assert zone_near("FR", latitude, longitude) == "Europe/Paris", case
