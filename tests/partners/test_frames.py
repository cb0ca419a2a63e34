"""What part of the Earth each frame shows, what stands on its edge, and the ways drawn on it."""

import re

import pytest

from partners.frames import ATLANTIC, EDGE, EUROPE, QUEBEC, WORLD, frame_for
from partners.projection import great_circle, great_circle_points

PARIS, ROME, NEW_YORK = (48.8534, 2.3488), (41.8919, 12.5113), (40.7143, -74.006)
NORTH_POLE, TOKYO = (90.0, 0.0), (35.6895, 139.6917)


@pytest.mark.parametrize(("frame", "home"), [(WORLD, (500, 500)), (ATLANTIC, (500, 500)), (EUROPE, None)])
def test_a_frame_shows_quebec_if_it_reaches_there(frame, home):
    assert frame.home == home


@pytest.mark.parametrize(
    ("places", "key"),
    [
        ([PARIS, ROME], "europe"),
        ([PARIS, NEW_YORK], "atlantique"),
        ([QUEBEC], "atlantique"),
        ([PARIS, TOKYO], "monde"),
        ([(-46.8, 108.8)], "monde"),  # beyond even that one
    ],
)
def test_places_are_shown_on_the_closest_frame_that_reaches_them_all(places, key):
    assert frame_for(places).key == key


def test_a_ring_is_drawn_as_far_as_it_tells():
    for frame in (WORLD, ATLANTIC):
        north = next(ring for ring in frame.rings if ring.kilometres == 5000)
        ratio = (500 - frame.projection.point(NORTH_POLE).y) / great_circle(QUEBEC, NORTH_POLE)
        assert north.radius == pytest.approx(5000 * ratio, abs=1)
        assert all(0 < ring.radius < 500 for ring in frame.rings)
    assert EUROPE.rings == []


def test_a_place_stands_where_it_is():
    assert EUROPE.spot((46.0, 7.0)) == (500, 500)
    assert ATLANTIC.spot(PARIS) == ATLANTIC.projection.point(PARIS)


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        ((-46.0, 7.0), (500, 1000 - EDGE)),  # due south
        ((89.0, 7.0), (500, EDGE)),  # due north
    ],
)
def test_a_place_beyond_a_frame_stands_inside_its_edge_in_its_direction(place, spot):
    assert EUROPE.spot(place) == spot


def test_a_place_beyond_a_frame_is_told_from_one_on_its_edge():
    across, down = (each - 500 for each in ATLANTIC.spot(TOKYO))
    assert (across**2 + down**2) ** 0.5 == pytest.approx(500 - EDGE, abs=1)


def test_a_way_is_one_line_from_its_first_place_to_its_last():
    way = ATLANTIC.path([QUEBEC, PARIS, ROME])
    assert re.fullmatch(r"M500 500(L\d+ \d+)+", way)
    paris, rome = map(ATLANTIC.projection.point, (PARIS, ROME))
    assert f"L{paris.x} {paris.y}L" in way
    assert way.endswith(f"L{rome.x} {rome.y}")


def test_a_way_bends_with_the_earth():
    santiago, johannesburg = (-33.45, -70.65), (-26.2, 28.04)
    points = [tuple(map(int, each.split())) for each in re.split("[ML]", WORLD.path([santiago, johannesburg]))[1:]]
    half_way = great_circle_points(santiago, johannesburg, 2)[1]
    assert points[len(points) // 2] == WORLD.projection.point(half_way)
    assert points[len(points) // 2][1] > (points[0][1] + points[-1][1]) / 2 + 50, "it goes round by the south"


@pytest.mark.parametrize("places", [[], [PARIS], [TOKYO, (34.2, 108.9)]])
def test_a_way_of_which_nothing_is_inside_is_not_drawn(places):
    assert EUROPE.path(places) == ""


def test_what_passes_within_another_frame_is_drawn_there():
    whole, beside = ATLANTIC.path([QUEBEC, PARIS, ROME]), ATLANTIC.path([QUEBEC, PARIS, ROME], EUROPE)
    assert beside == ATLANTIC.path([QUEBEC, PARIS])
    assert whole.startswith(beside)
    assert whole != beside
    assert ATLANTIC.path([PARIS, ROME], EUROPE) == ""
