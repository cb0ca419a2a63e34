"""The drawing of the way of a mission: what it shows, and that no mark hides another."""

from types import SimpleNamespace

import pytest

from missions.documents.way_on_paper import way_on_paper

BORDEAUX, NAMUR, BRUSSELS, NEW_YORK = (44.84, -0.58), (50.47, 4.87), (50.85, 4.35), (40.71, -74.01)


def way_through(*places):
    """Return the Way through (latitude, longitude) pairs."""
    stops = [SimpleNamespace(place=SimpleNamespace(latitude=north, longitude=east)) for north, east in places]
    return way_on_paper(stops)


def holds(window, point):
    return window.x < point.x < window.x + window.side and window.y < point.y < window.y + window.side


@pytest.mark.parametrize(
    ("places", "with_quebec", "marks"),
    [
        ([BORDEAUX, NAMUR], False, [["1"], ["2"]]),
        ([BORDEAUX, NAMUR, BRUSSELS], False, [["1"], ["2", "3"]]),
        ([NEW_YORK], True, [["1"]]),
        ([NAMUR, BRUSSELS], True, [["1", "2"]]),
    ],
)
def test_a_way_is_drawn_as_near_as_its_stops_allow_and_no_mark_hides_another(places, with_quebec, marks):
    way = way_through(*places)
    assert all(holds(way.window, point) for point in way.points)
    assert holds(way.window, way.frame.home) is with_quebec
    assert [numbers for numbers, _point in way.marks] == marks
    assert way.outline.startswith("M")
