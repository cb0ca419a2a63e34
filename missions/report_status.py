"""Where the report of a mission stands on a day: one answer, of one mission and in the database, never stored.

`report_status` answers of one mission; `status_expression` lets a list be narrowed and counted. A test holds the two
together over every combination of what they read.
"""

import datetime as dt
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from missions.models import Direction, MissionStage, RuleKind
from missions.models.stage import AUTHORIZED_STAGES
from records.words.dates import DatePrecision


class ReportState(models.TextChoices):
    """Where a report stands; « sans échéance »: no promise binds the mission.

    LATE: recorded as awaited, and past its day; NOT_FOUND: nobody recorded anything of it, and its day is past.
    """

    ONLINE_ON_TIME = "a_temps", _("en ligne à temps")
    ONLINE_LATE = "apres_echeance", _("en ligne après l’échéance")
    ONLINE_NO_DEADLINE = "sans_echeance", _("en ligne, sans échéance")
    LATE = "en_retard", _("en retard")
    NOT_FOUND = "introuvable", _("non trouvé en ligne")
    EXPECTED = "attendu", _("attendu")
    UPCOMING = "a_venir", _("à venir")
    UNKNOWN = "inconnu", _("inconnu")
    NOT_DUE = "sans_objet", _("sans objet")


ONLINE_STATES = (ReportState.ONLINE_ON_TIME, ReportState.ONLINE_LATE, ReportState.ONLINE_NO_DEADLINE)
# Those of reports that are due and not online.
MISSING_STATES = (ReportState.LATE, ReportState.NOT_FOUND)
# A return known to the day.
EXACT = Q(ends_on__isnull=False, date_precision=DatePrecision.DAY)


class ReportStatus(NamedTuple):
    """Where a report stands; `due_on` is a reference, not a due date, while no promise binds the mission.

    `days_late`: since how many days it is late, or not found.
    """

    state: ReportState
    due_on: dt.date | None = None
    is_bound: bool = False
    days_late: int = 0

    @property
    def is_online(self):
        """Whether the report is online."""
        return self.state in ONLINE_STATES

    @property
    def is_missing(self):
        """Whether it is due and not online: late, or not found."""
        return self.state in MISSING_STATES

    @property
    def is_undocumented(self):
        """Whether the promise binds the mission, nobody recorded anything of its report, and it cannot be said due."""
        return self.is_bound and self.state == ReportState.UNKNOWN

    @property
    def label(self):
        """The state in a word or two, whether or not what is online was on time."""
        return _("en ligne") if self.is_online else self.state.label


def report_status(mission, today, book):
    """Return the ReportStatus of a mission on `today` (a date), by the rules of a RuleBook.

    The promise binds the missions that return from the day of the rule « delai_rapport » (21 March 2025: 42 days). Only
    a report that somebody recorded as awaited can be late: where nobody recorded anything of a trip that was
    authorized, it is not found once its day is past, and unknown before.
    """
    if mission.direction != Direction.OUT or mission.stage == MissionStage.DECLINED:
        return ReportStatus(ReportState.NOT_DUE)
    due_on, is_bound = _due(mission, book)
    report = getattr(mission, "report", None)
    if report and report.published_on and report.published_on <= today:
        return ReportStatus(_online_state(report, due_on, is_bound), due_on, is_bound)
    if _is_to_come(mission, today):
        return ReportStatus(ReportState.UPCOMING, due_on, is_bound)
    is_past = is_bound and today > due_on
    if report is None and is_past and mission.stage in AUTHORIZED_STAGES:
        return ReportStatus(ReportState.NOT_FOUND, due_on, is_bound, (today - due_on).days)
    if report is None or due_on is None or mission.stage == MissionStage.TO_CHECK:
        return ReportStatus(ReportState.UNKNOWN, due_on, is_bound)
    if is_past:
        return ReportStatus(ReportState.LATE, due_on, is_bound, (today - due_on).days)
    return ReportStatus(ReportState.EXPECTED, due_on, is_bound)


def status_expression(today, book):
    """Return the expression for the ReportState of a mission on `today` (a date), by the rules of a RuleBook."""
    rules = _delays(book)
    online = [When(_binds(rule), then=_when_online(rule)) for rule in rules]
    awaited = [When(_binds(rule), then=_when_awaited(rule, today)) for rule in rules]
    away = Q(ends_on__gte=today) | Q(ends_on__isnull=True, starts_on__gte=today)
    authorized = Q(report__isnull=True, stage__in=AUTHORIZED_STAGES)
    sought = [When(_binds(rule) & authorized, then=_when_sought(rule, today)) for rule in rules]
    undocumented = Q(report__isnull=True) | Q(stage=MissionStage.TO_CHECK) | ~EXACT
    return Case(
        When(~Q(direction=Direction.OUT) | Q(stage=MissionStage.DECLINED), then=_value(ReportState.NOT_DUE)),
        When(report__published_on__lte=today, then=Case(*online, default=_value(ReportState.ONLINE_NO_DEADLINE))),
        When(away, then=_value(ReportState.UPCOMING)),
        *sought,
        When(undocumented, then=_value(ReportState.UNKNOWN)),
        *awaited,
        default=_value(ReportState.EXPECTED if rules else ReportState.UNKNOWN),
    )


def bound_by(book):
    """Return the Q of the missions that the promise binds, by the rules of a RuleBook; agrees with `is_bound`."""
    return reduce(or_, map(_binds, _delays(book)), Q(pk__in=[]))


def due_by(day, book):
    """Return the condition of the missions that the promise binds to a report due by `day` (a date)."""
    cases = [When(_binds(rule), then=Q(ends_on__lte=day - _delay(rule))) for rule in _delays(book)]
    return Case(*cases, default=Value(False), output_field=models.BooleanField())


def _delays(book):
    """Return the rules that set a delay, the latest first: where two hold on a day, it is the one that binds."""
    return [rule for rule in reversed(book.rules) if rule.kind == RuleKind.REPORT_DELAY]


def _delay(rule):
    return dt.timedelta(days=int(rule.value))


def _due(mission, book):
    """Return (day the report is or would be due, whether the mission is bound); no day without an exact return."""
    if mission.ends_on is None or mission.date_precision != DatePrecision.DAY:
        return None, False
    rule = book.in_force(mission.ends_on).get(RuleKind.REPORT_DELAY)
    reference = rule or book.first(RuleKind.REPORT_DELAY)
    due_on = mission.ends_on + dt.timedelta(days=int(reference.value)) if reference else None
    return due_on, rule is not None


def _online_state(report, due_on, is_bound):
    if not is_bound:
        return ReportState.ONLINE_NO_DEADLINE
    return ReportState.ONLINE_ON_TIME if report.published_on <= due_on else ReportState.ONLINE_LATE


def _is_to_come(mission, today):
    """Whether the mission is known not to be back yet: its last day counts as away."""
    back = mission.ends_on or mission.starts_on
    return back is not None and today <= back


def _binds(rule):
    """Return the Q of the returns known to the day that fall while the rule holds."""
    until = Q(ends_on__lte=rule.valid_until) if rule.valid_until else Q()
    return EXACT & Q(ends_on__gte=rule.valid_from) & until


def _when_online(rule):
    due_on = ExpressionWrapper(F("ends_on") + _delay(rule), models.DateTimeField())
    on_time = When(report__published_on__lte=due_on, then=_value(ReportState.ONLINE_ON_TIME))
    return Case(on_time, default=_value(ReportState.ONLINE_LATE))


def _when_awaited(rule, today):
    return Case(When(_is_past_due(rule, today), then=_value(ReportState.LATE)), default=_value(ReportState.EXPECTED))


def _when_sought(rule, today):
    sought = When(_is_past_due(rule, today), then=_value(ReportState.NOT_FOUND))
    return Case(sought, default=_value(ReportState.UNKNOWN))


def _is_past_due(rule, today):
    return Q(ends_on__lt=today - _delay(rule))


def _value(state):
    return Value(state.value)
