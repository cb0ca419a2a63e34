"""The programme of a mission, day by day."""

import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from missions.documents.hours import ProgrammeItem, items_of, lag, zone_named
from records.words.dates import DatePrecision

# A mission longer than this shows only the days that hold something.
MAX_DAYS = 31


class Place(NamedTuple):
    """A stop on a day, and how far its hours are from those of Québec (in words; empty if its zone is not known)."""

    stop: object
    lag: str


class Day(NamedTuple):
    """A day of a mission: where the delegation is, what it does."""

    date: dt.date
    places: list[Place]
    entries: list[ProgrammeItem]


class Programme(NamedTuple):
    """The stops of a mission, its days in order, and what has no day yet."""

    places: list[Place]
    days: list[Day]
    undated: list[ProgrammeItem]

    @property
    def is_empty(self):
        """Whether nothing at all is recorded."""
        return not (self.places or self.days or self.undated)


def programme_of(mission):
    """Return the Programme of a mission fetched with `for_documents()`."""
    entries, stops = items_of(mission), list(mission.stops.all())
    busy = {entry.day for entry in entries if entry.day}
    days = sorted(busy | {day for stop in stops for day in (stop.arrives_on, stop.leaves_on) if day} | _span(mission))
    return Programme(
        [Place(stop, _lag(stop, stop.arrives_on or stop.leaves_on or mission.starts_on)) for stop in stops],
        [_day(day, stops, entries) for day in days],
        [entry for entry in entries if not entry.day],
    )


def _span(mission):
    """Return the days of a mission whose dates are exact (a set), unless there are too many to print."""
    first, last = mission.starts_on, mission.ends_on
    if not (first and last and mission.date_precision == DatePrecision.DAY) or (last - first).days >= MAX_DAYS:
        return set()
    return {first + dt.timedelta(days=number) for number in range((last - first).days + 1)}


def _day(day, stops, entries):
    there = [stop for stop in stops if _is_there(stop, day)]
    held = [entry for entry in entries if entry.day == day]
    zone = next((zone_named(stop.time_zone) for stop in there if stop.time_zone), timezone.get_default_timezone())
    return Day(day, [Place(stop, _lag(stop, day)) for stop in there], sorted(held, key=lambda each: _rank(each, zone)))


def _is_there(stop, day):
    first, last = stop.arrives_on or stop.leaves_on, stop.leaves_on or stop.arrives_on
    return first is not None and first <= day <= last


def _lag(stop, day):
    return lag(zone_named(stop.time_zone), day) if stop.time_zone and day else ""


def _rank(entry, zone):
    """Return what orders the entries of a day: their instant; those without an hour come last."""
    moment = entry.start if entry.start.day else entry.end
    if moment.time is None:
        return (1, 0)
    return (0, dt.datetime.combine(moment.day, moment.time, moment.zone or zone).timestamp())
