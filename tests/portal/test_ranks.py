"""Rows of a form are put in order: they change places in one go, and a rank left blank is the next."""

import pytest

from missions.models import Stop
from tests.missions.factories import MissionFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    """A mission that stops in three cities."""
    mission = MissionFactory()
    for rank, name in enumerate(("Namur", "Liège", "Mons"), start=1):
        StopFactory(mission=mission, position=rank, place__name=name)
    return mission


def send(browser, mission, rows=None, **values):
    """Send the form of a mission with values typed in it."""
    form = typed(browser.get(address(mission)), "mission_form", rows)
    return browser.post(address(mission), form | values)


def order(mission):
    """Return the cities of a mission in order, with their ranks."""
    return list(mission.stops.values_list("place__name", "position"))


def test_two_rows_change_places(writer, mission):
    assert send(writer, mission, **{"stops-0-position": "2", "stops-1-position": "1"}).status_code == 302
    assert order(mission) == [("Liège", 1), ("Namur", 2), ("Mons", 3)]


def test_a_row_takes_the_rank_of_one_that_goes_in_the_same_go(writer, mission):
    answer = send(writer, mission, **{"stops-0-position": "3", "stops-2-DELETE": "on"})
    assert answer.status_code == 302
    assert order(mission) == [("Liège", 2), ("Namur", 3)]


def test_a_rank_left_blank_is_the_next(writer, mission):
    added = {"stops": [{"position": "", "place": PartnerFactory(name="Spa").pk, "time_zone": ""}]}
    assert send(writer, mission, added).status_code == 302
    assert order(mission)[-1] == ("Spa", 4)


def test_a_blank_row_stays_blank(writer, mission):
    assert send(writer, mission, {"stops": [{"position": "", "place": ""}]}).status_code == 302
    assert len(order(mission)) == 3


def test_a_rank_that_two_rows_would_share_is_refused(writer, mission):
    page = send(writer, mission, **{"stops-0-position": "2"})
    assert "Deux lignes ont la même valeur" in page.text
    assert order(mission) == [("Namur", 1), ("Liège", 2), ("Mons", 3)]


def test_a_rank_taken_meanwhile_by_a_row_not_shown_is_refused(writer, mission):
    form = typed(writer.get(address(mission)), "mission_form") | {"stops-2-position": "4"}
    StopFactory(mission=mission, position=4, place__name="Spa")
    page = writer.post(address(mission), form)
    assert "occupe le rang 4" in page.text
    assert Stop.objects.get(place__name="Mons").position == 3


def test_the_history_tells_only_the_ranks_people_gave(writer, mission):
    send(writer, mission, **{"stops-0-position": "2", "stops-1-position": "1"})
    assert set(Stop.history.values_list("position", flat=True)) == {1, 2, 3}
