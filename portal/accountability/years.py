"""The missions year by year: how many, how long, at what cost, with what report and what result."""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from missions.costs import Span, is_rough, sum_spans
from missions.filters.missions import RESULT_PENDING
from missions.models import Direction, MissionStage, ObjectiveResult
from missions.models.stage import HELD_STAGES
from missions.report_status import MISSING_STATES, ReportState
from portal.accountability.counted import list_query
from records.listing.choices import UNKNOWN_YEAR

# How the reports of trips are counted, in the order shown.
REPORTS = [
    ReportState.ONLINE_ON_TIME,
    ReportState.ONLINE_LATE,
    ReportState.LATE,
    ReportState.NOT_FOUND,
    ReportState.EXPECTED,
    ReportState.ONLINE_NO_DEADLINE,
    ReportState.UPCOMING,
    ReportState.UNKNOWN,
]
# Those that tell whether the promise is kept.
BOUND = (ReportState.ONLINE_ON_TIME, ReportState.ONLINE_LATE, *MISSING_STATES)
TO_CONFIRM = [stage for stage in MissionStage if stage not in (*HELD_STAGES, MissionStage.DECLINED)]


class Figure(NamedTuple):
    """How many, and the query of the list that shows which."""

    number: int
    query: str


class Result(NamedTuple):
    """What became of objectives, in a word, how many of them, and of how many missions."""

    label: str
    number: int
    missions: Figure


class Quantity(NamedTuple):
    """A sum over the missions that know it, and how many of them do not."""

    total: int
    known: int
    unknown: int


class Money(NamedTuple):
    """What missions cost: the Span over those that know it (None if none does), and what it leaves out.

    `contradicted`: how many of them publish several totals; `exempt`: how many needed no authorization; `rough`: how
    many publish approximate amounts only, which are not added.
    """

    span: Span | None
    known: int
    unknown: int
    contradicted: int
    exempt: int
    rough: int
    query: str

    @property
    def missions(self):
        """Over how many missions."""
        return self.known + self.unknown + self.exempt + self.rough


class YearSummary(NamedTuple):
    """What is counted of the missions of a year (None: those without a date), or of all."""

    year: int | None
    held: dict
    to_confirm: Figure
    declined: Figure
    days: Quantity
    people: Quantity
    trips: tuple[Money, Money]
    welcomes: tuple[Money, Money]
    reports: list[tuple[ReportState, Figure]]
    objectives: list[Result]
    without_objective: int
    missing_reports: Figure
    query: str

    @property
    def report(self):
        """The figures of its reports: {ReportState: Figure}."""
        return dict(self.reports)

    @property
    def knows_reports(self):
        """Whether something is known of at least one report that the promise binds."""
        return any(self.report[each].number for each in BOUND)


def summarize_years(entries):
    """Return the YearSummary of each year that has an entry, the latest first, those without a date last (a list)."""
    years = sorted({entry.year for entry in entries}, key=lambda year: year or 0, reverse=True)
    return [summarize_year([entry for entry in entries if entry.year == year], year) for year in years]


def summarize_year(entries, year=None, *, every_year=False):
    """Return the YearSummary of `entries`, those of one year (None: those without a date) or those of `every_year`."""
    asked = {} if every_year else {"annee": year or UNKNOWN_YEAR}
    held = [entry for entry in entries if entry.is_held]
    trips = [entry for entry in held if entry.is_trip]
    stages = Counter(entry.mission.stage for entry in entries)
    return YearSummary(
        year=year,
        held={each.name.lower(): _held(held, each, asked) for each in Direction},
        to_confirm=Figure(sum(stages[each] for each in TO_CONFIRM), list_query(**asked, statut=TO_CONFIRM)),
        declined=Figure(stages[MissionStage.DECLINED], list_query(**asked, statut=MissionStage.DECLINED)),
        days=_quantity(entry.days for entry in trips),
        people=_quantity(entry.mission.city_delegates for entry in trips),
        trips=_money(trips, list_query(**asked, sens=Direction.OUT, statut=HELD_STAGES)),
        welcomes=_money(
            [entry for entry in held if not entry.is_trip],
            list_query(**asked, sens=[Direction.IN, Direction.HOSTED], statut=HELD_STAGES),
        ),
        reports=_reports(entries, asked),
        objectives=_objectives(held, asked),
        without_objective=sum(not entry.mission.objectives.all() for entry in held),
        missing_reports=_missing_reports(entries, asked),
        query=list_query(**asked),
    )


def _held(held, direction, asked):
    number = sum(entry.mission.direction == direction for entry in held)
    return Figure(number, list_query(**asked, sens=direction, statut=HELD_STAGES))


def _quantity(values):
    values = list(values)
    known = [value for value in values if value is not None]
    return Quantity(sum(known), len(known), len(values) - len(known))


def _money(entries, query):
    """Return the Money authorized and the Money declared for `entries` (a pair)."""
    costs = [entry.costs for entry in entries]
    authorized = [(each.authorized_span, each.authorized) for each in costs]
    declared = [(each.declared_span, each.declared) for each in costs]
    needless = [entry.mission.authorization_required is False for entry in entries]
    return _sum(authorized, needless, query), _sum(declared, [False] * len(entries), query)


def _sum(amounts, needless, query):
    """Return the Money of (Span or None, its facts) pairs, one a mission; `needless`: which need no authorization."""
    spans = [span for span, _facts in amounts]
    known = [span for span in spans if span]
    rough = [is_rough(*each) for each in amounts]
    exempt = [not span and not rounded and free for span, rounded, free in zip(spans, rough, needless, strict=True)]
    unknown = len(spans) - len(known) - sum(rough) - sum(exempt)
    contradicted = sum(span.is_open for span in known)
    return Money(sum_spans(known), len(known), unknown, contradicted, sum(exempt), sum(rough), query)


def _reports(entries, asked):
    """Count the reports of the trips, those not known to have taken place too: what is late is late."""
    counted = Counter(entry.report.state for entry in entries)
    return [(each, Figure(counted[each], list_query(**asked, rapport=each))) for each in REPORTS]


def _missing_reports(entries, asked):
    return Figure(sum(entry.report.is_missing for entry in entries), list_query(**asked, rapport=MISSING_STATES))


def _objectives(held, asked):
    results = [[objective.result for objective in entry.mission.objectives.all()] for entry in held]
    words = [*ObjectiveResult.choices, ("", _("pas encore dit"))]
    return [_result(word, label, results, asked) for word, label in words]


def _result(word, label, results, asked):
    """Return the Result of one word; `results`: the words of the objectives of each mission (a list of lists)."""
    query = list_query(**asked, statut=HELD_STAGES, objectif=word or RESULT_PENDING)
    number = sum(each.count(word) for each in results)
    return Result(label, number, Figure(sum(word in each for each in results), query))
