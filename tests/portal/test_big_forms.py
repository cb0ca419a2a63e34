"""A mission with all its parts is one form, however many they are: it is read, saved, and costs what was touched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.missions.factories import (
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db

COST = {
    "fact_type": "declare",
    "category": "repas",
    "amount": "12,50",
    "scope_code": "non_precise",
    "scope": "",
    "payer": "inconnu",
}
MEETING = {"position": "1", "subject": "Rencontre", "summary": ""}
PERSON = {"position": "1", "function": "Conseil", "payer": "inconnu"}


def rows(mission, count):
    """Give a mission so many rows of the kinds it has most of."""
    for rank in range(1, count + 1):
        stop = StopFactory(mission=mission, position=rank)
        ParticipantFactory(mission=mission, position=rank)
        MissionPartnerFactory(mission=mission)
        MeetingFactory(mission=mission, position=rank, stop=stop, partner=stop.place)
    return mission


def statements(do):
    """Return how many statements are made to do something."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        do()
    return len(queries)


def test_a_mission_of_many_amounts_and_meetings_is_saved_in_one_form(writer):
    mission = MissionFactory()
    added = {"costs": [COST] * 25, "meetings": [MEETING] * 20, "participants": [PERSON] * 5}
    answer = writer.post(address(mission), typed(writer.get(address(mission)), "mission_form", added))
    assert answer.status_code == 302, answer.context["problems"][:3]
    assert (mission.costs.count(), mission.meetings.count(), mission.participants.count()) == (25, 20, 5)


def test_opening_a_form_costs_the_same_however_many_rows(writer):
    few, many = rows(MissionFactory(), 1), rows(MissionFactory(), 6)
    writer.get(address(few))
    assert statements(lambda: writer.get(address(few))) == statements(lambda: writer.get(address(many)))


def test_saving_a_form_costs_what_was_touched_however_many_rows(writer):
    few, many = rows(MissionFactory(), 1), rows(MissionFactory(), 6)
    sent = [typed(writer.get(address(each)), "mission_form", title="Retouchée") for each in (few, many)]
    counts = [
        statements(lambda each=each, data=data: writer.post(address(each), data))
        for each, data in zip((few, many), sent, strict=True)
    ]
    assert counts[0] == counts[1]


def test_a_row_touched_is_checked_and_the_others_stay(writer):
    mission = rows(MissionFactory(), 2)
    first = {"meetings-0-ends_at": "09:00", "meetings-0-starts_at": "", "meetings-0-subject": "Retouchée"}
    page = writer.post(address(mission), typed(writer.get(address(mission)), "mission_form") | first)
    assert "Une rencontre ne peut finir avant de commencer" in page.text
    first |= {"meetings-0-ends_at": ""}
    assert writer.post(address(mission), typed(writer.get(address(mission)), "mission_form") | first).status_code == 302
    assert {meeting.subject for meeting in mission.meetings.all()} > {"Retouchée"}


def test_two_rows_with_the_same_value_are_refused_even_if_one_was_not_touched(writer):
    mission = rows(MissionFactory(), 2)
    same = {"stops-1-position": "1"}
    page = writer.post(address(mission), typed(writer.get(address(mission)), "mission_form") | same)
    assert page.status_code == 200
    assert "Deux lignes ont la même valeur" in page.text or "occupe ce rang" in page.text
