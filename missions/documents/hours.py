"""When the meetings and the journeys of a mission are, in the hours of where they are and in those of Québec."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.words.dates import time_in_words

# How far the day in Québec may be from the local one.
OTHER_DAYS = {-1: _("la veille"), 0: "", 1: _("le lendemain")}


class LocalTime(NamedTuple):
    """When something begins or ends: the day, the hour and the time zone, each None where it is not known."""

    day: dt.date | None = None
    time: dt.time | None = None
    zone: ZoneInfo | None = None

    @property
    def at(self):
        """The instant it is (an aware datetime); None unless all of it is known."""
        if self.day is None or self.time is None or self.zone is None:
            return None
        return dt.datetime.combine(self.day, self.time, self.zone)

    @property
    def home(self):
        """The same instant in Québec (an aware datetime), or None."""
        return self.at and self.at.astimezone(timezone.get_default_timezone())

    @property
    def home_day(self):
        """How to call the day it is in Québec, in words; nothing where it is the same day."""
        return OTHER_DAYS[(self.home.date() - self.day).days] if self.home else ""


class ProgrammeItem(NamedTuple):
    """A meeting or a journey (`row`), from a LocalTime to another."""

    row: object
    start: LocalTime
    end: LocalTime
    is_journey: bool

    @property
    def day(self):
        """The local day it begins; that of its end if only that is known."""
        return self.start.day or self.end.day

    @property
    def tells_facts(self):
        """Whether anything more than its subject is known of a meeting."""
        meeting = self.row
        return any((meeting.partner, meeting.venue, meeting.stop, meeting.objective, meeting.attendees.all()))

    @property
    def arrives_another_day(self):
        """Whether it ends on another local day than it began."""
        return bool(self.start.day and self.end.day and self.start.day != self.end.day)


def items_of(mission):
    """Return the Entries of a mission fetched with `for_documents()`: its meetings, then its journeys (a list)."""
    zones = {stop.place_id: zone_named(stop.time_zone) for stop in mission.stops.all()}
    return [
        *(_meeting(meeting, mission) for meeting in mission.meetings.all()),
        *(_journey(leg, zones) for leg in mission.legs.all()),
    ]


def zone_named(name):
    """Return the ZoneInfo of a name; None for an empty one."""
    return ZoneInfo(name) if name else None


def lag(zone, day):
    """Say how far the hours of `zone` are from those of Québec on `day`: « 6 h de plus qu’à Québec »."""
    noon = dt.datetime.combine(day, dt.time(12))
    apart = noon.replace(tzinfo=zone).utcoffset() - noon.replace(tzinfo=timezone.get_default_timezone()).utcoffset()
    if not apart:
        return gettext("même heure qu’à Québec")
    hours = time_in_words((dt.datetime.min + abs(apart)).time())
    pattern = (
        gettext("{hours} de plus qu’à Québec") if apart > dt.timedelta(0) else gettext("{hours} de moins qu’à Québec")
    )
    return pattern.format(hours=hours)


def _meeting(meeting, mission):
    """A meeting has the hours of its stop; where the city receives, those of Québec."""
    home = None if mission.is_out else timezone.get_default_timezone()
    zone = zone_named(meeting.stop.time_zone) if meeting.stop else home
    end = meeting.held_on if meeting.ends_at else None
    return ProgrammeItem(
        meeting,
        LocalTime(meeting.held_on, meeting.starts_at, zone),
        LocalTime(end, meeting.ends_at, zone),
        is_journey=False,
    )


def _journey(leg, zones):
    """A journey has, at each end, the hours of its airport or of the stop it is; else those of Québec."""
    start = _local(leg.leaves_at, leg.from_airport, zones.get(leg.from_place_id))
    return ProgrammeItem(
        leg, start, _local(leg.arrives_at, leg.to_airport, zones.get(leg.to_place_id)), is_journey=True
    )


def _local(instant, airport, zone_of_place):
    if instant is None:
        return LocalTime()
    zone = (airport and zone_named(airport.time_zone)) or zone_of_place or timezone.get_default_timezone()
    local = instant.astimezone(zone)
    return LocalTime(local.date(), local.time(), zone)
