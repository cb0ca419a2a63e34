"""Names on a map: each beside its sign, never over a sign or another name.

A name takes the first place that is free, nearest first: beside the sign, or farther with a line that leads to it.
"""

from itertools import product
from math import cos, hypot, radians, sin
from typing import NamedTuple

from partners.projection import Point

# In units of the map: the height of a line of text, and the width of its letters (Source Sans 3, on the wide side).
LINE_HEIGHT = 24
NARROW_LETTER, WIDE_LETTER, CAPITAL, ORDINARY = 6.5, 18, 13.5, 11
# A sign that is touched has at least this on each side: 44 px where the map is 680 px wide, as on a phone.
TOUCH_SIDE = 66
# Where a name is tried: how far from the sign, in which direction (degrees from the right, turning down).
DISTANCES = (10, 32, 58, 86)
DIRECTIONS = (0, 180, 270, 90, 315, 45, 225, 135, 292, 248, 68, 112, 338, 22, 158, 202)
# How a sign without a name slides in what is touched of it.
SLIDES = ((0, 0), (0, -20), (0, 20), (-20, 0), (20, 0), (-20, -20), (20, -20), (-20, 20), (20, 20))


class Rectangle(NamedTuple):
    """A rectangle of the map."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self):
        """How wide it is."""
        return round(self.right - self.left)

    @property
    def height(self):
        """How high it is."""
        return round(self.bottom - self.top)

    def meets(self, other):
        """Whether it shares room with another."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def joined(self, other):
        """Return the smallest Rectangle that holds both."""
        corners = zip(self, other, (min, min, max, max), strict=True)
        return Rectangle(*(pick(one, two) for one, two, pick in corners))

    def moved(self, across, down):
        """Return the same Rectangle elsewhere."""
        return Rectangle(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def widened(self, side):
        """Return it `side` units a side at least, about its middle."""
        across, down = max(0, side - (self.right - self.left)) / 2, max(0, side - (self.bottom - self.top)) / 2
        return Rectangle(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def kept_within(self, size):
        """Return it moved inside a map of `size` units a side."""
        across = max(0, -self.left) - max(0, self.right - size)
        return self.moved(across, max(0, -self.top) - max(0, self.bottom - size))


class NameLine(NamedTuple):
    """A line of a name, and the record that it names, whose language it speaks; None if it is of the page's."""

    text: str
    record: object = None


class Sign(NamedTuple):
    """What is drawn at a Point, `half` units each way, and the lines it may be named by, the best first."""

    point: Point
    half: int
    names: list[list[NameLine]]
    touched: int = TOUCH_SIDE

    @property
    def box(self):
        """The room of the sign alone."""
        return Rectangle(*(each - self.half for each in self.point), *(each + self.half for each in self.point))


class Label(NamedTuple):
    """Where a sign is named: its lines, from the Point where the first is written; what is touched; a leading line."""

    lines: list[NameLine]
    anchor: str
    point: Point
    reach: Rectangle
    line_to: Point | None = None

    def seen_from(self, point):
        """Return the same Label with its numbers counted from a Point."""
        text, end = (each and Point(each.x - point.x, each.y - point.y) for each in (self.point, self.line_to))
        return self._replace(point=text, line_to=end, reach=self.reach.moved(-point.x, -point.y))

    def line_along(self, start):
        """Return small Rectangles along the line that leads to it from a Point; none if it stands beside."""
        if self.line_to is None:
            return []
        across, down = self.line_to.x - start.x, self.line_to.y - start.y
        steps = max(1, round(hypot(across, down) / 8))
        parts = [step / steps for step in range(steps + 1)]
        points = [(start.x + across * part, start.y + down * part) for part in parts]
        return [Rectangle(x - 1, y - 1, x + 1, y + 1) for x, y in points]


def text_width(text):
    """Return how wide a text is, in units of the map: never less than it is drawn."""
    return sum(map(_letter_width, text))


def _letter_width(letter):
    if letter in "ijlftrI1.,;:!'’|()- ":
        return NARROW_LETTER
    if letter in "mwMWŒœ@%":
        return WIDE_LETTER
    return CAPITAL if letter.isupper() else ORDINARY


def place_labels(signs, size):
    """Return the Label of each of `signs`, the most important first; None where one of them finds no room.

    size: that of the map.
    """
    labels, taken = [], []
    for rank, sign in enumerate(signs):
        others = [each.box for other, each in enumerate(signs) if other != rank]
        label = next((each for each in _labels(sign, size) if _is_free(each, sign, taken + others)), None)
        if label is None:
            return None
        labels.append(label)
        taken += [label.reach, *label.line_along(sign.point)]
    return labels


def _labels(sign, size):
    """Yield the Labels that a sign could have, the best first; without any name last."""
    for lines, distance, turn in product(sign.names, DISTANCES, DIRECTIONS):
        if label := _label(sign, lines, distance, radians(turn), size):
            yield label
    for slide in SLIDES:
        yield Label([], "", sign.point, sign.box.widened(sign.touched).moved(*slide).kept_within(size))


def _label(sign, lines, distance, turn, size):
    width, height = max(text_width(line.text) for line in lines), LINE_HEIGHT * len(lines)
    across, down = (round(each * 1.3) for each in (cos(turn), sin(turn)))
    x, y = (here + step * (sign.half + distance) for here, step in zip(sign.point, (cos(turn), sin(turn)), strict=True))
    left, top = x - width * (1 - across) / 2, y - height * (1 - down) / 2
    text = Rectangle(left, top, left + width, top + height)
    if text != text.kept_within(size):
        return None
    is_beside = distance == DISTANCES[0]
    reach = (text.joined(sign.box) if is_beside else text).widened(sign.touched).kept_within(size)
    anchor = {-1: "end", 0: "middle", 1: "start"}[across]
    return Label(lines, anchor, Point(round(x), round(top)), reach, None if is_beside else Point(round(x), round(y)))


def _is_free(label, sign, taken):
    if label.line_to and label.reach.meets(sign.box):
        return False
    own = [label.reach, *label.line_along(sign.point)]
    return not any(box.meets(other) for box in own for other in taken)
