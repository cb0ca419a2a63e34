"""The way of a mission as papers draw it: the part of the map that holds its stops, numbered."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders

from partners.frames import QUEBEC, Frame, frame_for
from partners.map import position
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


class WayOnPaper(NamedTuple):
    """A frame that reaches Québec, the way out on it (an SVG path), and the Points of the stops placed, in order."""

    frame: Frame
    line: str
    points: list[Point]

    @property
    def window(self):
        """The Window of its stops; with Québec where they would be in one place."""
        points = self.points
        if _spread(points) < APART_ENOUGH:
            points = [*points, self.frame.home]
        side = round(max(_spread(points), 1) * (1 + 2 * LEFT_AROUND), 2)
        left, top = (round((min(values) + max(values) - side) / 2, 2) for values in zip(*points, strict=True))
        return Window(left, top, side)

    @property
    def marks(self):
        """What its drawing marks: (the numbers of the stops, Point) pairs, stops too close to be told apart as one."""
        near, found = 2 * MARK_OF_STOP * self.window.side, []
        for number, point in enumerate(self.points, 1):
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


def way_on_paper(stops):
    """Return the WayOnPaper through `stops` (rows with their `place`); None if none can be placed."""
    places = [position(stop.place) for stop in stops if position(stop.place)]
    if not places:
        return None
    way = [QUEBEC, *places]
    frame = frame_for(way)
    return WayOnPaper(frame, frame.path(way), [frame.spot(place) for place in places])


def _spread(points):
    """Return how far apart points are, across or down, whichever is more."""
    return max(max(values) - min(values) for values in zip(*points, strict=True))


@cache
def _outline_of(land):
    return OUTLINE.search(Path(finders.find(land)).read_text(encoding="utf-8"))[1]
