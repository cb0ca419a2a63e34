"""The calendar of missions, for programs that keep calendars (RFC 5545)."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone

from missions.models import Mission, MissionStage
from records.late import icalendar
from records.publication.permanent_ids import permanent_id
from records.templatetags.reliability import marks_in_brackets
from records.words.dates import DatePrecision

# Nobody can say yet that they take place, or took place.
UNSURE = (MissionStage.PROPOSED, MissionStage.TO_CHECK)


def mission_calendar(request):
    """Give the public missions whose days are known, declined ones left out, as all-day events in French."""
    today = timezone.localdate()
    known = Mission.objects.published(today).filter(starts_on__isnull=False, date_precision=DatePrecision.DAY)
    missions = (
        known.exclude(stage=MissionStage.DECLINED).for_listing(AnonymousUser(), today).order_by("starts_on", "pk")
    )
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Ville de Québec//Relations internationales//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Missions – Relations internationales, Ville de Québec")
    for mission in missions:
        calendar.add_component(_event(mission, today, request.build_absolute_uri))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="missions.ics"'
    return response


def _event(mission, today, absolute):
    last = mission.ends_on or mission.starts_on
    event = icalendar.Event()
    event.add("uid", permanent_id(mission).urn)
    event.add("dtstamp", mission.edited_at or dt.datetime.combine(mission.published_on, dt.time(), dt.UTC))
    event.add("dtstart", mission.starts_on)
    # The end of an all-day event is the first day it no longer holds.
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("summary", mission.title + marks_in_brackets(mission))
    if mission.purpose:
        event.add("description", mission.purpose)
    if mission.shown_stops and not mission.hides_movements(today):
        event.add("location", ", ".join(stop.place.name for stop in mission.shown_stops))
    event.add("url", absolute(mission.get_absolute_url()))
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if mission.stage in UNSURE else "CONFIRMED")
    return event
