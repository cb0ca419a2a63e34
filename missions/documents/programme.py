"""The programme of a mission, day by day."""

import datetime as dt
from typing import NamedTuple

from django.utils import timezone

from missions.documents.hours import ProgrammeItem, items_of, lag, zone_named
from missions.documents.unknowns import unknowns_of_meetings, unknowns_of_stops
from records.words.dates import DatePrecision

ONE_DAY = dt.timedelta(days=1)


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
    """The stops of a mission, its days that hold something, in order, and what has no day yet.

    `empty`: the (first, last) days of each time without anything.
    """

    places: list[Place]
    days: list[Day]
    empty: list[tuple[dt.date, dt.date]]
    undated: list[ProgrammeItem]

    @property
    def is_empty(self):
        """Whether nothing at all is recorded."""
        return not (self.places or self.days or self.undated)

    @property
    def stops(self):
        """Its stops, in order (a list)."""
        return [place.stop for place in self.places]

    @property
    def tells_stops(self):
        """Whether more than the name of a stop is known."""
        return any(stop.arrives_on or stop.leaves_on or stop.time_zone for stop in self.stops)

    @property
    def tells_undated_hours(self):
        """Whether the hour of something without a day is known."""
        return any(entry.start.time for entry in self.undated)

    @property
    def unknowns(self):
        """What is not known of all the stops or of all the meetings, in words (a list)."""
        entries = [*(entry for day in self.days for entry in day.entries), *self.undated]
        meetings = [entry for entry in entries if not entry.is_journey]
        return [*unknowns_of_stops(self.stops), *unknowns_of_meetings(meetings)]


def programme_of(mission):
    """Return the Programme of a mission fetched with `for_documents()`."""
    entries, stops = items_of(mission), list(mission.stops.all())
    busy = {entry.day for entry in entries if entry.day}
    moves = {day for stop in stops for day in (stop.arrives_on, stop.leaves_on) if day}
    return Programme(
        [Place(stop, _lag(stop, stop.arrives_on or stop.leaves_on or mission.starts_on)) for stop in stops],
        [_day(day, stops, entries) for day in sorted(busy)],
        _in_spans((moves | _span(mission)) - busy),
        [entry for entry in entries if not entry.day],
    )


def _span(mission):
    """Return the days of a mission whose dates are exact (a set)."""
    first, last = mission.starts_on, mission.ends_on
    if not (first and last and mission.date_precision == DatePrecision.DAY):
        return set()
    return {first + number * ONE_DAY for number in range((last - first).days + 1)}


def _in_spans(days):
    """Return the (first, last) days of each run of days (a list), of a set of days."""
    firsts = sorted(day for day in days if day - ONE_DAY not in days)
    lasts = sorted(day for day in days if day + ONE_DAY not in days)
    return list(zip(firsts, lasts, strict=True))


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
