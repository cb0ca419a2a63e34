"""Records of several kinds told in one order of time."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar


class TimelineItem(NamedTuple):
    """A record in a timeline: its kind (what the page calls it), and its part there in words, if it has one."""

    kind: str
    record: Any
    part: str = ""


_MomentT = TypeVar("_MomentT", bound=TimelineItem)


def latest_first(moments: Iterable[_MomentT], most: int | None = None) -> list[_MomentT]:
    """Return Moments latest first, the undated last, at most so many (a list): their records have a `sorts_on`."""
    return sorted(moments, key=lambda moment: (moment.record.sorts_on, moment.record.pk), reverse=True)[:most]
