"""What the accounts say of reports: one word a clock, and the same word from the database."""

import datetime as dt
from itertools import product

import pytest

from missions.models import Direction, Mission, MissionStage
from missions.models.rule import RuleBook
from missions.report_accounts import ReportAccount, account_of, report_account
from missions.reports import clock_of
from records.words.dates import DatePrecision
from tests.missions.factories import MissionFactory, ReportFactory, RuleFactory

D = dt.date
BACK, DUE = D(2025, 3, 24), D(2025, 5, 5)

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise():
    return RuleBook([RuleFactory()])


def trip(report=None, **options):
    """Make a trip back on 24 March 2025; `report`: None for none, "" for one awaited, or its date of publication."""
    dates = {"starts_on": D(2025, 3, 19), "ends_on": BACK, "date_precision": DatePrecision.DAY}
    mission = MissionFactory(**{"stage": MissionStage.DONE, **dates, **options})
    if report is not None:
        address = {"document_url": "https://exemple.invalid/rapport"} if report else {}
        ReportFactory(mission=mission, published_on=report or None, **address)
    return mission


def told(mission, today, book):
    """Return what the clock says, once the database is seen to say the same."""
    mission = (
        Mission.objects.alias(told=report_account(today, book))
        .annotate(account=report_account(today, book))
        .get(pk=mission.pk)
    )
    said = account_of(clock_of(mission, today, book))
    assert mission.account == said
    return said


@pytest.mark.parametrize(
    ("case", "options", "today", "account"),
    [
        ("on its last day", {}, BACK, ReportAccount.UPCOMING),
        ("nobody said anything", {}, D(2026, 1, 1), ReportAccount.UNKNOWN),
        ("awaited, on the day it is due", {"report": ""}, DUE, ReportAccount.EXPECTED),
        ("awaited, the day after", {"report": ""}, D(2025, 5, 6), ReportAccount.LATE),
        ("online on the day it is due", {"report": DUE}, D(2026, 1, 1), ReportAccount.ON_TIME),
        ("online the day after", {"report": D(2025, 5, 6)}, D(2026, 1, 1), ReportAccount.AFTER),
        ("online, dated tomorrow", {"report": DUE}, D(2025, 5, 4), ReportAccount.EXPECTED),
        ("online before the promise", {"report": DUE, "ends_on": D(2025, 3, 20)}, D(2026, 1, 1), ReportAccount.FREE),
        (
            "awaited before the promise",
            {"report": "", "ends_on": D(2025, 3, 20)},
            D(2026, 1, 1),
            ReportAccount.EXPECTED,
        ),
        ("known to the month", {"report": "", "date_precision": "mois"}, D(2026, 1, 1), ReportAccount.UNKNOWN),
        ("known to the month, online", {"report": DUE, "date_precision": "mois"}, D(2026, 1, 1), ReportAccount.FREE),
        ("unknown return", {"report": "", "ends_on": None}, D(2026, 1, 1), ReportAccount.UNKNOWN),
        ("not known to have happened", {"report": "", "stage": "a_verifier"}, D(2026, 1, 1), ReportAccount.UNKNOWN),
        (
            "declined",
            {"report": "", "stage": "non_retenue", "declined_reason": "Non."},
            D(2026, 1, 1),
            ReportAccount.NOT_DUE,
        ),
        ("received", {"report": "", "direction": Direction.IN}, D(2026, 1, 1), ReportAccount.NOT_DUE),
        ("hosted", {"report": "", "direction": Direction.HOSTED}, D(2026, 1, 1), ReportAccount.NOT_DUE),
    ],
)
def test_what_the_accounts_say_of_a_report(promise, case, options, today, account):
    assert told(trip(**options), today, promise) == account, case


def test_without_any_rule_only_what_is_online_is_known():
    assert told(trip(report=""), D(2026, 1, 1), RuleBook([])) == ReportAccount.UNKNOWN
    assert told(trip(report=DUE), D(2026, 1, 1), RuleBook([])) == ReportAccount.FREE


def test_the_latest_rule_that_holds_binds_and_one_that_ended_does_not():
    rules = [
        RuleFactory(valid_until=D(2025, 12, 31)),
        RuleFactory(valid_from=D(2025, 6, 1), value=10, valid_until=D(2025, 8, 31)),
    ]
    book = RuleBook(rules)
    returns = [D(2025, 5, 1), D(2025, 7, 1), D(2025, 9, 1), D(2026, 2, 1)]
    reports = ["", D(2025, 7, 20), D(2026, 3, 1)]
    for ends_on, report in product(returns, reports):
        mission = trip(report, starts_on=ends_on, ends_on=ends_on)
        for today in (ends_on + dt.timedelta(days=days) for days in (1, 10, 11, 42, 43)):
            told(mission, today, book)
