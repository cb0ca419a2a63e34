"""What papers and pages of a mission cannot tell, said once."""

import datetime as dt
from types import SimpleNamespace

import pytest

from missions.documents.hours import LocalTime, ProgrammeItem
from missions.documents.unknowns import unknowns_of_meetings, unknowns_of_reasons, unknowns_of_stops
from missions.models import Stop
from tests.axes.factories import AxisFactory
from tests.missions.factories import MissionFactory, ObjectiveFactory, ParticipantFactory

DAY = dt.date(2026, 3, 2)


def item(time=None, attendees=(), **known):
    """Return a meeting of a programme of which only `known` is told."""
    told = {"venue": "", "stop": None, "objective": None, **known}
    row = SimpleNamespace(attendees=SimpleNamespace(all=lambda: list(attendees)), **told)
    return ProgrammeItem(row, LocalTime(DAY, time), LocalTime(), is_journey=False)


@pytest.mark.parametrize(
    ("stops", "words"),
    [
        ([], []),
        (
            [Stop(), Stop()],
            ["jour d’arrivée aux étapes", "jour de départ des étapes", "fuseau horaire des étapes"],
        ),
        (
            [Stop(arrives_on=DAY, time_zone="UTC"), Stop(arrives_on=DAY)],
            ["jour de départ des étapes", "fuseau horaire des étapes (1/2)"],
        ),
    ],
)
def test_what_no_stop_tells_is_said_and_of_how_many_where_some_do(stops, words):
    assert unknowns_of_stops(stops) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], []),
        (
            [item()],
            [
                "heure des rencontres",
                "lieu des rencontres",
                "objectif visé par les rencontres",
                "qui va aux rencontres",
            ],
        ),
        ([item(dt.time(9), ["Mairesse"], venue="Au port", objective="Jumeler")], []),
        (
            [item(dt.time(0), ["Mairesse"], stop="Namur"), item()],
            [
                "heure des rencontres (1/2)",
                "lieu des rencontres (1/2)",
                "objectif visé par les rencontres",
                "qui va aux rencontres (1/2)",
            ],
        ),
    ],
)
def test_what_no_meeting_tells_is_said_and_a_stop_is_a_place(items, words):
    assert unknowns_of_meetings(items) == words


@pytest.mark.django_db
def test_what_nobody_said_of_why_a_mission_is_made_is_listed():
    assert unknowns_of_reasons(MissionFactory()) == [
        "but",
        "axes",
        "thèmes",
        "objectifs",
        "direction de la délégation",
        "nombre de personnes de la Ville",
        "nombre de personnes en tout",
        "fonctions des personnes",
    ]


@pytest.mark.django_db
def test_what_some_people_and_objectives_lack_is_counted_and_nobody_is_a_number():
    mission = MissionFactory(purpose="Voir", lead_role="Mairesse", city_delegates=0, all_delegates=0)
    mission.axes.add(AxisFactory())
    mission.themes.create(name="Ports", slug="ports")
    ObjectiveFactory(mission=mission, success="Une entente"), ObjectiveFactory(mission=mission)
    ParticipantFactory(mission=mission, payer="ville"), ParticipantFactory(mission=mission, organization="Port")
    assert unknowns_of_reasons(mission) == [
        "ce qui compterait comme un succès (1/2)",
        "organisme (1/2)",
        "qui paie (1/2)",
    ]
