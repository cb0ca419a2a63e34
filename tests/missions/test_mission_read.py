"""What a page and the lists say of a mission to a reader on a day: what is hidden, embargoed, in which order."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from missions.lists import ACTION_LIST, MISSION_LIST, fetch_missions, shown_actions, written_actions
from missions.mission_page import annotate_for_list, by_position, page_context
from missions.models import Action, Mission, MissionStage
from missions.models.rule import RuleBook
from missions.report_status import ReportState
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CostFactFactory,
    EmissionFactorFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    OutcomeFactory,
    ReportFactory,
    StopFactory,
)
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
D = dt.date
TODAY = D(2026, 3, 2)


def page_of(mission, user=ANYONE):
    """Return what the page of a mission says to `user` today."""
    return page_context(Mission.objects.for_page(user, TODAY).get(pk=mission.pk), user, TODAY)


@pytest.fixture
def away():
    """A trip under way: a meeting whose rank is not its hour, a flight, a stop."""
    dates = {"starts_on": D(2026, 3, 1), "ends_on": TODAY, "date_precision": "jour"}
    mission = MissionFactory(published=True, stage=MissionStage.UNDER_WAY, **dates)
    MeetingFactory(mission=mission, position=2, held_on=D(2026, 3, 1), subject="La première à se tenir")
    MeetingFactory(mission=mission, position=1, held_on=TODAY, subject="La première de la liste")
    LegFactory(mission=mission, factor=EmissionFactorFactory())
    StopFactory(mission=mission, place__published=True)
    return mission


def test_while_away_readers_are_told_meetings_by_rank_and_no_flight_and_the_bureau_all(away, redaction):
    for user, is_shown in ((ANYONE, False), (redaction, True)):
        told = page_of(away, user)
        assert (told["movements_hidden"], told["movements_shown"]) == (True, is_shown)
        assert [meeting.position for meeting in told["meetings"]] == ([2, 1] if is_shown else [1, 2])
        assert (told["carbon"] is not None) is is_shown


def test_once_back_everybody_is_told_all(away):
    Mission.objects.update(ends_on=D(2026, 3, 1))
    told = page_of(away)
    assert (told["movements_hidden"], told["movements_shown"]) == (False, True)
    assert [meeting.position for meeting in told["meetings"]] == [2, 1]
    assert told["carbon"] is not None


def test_a_declined_trip_has_no_way_and_emits_nothing(away):
    assert page_of(away)["way"] is not None
    Mission.objects.update(stage=MissionStage.DECLINED, declined_reason="Non.", ends_on=D(2026, 3, 1))
    told = page_of(away)
    assert (told["way"], told["carbon"]) == (None, None)


def test_a_page_tells_the_actions_that_its_reader_may_read_and_the_sources_of_the_mission(redaction):
    mission, source = MissionFactory(published=True), SourceFactory()
    mission.sources.add(source)
    public, draft = ActionFactory(published=True, mission=mission), ActionFactory(mission=mission)
    assert list(page_of(mission)["actions"]) == [public]
    assert list(page_of(mission, redaction)["actions"]) == [draft, public]
    assert page_of(mission)["sources"] == [source]


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (D(2026, 3, 3), D(2026, 3, 3)),
        (TODAY, None),
        (None, None),
    ],
)
def test_an_embargo_is_told_until_it_lifts(redaction, until, told):
    mission = MissionFactory(published=True, embargo_until=until)
    assert page_of(mission, redaction)["embargo"] == told
    [row] = annotate_for_list(Mission.objects.for_listing(redaction, TODAY), TODAY, RuleBook([]))
    assert row.is_embargoed is (told is not None)


def test_each_row_of_a_list_knows_its_report_and_its_amounts():
    mission = MissionFactory(direction="entrante")
    CostFactFactory(mission=mission, amount=10)
    rows = annotate_for_list(Mission.objects.for_listing(ANYONE, TODAY), TODAY, RuleBook([]))
    [row] = rows
    assert row.report_status.state == ReportState.NOT_DUE
    assert [cost.amount for cost in row.cost_reading.authorized] == [10]


def test_rows_in_the_order_of_their_rank_tell_nothing_else():
    rows = [SimpleNamespace(position=position, pk=pk) for position, pk in ((2, 1), (1, 9), (1, 3))]
    assert [(row.position, row.pk) for row in by_position(rows)] == [(1, 3), (1, 9), (2, 1)]
    assert by_position(iter([])) == []


def narrowed(listing, user=ANYONE):
    return listing.narrow_for(QueryDict(), user, TODAY)


@pytest.mark.parametrize(
    ("published_on", "is_out"),
    [
        (TODAY, True),
        (D(2026, 3, 3), False),
        (None, False),
    ],
)
def test_the_file_of_missions_knows_whether_a_report_may_be_read(published_on, is_out):
    mission = MissionFactory(published=True)
    ReportFactory(mission=mission, published_on=published_on, document_url="https://exemple.invalid/rapport")
    asked = narrowed(MISSION_LIST)
    row = fetch_missions(asked.qs, asked).get()
    assert bool(row.report_is_out) is is_out
    assert row.report_state == ("sans_echeance" if is_out else "inconnu")


def test_the_file_of_missions_knows_nothing_of_the_report_of_a_mission_without_any():
    MissionFactory(published=True)
    asked = narrowed(MISSION_LIST)
    assert not fetch_missions(asked.qs, asked).get().report_is_out


@pytest.mark.parametrize("fetch", [shown_actions, written_actions])
def test_actions_are_told_with_the_partners_that_the_reader_may_read_and_what_came_of_them(redaction, fetch):
    action = ActionFactory(published=True)
    shown, draft = ActionPartnerFactory(action=action, partner__published=True), ActionPartnerFactory(action=action)
    OutcomeFactory(action=action, text="Une entente")
    for user, roles in ((ANYONE, [shown]), (redaction, [shown, draft])):
        asked = narrowed(ACTION_LIST, user)
        [row] = fetch(Action.objects.filter(pk=action.pk), asked)
        assert [role.partner.name for role in row.shown_roles] == [role.partner.name for role in roles]
        told = row.outcomes if isinstance(row.outcomes, list) else row.outcomes.all()
        assert [outcome.text for outcome in told] == ["Une entente"]
        assert row.state_value == "annoncee"


def test_the_file_of_missions_tells_the_roles_that_its_reader_may_read(redaction):
    mission = MissionFactory(published=True)
    shown = MissionPartnerFactory(mission=mission, partner__published=True)
    draft = MissionPartnerFactory(mission=mission)
    for user, roles in ((ANYONE, [shown]), (redaction, [shown, draft])):
        asked = narrowed(MISSION_LIST, user)
        assert fetch_missions(asked.qs, asked).get().shown_roles == roles
