"""Distances, directions and points of a map centred on a place."""

import pytest

from partners.projection import Projection, apart, bearing, direction, great_circle

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
