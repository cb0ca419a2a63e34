"""The report clock, case by case."""

import datetime as dt

import pytest

from missions.models import Direction, Mission, MissionStage, Report, Rule, RuleKind
from missions.models.rule import RuleBook
from missions.reports import ReportState, clock_of

D = dt.date
PROMISE = Rule(kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2025, 3, 21))
BOOK = RuleBook([PROMISE])
BACK, DUE = D(2025, 3, 24), D(2025, 5, 5)
AWAITED = Report()


def trip(report=None, **options):
    back = {"starts_on": D(2025, 3, 19), "ends_on": BACK, "date_precision": "jour", "stage": MissionStage.DONE}
    mission = Mission(**{"direction": Direction.OUT, **back, **options})
    if report:
        mission.report = report
    return mission


def published(on):
    return Report(published_on=on, document_url="https://exemple.invalid/rapport")


@pytest.mark.parametrize(
    ("case", "mission", "today", "state"),
    [
        ("before it leaves", trip(), D(2025, 3, 1), ReportState.UPCOMING),
        ("on its last day", trip(), BACK, ReportState.UPCOMING),
        ("the day after, nobody said anything", trip(), D(2025, 3, 25), ReportState.UNKNOWN),
        ("years later, nobody said anything", trip(), D(2026, 11, 23), ReportState.UNKNOWN),
        ("the day after, awaited", trip(AWAITED), D(2025, 3, 25), ReportState.EXPECTED),
        ("on the day it is due", trip(AWAITED), DUE, ReportState.EXPECTED),
        ("the day after it was due", trip(AWAITED), D(2025, 5, 6), ReportState.LATE),
        ("online on the day it is due", trip(published(DUE)), DUE, ReportState.PUBLISHED),
        ("online, dated tomorrow", trip(published(DUE)), D(2025, 5, 4), ReportState.EXPECTED),
        ("unknown dates", trip(AWAITED, starts_on=None, ends_on=None, date_precision=""), DUE, ReportState.UNKNOWN),
        ("unknown return", trip(AWAITED, ends_on=None), DUE, ReportState.UNKNOWN),
        ("known to the month", trip(AWAITED, date_precision="mois"), D(2026, 1, 1), ReportState.UNKNOWN),
        (
            "returned the day before the promise",
            trip(AWAITED, ends_on=D(2025, 3, 20)),
            D(2026, 1, 1),
            ReportState.EXPECTED,
        ),
        ("returned on the day of the promise", trip(AWAITED, ends_on=D(2025, 3, 21)), D(2026, 1, 1), ReportState.LATE),
        ("declined", trip(AWAITED, stage=MissionStage.DECLINED), D(2026, 1, 1), ReportState.NOT_DUE),
        ("not known to have happened", trip(AWAITED, stage=MissionStage.TO_CHECK), D(2026, 1, 1), ReportState.UNKNOWN),
        (
            "awaited while the mission is kept from readers",
            trip(AWAITED, embargo_until=D(2027, 1, 1)),
            DUE,
            ReportState.EXPECTED,
        ),
        ("declined, nobody said anything", trip(stage=MissionStage.DECLINED), D(2026, 1, 1), ReportState.NOT_DUE),
        ("a month to come", trip(AWAITED, date_precision="mois"), D(2025, 3, 1), ReportState.UPCOMING),
        ("one day, to come", trip(AWAITED, ends_on=None), D(2025, 3, 19), ReportState.UPCOMING),
        ("closed without its report", trip(AWAITED, stage=MissionStage.CLOSED), D(2026, 1, 1), ReportState.LATE),
        ("received, before it comes", trip(direction=Direction.IN), D(2025, 3, 1), ReportState.NOT_DUE),
        ("received", trip(AWAITED, direction=Direction.IN), D(2026, 1, 1), ReportState.NOT_DUE),
        ("hosted", trip(AWAITED, direction=Direction.HOSTED), D(2026, 1, 1), ReportState.NOT_DUE),
    ],
)
def test_where_a_report_stands(case, mission, today, state):
    assert clock_of(mission, today, BOOK).state == state, case


def test_a_report_is_due_42_days_after_the_return():
    clock = clock_of(trip(AWAITED), D(2025, 5, 15), BOOK)
    assert (clock.due_on, clock.is_bound, clock.days_late) == (DUE, True, 10)


def test_before_the_promise_the_42_days_are_a_reference():
    clock = clock_of(trip(ends_on=D(2022, 11, 19)), D(2026, 1, 1), BOOK)
    assert (clock.due_on, clock.is_bound, clock.days_late) == (D(2022, 12, 31), False, 0)


@pytest.mark.parametrize(("on", "on_time"), [(DUE, True), (D(2025, 5, 6), False)])
def test_a_published_report_was_on_time_or_not(on, on_time):
    assert clock_of(trip(published(on)), D(2026, 1, 1), BOOK).was_on_time is on_time


def test_on_time_means_nothing_before_the_promise():
    mission = trip(published(D(2023, 1, 1)), ends_on=D(2022, 11, 19))
    assert clock_of(mission, D(2026, 1, 1), BOOK).was_on_time is None


def test_without_any_rule_nothing_is_due():
    clock = clock_of(trip(AWAITED), D(2026, 1, 1), RuleBook([]))
    assert (clock.state, clock.due_on) == (ReportState.UNKNOWN, None)


def test_a_rule_holds_through_its_last_day():
    rule = Rule(pk=1, kind=RuleKind.OVERRUN, value=10, valid_from=D(2025, 1, 1), valid_until=D(2025, 12, 31))
    book = RuleBook([rule])
    assert book.in_force(D(2025, 12, 31)) == {RuleKind.OVERRUN: rule}
    assert book.in_force(D(2026, 1, 1)) == book.in_force(D(2024, 12, 31)) == {}
