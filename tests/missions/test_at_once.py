"""Verbs over missions and requests, taken by two people at the same moment."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail

from missions import operations
from missions.models import DelegationRequest, Mission, MissionStage, Reminder, Report, RequestDecision, Rule, RuleKind
from missions.reminders import send_reminders
from records.publication.operations import lock_row
from tests.at_once import meanwhile, really_written
from tests.missions.factories import (
    CostFactFactory,
    DelegationRequestFactory,
    MissionFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)

pytestmark = really_written

DECISION = {"decision_number": "CE-1", "decided_on": dt.date(2026, 1, 5), "ceiling": Decimal(5000)}
DATED = {"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 2, 8), "date_precision": "jour"}


@pytest.fixture(autouse=True)
def _rules():
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=Decimal(3000), valid_from=dt.date(2019, 10, 7))
    RuleFactory()


@pytest.fixture
def at_home():
    """A trip in the country that costs little: nothing keeps it from being authorized."""
    mission = MissionFactory(**DATED)
    StopFactory(mission=mission, place__country="CA")
    CostFactFactory(mission=mission, amount=Decimal(1000))
    return mission


@pytest.mark.parametrize(("first", "decision"), [("accept", "acceptée"), ("decline", "refusée")])
@pytest.mark.parametrize("second", ["accept", "decline"])
def test_of_two_who_decide_at_once_the_second_is_told_what_the_first_decided(
    approbation, gestion, today, first, second, decision
):
    asked = DelegationRequestFactory()
    extra = {"accept": {}, "decline": {"reason": "Hors de la Vision."}}
    _decided, refusal = meanwhile(
        lambda: getattr(operations, first)(asked, by=approbation, today=today, **extra[first]),
        lambda: getattr(operations, second)(asked, by=gestion, today=today, **extra[second]),
    )
    assert refusal.messages == [f"Cette demande est déjà décidée\u00a0: {decision}, 2\u00a0mars 2026."]
    stored = DelegationRequest.objects.get()
    assert stored.get_decision_display() == decision
    assert Mission.objects.count() == (stored.decision == RequestDecision.ACCEPTED)


def test_a_mission_is_not_authorized_while_it_becomes_one_that_needs_a_decision(approbation, today, at_home):
    def add_a_stop_abroad():
        StopFactory(mission=at_home, place__country="FR")
        return operations.store_requirement(at_home, today=today)

    requirement, refusal = meanwhile(
        add_a_stop_abroad,
        lambda: operations.advance(at_home, MissionStage.AUTHORIZED, by=approbation, today=today),
    )
    assert requirement.is_required
    assert set(refusal.message_dict) == set(DECISION)
    stored = Mission.objects.get()
    assert (stored.stage, stored.authorization_required) == (MissionStage.PROPOSED, True)


def test_a_mission_being_authorized_is_not_given_the_stop_that_would_need_a_decision(approbation, today, at_home):
    advanced, refusal = meanwhile(
        lambda: operations.advance(at_home, MissionStage.AUTHORIZED, by=approbation, today=today),
        lambda: (StopFactory(mission=at_home, place__country="FR"), settle(at_home, today)),
    )
    assert advanced.authorization_required is False
    assert set(refusal.message_dict) == set(DECISION)


def settle(mission, today):
    """Do as a form that wrote a stop does."""
    return operations.store_requirement(mission, today=today)


def test_settling_keeps_the_stage_someone_moved_the_mission_to_meanwhile(approbation, today):
    mission = MissionFactory(**DATED, **DECISION)
    StopFactory(mission=mission, place__country="FR")
    Mission.objects.update(authorization_required=None)
    meanwhile(
        lambda: operations.advance(mission, MissionStage.UNDER_WAY, by=approbation, today=today),
        lambda: settle(mission, today),
    )
    stored = Mission.objects.get()
    assert (stored.stage, stored.authorization_required) == (MissionStage.UNDER_WAY, True)


def test_advancing_keeps_what_someone_else_wrote_meanwhile(approbation, today, at_home):
    def rename():
        renamed = lock_row(at_home)
        renamed.title = "Tournée"
        renamed.save()

    meanwhile(rename, lambda: operations.advance(at_home, MissionStage.DONE, by=approbation, today=today))
    stored = Mission.objects.get()
    assert (stored.title, stored.stage) == ("Tournée", MissionStage.DONE)


def test_two_who_bring_a_trip_back_await_one_report(approbation, gestion, today, at_home):
    for outcome in meanwhile(
        lambda: operations.advance(at_home, MissionStage.DONE, by=approbation, today=today),
        lambda: operations.advance(at_home, MissionStage.DONE, by=gestion, today=today),
    ):
        assert outcome.stage == MissionStage.DONE
    assert Report.objects.count() == 1


def test_a_report_awaited_by_two_at_once_is_one(today, at_home):
    at_home.stage = MissionStage.DONE
    outcomes = meanwhile(
        lambda: operations.expect_report(at_home, today=today), lambda: operations.expect_report(at_home, today=today)
    )
    assert outcomes == (True, False)
    assert Report.objects.count() == 1


@pytest.fixture
def late(approbation):
    """A trip of last year whose report is late, with someone to remind."""
    approbation.email = "camille@exemple.invalid"
    approbation.save()
    back = dt.date(2025, 5, 1)
    dates = {"starts_on": back, "ends_on": back, "date_precision": "jour"}
    return ReportFactory(mission__owner=approbation, mission__stage=MissionStage.DONE, **prefixed(dates)).mission


def prefixed(values):
    """Return the values of the mission of a report."""
    return {f"mission__{name}": value for name, value in values.items()}


def test_two_runs_of_the_reminders_send_each_once(today, late):
    book = Rule.objects.book()
    first, second = meanwhile(lambda: send_reminders(today, book), lambda: send_reminders(today, book))
    assert ([reminder.mission for reminder in first], second) == ([late], [])
    assert (len(mail.outbox), Reminder.objects.count()) == (1, 1)


def test_nobody_is_reminded_of_a_report_being_put_online(today, late):
    def put_online():
        report = lock_row(late).report
        report.published_on, report.document_url = today, "https://exemple.invalid/rapport"
        report.save()

    _done, reminders = meanwhile(put_online, lambda: send_reminders(today, Rule.objects.book()))
    assert reminders == []
    assert not mail.outbox
