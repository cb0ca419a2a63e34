"""The way of a mission on the map: from Québec, through its stops in order."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders

from partners.map import QUEBEC, Frame, frame_for, position
from partners.projection import Point

# Units of a map: its stops this far apart fill a drawing of their own; closer than that, Québec is shown with them.
APART_ENOUGH = 30
# How much of its width a drawing leaves on each side of what it shows; how much of it the mark of a stop takes.
LEFT_AROUND, MARK_OF_STOP = 0.2, 0.045
OUTLINE = re.compile(r' d="([^"]+)"')


class Window(NamedTuple):
    """A square of a map that holds what a drawing shows: its left, its top and its side, in units of the map."""

    x: float
    y: float
    side: float

    @property
    def box(self):
        """What a drawing of it calls it (its viewBox)."""
        return f"{self.x} {self.y} {self.side} {self.side}"

    @property
    def mark(self):
        """The radius of the mark of a stop, as a drawing writes it."""
        return f"{self.side * MARK_OF_STOP:.2f}"

    @property
    def line(self):
        """How thick the way is, as a drawing writes it."""
        return f"{self.side / 120:.2f}"


class Way(NamedTuple):
    """A frame, and the stops that can be placed on it: (place, Point) pairs, in order."""

    frame: Frame
    stops: list[tuple[object, Point]]

    @property
    def line(self):
        """The points of the way out, as an SVG polyline writes them."""
        home = self.frame.projection.point(QUEBEC)
        return " ".join(f"{point.x},{point.y}" for point in [home, *(point for _place, point in self.stops)])

    @property
    def window(self):
        """The Window of its stops; with Québec where they would be in one place."""
        points = [point for _place, point in self.stops]
        if _spread(points) < APART_ENOUGH:
            points.append(self.frame.projection.point(QUEBEC))
        side = round(max(_spread(points), 1) * (1 + 2 * LEFT_AROUND), 2)
        left, top = (round((min(values) + max(values) - side) / 2, 2) for values in zip(*points, strict=True))
        return Window(left, top, side)

    @property
    def marks(self):
        """What its drawing marks: (the numbers of the stops, Point) pairs, stops too close to be told apart as one."""
        near, found = 2 * MARK_OF_STOP * self.window.side, []
        for number, (_place, point) in enumerate(self.stops, 1):
            same = next((each for each in found if _spread([each[1], point]) < near), None)
            if same:
                same[0].append(str(number))
            else:
                found.append(([str(number)], point))
        return found

    @property
    def outline(self):
        """The land of its frame, as the path of a drawing that stands alone."""
        return _outline_of(self.frame.land)


def _spread(points):
    """Return how far apart points are, across or down, whichever is more."""
    return max(max(values) - min(values) for values in zip(*points, strict=True))


@cache
def _outline_of(land):
    return OUTLINE.search(Path(finders.find(land)).read_text(encoding="utf-8"))[1]


def way_of(stops):
    """Return the Way through `stops` (rows with their `place`); None if none can be placed."""
    placed = [(stop.place, position(stop.place)) for stop in stops if position(stop.place)]
    if not placed:
        return None
    frame = frame_for([place for _partner, place in placed])
    return Way(frame, [(partner, frame.projection.point(place)) for partner, place in placed])
