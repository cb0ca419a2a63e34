"""The way of a mission on the map: from Québec, through its stops in order."""

from typing import NamedTuple

from partners.map import QUEBEC, Frame, frame_for, position
from partners.projection import Point


class Way(NamedTuple):
    """A frame, and the stops that can be placed on it: (place, Point) pairs, in order."""

    frame: Frame
    stops: list[tuple[object, Point]]

    @property
    def line(self):
        """The points of the way out, as an SVG polyline writes them."""
        home = self.frame.projection.point(QUEBEC)
        return " ".join(f"{point.x},{point.y}" for point in [home, *(point for _place, point in self.stops)])


def way_of(stops):
    """Return the Way through `stops` (rows with their `place`); None if none can be placed."""
    placed = [(stop.place, position(stop.place)) for stop in stops if position(stop.place)]
    if not placed:
        return None
    frame = frame_for([place for _partner, place in placed])
    return Way(frame, [(partner, frame.projection.point(place)) for partner, place in placed])
