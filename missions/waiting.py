"""The missions that wait for something on a day: a report, objectives to close, promises to keep.

Asked by the desk, the reminders and the list of the bureau. A test holds what is found here and what the desk says of
each mission together, over every combination of what they read.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from missions.models import FollowUp, Objective
from missions.models.stage import AUTHORIZED_STAGES, HELD_STAGES
from missions.report_status import MISSING_STATES, ReportState, bound_by, due_by, status_expression

# How far ahead a manager looks.
REPORTS_AHEAD = dt.timedelta(days=30)


def reports_missing(missions, today, book):
    """Keep, of a queryset of missions, those whose report is late or not found on `today`, the oldest first."""
    return _with_state(missions, today, book).filter(report_state__in=MISSING_STATES).order_by("ends_on", "pk")


def reports_due_soon(missions, today, book):
    """Keep those whose report is expected within a month of `today`, the nearest first."""
    expected = _with_state(missions, today, book).filter(report_state=ReportState.EXPECTED)
    return expected.filter(due_by(today + REPORTS_AHEAD, book)).order_by("ends_on", "pk")


def is_unrecorded(mission, status):
    """Say whether nobody recorded anything of the report of an authorized mission that the promise binds.

    `status`: its ReportStatus; once the day of the report is past, it is not found instead.
    """
    return status.is_undocumented and mission.stage in AUTHORIZED_STAGES


def waiting_missions(missions, today, book):
    """Keep those that wait for something of whoever is responsible for them on `today`, the latest first."""
    unrecorded = Q(report_state=ReportState.UNKNOWN, stage__in=AUTHORIZED_STAGES) & bound_by(book)
    report = Q(report_state__in=[*MISSING_STATES, ReportState.EXPECTED]) | unrecorded
    objectives = Q(Exists(Objective.objects.filter(mission=OuterRef("pk"), result="")), stage__in=HELD_STAGES)
    promises = Q(Exists(FollowUp.objects.still_open().filter(meeting__mission=OuterRef("pk"))))
    told = _with_state(missions.not_declined(), today, book)
    return told.filter(report | objectives | promises).newest_first()


def _with_state(missions, today, book):
    return missions.alias(report_state=status_expression(today, book)).select_related("report", "owner")
