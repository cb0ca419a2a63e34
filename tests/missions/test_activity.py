"""What is known to have happened with a partner, and the record that says it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.models import ActionStage, MissionStage
from missions.models.stage import HELD_STAGES
from partners.models import Partner, RelationState, Standing
from partners.models.activity import attach_records
from records.publication.status import PublicationStatus
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db

D = dt.date
ANYONE = AnonymousUser()
DAY, LATER = D(2024, 5, 1), D(2024, 5, 9)
DATED = {"starts_on": DAY, "ends_on": LATER, "date_precision": "jour", "published": True}


@pytest.fixture
def partner():
    return PartnerFactory(published=True, name="Namur")


@pytest.fixture
def told(partner, today):
    """Return the partner as someone may read it on a day, its activities named."""

    def told(user=ANYONE, on=today):
        found = Partner.objects.visible_to(user, on).with_activity(user, on).get(pk=partner.pk)
        attach_records([found])
        return found

    return told


def dates(activity):
    return activity and (activity.day, activity.precision)


@pytest.mark.parametrize("stage", MissionStage)
@pytest.mark.parametrize(
    "concern",
    [
        lambda mission, partner: StopFactory(mission=mission, place=partner),
        lambda mission, partner: MissionPartnerFactory(mission=mission, partner=partner),
        lambda mission, partner: MeetingFactory(mission=mission, partner=partner),
    ],
    ids=["stop", "role", "meeting"],
)
def test_a_held_mission_is_an_activity_from_its_first_day_to_its_last(partner, told, stage, concern):
    mission = MissionFactory(**DATED, stage=stage, declined_reason="Non.", decision_number="1")
    concern(mission, partner)
    found = told()
    if stage not in HELD_STAGES:
        assert (found.last_activity, found.state_value) == (None, RelationState.UNKNOWN)
        return
    assert (dates(found.first_activity), dates(found.last_activity)) == ((DAY, "jour"), (LATER, "jour"))
    assert found.last_activity.record == mission
    assert found.last_activity.record.get_absolute_url() == mission.get_absolute_url()


@pytest.mark.parametrize(
    ("stage", "last"),
    [
        (ActionStage.ANNOUNCED, None),
        (ActionStage.TO_CHECK, None),
        (ActionStage.UNDER_WAY, DAY),  # the end it was to have is not known to have come
        (ActionStage.DONE, LATER),
        (ActionStage.OVER, LATER),
    ],
)
@pytest.mark.parametrize("leads", [True, False])
def test_an_action_begun_is_an_activity_of_who_leads_and_of_who_takes_part(partner, told, stage, last, leads):
    action = ActionFactory(**DATED, stage=stage, **({"lead_partner": partner} if leads else {}))
    if not leads:
        ActionPartnerFactory(action=action, partner=partner)
    found = told().last_activity
    assert (found and found.day) == last
    assert (found and found.record) == (action if last else None)


def test_an_agreement_signed_and_a_day_noted_are_activities_the_latest_counts(partner, told):
    signed = AgreementFactory(published=True, partners=[partner], signed_on=D(1999, 1, 1), signed_precision="annee")
    AgreementFactory(published=True, partners=[partner], starts_on=D(2025, 1, 1))
    found = told()
    assert dates(found.first_activity) == dates(found.last_activity) == (D(1999, 1, 1), "annee")
    assert found.last_activity.record == signed
    Partner.objects.filter(pk=partner.pk).update(noted_activity_on=D(2012, 9, 6))
    assert told().last_activity.record == partner


def test_of_two_on_one_day_a_record_is_told_before_a_day_noted(partner, told):
    Partner.objects.filter(pk=partner.pk).update(noted_activity_on=LATER)
    action = ActionFactory(**DATED, stage=ActionStage.DONE, lead_partner=partner)
    assert told().last_activity.record == action


def test_some_day_of_a_period_is_told_as_its_month(partner, told):
    ActionFactory(**{**DATED, "date_precision": "periode"}, stage=ActionStage.DONE, lead_partner=partner)
    assert dates(told().last_activity) == (LATER, "mois")


def test_nothing_of_the_future_has_happened(partner, told, today):
    ahead = {"starts_on": today + dt.timedelta(1), "date_precision": "jour", "published": True}
    StopFactory(mission=MissionFactory(**ahead, stage=MissionStage.DONE), place=partner)
    ActionFactory(**ahead, stage=ActionStage.UNDER_WAY, lead_partner=partner)
    AgreementFactory(published=True, partners=[partner], signed_on=today + dt.timedelta(1), signed_precision="jour")
    Partner.objects.filter(pk=partner.pk).update(noted_activity_on=today + dt.timedelta(1))
    assert told().last_activity is None
    assert told(on=today + dt.timedelta(1)).last_activity is not None


@pytest.mark.parametrize("status", [PublicationStatus.DRAFT, PublicationStatus.REVIEW, PublicationStatus.ARCHIVED])
def test_what_readers_may_not_read_tells_them_nothing(partner, told, status, gestion):
    hidden = {**DATED, "published": False, "status": status}
    StopFactory(mission=MissionFactory(**hidden, stage=MissionStage.DONE), place=partner)
    ActionFactory(**hidden, stage=ActionStage.UNDER_WAY, lead_partner=partner)
    AgreementFactory(status=status, partners=[partner], signed_on=DAY, signed_precision="jour")
    found = told()
    assert (found.first_activity, found.last_activity, found.has_work_under_way) == (None, None, False)
    assert (told(gestion).last_activity is None) is (status == PublicationStatus.ARCHIVED)


def test_an_action_of_a_draft_lead_tells_nothing_of_who_takes_part(partner, told):
    action = ActionFactory(**DATED, stage=ActionStage.DONE)
    ActionPartnerFactory(action=action, partner=partner)
    assert told().last_activity is not None
    Partner.objects.filter(pk=action.lead_partner_id).update(status=PublicationStatus.DRAFT)
    assert told().last_activity is None


def test_a_mission_under_embargo_tells_nothing_yet(partner, told, today):
    mission = MissionFactory(**DATED, stage=MissionStage.DONE, embargo_until=today + dt.timedelta(1))
    StopFactory(mission=mission, place=partner)
    assert told().last_activity is None
    assert told(on=today + dt.timedelta(1)).last_activity is not None


@pytest.mark.parametrize(
    ("noted", "options", "state"),
    [
        (D(2023, 3, 3), {}, RelationState.ACTIVE),
        (D(2023, 3, 2), {}, RelationState.ASLEEP),
        (None, {}, RelationState.UNKNOWN),
        (None, {"standing": Standing.ACTIVE}, RelationState.UNKNOWN),
        (D(2023, 3, 2), {"standing": Standing.ACTIVE}, RelationState.ASLEEP),
        (D(2026, 3, 1), {"standing": Standing.ASLEEP}, RelationState.ACTIVE),
        (D(2026, 3, 1), {"standing": Standing.OVER}, RelationState.OVER),
        (D(2026, 3, 1), {"until_on": D(2026, 3, 1), "until_precision": "jour"}, RelationState.OVER),
        (D(2026, 3, 1), {"until_on": D(2026, 3, 2), "until_precision": "jour"}, RelationState.ACTIVE),
    ],
)
def test_what_happened_keeps_a_relationship_active_for_three_years(today, noted, options, state):
    PartnerFactory(published=True, noted_activity_on=noted, **options)
    found = Partner.objects.with_activity(ANYONE, today).get()
    assert found.state_value == state
    assert found.silent_years(today) == (3 if state == RelationState.ASLEEP else None)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "stage", "state"),
    [
        (D(2007, 1, 1), None, ActionStage.UNDER_WAY, RelationState.ACTIVE),
        (D(2007, 1, 1), D(2026, 3, 2), ActionStage.UNDER_WAY, RelationState.ACTIVE),
        (D(2007, 1, 1), D(2026, 3, 1), ActionStage.UNDER_WAY, RelationState.ASLEEP),
        (D(2007, 1, 1), None, ActionStage.DONE, RelationState.ASLEEP),
        (None, None, ActionStage.UNDER_WAY, RelationState.UNKNOWN),
    ],
)
def test_an_action_that_goes_on_keeps_a_relationship_active(partner, told, starts_on, ends_on, stage, state):
    precision = "annee" if starts_on else ""
    ActionFactory(
        published=True,
        lead_partner=partner,
        stage=stage,
        starts_on=starts_on,
        ends_on=ends_on,
        date_precision=precision,
    )
    assert told().state_value == state


def test_the_page_leads_to_what_says_it_and_never_to_a_draft(client, partner):
    old = MissionFactory(**DATED, stage=MissionStage.DONE, title="Mission connue")
    StopFactory(mission=old, place=partner)
    draft = MissionFactory(starts_on=D(2026, 1, 5), date_precision="jour", stage=MissionStage.DONE, title="Secrète")
    StopFactory(mission=draft, place=partner)
    for url in (partner.get_absolute_url(), "/partenaires/"):
        page = client.get(url).text
        assert f'<a href="{old.get_absolute_url()}">Mission connue</a>' in page
        assert "Secrète" not in page
        assert "2026-01-05" not in page
    assert "2024-05-09" in client.get("/partenaires.csv").getvalue().decode()


def test_the_directory_asks_no_more_as_activities_grow(query_count, partner):
    StopFactory(mission=MissionFactory(**DATED, stage=MissionStage.DONE), place=partner)
    alone = query_count("/partenaires/")
    for other in PartnerFactory.create_batch(5, published=True):
        StopFactory(mission=MissionFactory(**DATED, stage=MissionStage.DONE), place=other)
        ActionFactory(**DATED, stage=ActionStage.DONE, lead_partner=other)
        AgreementFactory(published=True, partners=[other], signed_on=DAY, signed_precision="jour")
    assert query_count("/partenaires/") == alone
