"""The calendar of a delegation, as programs read it."""

import datetime as dt

import pytest
from icalendar import Calendar

from missions.documents.calendar import NothingDatedError, calendar_of
from missions.models import Direction, Mission
from tests.missions.factories import (
    AirportFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)

pytestmark = pytest.mark.django_db

D, T = dt.date, dt.time
NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def mission():
    """A mission out, in draft."""
    return MissionFactory(title="Tournée")


def written(mission):
    return calendar_of(Mission.objects.for_documents().get(pk=mission.pk), NOW)


def events(mission):
    return list(Calendar.from_ical(written(mission)).walk("VEVENT"))


def meet(mission, zone="Europe/Paris", **options):
    """Make a meeting in a place of this time zone."""
    stop = StopFactory(mission=mission, time_zone=zone, place__name="Lyon")
    return MeetingFactory(**{"mission": mission, "stop": stop, "held_on": D(2026, 3, 27), **options})


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Paris", D(2026, 3, 27), 8),  # winter time there, summer time already in Québec
        ("Europe/Paris", D(2026, 3, 29), 7),  # the day it changes
        ("Europe/Paris", D(2026, 10, 26), 8),
        ("Africa/Tunis", D(2026, 3, 27), 8),  # no summer time
        ("Africa/Tunis", D(2026, 7, 1), 8),
        ("America/Toronto", D(2026, 3, 27), 13),
    ],
)
def test_a_meeting_keeps_its_local_hour_and_is_right_in_utc(mission, zone, day, utc):
    meet(mission, zone, held_on=day, starts_at=T(9), ends_at=T(10, 30))
    [event] = events(mission)
    start, end = event.decoded("dtstart"), event.decoded("dtend")
    assert (start.time(), end.time()) == (T(9), T(10, 30))
    assert start.astimezone(dt.UTC) == dt.datetime(day.year, day.month, day.day, utc, tzinfo=dt.UTC)
    assert event["dtstart"].params["tzid"] == zone


@pytest.mark.parametrize(
    ("zone", "rules"), [("Europe/Paris", {b"STANDARD", b"DAYLIGHT"}), ("Africa/Tunis", {b"STANDARD"})]
)
def test_each_time_zone_brings_its_own_rules(mission, zone, rules):
    meet(mission, zone, starts_at=T(9))
    content = written(mission)
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert f"TZID:{zone}\r\n".encode() in content
    assert b"COMMENT" not in content
    assert {rule for rule in (b"STANDARD", b"DAYLIGHT") if b"BEGIN:" + rule in content} == rules


def test_a_meeting_without_an_hour_takes_its_day(mission):
    meet(mission)
    [event] = events(mission)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (D(2026, 3, 27), D(2026, 3, 28))


def test_a_meeting_whose_zone_is_unknown_keeps_its_hour_wherever_it_is_read(mission):
    MeetingFactory(mission=mission, held_on=D(2026, 3, 27), starts_at=T(9))
    assert b"DTSTART:20260327T090000\r\n" in written(mission)


def test_a_meeting_here_has_the_hours_of_quebec():
    mission = MissionFactory(direction=Direction.IN)
    MeetingFactory(mission=mission, held_on=D(2026, 3, 27), starts_at=T(9))
    assert b"DTSTART;TZID=America/Toronto:20260327T090000\r\n" in written(mission)


@pytest.mark.parametrize("ends_at", [None, T(9)])
def test_an_end_that_is_unknown_or_not_later_is_left_out(mission, ends_at):
    meet(mission, starts_at=T(9), ends_at=ends_at)
    assert "dtend" not in events(mission)[0]


def test_a_meeting_without_a_day_is_not_in_the_calendar(mission):
    meet(mission, held_on=None)
    LegFactory(mission=mission, leaves_at=NOW)
    assert len(events(mission)) == 1


def test_staff_are_told_where_with_whom_what_for_and_who_attends(mission):
    meeting = meet(
        mission,
        subject="Voir le tramway",
        venue="Hôtel de ville, salle 2",
        objective=ObjectiveFactory(mission=mission, text="Apprendre; comparer"),
        starts_at=T(9),
    )
    meeting.partner = meeting.stop.place
    meeting.save()
    meeting.attendees.add(ParticipantFactory(mission=mission, function="mairie", name="Nom", name_is_public=True))
    [event] = events(mission)
    assert event["summary"] == "Voir le tramway"
    assert event["location"] == "Hôtel de ville, salle 2, Lyon"
    assert event["description"] == (
        "Sujet\u00a0: Voir le tramway\nAvec\u00a0: Lyon\n"
        "Notre objectif\u00a0: Apprendre; comparer\nQui y va\u00a0: mairie"
    )
    assert event["class"] == "PRIVATE"


@pytest.mark.parametrize(
    ("arrives", "leaves", "days"),
    [
        (D(2026, 3, 27), D(2026, 3, 29), (D(2026, 3, 27), D(2026, 3, 30))),
        (D(2026, 3, 27), None, (D(2026, 3, 27), D(2026, 3, 28))),
        (None, D(2026, 3, 29), (D(2026, 3, 29), D(2026, 3, 30))),
    ],
)
def test_a_stop_takes_its_days_and_ends_the_day_after(mission, arrives, leaves, days):
    StopFactory(mission=mission, place__name="Gand", arrives_on=arrives, leaves_on=leaves)
    [event] = events(mission)
    assert (event["summary"], event.decoded("dtstart"), event.decoded("dtend")) == ("Gand", *days)


def test_an_undated_stop_is_not_in_the_calendar(mission):
    StopFactory(mission=mission)
    meet(mission, starts_at=T(9))
    assert len(events(mission)) == 1


def test_a_journey_has_the_hours_of_each_end(mission):
    LegFactory(
        mission=mission,
        from_airport=AirportFactory(code="YUL", name="Montréal", time_zone="America/Toronto"),
        to_airport=AirportFactory(code="CDG", name="Paris", time_zone="Europe/Paris"),
        leaves_at=dt.datetime(2026, 3, 28, 0, 15, tzinfo=dt.UTC),
        arrives_at=dt.datetime(2026, 3, 28, 7, 0, tzinfo=dt.UTC),
    )
    content = written(mission)
    assert b"DTSTART;TZID=America/Toronto:20260327T201500\r\n" in content
    assert b"DTEND;TZID=Europe/Paris:20260328T080000\r\n" in content
    assert events(mission)[0]["summary"] == "Avion\u00a0: Montréal (YUL) – Paris (CDG)"


def test_a_journey_of_which_only_the_arrival_is_known_is_told_then(mission):
    LegFactory(mission=mission, arrives_at=dt.datetime(2026, 3, 28, 7, 0, tzinfo=dt.UTC))
    LegFactory(mission=mission)
    [event] = events(mission)
    assert event.decoded("dtstart").astimezone(dt.UTC) == dt.datetime(2026, 3, 28, 7, tzinfo=dt.UTC)


def test_an_event_keeps_its_identity_whatever_changes(mission):
    meeting = meet(mission, starts_at=T(9))
    [before] = events(mission)
    meeting.subject, meeting.starts_at, meeting.held_on = "Autre", T(15), D(2026, 3, 30)
    meeting.save()
    [after] = events(mission)
    assert before["uid"] == after["uid"]
    assert before["uid"].startswith("urn:uuid:")


def test_every_event_has_an_identity_of_its_own(mission):
    meet(mission, starts_at=T(9))
    stop = mission.stops.get()
    stop.arrives_on = D(2026, 3, 27)
    stop.save()
    LegFactory(mission=mission, leaves_at=NOW)
    assert len({event["uid"] for event in events(mission)}) == 3


def test_lines_are_folded_and_ended_as_the_standard_asks(mission):
    meet(mission, subject="Une rencontre à très long titre, « œuvre » " * 4, starts_at=T(9))
    content = written(mission)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert written(mission) == content


def test_a_mission_of_which_no_day_is_known_has_no_calendar_and_the_reason_is_told(mission):
    with pytest.raises(NothingDatedError, match="aucun jour"):
        written(mission)


def test_a_mission_known_to_the_day_takes_its_days():
    days = {"starts_on": D(2026, 3, 1), "ends_on": D(2026, 3, 4)}
    [event] = events(MissionFactory(title="Tournée", date_precision="jour", **days))
    assert (event["summary"], event.decoded("dtstart"), event.decoded("dtend")) == (
        "Tournée",
        D(2026, 3, 1),
        D(2026, 3, 5),
    )


def test_a_mission_known_to_the_month_takes_no_day():
    with pytest.raises(NothingDatedError):
        written(MissionFactory(starts_on=D(2026, 3, 1), date_precision="mois"))
