"""What the desk says of a report, and the missions that it finds for it: the same ones in every case."""

from itertools import product

import pytest

from missions.models import Mission
from missions.models.rule import RuleBook
from missions.waiting import waiting_missions
from portal.desk.missions import report_words
from tests.missions.trips import BOOKS, DAYS, every_trip


@pytest.mark.django_db
def test_a_mission_waits_for_its_report_where_the_desk_has_words_for_it_in_every_case():
    missions, words = every_trip(), set()
    for (name, rules), today in product(BOOKS.items(), DAYS):
        book = RuleBook(rules)
        found = {mission.pk for mission in waiting_missions(Mission.objects.all(), today, book)}
        for mission in missions:
            said = report_words(mission, today, book)
            assert (mission.pk in found) == bool(said), (name, today, said, mission.__dict__)
            words.update(each.split()[1] for each in said)
    assert words == {"inconnu", "en", "non", "attendu", "attendu,"}
