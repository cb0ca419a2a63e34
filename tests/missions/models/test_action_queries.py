"""What is asked of actions: of one and of many, with the same answer."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from missions.models import Action, ActionPartner, ActionRole, ActionStage, ActionState, CommitmentLink, StateCount
from missions.models.action_state import group_states
from tests.axes.factories import CommitmentFactory
from tests.missions.cleaned import refused_in
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory
from tests.partners.factories import PartnerFactory

ANYONE = AnonymousUser()
D = dt.date
TODAY = D(2026, 3, 2)


def dated(starts_on, ends_on=None, **fields):
    return ActionFactory(starts_on=starts_on, ends_on=ends_on, date_precision="jour" if starts_on else "", **fields)


@pytest.mark.django_db
def test_the_actions_of_each_commitment_are_counted_by_group_of_states_in_order(django_assert_num_queries):
    one, other = CommitmentFactory(), CommitmentFactory()
    for stage in (ActionStage.TO_CHECK, ActionStage.DONE, ActionStage.OVER, ActionStage.DONE):
        ActionFactory(commitment=one, axis=one.axis, stage=stage)
    dated(D(2020, 1, 1), commitment=other, axis=other.axis, stage=ActionStage.ANNOUNCED)
    ActionFactory(stage=ActionStage.DONE)
    with django_assert_num_queries(1):
        counted = Action.objects.states_by_commitment(TODAY)
    told = {key: [(str(each.label), each.number) for each in counts] for key, counts in counted.items()}
    assert told == {
        one.pk: [("réalisées", 3), ("à vérifier", 1)],
        other.pk: [("échues, suite inconnue", 1)],
    }


def test_a_group_of_states_without_action_is_not_told():
    assert group_states(dict.fromkeys(ActionState, 0)) == []
    [only] = group_states({**dict.fromkeys(ActionState, 0), ActionState.OVER: 2})
    assert (only.number, only.states) == (2, (ActionState.DONE, ActionState.OVER))


def test_a_group_of_states_writes_its_number_and_the_query_of_its_list():
    count = StateCount("réalisées", 2, (ActionState.DONE, ActionState.OVER))
    assert count.words == "réalisées\u00a0: 2"
    assert count.query == "&statut=realisee&statut=terminee"
    with override("en"):
        assert StateCount("done", 2, ()).words == "done: 2"


@pytest.mark.django_db
def test_those_a_partner_shares_are_led_by_another_and_tell_its_role():
    role = ActionPartnerFactory(role=ActionRole.FUNDER)
    ActionPartnerFactory(action=role.action, role=ActionRole.HOST)
    ActionFactory(lead_partner=role.partner)
    [shared] = Action.objects.shared_by(role.partner)
    assert (shared, str(shared.shared_role_label)) == (role.action, "financement")


@pytest.mark.django_db
def test_a_lapsed_action_was_expected_by_today_and_its_state_is_said_in_words():
    lapsed = dated(D(2026, 3, 1), stage=ActionStage.ANNOUNCED)
    dated(TODAY, stage=ActionStage.ANNOUNCED), dated(D(2026, 3, 1), stage=ActionStage.DONE)
    [found] = Action.objects.lapsed(TODAY)
    assert (found, str(found.state_label)) == (lapsed, "échue, suite inconnue")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_linked", "is_confirmed", "link"),
    [
        (False, False, CommitmentLink.MISSING),
        (True, False, CommitmentLink.PROPOSED),
        (True, True, CommitmentLink.CONFIRMED),
    ],
)
def test_one_action_and_the_database_agree_on_who_links_it_to_a_commitment(is_linked, is_confirmed, link):
    commitment = CommitmentFactory()
    action = ActionFactory(
        axis=commitment.axis, commitment=commitment if is_linked else None, commitment_is_confirmed=is_confirmed
    )
    assert action.commitment_link == link
    assert [each for each in CommitmentLink if Action.objects.linked(each).exists()] == [link]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "starts_on", "ends_on", "stage", "last_day"),
    [
        ("its end, whatever its stage", D(2024, 5, 1), D(2024, 6, 1), ActionStage.UNDER_WAY, D(2024, 6, 1)),
        ("today, while it goes on", D(2024, 5, 1), None, ActionStage.UNDER_WAY, TODAY),
        ("today, the day it begins", TODAY, None, ActionStage.UNDER_WAY, TODAY),
        ("its start, where it is still to come", D(2026, 3, 3), None, ActionStage.UNDER_WAY, D(2026, 3, 3)),
        ("its start, where it does not go on", D(2024, 5, 1), None, ActionStage.DONE, D(2024, 5, 1)),
        ("none, where it has no date", None, None, ActionStage.UNDER_WAY, None),
    ],
)
def test_the_last_day_of_an_action(case, starts_on, ends_on, stage, last_day):
    dated(starts_on, ends_on, stage=stage)
    assert Action.objects.with_last_day(TODAY).get().last_day == last_day, case


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "years"),
    [
        (D(2023, 12, 31), None, {2023}),
        (D(2024, 1, 1), None, {2024}),
        (D(2023, 12, 31), D(2024, 1, 1), {2023, 2024}),
        (D(2022, 6, 1), D(2025, 6, 1), {2022, 2023, 2024, 2025}),
        (None, None, set()),
    ],
)
def test_an_action_is_under_way_in_each_year_of_its_span(starts_on, ends_on, years):
    dated(starts_on, ends_on, stage=ActionStage.DONE)
    every = range(2021, 2027)
    assert {year for year in every if Action.objects.under_way_in([year], TODAY).exists()} == years
    assert Action.objects.under_way_in(every, TODAY).count() == bool(years)


@pytest.mark.django_db
def test_the_page_of_an_action_tells_the_partners_and_the_mission_that_the_reader_may_read(redaction):
    action = ActionFactory(mission=MissionFactory())
    online = ActionPartnerFactory(action=action, partner__published=True)
    draft = ActionPartnerFactory(action=action)
    ActionPartnerFactory(action=action, partner__status="archived")
    for user, roles, is_shown in ((ANYONE, [online], False), (redaction, [online, draft], True)):
        told = Action.objects.for_page(user, TODAY).get()
        assert (told.shown_roles, bool(told.mission_is_shown)) == (roles, is_shown)


@pytest.mark.django_db
def test_an_action_of_no_mission_shows_none_even_to_the_bureau(redaction):
    ActionFactory()
    assert not Action.objects.for_page(redaction, TODAY).get().mission_is_shown


@pytest.mark.parametrize("stage", ActionStage)
def test_only_what_is_under_way_goes_on_since_its_start(stage):
    assert Action(stage=stage).is_under_way is (stage == "en_cours")


@pytest.mark.django_db
def test_a_partner_is_added_to_an_action_saved_or_not_unless_it_leads_it():
    other = PartnerFactory()
    roles = [
        ActionPartner(partner=other),
        ActionPartner(partner=other, action=Action(lead_partner=PartnerFactory())),
        ActionPartner(action=ActionFactory()),
    ]
    assert [refused_in(role) for role in roles] == [{}, {}, {}]
    assert list(refused_in(ActionPartner(partner=other, action=Action(lead_partner=other)))) == ["partner"]
