"""The report clock: when the report of a mission is due, and where it stands. Computed on a given day, never stored."""

import datetime as dt
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models import Direction, MissionStage, RuleKind
from records.words.dates import DatePrecision


class ReportState(models.TextChoices):
    """Where a report stands."""

    NOT_DUE = "sans_objet", _("sans objet")
    UPCOMING = "a_venir", _("à venir")
    EXPECTED = "attendu", _("attendu")
    PUBLISHED = "publie", _("en ligne")
    LATE = "en_retard", _("en retard")
    UNKNOWN = "inconnu", _("inconnu")


class Clock(NamedTuple):
    """Where a report stands; `due_on` is a reference, not a due date, while the mission `is_bound` by no promise."""

    state: ReportState
    due_on: dt.date | None = None
    is_bound: bool = False
    days_late: int = 0
    was_on_time: bool | None = None

    @property
    def is_undocumented(self):
        """Whether the promise binds the mission and nobody recorded anything of its report."""
        return self.is_bound and self.state == ReportState.UNKNOWN


def clock_of(mission, today, book):
    """Return the Clock of a mission on `today` (a date), by the rules of a RuleBook.

    The promise binds the missions that return from the day of the rule « delai_rapport » (21 March 2025: 42 days). Only
    a report that somebody recorded as awaited can be late: where nobody recorded anything, it is unknown.
    """
    if mission.direction != Direction.OUT or mission.stage == MissionStage.DECLINED:
        return Clock(ReportState.NOT_DUE)
    due_on, is_bound = _due(mission, book)
    report = getattr(mission, "report", None)
    if report and report.published_on and report.published_on <= today:
        on_time = report.published_on <= due_on if is_bound else None
        return Clock(ReportState.PUBLISHED, due_on, is_bound, was_on_time=on_time)
    if _is_to_come(mission, today):
        return Clock(ReportState.UPCOMING, due_on, is_bound)
    if report is None or due_on is None or mission.stage == MissionStage.TO_CHECK:
        return Clock(ReportState.UNKNOWN, due_on, is_bound)
    if is_bound and today > due_on:
        return Clock(ReportState.LATE, due_on, is_bound, (today - due_on).days)
    return Clock(ReportState.EXPECTED, due_on, is_bound)


def _due(mission, book):
    """Return (day the report is or would be due, whether the mission is bound); no day without an exact return."""
    if mission.ends_on is None or mission.date_precision != DatePrecision.DAY:
        return None, False
    rule = book.in_force(mission.ends_on).get(RuleKind.REPORT_DELAY)
    reference = rule or book.first(RuleKind.REPORT_DELAY)
    due_on = mission.ends_on + dt.timedelta(days=int(reference.value)) if reference else None
    return due_on, rule is not None


def _is_to_come(mission, today):
    """Whether the mission is known not to be back yet: its last day counts as away."""
    back = mission.ends_on or mission.starts_on
    return back is not None and today <= back
