"""Distances, directions and points of a map centred on a place."""

from itertools import pairwise
from math import cos, radians, sin

import pytest

from partners.projection import Projection, apart, bearing, direction, great_circle, great_circle_points

QUEBEC, PARIS, NAMUR = (46.8123, -71.2145), (48.8534, 2.3488), (50.4669, 4.8675)
NORTH_POLE, ANTIPODE = (90.0, 0.0), (-46.8123, 108.7855)


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [(QUEBEC, PARIS, 5276), (QUEBEC, NORTH_POLE, 4802), (QUEBEC, ANTIPODE, 20015), (QUEBEC, QUEBEC, 0)],
)
def test_a_distance_follows_the_great_circle(start, end, kilometres):
    assert great_circle(start, end) == pytest.approx(kilometres, rel=0.005, abs=1)


@pytest.mark.parametrize(
    ("end", "degrees"), [(NORTH_POLE, 0), ((46.0, -71.2145), 180), ((46.8123, -71.0), 90), ((46.8123, -71.4), 270)]
)
def test_a_bearing_is_counted_from_the_north_clockwise(end, degrees):
    assert bearing(QUEBEC, end) == pytest.approx(degrees, abs=0.2)


def test_a_direction_is_one_of_eight():
    assert direction(QUEBEC, PARIS) == "au nord-est"
    assert direction(QUEBEC, (45.5, -73.57)) == "au sud-ouest"
    assert direction(QUEBEC, (59.3, -71.5)) == "au nord"


def test_what_is_twice_as_far_stands_twice_as_far_in_its_direction():
    world = Projection(QUEBEC, 165)
    assert world.radius(10_000) == pytest.approx(2 * world.radius(5_000))
    north = world.point(NORTH_POLE)
    assert north.x == 500
    assert 500 - north.y == round(world.radius(great_circle(QUEBEC, NORTH_POLE)))


def test_a_map_is_centred_on_its_centre():
    assert Projection(QUEBEC, 65).point(QUEBEC) == (500, 500)


def test_what_is_beyond_the_rim_stands_on_it():
    point = Projection(QUEBEC, 65).point((-33.9, 151.2))
    assert (point.x - 500) ** 2 + (point.y - 500) ** 2 == pytest.approx(500**2, rel=0.01)


def test_two_points_are_so_many_units_apart():
    atlantic = Projection(QUEBEC, 65)
    assert 10 < apart(atlantic.point(PARIS), atlantic.point(NAMUR)) < 30


@pytest.mark.parametrize(
    ("degrees", "words"),
    [
        (0, "au nord"),
        (22, "au nord"),
        (23, "au nord-est"),
        (67, "au nord-est"),
        (68, "à l’est"),
        (112, "à l’est"),
        (113, "au sud-est"),
        (158, "au sud"),
        (203, "au sud-ouest"),
        (248, "à l’ouest"),
        (293, "au nord-ouest"),
        (337, "au nord-ouest"),
        (338, "au nord"),
        (359, "au nord"),
    ],
)
def test_each_direction_is_an_eighth_of_the_round(degrees, words):
    turn = radians(degrees)
    assert direction((0.0, 0.0), (cos(turn), sin(turn))) == words


def test_the_shortest_way_is_cut_in_equal_parts():
    points = great_circle_points(QUEBEC, PARIS, 4)
    assert len(points) == 5
    assert points[0] == pytest.approx(QUEBEC)
    assert points[-1] == pytest.approx(PARIS)
    quarter = great_circle(QUEBEC, PARIS) / 4
    assert [great_circle(*leg) for leg in pairwise(points)] == pytest.approx([quarter] * 4)
    assert points[2][0] > PARIS[0] + 3, "it passes well to the north of both"


@pytest.mark.parametrize(
    ("start", "end", "middle"),
    [
        ((0.0, 0.0), (0.0, 90.0), (0.0, 45.0)),
        ((0.0, 170.0), (0.0, -170.0), (0.0, 180.0)),  # over the line where the day changes
        ((60.0, 0.0), (60.0, 180.0), (90.0, None)),  # over the pole
        ((-10.0, 30.0), (20.0, 30.0), (5.0, 30.0)),
    ],
)
def test_half_way_is_half_way(start, end, middle):
    _start, (latitude, longitude), _end = great_circle_points(start, end, 2)
    assert latitude == pytest.approx(middle[0])
    assert middle[1] is None or abs(longitude) == pytest.approx(middle[1])


def test_a_way_that_goes_nowhere_is_its_place_twice():
    assert great_circle_points(PARIS, PARIS, 24) == [PARIS, PARIS]


@pytest.mark.parametrize(("latitude", "reached"), [(59.99, True), (60.01, False), (-59.99, True), (-60.01, False)])
def test_a_map_reaches_as_far_as_its_rim(latitude, reached):
    assert Projection((0.0, 0.0), 60).reaches((latitude, 0.0)) is reached


def test_a_map_of_another_size_has_its_centre_and_its_rim_elsewhere():
    small = Projection((0.0, 0.0), 60, 200)
    assert small.point((0.0, 0.0)) == (100, 100)
    assert small.point((30.0, 0.0)) == (100, 50)
    assert small.point((0.0, -60.0)) == (0, 100)
    assert small.point((0.0, 89.0)) == (200, 100)
