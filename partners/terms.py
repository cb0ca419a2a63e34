"""Terms of agreements drawn on one axis of time, in units of a drawing DRAWING_WIDTH wide."""

import datetime as dt
from typing import NamedTuple

DRAWING_WIDTH, DRAWING_HEIGHT = 320, 20
# What of the height a term takes, the shortest it may look, and the point of one that goes on.
TOP, THICK, MIN_WIDTH, POINT = 5, 10, 4, 6
# Years between two marks: the smallest that leaves room for their labels.
YEAR_STEPS, MAX_MARKS = (1, 2, 5, 10, 20, 50, 100), 6


class YearMark(NamedTuple):
    """A year written along the axis."""

    x: int
    year: int


class Terms(NamedTuple):
    """The drawing: marks, where today stands, and each agreement with the outline of its term (empty if undated)."""

    marks: list[YearMark]
    today: int
    rows: list[tuple[object, str]]

    @property
    def grid(self):
        """The outline of the marks, behind every term."""
        return "".join(f"M{mark.x} 0v{DRAWING_HEIGHT}" for mark in self.marks)

    @property
    def is_drawn(self):
        """Whether any term could be drawn."""
        return any(outline for _agreement, outline in self.rows)


def terms_of(agreements, today):
    """Return the Terms of agreements, each as `with_state` gives it, on `today` (a date).

    A term runs from the start, or else the signature, to the end. Without an end, one in force goes on past today;
    of the others only the beginning is known, and drawn.
    """
    agreements = list(agreements)
    known = [day.year for each in agreements for day in (start_of(each), each.closes_on) if day]
    first, last = min([*known, today.year - 1]), max([*known, today.year]) + 1

    def x(day):
        return round((day - dt.date(first, 1, 1)) * DRAWING_WIDTH / (dt.date(last, 1, 1) - dt.date(first, 1, 1)))

    step = next((each for each in YEAR_STEPS if (last - first) / each <= MAX_MARKS), YEAR_STEPS[-1])
    years = range(-(-first // step) * step, last, step)
    marks = [YearMark(x(dt.date(year, 1, 1)), year) for year in years]
    return Terms(marks, x(today), [(each, _outline(each, x, today)) for each in agreements])


def start_of(agreement):
    """Return the first day known of an agreement (a date); None if there is none."""
    return agreement.starts_on or agreement.signed_on


def _outline(agreement, x, today):
    start, end = start_of(agreement), agreement.closes_on
    if not (start or end):
        return ""
    goes_on = start and not end and agreement.is_in_force
    left = x(start or end)
    right = max(x(today if goes_on else end or start), left + MIN_WIDTH)
    tip = f"l{POINT} {THICK // 2}l-{POINT} {THICK // 2}" if goes_on else f"v{THICK}"
    return f"M{left} {TOP}H{right}{tip}H{left}z"
