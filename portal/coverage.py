"""Up to when the register is known: the one day that every page that counts tells beside its figures."""

from django.db.models import Max, Q, Value
from django.utils import timezone

from axes.models import Milestone, Vision
from missions.models import Action, ActionStage, CostFact, Mission, Report
from missions.models.stage import HELD_STAGES
from partners.models import Agreement
from records.listing.counting import read_at_once
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache
from records.publication.status import public
from records.words.dates import DatePrecision

COVERAGE = VersionedCache(2, CONTENT_VERSION.edition)
# What only these say of an end: of the others, only the first day of a month or a year is sure.
EXACT_END = Q(date_precision__in=[DatePrecision.DAY, DatePrecision.PERIOD])
OVER = [ActionStage.DONE, ActionStage.OVER]


def known_until(today=None):
    """Return the day of the newest public fact dated on or before `today` (a date, the current one by default).

    None where no fact is dated. What was announced and is not known to have happened is no fact of its day. One
    statement, once an edition of the content.
    """
    today = today or timezone.localdate()
    return COVERAGE.recall(today, lambda: max(_newest(today), default=None))


def _newest(today):
    """Return the newest day of each sort of dated fact (a list of dates)."""
    newest = [
        rows.order_by().filter(**{f"{field}__lte": today}).values(fact=Value(1)).annotate(day=Max(field))
        for rows, field in _dated_facts(today)
    ]
    return [day for (day,) in read_at_once([each.values_list("day") for each in newest]) if day]


def _dated_facts(today):
    """Return (rows that anyone may read, the field of their day) pairs."""
    missions = Mission.objects.published(today).filter(stage__in=HELD_STAGES)
    actions = Action.objects.published(today)
    done, of_mission = actions.filter(stage__in=OVER), public(Mission, today, "mission__")
    return [
        (missions, "starts_on"),
        (missions.filter(EXACT_END), "ends_on"),
        (actions.filter(stage=ActionStage.UNDER_WAY), "starts_on"),
        (done, "starts_on"),
        (done.filter(EXACT_END), "ends_on"),
        (Agreement.objects.published(today), "signed_on"),
        (Milestone.objects.filter(public(Vision, today, "vision__")), "happened_on"),
        (CostFact.objects.filter(of_mission), "made_public_on"),
        (Report.objects.filter(of_mission), "published_on"),
    ]
