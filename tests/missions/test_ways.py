"""The way of a mission on the map, and the missions that have one."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from missions.documents.way_on_paper import Window, way_on_paper
from missions.models import Mission, Stop
from missions.route import Way, routes_of, way_of
from partners.models import Partner
from partners.projection import Point

PARIS = Partner(pk=1, name="Paris", name_en="Paris (France)", slug="paris", latitude=48.8534, longitude=2.3488)
LIMA = Partner(pk=2, name="Lima", slug="lima", latitude=-12.04, longitude=-77.03)
NOWHERE = Partner(pk=3, name="Réseau", slug="reseau")
HALF_PLACED = Partner(pk=4, name="Ailleurs", slug="ailleurs", latitude=1)


def stops_at(*places):
    return [Stop(place=place) for place in places]


def names_on(way):
    return [line.text for spot in way.spots for line in spot.label.lines]


@pytest.mark.parametrize(
    "places",
    [
        [],
        [NOWHERE],
        [HALF_PLACED, NOWHERE],
    ],
)
def test_without_a_place_that_can_be_placed_there_is_no_way(places):
    assert way_of(stops_at(*places)) is None
    assert way_on_paper(stops_at(*places)) is None


def test_a_stop_that_cannot_be_placed_keeps_its_rank():
    way = way_of(stops_at(NOWHERE, PARIS, HALF_PLACED, LIMA))
    assert sorted(names_on(way)) == ["2. Paris", "4. Lima"]
    assert len(way.stops) == 4


def test_a_way_within_europe_shows_it_without_quebec_and_another_begins_there():
    assert (way_of(stops_at(PARIS)).frame.key, way_of(stops_at(PARIS)).home) == ("europe", None)
    far = way_of(stops_at(PARIS, LIMA))
    assert far.home is not None
    assert [line.text for line in far.home.label.lines] == ["Québec"]
    assert far.line.startswith("M")
    with override("en"):
        assert names_on(way_of(stops_at(PARIS))) == ["1. Paris (France)"]


@pytest.mark.parametrize("places", [[PARIS], [PARIS, LIMA], [LIMA, PARIS, LIMA]])
def test_what_is_drawn_of_a_way_is_a_square_of_its_frame_that_holds_it(places):
    way = way_of(stops_at(*places))
    left, top, width, height = map(float, way.box.split())
    assert width == height <= 1000
    assert 0 <= left <= 1000 - width
    assert 0 <= top <= 1000 - height
    for spot in [*way.spots, *([way.home] if way.home else [])]:
        assert left <= spot.point.x <= left + width
        assert top <= spot.point.y <= top + height
    assert way.on_paper.frame.home is not None


@pytest.mark.parametrize(
    ("case", "home", "points", "box"),
    [
        ("one stop in the middle", None, [(500, 500)], "280 280 440 440"),
        ("two stops near an edge", None, [(100, 500), (300, 500)], "0 180 640 640"),
        ("a stop near the other edge", None, [(950, 500)], "560 280 440 440"),
        ("a way down, and Québec", (500, 400), [(500, 600)], "180 180 640 640"),
        ("a way across the whole frame", None, [(0, 0), (1000, 1000)], "0 0 1000 1000"),
        ("half a unit", None, [(500, 500), (501, 500)], "280 279.5 441 441"),
    ],
)
def test_a_way_is_drawn_with_room_for_its_names_within_its_frame(case, home, points, box):
    spots = [SimpleNamespace(point=Point(*point)) for point in points]
    way = Way(None, "", home and SimpleNamespace(point=Point(*home)), spots, [])
    assert way.box == box, case


def test_the_window_of_a_drawing_says_its_box_its_mark_and_its_line():
    window = Window(1.5, 2, 240)
    assert (window.box, window.mark, window.line) == ("1.5 2 240 240", "10.80", "2.00")


@pytest.mark.parametrize(
    ("case", "starts_on", "places", "route"),
    [
        ("begun and placed", dt.date(2024, 5, 1), [PARIS, NOWHERE, LIMA], (2024, [PARIS, LIMA])),
        ("of which no day is known", None, [PARIS], None),
        ("of which no place is known", dt.date(2024, 5, 1), [NOWHERE], None),
        ("that stopped nowhere", dt.date(2024, 5, 1), [], None),
    ],
)
def test_a_mission_has_a_route_once_its_beginning_and_a_place_are_known(case, starts_on, places, route):
    mission = Mission(title="Tournée", starts_on=starts_on)
    mission.shown_stops = stops_at(*places)
    found = [(each.record, each.year, each.stops) for each in routes_of([mission])]
    assert found == ([(mission, *route)] if route else []), case


def test_stops_in_one_place_share_a_mark_and_those_apart_have_their_own():
    twice = [SimpleNamespace(place=place) for place in (PARIS, LIMA, PARIS)]
    assert [numbers for numbers, _point in way_on_paper(twice).marks] == [["1", "3"], ["2"]]
