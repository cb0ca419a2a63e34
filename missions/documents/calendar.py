"""The calendar of one delegation, for programs that keep calendars (RFC 5545)."""

import datetime as dt

from django.utils.translation import gettext as _

from missions.documents.hours import items_of
from records.late import icalendar
from records.publication.permanent_ids import permanent_id
from records.templatetags.typography import plain, set_in_french
from records.words.dates import DatePrecision

A_DAY = dt.timedelta(days=1)
A_YEAR = dt.timedelta(days=366)


class NothingDatedError(Exception):
    """Nothing of the mission has a day: the standard has no calendar without an event."""


def calendar_of(mission, now):
    """Return the calendar (bytes) of a mission fetched with `for_documents()`, as it is at `now` (an aware datetime).

    The mission and its stops are days, meetings and journeys have their local hours. A meeting whose hour is not known
    takes its day; one whose time zone is not known keeps its hour wherever it is read. What has no day cannot be shown
    in a calendar. Raise NothingDatedError if nothing has one.
    """
    entries = [entry for entry in items_of(mission) if entry.day]
    events = [_whole(mission)] if mission.date_precision == DatePrecision.DAY else []
    events += [_stop(stop) for stop in mission.stops.all() if stop.arrives_on or stop.leaves_on]
    events += [_journey(entry) if entry.is_journey else _meeting(entry) for entry in entries]
    if not events:
        raise NothingDatedError(_("aucun jour n’est inscrit dans la mission, ses étapes ni ses rencontres"))
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Ville de Québec//Relations internationales//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(mission, "title"))
    for event in events:
        event.add("dtstamp", now)
        # Staff documents: a calendar shared with others shows that the time is taken, not what for.
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    days = [entry.day for entry in entries]
    if days:
        calendar.add_missing_timezones(first_date=min(days) - A_YEAR, last_date=max(days) + A_YEAR)
    for zone in calendar.walk("VTIMEZONE"):
        zone.pop("comment", None)  # the library's own, in English
    return calendar.to_ical()


def _event(row, summary):
    event = icalendar.Event()
    event.add("uid", permanent_id(row).urn)
    event.add("summary", summary)
    return event


def _whole(mission):
    event = _event(mission, plain(mission, "title"))
    _add_days(event, mission.starts_on, mission.ends_on or mission.starts_on)
    event.add("transp", "TRANSPARENT")
    return event


def _stop(stop):
    event = _event(stop, plain(stop.place, "name"))
    _add_days(event, stop.arrives_on or stop.leaves_on, stop.leaves_on or stop.arrives_on)
    event.add("transp", "TRANSPARENT")
    return event


def _meeting(entry):
    meeting = entry.row
    event = _event(meeting, plain(meeting, "subject"))
    _add_hours(event, entry)
    place = meeting.stop and plain(meeting.stop.place, "name")
    where = [where for where in (set_in_french(meeting.venue), place) if where]
    if where:
        event.add("location", ", ".join(where))
    event.add("description", "\n".join(_said_of(meeting)))
    return event


def _said_of(meeting):
    """Yield what staff are told of a meeting: whom with, what for, who attends by function."""
    yield f"Sujet\u00a0: {plain(meeting, 'subject')}"
    if meeting.partner:
        yield f"Avec\u00a0: {plain(meeting.partner, 'name')}"
    yield f"Notre objectif\u00a0: {plain(meeting.objective, 'text') if meeting.objective else 'inconnu'}"
    functions = ", ".join(plain(participant, "function") for participant in meeting.attendees.all())
    yield f"Qui y va\u00a0: {functions or 'inconnu'}"


def _journey(entry):
    leg = entry.row
    event = _event(leg, f"{leg.get_mode_display().capitalize()}\u00a0: {leg}")
    _add_hours(event, entry)
    return event


def _add_hours(event, entry):
    """Give an event its local hours; its day if the hour of its start is not known, its arrival if only that is."""
    start, end = (entry.start, entry.end) if entry.start.day else (entry.end, entry.end)
    if start.time is None:
        _add_days(event, start.day, start.day)
        return
    event.add("dtstart", dt.datetime.combine(start.day, start.time, start.zone))
    if end.time is not None and _is_later(end, start):
        event.add("dtend", dt.datetime.combine(end.day, end.time, end.zone))


def _is_later(end, start):
    """Whether a Moment is after another; the standard refuses an end that is not."""
    return end.at > start.at if end.at and start.at else (end.day, end.time) > (start.day, start.time)


def _add_days(event, first, last):
    event.add("dtstart", first)
    # The end of an all-day event is the first day it no longer holds.
    event.add("dtend", last + A_DAY)
