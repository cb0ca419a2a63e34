"""What shares a sign on the map, and where the distance of a ring is written."""

from functools import partial

import pytest

from partners.frames import Frame, Ring
from partners.labels import Label, NameLine, Rectangle, Sign
from partners.layout import AT_HOME, MAX_SIGNS, Spot, lay_out, name_rings
from partners.projection import Point, Projection

HOME = Point(500, 500)


def unnamed(spot, touched=0):
    return Sign(spot.point, 13, [], touched)


def laid(*points, sign_of=unnamed, **options):
    """Return [point, the ranks of what shares it] of each Spot, of the points given in order."""
    spots = lay_out([(Point(*point), rank) for rank, point in enumerate(points)], sign_of, **options)
    return [(spot.point, spot.things) for spot in spots]


def test_nothing_is_drawn_of_nothing():
    assert laid() == []


@pytest.mark.parametrize(
    ("points", "shared"),
    [
        ([(100, 100), (200, 100)], [[0], [1]]),
        ([(100, 100), (135, 100)], [[0, 1]]),
        ([(100, 100), (136, 100)], [[0], [1]]),  # just far enough
        ([(100, 100), (100, 65)], [[0, 1]]),
        ([(60, 60), (90, 60)], [[0, 1]]),  # whatever squares they are sought by
        ([(90, 60), (60, 60)], [[0, 1]]),
        ([(60, 60), (60, 90)], [[0, 1]]),
        ([(60, 90), (60, 60)], [[0, 1]]),
        ([(86, 62), (62, 86)], [[0, 1]]),
        ([(100, 100), (160, 100), (130, 100)], [[0, 2], [1]]),  # between two: the most important
        ([(100, 100), (130, 100), (160, 100)], [[0, 1], [2]]),  # nearness is to the first of a sign
    ],
)
def test_what_would_cover_another_shares_the_sign_of_the_most_important(points, shared):
    found = laid(*points)
    assert [things for _point, things in found] == shared
    assert [point for point, _things in found] == [points[things[0]] for things in shared]


@pytest.mark.parametrize(
    ("point", "spots"),
    [
        ((500 + AT_HOME - 1, 500), [(HOME, [0])]),
        ((500 + AT_HOME, 500), [(HOME, []), ((500 + AT_HOME, 500), [0])]),
        ((500, 500), [(HOME, [0])]),
    ],
)
def test_what_is_at_home_shares_its_sign_which_comes_first(point, spots):
    assert laid(point, home=HOME) == spots


def test_home_is_drawn_alone_too():
    assert laid(home=HOME) == [(HOME, [])]


def test_nothing_joins_what_stands_alone_and_it_comes_after_home():
    alone = [(Point(300, 300), "Europe")]
    expected = [(HOME, []), ((300, 300), ["Europe"]), ((329, 300), [0])]
    assert laid((329, 300), home=HOME, alone=alone) == expected


def test_signs_stand_for_things_farther_apart_until_they_are_few():
    spots = laid(*((20 + 40 * across, 20 + 40 * down) for across in range(8) for down in range(8)))
    assert len(spots) <= MAX_SIGNS
    assert sorted(thing for _point, things in spots for thing in things) == list(range(64))


def test_as_many_signs_as_may_be_are_told_apart():
    points = [(60 + 140 * (rank % 6), 60 + 140 * (rank // 6)) for rank in range(MAX_SIGNS)]
    assert len(laid(*points)) == MAX_SIGNS


def test_signs_that_find_no_room_are_gathered_until_each_has_its_own():
    points = [(100, 100), (140, 100), (180, 100)]
    assert len(laid(*points)) == 3
    assert laid(*points, sign_of=partial(unnamed, touched=66)) == [((100, 100), [0, 1]), ((180, 100), [2])]


def test_each_sign_is_named_where_it_finds_room():
    [spot] = lay_out([(Point(100, 100), "Paris")], lambda spot: Sign(spot.point, 13, [[NameLine(spot.things[0])]]))
    assert [line.text for line in spot.label.lines] == ["Paris"]
    assert spot.label.point == (123, 88)
    [edge] = lay_out([(Point(180, 100), "A")], lambda spot: Sign(spot.point, 13, [[NameLine("Paris")]]), size=200)
    assert edge.label.anchor == "end"


# A map of 1000 units, with a ring at 200 and another at 400.
RINGED = Frame("", "", "", Projection((0, 0), 90), [Ring(1000, 200), Ring(2000, 400)])
WORDS = {1000: "1 000 km", 2000: "2 000 km"}


def rings_beside(*boxes):
    """Return {kilometres: point} of the distances written where boxes (left, top, right, bottom) are taken."""
    label = Label([], "", Point(0, 0), Rectangle(0, 0, 0, 0))
    spots = [Spot(Point(0, 0), [], label._replace(reach=Rectangle(*box))) for box in boxes]
    return dict(name_rings(RINGED, WORDS, spots, [Sign(Point(-50, -50), 1, [])] * len(boxes)))


@pytest.mark.parametrize(
    ("taken", "point"),
    [
        ([], (500, 300)),
        ([(480, 280, 520, 320)], (500, 700)),  # over: under
        ([(480, 280, 520, 320), (480, 690, 520, 710)], (300, 500)),  # then on the left
        ([(280, 280, 520, 720)], (640, 640)),  # then between
        ([(280, 280, 520, 720), (630, 630, 650, 650)], (640, 360)),
        ([(458, 100, 459, 400)], (500, 300)),  # as wide as its words, no more
        ([(459, 100, 460, 400)], (500, 700)),
        ([(480, 200, 520, 288)], (500, 300)),  # as high as a line, no more
        ([(480, 200, 520, 289)], (500, 700)),
        ([(480, 312, 520, 320)], (500, 300)),
        ([(480, 311, 520, 320)], (500, 700)),
    ],
)
def test_a_distance_is_written_on_its_ring_where_there_is_room(taken, point):
    assert rings_beside(*taken)[1000] == point


def test_a_distance_without_room_is_not_written():
    assert rings_beside((250, 250, 750, 750)) == {2000: (500, 100)}
    assert rings_beside((0, 0, 1000, 1000)) == {}


def test_a_distance_leaves_a_sign_and_another_distance_alone():
    spot = Spot(Point(500, 300), [], Label([], "", Point(0, 0), Rectangle(0, 0, 0, 0)))
    [near, far] = name_rings(RINGED, WORDS, [spot], [Sign(spot.point, 13, [])])
    assert (near.point, far.point) == ((500, 700), (500, 100))
    twice = RINGED._replace(rings=[Ring(1000, 200), Ring(2000, 200)])
    assert [name.point for name in name_rings(twice, WORDS, [], [])] == [(500, 300), (500, 700)]
