"""Who may do what in the bureau's forms of missions, promises, reminders and requests."""

import datetime as dt

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError

from missions.admin.missions import ONLY_APPROVERS, THERE_ALREADY
from missions.models import DelegationRequest, FollowUp, Mission, MissionStage, Reminder, RequestDecision
from tests.missions.admin.asked import asked_by
from tests.missions.factories import DelegationRequestFactory, FollowUpFactory, MissionFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
RIGHTS = ["view", "add", "change", "delete"]


def of(model):
    return admin.site.get_model_admin(model)


def rights(model, user, row=None):
    """Return what `user` may do of a row of `model` (None: of any)."""
    request = asked_by(user)
    may = {name: getattr(of(model), f"has_{name}_permission") for name in RIGHTS}
    return [name for name in RIGHTS if (may[name](request) if name == "add" else may[name](request, row))]


@pytest.mark.parametrize(
    ("person", "promises", "reminders"),
    [
        ("redaction", RIGHTS, ["view"]),
        ("approbation", RIGHTS, ["view"]),
        ("gestion", ["view"], ["view"]),
        (None, [], []),
    ],
)
def test_promises_and_reminders_follow_the_rights_on_missions(request, person, promises, reminders):
    user = person and request.getfixturevalue(person)
    promise = FollowUpFactory()
    assert rights(FollowUp, user) == rights(FollowUp, user, promise) == promises
    assert rights(Reminder, user) == reminders


def decided(decision):
    return DelegationRequestFactory(
        decision=decision, decided_on=DAY, reason="Non.", mission=MissionFactory() if decision == "acceptee" else None
    )


@pytest.mark.parametrize("decision", [RequestDecision.ACCEPTED, RequestDecision.DECLINED])
def test_a_decided_request_is_deleted_by_nobody_and_keeps_what_was_decided(admin_user, decision):
    request, told = asked_by(admin_user), decided(decision)
    assert of(DelegationRequest).has_delete_permission(request, told) is False
    locked = of(DelegationRequest).get_readonly_fields(request, told)
    assert {"title", "decision", "reason", "axis", "mission"} <= set(locked)
    assert not {"is_public", "title_en", "reason_en"} & set(locked)


def test_a_request_to_decide_is_written_and_deleted_by_who_may(admin_user):
    request, pending = asked_by(admin_user), DelegationRequestFactory()
    for row in (pending, None):
        assert of(DelegationRequest).has_delete_permission(request, row) is True
        assert of(DelegationRequest).get_readonly_fields(request, row) == []


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("redaction", False),
        ("approbation", True),
        ("gestion", False),
    ],
)
def test_only_some_decide(request, person, may):
    asked = asked_by(request.getfixturevalue(person))
    assert of(DelegationRequest).has_decide_permission(asked) is may


@pytest.mark.parametrize(
    ("decision", "has_refusal"),
    [
        (None, False),
        (RequestDecision.PENDING, False),
        (RequestDecision.ACCEPTED, False),
        (RequestDecision.DECLINED, True),
    ],
)
def test_a_refusal_stands_in_the_form_of_what_was_declined_alone(approbation, decision, has_refusal):
    rows = {None: lambda: None, RequestDecision.PENDING: DelegationRequestFactory}
    row = rows.get(decision, lambda: decided(decision))()
    told = of(DelegationRequest).get_fieldsets(asked_by(approbation), row)
    names = {name for _title, options in told for name in options["fields"]}
    assert ({"reason", "is_public"} <= names) is has_refusal
    assert ("reason_en" in names) is has_refusal
    assert "title_en" in names


@pytest.mark.parametrize(
    ("case", "person", "values", "refusal"),
    [
        ("there already", "approbation", {"stage": MissionStage.DONE}, THERE_ALREADY),
        ("online, by who only writes", "redaction", {"published": True}, ONLY_APPROVERS),
        ("online, by who approves", "approbation", {"published": True}, None),
        ("a draft, by who writes", "redaction", {}, None),
    ],
)
def test_many_missions_move_to_a_stage_one_by_one(request, case, person, values, refusal):
    asked = asked_by(request.getfixturevalue(person))
    mission = MissionFactory(direction="entrante", **values)
    said = None
    try:
        of(Mission).advance(MissionStage.DONE, asked, mission, {})
    except ValidationError as error:
        [said] = error.messages
    assert said == refusal, case
    mission.refresh_from_db()
    assert mission.is_held is (refusal != ONLY_APPROVERS), case


def test_the_list_offers_to_bring_missions_back_and_to_close_them_first(approbation):
    verbs = of(Mission).bulk_verbs(asked_by(approbation))
    assert list(verbs)[:2] == ["bring_back_selected", "close_selected"]
    assert len(verbs) > 2
    assert [str(verbs[name].counted % {"n": n}) for name in list(verbs)[:2] for n in (1, 2)] == [
        "1 mission réalisée",
        "2 missions réalisées",
        "1 mission close",
        "2 missions closes",
    ]
