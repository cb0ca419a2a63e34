"""Where the report of a mission stands: case by case, and the same from the database in every case."""

import datetime as dt
from itertools import product

import pytest

from missions.models import Direction, Mission, MissionStage, Report, Rule, RuleKind
from missions.models.rule import RuleBook
from missions.report_status import (
    ONLINE_STATES,
    ReportState,
    ReportStatus,
    bound_by,
    due_by,
    report_status,
    status_expression,
)
from records.words.dates import DatePrecision
from tests.missions.factories import MissionFactory
from tests.missions.trips import BACK, BOOKS, DAYS, DUE, every_trip

D = dt.date
PROMISE = Rule(kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2025, 3, 21))
BOOK = RuleBook([PROMISE])
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
        ("on the day it is due, nobody said anything", trip(), DUE, ReportState.UNKNOWN),
        ("the day after it was due, nobody said anything", trip(), D(2025, 5, 6), ReportState.NOT_FOUND),
        ("proposed, past its day", trip(stage=MissionStage.PROPOSED), D(2026, 1, 1), ReportState.UNKNOWN),
        ("held, nobody can say when", trip(ends_on=None), D(2026, 1, 1), ReportState.UNKNOWN),
        ("the day after, awaited", trip(AWAITED), D(2025, 3, 25), ReportState.EXPECTED),
        ("on the day it is due", trip(AWAITED), DUE, ReportState.EXPECTED),
        ("the day after it was due", trip(AWAITED), D(2025, 5, 6), ReportState.LATE),
        ("online on the day it is due", trip(published(DUE)), DUE, ReportState.ONLINE_ON_TIME),
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
    assert report_status(mission, today, BOOK).state == state, case


def test_a_report_is_due_42_days_after_the_return():
    status = report_status(trip(AWAITED), D(2025, 5, 15), BOOK)
    assert (status.due_on, status.is_bound, status.days_late) == (DUE, True, 10)


def test_before_the_promise_the_42_days_are_a_reference():
    status = report_status(trip(ends_on=D(2022, 11, 19)), D(2026, 1, 1), BOOK)
    assert (status.due_on, status.is_bound, status.days_late) == (D(2022, 12, 31), False, 0)


@pytest.mark.parametrize(("on", "state"), [(DUE, ReportState.ONLINE_ON_TIME), (D(2025, 5, 6), ReportState.ONLINE_LATE)])
def test_a_published_report_was_on_time_or_not(on, state):
    status = report_status(trip(published(on)), D(2026, 1, 1), BOOK)
    assert (status.state, status.is_online, status.label) == (state, True, "en ligne")


def test_on_time_means_nothing_before_the_promise():
    mission = trip(published(D(2023, 1, 1)), ends_on=D(2022, 11, 19))
    assert report_status(mission, D(2026, 1, 1), BOOK).state == ReportState.ONLINE_NO_DEADLINE


def test_what_is_not_online_is_labelled_by_its_state():
    for state in set(ReportState) - set(ONLINE_STATES):
        assert ReportStatus(state).label == state.label
        assert not ReportStatus(state).is_online


@pytest.mark.parametrize(
    ("report", "ends_on", "is_undocumented"),
    [(None, BACK, True), (AWAITED, BACK, False), (None, D(2025, 3, 20), False), (published(DUE), BACK, False)],
)
def test_a_bound_mission_of_which_nobody_recorded_anything_is_undocumented(report, ends_on, is_undocumented):
    status = report_status(trip(report, ends_on=ends_on), D(2025, 4, 1), BOOK)
    assert status.is_undocumented is is_undocumented


@pytest.mark.parametrize(("day", "days"), [(D(2025, 5, 6), 1), (D(2026, 11, 26), 570)])
def test_a_report_of_which_nobody_recorded_anything_is_not_found_since_its_day(day, days):
    status = report_status(trip(), day, BOOK)
    assert (status.is_missing, status.is_undocumented, status.days_late) == (True, False, days)


def test_without_any_rule_nothing_is_due():
    status = report_status(trip(AWAITED), D(2026, 1, 1), RuleBook([]))
    assert (status.state, status.due_on) == (ReportState.UNKNOWN, None)


def test_a_rule_holds_through_its_last_day():
    rule = Rule(pk=1, kind=RuleKind.OVERRUN, value=10, valid_from=D(2025, 1, 1), valid_until=D(2025, 12, 31))
    book = RuleBook([rule])
    assert book.in_force(D(2025, 12, 31)) == {RuleKind.OVERRUN: rule}
    assert book.in_force(D(2026, 1, 1)) == book.in_force(D(2024, 12, 31)) == {}


@pytest.mark.django_db
def test_the_database_answers_as_one_mission_does_in_every_case():
    missions, seen = every_trip(), set()
    for (name, rules), today in product(BOOKS.items(), DAYS):
        book = RuleBook(rules)
        told = dict(Mission.objects.values_list("pk", status_expression(today, book)))
        bound, due = (
            set(Mission.objects.filter(condition).values_list("pk", flat=True))
            for condition in (bound_by(book), due_by(today, book))
        )
        for mission in missions:
            status = report_status(mission, today, book)
            assert told[mission.pk] == status.state, (name, today, mission.__dict__)
            seen.add(status.state)
            if status.state != ReportState.NOT_DUE:
                is_due = status.is_bound and status.due_on <= today
                assert (mission.pk in bound, mission.pk in due) == (status.is_bound, is_due), (name, today)
    assert seen == set(ReportState)


@pytest.mark.django_db
def test_the_list_is_narrowed_by_the_state():
    late = MissionFactory(stage=MissionStage.DONE, starts_on=BACK, ends_on=BACK, date_precision=DatePrecision.DAY)
    Report.objects.create(mission=late)
    MissionFactory()
    found = Mission.objects.alias(state=status_expression(D(2026, 1, 1), BOOK)).filter(state=ReportState.LATE)
    assert list(found) == [late]


def test_the_words_in_addresses_and_files_stay():
    assert ReportState.values == [
        "a_temps",
        "apres_echeance",
        "sans_echeance",
        "en_retard",
        "introuvable",
        "attendu",
        "a_venir",
        "inconnu",
        "sans_objet",
    ]
