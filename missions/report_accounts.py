"""What the accounts say of a report, in one word: of one clock, and of many missions in the database.

Both say the same (tested case by case): the clock decides, the expression lets a list be narrowed and counted.
"""

import datetime as dt

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from missions.models import Direction, MissionStage, RuleKind
from missions.reports import ReportState
from records.words.dates import DatePrecision


class ReportAccount(models.TextChoices):
    """Where a report stands, what is online told apart by whether it was on time."""

    ON_TIME = "a_temps", _("en ligne à temps")
    AFTER = "apres_echeance", _("en ligne après l’échéance")
    FREE = "sans_echeance", _("en ligne, sans échéance")
    LATE = "en_retard", _("en retard")
    EXPECTED = "attendu", _("attendu")
    UPCOMING = "a_venir", _("à venir")
    UNKNOWN = "inconnu", _("inconnu")
    NOT_DUE = "sans_objet", _("sans objet")


# A return known to the day.
EXACT = Q(ends_on__isnull=False, date_precision=DatePrecision.DAY)
ONLINE = {True: ReportAccount.ON_TIME, False: ReportAccount.AFTER, None: ReportAccount.FREE}


def account_of(clock):
    """Return the ReportAccount of a Clock."""
    return ONLINE[clock.was_on_time] if clock.state == ReportState.PUBLISHED else ReportAccount(clock.state)


def report_account(today, book):
    """Return the expression for the ReportAccount of a mission on `today` (a date), by the rules of a RuleBook."""
    # The latest rule first: where two hold on a day, it is the one that binds.
    rules = [rule for rule in reversed(book.rules) if rule.kind == RuleKind.REPORT_DELAY]
    online = [When(_binds(rule), then=_online(rule)) for rule in rules]
    awaited = [When(_binds(rule), then=_awaited(rule, today)) for rule in rules]
    away = Q(ends_on__gte=today) | Q(ends_on__isnull=True, starts_on__gte=today)
    untold = Q(report__isnull=True) | Q(stage=MissionStage.TO_CHECK) | ~EXACT
    return Case(
        When(~Q(direction=Direction.OUT) | Q(stage=MissionStage.DECLINED), then=_said(ReportAccount.NOT_DUE)),
        When(report__published_on__lte=today, then=Case(*online, default=_said(ReportAccount.FREE))),
        When(away, then=_said(ReportAccount.UPCOMING)),
        When(untold, then=_said(ReportAccount.UNKNOWN)),
        *awaited,
        default=_said(ReportAccount.EXPECTED if rules else ReportAccount.UNKNOWN),
    )


def _binds(rule):
    """Whether the return, known to the day, falls while the rule holds."""
    until = Q(ends_on__lte=rule.valid_until) if rule.valid_until else Q()
    return EXACT & Q(ends_on__gte=rule.valid_from) & until


def _online(rule):
    due_on = ExpressionWrapper(F("ends_on") + dt.timedelta(days=int(rule.value)), models.DateTimeField())
    return Case(
        When(report__published_on__lte=due_on, then=_said(ReportAccount.ON_TIME)), default=_said(ReportAccount.AFTER)
    )


def _awaited(rule, today):
    last_due_return = today - dt.timedelta(days=int(rule.value))
    return Case(
        When(ends_on__lt=last_due_return, then=_said(ReportAccount.LATE)), default=_said(ReportAccount.EXPECTED)
    )


def _said(account):
    return Value(account.value)
