"""Shares of a whole, and days as shares of the years that hold them."""

import datetime as dt
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

# Years between two marks: the smallest that leaves room for their labels.
YEAR_STEPS, MAX_MARKS = (1, 2, 5, 10, 20, 50, 100), 6


class Stretch(NamedTuple):
    """Where a part of a bar begins and how long it is, as SVG writes lengths."""

    begins: str
    size: str


class YearMark(NamedTuple):
    """A year written along the time, and where."""

    x: str
    year: int


def share(part: float, whole: float) -> str:
    """Return `part` of `whole` as SVG writes a length: « 12.5% »."""
    return f"{round(100 * part / whole, 2):g}%" if whole else "0%"


def stack(numbers: Iterable[int], whole: int) -> list[Stretch]:
    """Return the Stretch of each number in a bar that would be `whole` long at its longest, one after the other."""
    numbers = list(numbers)
    begins = accumulate(numbers, initial=0)
    return [Stretch(share(at, whole), share(number, whole)) for at, number in zip(begins, numbers, strict=False)]


class TimeScale(NamedTuple):
    """Whole years, from the first day of `first` to the last day of `last`."""

    first: int
    last: int

    def at(self, day: dt.date) -> float:
        """Return where a day stands, from 0 to 100."""
        begins, ends = dt.date(self.first, 1, 1), dt.date(self.last + 1, 1, 1)
        return round(100 * (day - begins) / (ends - begins), 2)

    def x(self, day: dt.date) -> str:
        """Return where a day stands, as SVG writes a length."""
        return share(self.at(day), 100)

    @property
    def marks(self) -> list[YearMark]:
        """The years written along it, few enough to be read."""
        length = self.last + 1 - self.first
        step = next((each for each in YEAR_STEPS if length / each <= MAX_MARKS), YEAR_STEPS[-1])
        years = range(-(-self.first // step) * step, self.last + 1, step)
        return [YearMark(self.x(dt.date(year, 1, 1)), year) for year in years]
