"""Records of several kinds, in one timeline."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar


class TimelineItem(NamedTuple):
    """A record in a timeline: its kind, a name the template tests, and the words of its part there, or nothing."""

    kind: str
    record: Any
    part: str = ""


_ItemT = TypeVar("_ItemT", bound=TimelineItem)


def latest_first(items: Iterable[_ItemT], most: int | None = None) -> list[_ItemT]:
    """Return `items` latest first, the undated last, `most` of them at most; their records have a `sorts_on`."""
    return sorted(items, key=lambda item: (item.record.sorts_on, item.record.pk), reverse=True)[:most]
