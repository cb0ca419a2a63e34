"""The programme of a mission, day by day, in local hours and in those of Québec."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from missions.documents.hours import lag
from missions.documents.programme import programme_of
from missions.models import Direction, Mission
from tests.missions.factories import AirportFactory, LegFactory, MeetingFactory, MissionFactory, StopFactory

pytestmark = pytest.mark.django_db

D, T = dt.date, dt.time
DAY = D(2026, 3, 27)


@pytest.fixture
def mission():
    """Three days in Lyon."""
    mission = MissionFactory(starts_on=DAY, ends_on=D(2026, 3, 29), date_precision="jour")
    StopFactory(mission=mission, place__name="Lyon", time_zone="Europe/Paris", arrives_on=DAY, leaves_on=D(2026, 3, 28))
    return mission


def programme(mission):
    return programme_of(Mission.objects.for_documents().get(pk=mission.pk))


def printed(client, mission):
    """Return what the page says, in one line, with ordinary spaces."""
    html = client.get(reverse("admin:missions_mission_document", args=[mission.pk, "programme"])).text
    return " ".join(strip_tags(html.replace("<", " <")).split())


@pytest.mark.parametrize(
    ("zone", "day", "words"),
    [
        ("Europe/Paris", D(2026, 3, 1), "6 h de plus qu’à Québec"),
        ("Europe/Paris", D(2026, 3, 9), "5 h de plus qu’à Québec"),  # summer time here, not there yet
        ("Europe/Paris", D(2026, 3, 29), "6 h de plus qu’à Québec"),
        ("Africa/Tunis", D(2026, 1, 1), "6 h de plus qu’à Québec"),
        ("Africa/Tunis", D(2026, 7, 1), "5 h de plus qu’à Québec"),
        ("America/Vancouver", D(2026, 7, 1), "3 h de moins qu’à Québec"),
        ("Asia/Kolkata", D(2026, 1, 1), "10 h 30 de plus qu’à Québec"),
        ("America/New_York", D(2026, 7, 1), "même heure qu’à Québec"),
    ],
)
def test_how_far_the_hours_are_from_those_of_quebec(zone, day, words):
    assert lag(ZoneInfo(zone), day).replace("\u00a0", " ") == words


def test_days_hold_something_and_the_others_are_told_by_spans(mission):
    MeetingFactory(mission=mission, held_on=D(2026, 3, 28))
    found = programme(mission)
    assert [(day.date, [place.stop.place.name for place in day.places]) for day in found.days] == [
        (D(2026, 3, 28), ["Lyon"])
    ]
    assert found.empty == [(DAY, DAY), (D(2026, 3, 29), D(2026, 3, 29))]


def test_days_known_to_the_month_only_are_not_invented():
    mission = MissionFactory(starts_on=D(2026, 3, 1), ends_on=D(2026, 3, 1), date_precision="mois")
    assert programme(mission).is_empty


def test_a_day_goes_in_the_order_of_its_hours_the_unknown_last(mission):
    stop = mission.stops.get()
    for subject, hour in (("sans heure", None), ("midi", T(12)), ("matin", T(8))):
        MeetingFactory(mission=mission, stop=stop, held_on=DAY, starts_at=hour, subject=subject)
    LegFactory(mission=mission, leaves_at=dt.datetime(2026, 3, 27, 9, tzinfo=ZoneInfo("Europe/Paris")))
    # Its day here is the local one of Québec, for nothing says where the airport is.
    told = [entry.row.mode if entry.is_journey else entry.row.subject for entry in programme(mission).days[0].entries]
    assert told == ["matin", "avion", "midi", "sans heure"]


def test_an_hour_is_told_here_and_there(client, gestion, mission):
    client.force_login(gestion)
    MeetingFactory(mission=mission, stop=mission.stops.get(), held_on=DAY, starts_at=T(9), ends_at=T(10, 30))
    assert "9 h à 10 h 30 4 h à 5 h 30" in printed(client, mission)


def test_an_hour_of_another_day_in_quebec_says_so(client, gestion, mission):
    client.force_login(gestion)
    MeetingFactory(mission=mission, stop=mission.stops.get(), held_on=DAY, starts_at=T(1))
    assert "20 h (la veille)" in printed(client, mission)


def test_what_is_unknown_is_said(client, gestion):
    client.force_login(gestion)
    mission = MissionFactory()
    MeetingFactory(mission=mission, held_on=DAY)
    MeetingFactory(mission=mission, held_on=DAY, starts_at=T(9))
    MeetingFactory(mission=mission, subject="Un jour")
    StopFactory(mission=mission)
    words = printed(client, mission)
    unknown = (
        "heure des rencontres (2/3), lieu des rencontres, objectif visé par les rencontres, qui va aux rencontres."
    )
    for said in ("heure inconnue", "fuseau inconnu", "Sans date connue", "Un jour", unknown):
        assert said in words, said
    assert "Notre objectif" not in words
    assert words.count("Inconnu :") == 1


def test_days_without_anything_are_told_once(client, gestion, mission):
    client.force_login(gestion)
    assert "Rien d’inscrit : 27 au 29 mars 2026" in printed(client, mission)
    assert "Programme : inconnu." in printed(client, MissionFactory())


def test_a_flight_tells_its_arrival_in_the_hours_of_there(client, gestion, mission):
    client.force_login(gestion)
    LegFactory(
        mission=mission,
        from_airport=AirportFactory(time_zone="America/Toronto"),
        to_airport=AirportFactory(time_zone="Europe/Paris"),
        leaves_at=dt.datetime(2026, 3, 28, 0, 15, tzinfo=dt.UTC),
        arrives_at=dt.datetime(2026, 3, 28, 7, 0, tzinfo=dt.UTC),
        travellers=3,
        cabin="economique",
    )
    words = printed(client, mission)
    assert "20 h 15 arrivée 8 h le 28 mars 2026 20 h 15 3 h" in words
    assert "3 personnes, classe économique" in words


def test_a_delegation_received_has_the_hours_of_quebec(client, gestion):
    client.force_login(gestion)
    mission = MissionFactory(direction=Direction.IN)
    MeetingFactory(mission=mission, held_on=DAY, starts_at=T(14, 30))
    assert "14 h 30 14 h 30" in printed(client, mission)


def test_a_programme_costs_the_same_whatever_its_length(client, gestion, query_count, mission):
    client.force_login(gestion)
    url = reverse("admin:missions_mission_document", args=[mission.pk, "programme"])

    def lengthen(times):
        for _ in range(times):
            stop = StopFactory(mission=mission, time_zone="Europe/Paris", arrives_on=DAY)
            MeetingFactory(mission=mission, stop=stop, partner=stop.place, held_on=DAY)
            LegFactory(mission=mission, from_place=stop.place)
        return query_count(url)

    assert lengthen(1) == lengthen(5)
