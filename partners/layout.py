"""What is drawn on a frame of the map: things too near one another share a sign, until each finds its room."""

from collections import defaultdict
from typing import NamedTuple

from partners.labels import LINE_HEIGHT, Label, Rectangle, place_labels, text_width
from partners.projection import Point, apart

# Signs nearer than this would cover one another; what is nearer than this to Québec shares its sign.
TOO_NEAR, AT_HOME = 36, 34
# A frame draws no more signs than this: they stand for things farther and farther apart, until they are so few.
MAX_SIGNS = 30
WIDER = 1.3
# Where the distance of a ring may be written, as parts of its radius (across, down), the best first.
SIDES = ((0, -1), (0, 1), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (-0.7, -0.7), (0.7, -0.7))


class Spot(NamedTuple):
    """A Point, the things that share it, and where they are named."""

    point: Point
    things: list
    label: Label | None = None


def lay_out(placed, sign_of, home=None, alone=(), near=TOO_NEAR, size=1000):
    """Return the Spots of `placed`, (Point, thing) pairs, the most important first: none covers another.

    sign_of: gives the Sign of a Spot; home: the Point of Québec, whose Spot comes first, with or without things; alone:
    pairs that come next and that nothing joins.
    """
    while True:
        spots = ([Spot(home, [])] if home else []) + [Spot(point, [thing]) for point, thing in alone]
        _join(placed, near, home, spots)
        if len(spots) <= MAX_SIGNS:
            labels = place_labels([sign_of(spot) for spot in spots], size)
            if labels is not None:
                return [spot._replace(label=label) for spot, label in zip(spots, labels, strict=True)]
        near *= WIDER


def _join(placed, near, home, spots):
    """Add to `spots` those of (Point, thing) pairs; one nearer than `near` to the first of a Spot joins it."""
    cells = defaultdict(list)
    for point, thing in placed:
        if home and apart(home, point) < AT_HOME:
            spots[0].things.append(thing)
            continue
        column, row = int(point.x // near), int(point.y // near)
        around = [each for x in (-1, 0, 1) for y in (-1, 0, 1) for each in cells.get((column + x, row + y), ())]
        found = min((rank for rank in around if apart(spots[rank].point, point) < near), default=None)
        if found is None:
            cells[column, row].append(len(spots))
            spots.append(Spot(point, [thing]))
        else:
            spots[found].things.append(thing)


class RingName(NamedTuple):
    """A distance, and the Point under which it is written."""

    kilometres: int
    point: Point


def name_rings(frame, words, spots, signs):
    """Return the RingNames of a Frame that find room beside `spots` and their `signs`; words: {kilometres: text}."""
    taken = [box for spot, sign in zip(spots, signs, strict=True) for box in (sign.box, spot.label.reach)]
    half, names = frame.projection.size / 2, []
    for ring in frame.rings:
        for across, down in SIDES:
            x, y, wide = half + ring.radius * across, half + ring.radius * down, text_width(words[ring.kilometres]) / 2
            box = Rectangle(x - wide, y - LINE_HEIGHT / 2, x + wide, y + LINE_HEIGHT / 2).kept_within(
                frame.projection.size
            )
            if not any(box.meets(other) for other in taken):
                names.append(RingName(ring.kilometres, Point(round(x), round(y))))
                taken.append(box)
                break
    return names
