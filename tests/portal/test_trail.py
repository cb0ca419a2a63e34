"""What changed in a record since it was put online: which days, which words, and what is never told."""

import datetime as dt

import pytest
import time_machine

from portal.trail import MAX_TRAIL, PUBLIC_FIELDS, PUBLIC_PARTS, TrailDay, trail_of
from records.models import Publishable
from tests.axes.factories import AxisFactory, CommitmentFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory, PartyFactory

pytestmark = pytest.mark.django_db

ONLINE = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def clock():
    """A clock that tests move, at noon of the day everything is put online."""
    with time_machine.travel("2026-01-01T17:00:00Z", tick=False) as moved:
        yield moved


def edit(record, clock, moment, **values):
    """Write a record at a moment (« 2026-01-05 », at noon in Québec, or with its hour in universal time)."""
    clock.move_to(dt.datetime.fromisoformat(moment if "T" in moment else f"{moment}T17:00:00+00:00"))
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def told(record):
    """Return {day: words} of the trail of a record, days as « 01-05 »."""
    return {f"{each.on:%m-%d}": each.labels for each in trail_of(record)}


def test_every_kind_of_record_that_readers_open_has_public_fields_and_parts_of_its_own():
    assert all(issubclass(model, Publishable) for model in PUBLIC_FIELDS)
    assert set(PUBLIC_PARTS) <= set(PUBLIC_FIELDS)
    for model, parts in PUBLIC_PARTS.items():
        assert [part for part, key in parts.items() if part._meta.get_field(key).related_model is not model] == []


def test_a_draft_has_no_trail_and_what_was_just_put_online_neither(clock):
    draft, online = PartnerFactory(), PartnerFactory(published=True)
    edit(draft, clock, "2026-01-05", name="Namur")
    in_parts = StopFactory().mission
    assert trail_of(draft) == trail_of(online) == trail_of(in_parts) == []


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ({"name": "Ville de Namur"}, ["Nom"]),
        ({"name": "Ville de Namur", "acronym": "NAM"}, ["Nom", "Sigle"]),  # by name
        ({"name_en": "City of Namur"}, ["Nom (en anglais)"]),
        ({"note": "Précision."}, ["Précision publique"]),
        ({"confidence": "low"}, ["Confiance"]),
        ({"slug": "ville-de-namur"}, ["Adresse de la page"]),
        ({"editor_note": "À vérifier."}, None),
        ({"review_comment": "À revoir."}, None),
        ({}, None),  # written as it was
    ],
)
def test_a_day_names_the_public_fields_that_changed(clock, values, labels):
    partner = PartnerFactory(published=True, name="Namur", slug="namur", note="Ancienne.", confidence="high")
    edit(partner, clock, "2026-01-05", **values)
    assert trail_of(partner) == ([TrailDay(dt.date(2026, 1, 5), labels)] if labels else [])


def test_days_come_latest_first_each_with_its_words_once(clock):
    partner = PartnerFactory(published=True, name="Un")
    edit(partner, clock, "2026-01-05", name="Deux")
    edit(partner, clock, "2026-01-05T20:00:00+00:00", name="Trois", acronym="T")
    edit(partner, clock, "2026-01-07", name="Quatre")
    assert list(told(partner).items()) == [("01-07", ["Nom"]), ("01-05", ["Nom", "Sigle"])]


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-01-06T04:59:00+00:00", "01-05"), ("2026-01-06T05:00:00+00:00", "01-06")],
)
def test_a_change_is_of_its_day_in_quebec(clock, moment, day):
    partner = PartnerFactory(published=True, name="Un")
    edit(partner, clock, moment, name="Deux")
    assert list(told(partner)) == [day]


def test_what_changed_before_it_was_online_is_not_told_and_what_did_the_very_day_is(clock):
    partner = PartnerFactory(published=True, name="Un", published_on=dt.date(2026, 1, 5))
    edit(partner, clock, "2026-01-04", name="Deux")
    edit(partner, clock, "2026-01-05", acronym="D")
    assert told(partner) == {"01-05": ["Sigle"]}


def test_a_withdrawal_and_a_return_are_no_change_of_the_fact(clock):
    partner = PartnerFactory(published=True)
    edit(partner, clock, "2026-01-05", status="archived")
    assert trail_of(partner) == []
    edit(partner, clock, "2026-01-06", status="published")
    assert trail_of(partner) == []


def test_only_the_latest_days_are_told(clock):
    partner = PartnerFactory(published=True, name="0")
    for day in range(2, MAX_TRAIL + 4):
        edit(partner, clock, f"2026-01-{day:02}", name=str(day))
    days = list(told(partner))
    assert (len(days), days[0], days[-1]) == (MAX_TRAIL, "01-23", "01-04")


def test_the_trail_of_another_record_of_the_same_table_is_its_own(clock):
    partner, other = PartnerFactory(published=True), PartnerFactory(published=True)
    edit(other, clock, "2026-01-05", name="Deux")
    assert trail_of(partner) == []


@pytest.mark.parametrize(
    ("make", "of", "label"),
    [
        (CostFactFactory, "mission", "Faits de coût"),
        (ObjectiveFactory, "mission", "Objectifs"),
        (MissionPartnerFactory, "mission", "Parties prenantes"),
        (StopFactory, "mission", "Étapes"),
        (ActionPartnerFactory, "action", "Autres partenaires"),
        (PartyFactory, "agreement", "Parties"),
    ],
)
def test_a_part_written_since_is_told_by_its_name(clock, make, of, label):
    factories = {"mission": MissionFactory, "action": ActionFactory, "agreement": AgreementFactory}
    record = factories[of](published=True)
    make(**{of: record})  # on the very day: it came with the record
    assert trail_of(record) == []
    clock.move_to(dt.datetime(2026, 1, 5, 17, tzinfo=dt.UTC))
    make(**{of: record})
    assert told(record) == {"01-05": [label]}


def test_a_report_changed_since_is_told(clock):
    mission = MissionFactory(published=True)
    report = ReportFactory(mission=mission)
    edit(report, clock, "2026-01-05", note="Reçu.")
    assert told(mission) == {"01-05": ["Rapports"]}


def test_a_part_taken_away_is_a_change_too(clock):
    stop = StopFactory(mission__published=True)
    clock.move_to(dt.datetime(2026, 1, 5, 17, tzinfo=dt.UTC))
    stop.delete()
    assert told(stop.mission) == {"01-05": ["Étapes"]}


def test_who_takes_part_and_the_parts_of_another_record_are_not_told(clock):
    mission, axis = MissionFactory(published=True), AxisFactory(published=True)
    clock.move_to(dt.datetime(2026, 1, 5, 17, tzinfo=dt.UTC))
    ParticipantFactory(mission=mission)
    OutcomeFactory(mission=MissionFactory(published=True), action=None)
    CommitmentFactory(axis=axis)
    assert trail_of(mission) == trail_of(axis) == []


def test_fields_and_parts_of_a_day_are_told_together(clock):
    mission = MissionFactory(published=True)
    edit(mission, clock, "2026-01-05", purpose="Signer.")
    OutcomeFactory(mission=mission, action=None)
    OutcomeFactory(mission=mission, action=None, position=2)
    assert told(mission) == {"01-05": ["But", "Retombées"]}


def test_an_axis_tells_what_its_page_says_of_it(clock):
    axis = AxisFactory(published=True)
    edit(axis, clock, "2026-01-05", intent="Autre.", position=99)
    assert told(axis) == {"01-05": ["Intention"]}


def test_a_trail_costs_two_statements_however_long(clock, django_assert_num_queries):
    mission = MissionFactory(published=True)
    for day in range(2, 8):
        edit(mission, clock, f"2026-01-{day:02}", purpose=str(day))
        StopFactory(mission=mission)
    with django_assert_num_queries(2):
        assert len(trail_of(mission)) == 6
