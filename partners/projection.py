"""Where a place is, seen from another: distance, bearing, and its point on a map where both are true.

The map is an azimuthal equidistant projection: from its centre, every distance and every direction is exact
(J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, chapter 25).
"""

from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

# Mean radius of the Earth (IUGG), in kilometres.
EARTH = 6371.0088
KILOMETRES_A_DEGREE = radians(1) * EARTH
COMPASS = (
    _("au nord"), _("au nord-est"), _("à l’est"), _("au sud-est"),
    _("au sud"), _("au sud-ouest"), _("à l’ouest"), _("au nord-ouest"),
)  # fmt: skip


class Point(NamedTuple):
    """A point of a map, in units from its top left corner; what lies further than its rim stands on it."""

    x: int
    y: int


def great_circle(start, end):
    """Return the kilometres between two (latitude, longitude) in degrees, on the mean sphere (haversine)."""
    latitude, other = radians(start[0]), radians(end[0])
    half = sin((other - latitude) / 2) ** 2
    half += cos(latitude) * cos(other) * sin(radians(end[1] - start[1]) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def bearing(start, end):
    """Return the direction in which `end` is seen from `start`, in degrees from the north, clockwise, from 0 to 360."""
    latitude, other = radians(start[0]), radians(end[0])
    turn = radians(end[1] - start[1])
    east = sin(turn) * cos(other)
    north = cos(latitude) * sin(other) - sin(latitude) * cos(other) * cos(turn)
    return degrees(atan2(east, north)) % 360


def great_circle_points(start, end, count):
    """Return `count` + 1 places, (latitude, longitude) in degrees, along the shortest way from one to another.

    (Ed Williams, Aviation Formulary, intermediate points on a great circle.)
    """
    arc = great_circle(start, end) / EARTH
    if not arc:
        return [start, end]
    return [_between(start, end, arc, step / count) for step in range(count + 1)]


def _between(start, end, arc, part):
    weights = sin((1 - part) * arc) / sin(arc), sin(part * arc) / sin(arc)
    east, north, up = 0.0, 0.0, 0.0
    for (latitude, longitude), weight in zip((start, end), weights, strict=True):
        level = weight * cos(radians(latitude))
        east += level * cos(radians(longitude))
        north += level * sin(radians(longitude))
        up += weight * sin(radians(latitude))
    return degrees(atan2(up, hypot(east, north))), degrees(atan2(north, east))


def direction(start, end):
    """Say in which of eight directions `end` is from `start`: « au nord-est »."""
    return COMPASS[round(bearing(start, end) / 45) % 8]


class Projection(NamedTuple):
    """A round map of `size` units a side, centred on a (latitude, longitude), that reaches `rim` degrees away."""

    centre: tuple[float, float]
    rim: float
    size: int = 1000

    def reaches(self, place):
        """Whether a (latitude, longitude) falls inside the map."""
        return great_circle(self.centre, place) <= self.rim * KILOMETRES_A_DEGREE

    def radius(self, kilometres):
        """Return how far from the centre, in units of the map, stands what is so many kilometres away."""
        return kilometres / KILOMETRES_A_DEGREE / self.rim * self.size / 2

    def point(self, place):
        """Return the Point of a (latitude, longitude) in degrees."""
        away, turn = great_circle(self.centre, place), radians(bearing(self.centre, place))
        far = min(self.radius(away), self.size / 2)
        half = self.size / 2
        return Point(round(half + far * sin(turn)), round(half - far * cos(turn)))


def apart(one, other):
    """Return how far apart two Points stand, in units of their map."""
    return hypot(one.x - other.x, one.y - other.y)
