"""What narrows the lists of the bureau: what each filter offers and keeps, and that it minds nothing unknown."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from missions.admin.actions import ActionStateFilter, AnnouncementFilter, CommitmentLinkFilter
from missions.admin.follow_ups import StateFilter
from missions.admin.next_steps import NextStepFilter
from missions.admin.owners import OwnerFilter
from missions.admin.waiting import WaitingFilter
from missions.models import Action, ActionState, CommitmentLink, FollowUp, Mission, MissionStage
from tests.axes.factories import CommitmentFactory
from tests.missions.admin.asked import filter_with, kept_by
from tests.missions.factories import (
    ActionFactory,
    FollowUpFactory,
    MissionFactory,
    NextStepFactory,
    ObjectiveFactory,
    ReportFactory,
    RuleFactory,
)
from tests.records.factories import SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T17:00:00Z")]

D = dt.date
UNKNOWN = ["autre", "", "<script>", "None"]


def values_of(filter_class, model, user=None):
    return [value for value, _words in filter_with(filter_class, model, "", user).lookup_choices]


def test_actions_are_narrowed_by_their_state_today(today):
    lapsed = ActionFactory(starts_on=D(2026, 3, 1), date_precision="jour")
    coming = ActionFactory(starts_on=today, date_precision="jour")
    rows = Action.objects.with_state(today)
    assert values_of(ActionStateFilter, Action) == list(ActionState.values)
    assert kept_by(ActionStateFilter, rows, "echue") == {lapsed}
    assert kept_by(ActionStateFilter, rows, "annoncee") == {coming}
    assert [kept_by(ActionStateFilter, rows, value) for value in UNKNOWN] == [{lapsed, coming}] * len(UNKNOWN)


def test_actions_are_narrowed_to_those_that_only_an_announcement_supports():
    announced, other = (
        ActionFactory(stage="realisee", starts_on=D(2025, 6, 10), date_precision="jour") for _ in range(2)
    )
    announced.sources.add(SourceFactory(published_on=D(2025, 6, 9), published_precision="jour"))
    assert values_of(AnnouncementFilter, Action) == ["annonce"]
    assert kept_by(AnnouncementFilter, Action.objects.all(), "annonce") == {announced}
    assert kept_by(AnnouncementFilter, Action.objects.all(), "autre") == {announced, other}


def test_actions_are_narrowed_by_who_links_them_to_a_commitment():
    commitment = CommitmentFactory()
    link = {"axis": commitment.axis, "commitment": commitment}
    confirmed, proposed = ActionFactory(commitment_is_confirmed=True, **link), ActionFactory(**link)
    missing = ActionFactory()
    rows = Action.objects.all()
    assert values_of(CommitmentLinkFilter, Action) == list(CommitmentLink.values)
    kept = {value: kept_by(CommitmentLinkFilter, rows, value) for value in CommitmentLink.values}
    assert kept == {"a_faire": {missing}, "a_confirmer": {proposed}, "confirme": {confirmed}}
    assert kept_by(CommitmentLinkFilter, rows, "autre") == {confirmed, proposed, missing}


def test_promises_are_narrowed_by_where_they_stand_today(today):
    done = FollowUpFactory(done_on=today, result="Envoyé.", due_on=D(2026, 1, 1))
    late, due_today = FollowUpFactory(due_on=D(2026, 3, 1)), FollowUpFactory(due_on=today)
    rows = FollowUp.objects.all()
    assert values_of(StateFilter, FollowUp) == ["ouvertes", "retard", "tenues"]
    assert kept_by(StateFilter, rows, "ouvertes") == {late, due_today}
    assert kept_by(StateFilter, rows, "retard") == {late}
    assert kept_by(StateFilter, rows, "tenues") == {done}
    assert kept_by(StateFilter, rows, "autre") == {done, late, due_today}


def test_actions_are_narrowed_by_what_is_still_to_do(today):
    late, later, done, none = ActionFactory.create_batch(4)
    for _each in range(2):
        NextStepFactory(action=late, due_on=D(2026, 3, 1))
    NextStepFactory(action=later, due_on=today)
    NextStepFactory(action=done, due_on=D(2026, 3, 1), done_on=today)
    rows = Action.objects.all()
    assert values_of(NextStepFilter, Action) == ["ouvertes", "retard"]
    assert kept_by(NextStepFilter, rows, "ouvertes") == {late, later}
    assert kept_by(NextStepFilter, rows, "retard") == {late}
    assert kept_by(NextStepFilter, rows, "autre") == {late, later, done, none}


def test_missions_are_narrowed_by_what_they_wait_for():
    RuleFactory()
    back = {"stage": MissionStage.DONE, "starts_on": D(2025, 4, 1), "date_precision": "jour"}
    late = MissionFactory(ends_on=D(2025, 4, 2), **back)
    soon = MissionFactory(ends_on=D(2026, 2, 1), **back)
    far = MissionFactory(ends_on=D(2026, 2, 27), **back)
    for mission in (late, soon, far):
        ReportFactory(mission=mission)
    unsaid = ObjectiveFactory(mission__stage=MissionStage.DONE).mission
    idle = MissionFactory()
    rows = Mission.objects.all()
    assert values_of(WaitingFilter, Mission) == ["quelque_chose", "rapport_manquant", "rapport_bientot"]
    assert kept_by(WaitingFilter, rows, "quelque_chose") == {late, soon, far, unsaid}
    assert kept_by(WaitingFilter, rows, "rapport_manquant") == {late}
    assert kept_by(WaitingFilter, rows, "rapport_bientot") == {soon}
    assert kept_by(WaitingFilter, rows, "autre") == {late, soon, far, unsaid, idle}


def test_records_are_narrowed_by_who_is_responsible(redaction, approbation):
    owners = (redaction, approbation, approbation, None)
    mine, theirs, theirs_too, nobodys = (MissionFactory(owner=owner) for owner in owners)
    User.objects.create_user("absente")
    rows = Mission.objects.all()
    assert values_of(OwnerFilter, Mission, redaction) == ["moi", "personne", str(approbation.pk)]
    assert kept_by(OwnerFilter, rows, "moi", redaction) == {mine}
    assert kept_by(OwnerFilter, rows, "personne", redaction) == {nobodys}
    assert kept_by(OwnerFilter, rows, str(approbation.pk), redaction) == {theirs, theirs_too}
    for unknown in (str(redaction.pk), "999999", "autre", ""):
        assert kept_by(OwnerFilter, rows, unknown, redaction) == set(rows), unknown


def test_who_is_responsible_is_told_of_the_list_at_hand_by_name(redaction, approbation, gestion):
    for owner in (redaction, approbation):
        ActionFactory(owner=owner)
    MissionFactory(owner=gestion)
    told = filter_with(OwnerFilter, Action, "", gestion).lookup_choices
    assert told[2:] == [(str(each.pk), each.username) for each in (approbation, redaction)]
