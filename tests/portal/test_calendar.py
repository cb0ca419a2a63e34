"""The calendar of missions, as programs read it."""

import datetime as dt

import pytest
from icalendar import Calendar

from missions.models import MissionStage
from tests.missions.factories import MissionFactory, StopFactory

pytestmark = pytest.mark.django_db

URL = "/missions/calendrier.ics"
D = dt.date


def trip(**options):
    """Make a public mission whose days are known."""
    known = {"starts_on": D(2026, 3, 10), "ends_on": D(2026, 3, 12), "date_precision": "jour", "published": True}
    return MissionFactory(**{**known, **options})


def events(client):
    return list(Calendar.from_ical(client.get(URL).content).walk("VEVENT"))


def test_an_event_tells_what_the_mission_page_tells(client):
    mission = trip(title="Tournée, et retour", purpose="Signer; apprendre")
    for name in ("Lyon", "Gand"):
        StopFactory(mission=mission, place__published=True, place__name=name)
    [event] = events(client)
    assert event["summary"] == "Tournée, et retour"
    assert event["description"] == "Signer; apprendre"
    assert event["location"] == "Lyon, Gand"
    assert event["url"] == f"http://testserver{mission.get_absolute_url()}"


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        (MissionStage.PROPOSED, "TENTATIVE"),
        (MissionStage.TO_CHECK, "TENTATIVE"),
        (MissionStage.AUTHORIZED, "CONFIRMED"),
        (MissionStage.DONE, "CONFIRMED"),
    ],
)
def test_what_nobody_confirmed_is_tentative(client, stage, status):
    trip(stage=stage)
    assert events(client)[0]["status"] == status


def test_its_days_are_whole_and_its_end_is_the_day_after(client):
    trip()
    [event] = events(client)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (D(2026, 3, 10), D(2026, 3, 13))
    assert b"DTSTART;VALUE=DATE:20260310\r\n" in client.get(URL).content


def test_a_mission_of_one_known_day_lasts_that_day(client):
    trip(ends_on=None)
    assert events(client)[0].decoded("dtend") == D(2026, 3, 11)


def test_its_name_for_machines_outlives_its_address(client):
    mission = trip()
    before = events(client)[0]["uid"]
    mission.slug = "autre-adresse"
    mission.save()
    assert events(client)[0]["uid"] == before
    assert before.startswith("urn:uuid:")


def test_the_same_calendar_is_given_twice(client):
    trip()
    assert client.get(URL).content == client.get(URL).content


def test_lines_are_folded_and_ended_as_the_standard_asks(client):
    trip(title="Une mission à très long titre " * 6, purpose="Première ligne\nseconde ligne, « œuvre »")
    content = client.get(URL).content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert client.get(URL)["Content-Type"] == "text/calendar; charset=utf-8"


def test_what_has_no_days_or_no_reader_is_left_out(client, gestion):
    trip(published=False)
    trip(stage=MissionStage.DECLINED, declined_reason="Trop loin.")
    trip(date_precision="mois")
    trip(starts_on=None, ends_on=None, date_precision="")
    trip(embargo_until=dt.date(2099, 1, 1))
    client.force_login(gestion)
    assert events(client) == []


@pytest.mark.parametrize(("day", "place"), [("2026-03-12", None), ("2026-03-13", "Lyon")])
def test_where_it_goes_waits_for_the_return_when_asked(client, time_machine, day, place):
    StopFactory(mission=trip(movements_after_return=True), place__published=True, place__name="Lyon")
    time_machine.move_to(f"{day}T15:00:00Z")
    assert events(client)[0].get("location") == place


def test_a_draft_place_is_not_told(client, gestion):
    StopFactory(mission=trip(), place__name="Secrète")
    client.force_login(gestion)
    assert "location" not in events(client)[0]


def test_an_empty_calendar_is_a_calendar(client):
    assert Calendar.from_ical(client.get(URL).content)["version"] == "2.0"
