"""What missions wait for on a day, and of what somebody is reminded: the very days, the edges, the settings."""

import datetime as dt

import pytest

from missions.models import Mission, MissionStage, ReminderKind, Report, Rule, RuleKind
from missions.models.rule import RuleBook
from missions.reminders import due_of, settings_missing
from missions.report_status import ReportState, ReportStatus, report_status
from missions.waiting import is_unrecorded, reports_due_soon, reports_missing, waiting_missions
from tests.missions.factories import (
    FollowUpFactory,
    MissionFactory,
    ObjectiveFactory,
    ReportFactory,
    RuleFactory,
)

D = dt.date
BACK, DUE = D(2025, 4, 2), D(2025, 5, 14)
BOOK = RuleBook([Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2025, 3, 21))])
EVE = dt.timedelta(days=1)


def back(ends_on=BACK, *, report=True, **fields):
    """Make a trip back on a day, whose report is awaited or of which nobody recorded anything."""
    values = {"stage": MissionStage.DONE, "starts_on": D(2025, 3, 24), "date_precision": "jour", **fields}
    mission = MissionFactory(ends_on=ends_on, **values)
    if report:
        ReportFactory(mission=mission)
    return mission


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "fields", "is_missing"),
    [
        ("awaited", {}, True),
        ("of which nobody recorded anything", {"report": False}, True),
        ("a delegation received", {"direction": "entrante"}, False),
        ("declined", {"stage": MissionStage.DECLINED, "declined_reason": "Non."}, False),
        ("before the promise", {"starts_on": D(2024, 1, 1), "ends_on": D(2025, 3, 20)}, False),
    ],
)
def test_a_report_is_missing_the_day_after_it_was_due(case, fields, is_missing):
    mission = back(**fields)
    rows = Mission.objects.all()
    assert list(reports_missing(rows, DUE, BOOK)) == [], case
    assert list(reports_missing(rows, DUE + EVE, BOOK)) == ([mission] if is_missing else []), case


@pytest.mark.django_db
def test_the_oldest_missing_report_comes_first():
    later, first, second = back(BACK + EVE), back(), back()
    assert list(reports_missing(Mission.objects.all(), D(2026, 1, 1), BOOK)) == [first, second, later]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "today", "report", "is_told"),
    [
        ("a month and a day ahead", D(2025, 4, 13), True, False),
        ("a month ahead", D(2025, 4, 14), True, True),
        ("the day it is due", DUE, True, True),
        ("the day after: it is missing", DUE + EVE, True, False),
        ("nobody recorded anything of it", DUE, False, False),
    ],
)
def test_a_report_is_due_soon_within_a_month(case, today, report, is_told):
    mission = back(report=report)
    assert list(reports_due_soon(Mission.objects.all(), today, BOOK)) == ([mission] if is_told else []), case


@pytest.mark.django_db
def test_the_nearest_report_comes_first():
    later, first, second = back(BACK + EVE), back(), back()
    assert list(reports_due_soon(Mission.objects.all(), DUE, BOOK)) == [first, second, later]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "make", "waits"),
    [
        ("a report awaited", back, True),
        ("a report nobody recorded, while bound", lambda: back(report=False), True),
        ("a report online", lambda: online(back(report=False)), False),
        ("a trip that nobody authorized yet", lambda: back(report=False, stage=MissionStage.PROPOSED), False),
        ("an objective unsaid, once held", lambda: ObjectiveFactory(mission__stage="realisee").mission, True),
        ("an objective told", lambda: ObjectiveFactory(mission__stage="close", result="inconnu").mission, False),
        ("an objective unsaid, before", lambda: ObjectiveFactory(mission__stage="autorisee").mission, False),
        ("a promise open", lambda: FollowUpFactory().meeting.mission, True),
        ("a promise kept", lambda: FollowUpFactory(done_on=DUE, result="Fait.").meeting.mission, False),
        (
            "a promise of a declined trip",
            lambda: (
                FollowUpFactory(
                    meeting__mission__stage="non_retenue", meeting__mission__declined_reason="Non."
                ).meeting.mission
            ),
            False,
        ),
        ("nothing", MissionFactory, False),
    ],
)
def test_a_mission_waits_for_a_report_an_objective_or_a_promise(case, make, waits):
    mission = make()
    MissionFactory(stage=MissionStage.CLOSED)
    assert list(waiting_missions(Mission.objects.all(), DUE, BOOK)) == ([mission] if waits else []), case


def online(mission):
    ReportFactory(mission=mission, published_on=BACK, document_url="https://exemple.invalid/rapport")
    return mission


@pytest.mark.parametrize("stage", MissionStage)
@pytest.mark.parametrize(("is_bound", "state"), [(True, "inconnu"), (False, "inconnu"), (True, "introuvable")])
def test_nobody_recorded_anything_only_of_an_authorized_trip_that_the_promise_binds(stage, is_bound, state):
    status = ReportStatus(ReportState(state), DUE, is_bound)
    authorized = stage in ("autorisee", "en_cours", "realisee", "close")
    assert is_unrecorded(Mission(stage=stage), status) is (authorized and is_bound and state == "inconnu")


def trip(*, report=True, **fields):
    """Return a trip never saved, back on BACK."""
    values = {"direction": "sortante", "stage": MissionStage.DONE, "starts_on": BACK, "ends_on": BACK}
    mission = Mission(pk=1, **{"date_precision": "jour", **values, **fields})
    mission._state.fields_cache["report"] = Report() if report else None
    return mission


@pytest.mark.parametrize(
    ("days_before", "kind"),
    [
        (15, None),
        (14, ReminderKind.FORTNIGHT),
        (4, ReminderKind.FORTNIGHT),
        (3, ReminderKind.THREE_DAYS),
        (0, ReminderKind.THREE_DAYS),
        (-1, ReminderKind.LATE),
        (-400, ReminderKind.LATE),
    ],
)
def test_a_reminder_is_due_on_its_days(days_before, kind):
    due = due_of(trip(), DUE - dt.timedelta(days=days_before), BOOK)
    assert (due and due.kind) == kind
    if due:
        assert due.identity == (1, kind, DUE)
        assert due.status == report_status(trip(), DUE - dt.timedelta(days=days_before), BOOK)


@pytest.mark.parametrize(
    ("case", "mission", "days_before", "kind"),
    [
        ("nobody recorded anything, three days ahead", trip(report=False), 3, ReminderKind.THREE_DAYS),
        ("nobody recorded anything, and it is past", trip(report=False), -1, None),
        ("nobody authorized it", trip(report=False, stage=MissionStage.PROPOSED), 3, None),
        ("a delegation received", trip(direction="entrante"), 3, None),
        ("known to the month", trip(date_precision="mois"), 3, None),
        ("before the promise", trip(starts_on=D(2025, 3, 1), ends_on=D(2025, 3, 20)), 3, None),
    ],
)
def test_nobody_is_reminded_of_a_delay_that_nobody_recorded(case, mission, days_before, kind):
    due = due_of(mission, DUE - dt.timedelta(days=days_before), BOOK)
    assert (due and due.kind) == kind, case


@pytest.mark.parametrize(
    ("case", "values", "missing"),
    [
        ("all there", {}, []),
        ("no server", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, ["EMAIL_URL"]),
        ("no sender", {"DEFAULT_FROM_EMAIL": ""}, ["DEFAULT_FROM_EMAIL"]),
        ("no address of the site", {"SITE_URL": ""}, ["SITE_URL"]),
        ("nothing", dict.fromkeys(("DEFAULT_FROM_EMAIL", "SITE_URL"), ""), ["DEFAULT_FROM_EMAIL", "SITE_URL"]),
    ],
)
def test_without_its_settings_no_mail_leaves_and_which_is_said(settings, case, values, missing):
    told = {"DEFAULT_FROM_EMAIL": "a@exemple.invalid", "SITE_URL": "https://exemple.invalid", **values}
    for name, value in told.items():
        setattr(settings, name, value)
    assert settings_missing() == missing, case


@pytest.mark.parametrize(
    ("state", "is_online", "is_missing", "label"),
    [
        (ReportState.ONLINE_ON_TIME, True, False, "en ligne"),
        (ReportState.ONLINE_LATE, True, False, "en ligne"),
        (ReportState.ONLINE_NO_DEADLINE, True, False, "en ligne"),
        (ReportState.LATE, False, True, "en retard"),
        (ReportState.NOT_FOUND, False, True, "non trouvé en ligne"),
        (ReportState.EXPECTED, False, False, "attendu"),
        (ReportState.UNKNOWN, False, False, "inconnu"),
    ],
)
def test_a_state_of_a_report_is_online_or_missing_or_neither(state, is_online, is_missing, label):
    status = ReportStatus(state)
    assert (status.is_online, status.is_missing, str(status.label)) == (is_online, is_missing, label)


@pytest.mark.django_db
def test_the_rules_of_the_record_are_those_that_bind():
    RuleFactory()
    mission = back()
    book = Rule.objects.book()
    assert list(reports_missing(Mission.objects.all(), DUE + EVE, book)) == [mission]
    assert list(reports_missing(Mission.objects.all(), DUE + EVE, RuleBook([]))) == []
    assert report_status(mission, DUE + 2 * EVE, book).days_late == 2
