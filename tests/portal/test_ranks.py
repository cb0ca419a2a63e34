"""Rows of a form are put in order: they change places in one go, and a rank left blank is the next."""

import pytest
from django.contrib import admin
from django.urls import resolve, reverse
from django.utils.datastructures import MultiValueDict

from missions.models import Stop
from tests.missions.factories import MissionFactory, StopFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.typed import Form, typed

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


def test_a_row_added_by_mistake_is_left_out_whatever_it_proposes(rf, admin_user):
    request = rf.get("/")
    request.user, request.resolver_match = admin_user, resolve(reverse("admin:index"))
    parts = [(each, inline) for each in admin.site._registry.values() for inline in each.get_inline_instances(request)]
    refused = {
        f"{inline.model.__name__} of {each.model.__name__}" for each, inline in parts if _is_kept(inline, request)
    }
    assert parts
    assert refused == set()


def _is_kept(inline, request):
    """Say whether the row that waits to be filled is taken for a part, sent as a browser sends it, with a rank."""
    blank = inline.get_formset(request)(instance=inline.parent_model())
    shown = "".join(map(str, blank.empty_form))
    sent = Form(f"<form id='rows'>{shown}{blank.management_form}</form>", "rows").fields
    rows = {name.replace("__prefix__", "0"): value for name, value in sent.items()}
    told = {f"{blank.prefix}-TOTAL_FORMS": ["1"], f"{blank.prefix}-0-position": ["1"]}
    data = MultiValueDict(
        {name: [*value] if isinstance(value, list) else [value] for name, value in (rows | told).items()}
    )
    return type(blank)(data, instance=inline.parent_model()).forms[0].has_changed()
