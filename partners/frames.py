"""The frames of the map: what part of the Earth each shows, seen from which place."""

from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from partners.projection import Point, Projection, great_circle_points
from records.words.said import Said

# Source: GeoNames, by this number (CC BY 4.0).
QUEBEC_GEONAMES = 6325494
QUEBEC = (46.8123, -71.2145)
# A line bends with the Earth: it is drawn by so many points from one place to the next.
POINTS_A_LINE = 24
# How far inside the edge, in units of the map, stands what is beyond it.
EDGE = 38


class Ring(NamedTuple):
    """A circle of places equally far from Québec, in units of the map."""

    kilometres: int
    radius: int


class Frame(NamedTuple):
    """A view of the Earth: its land, its rings, and how it is cut."""

    key: str
    title: Said
    land: str
    projection: Projection
    rings: list[Ring]

    @property
    def home(self):
        """The Point of Québec; None outside of the frame."""
        return self.projection.point(QUEBEC) if self.projection.reaches(QUEBEC) else None

    def spot(self, place):
        """Return the Point where a (latitude, longitude) is drawn: on the edge, in its direction, if it is beyond."""
        point, half = self.projection.point(place), self.projection.size / 2
        if self.projection.reaches(place):
            return point
        return Point(*(round(half + (each - half) * (1 - EDGE / half)) for each in point))

    def path(self, places, beside=None):
        """Return the way through (latitude, longitude) `places`, as an SVG path; empty where none of it is inside.

        beside: another Frame, on which what goes from one of its places to another is drawn instead.
        """
        legs = list(pairwise(places))
        if beside:
            legs = [leg for leg in legs if not all(map(beside.projection.reaches, leg))]
        points = [each for leg in legs for each in great_circle_points(*leg, POINTS_A_LINE)]
        drawn, pen_is_up = [], True
        for place in points:
            if not self.projection.reaches(place):
                pen_is_up = True
                continue
            point = self.projection.point(place)
            drawn.append(f"{'M' if pen_is_up else 'L'}{point.x} {point.y}")
            pen_is_up = False
        return "".join(drawn) if len(drawn) > 1 else ""


def _seen_from_quebec(key, title, land, rim, distances):
    projection = Projection(QUEBEC, rim)
    return Frame(key, title, land, projection, [Ring(each, round(projection.radius(each))) for each in distances])


WORLD = _seen_from_quebec("monde", _("Le monde vu de Québec"), "map/world.svg", 165, [2_500, 5_000, 10_000, 15_000])
ATLANTIC = _seen_from_quebec("atlantique", _("Le monde vu de Québec"), "map/atlantic.svg", 62, [2_500, 5_000])
EUROPE = Frame("europe", _("Europe et Méditerranée"), "map/europe.svg", Projection((46, 7), 21), [])


def frame_for(places):
    """Return the Frame in which all `places`, (latitude, longitude) pairs, are best seen."""
    frames = (EUROPE, ATLANTIC, WORLD)
    return next((frame for frame in frames if all(map(frame.projection.reaches, places))), WORLD)
