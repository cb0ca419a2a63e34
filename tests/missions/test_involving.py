"""Which missions concern a partner: by a stop, a role or a meeting, wherever it is asked."""

import datetime as dt
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from missions.documents.briefs import briefs_of
from missions.models import Mission, MissionRole, MissionStage
from records.publication.status import PublicationStatus
from records.search import indexing
from tests.missions.factories import MeetingFactory, MissionFactory, MissionPartnerFactory, StopFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

ANYONE = AnonymousUser()
# How a partner takes part, and the words that say so.
PARTS = {
    "étape": lambda mission, partner: StopFactory(mission=mission, place=partner),
    "rencontre": lambda mission, partner: MeetingFactory(mission=mission, partner=partner),
    "hôte": lambda mission, partner: MissionPartnerFactory(mission=mission, partner=partner, role=MissionRole.HOST),
}


@pytest.fixture
def partner():
    return PartnerFactory(published=True, name="Port du Havre")


def mission_with(partner, *parts, **fields):
    mission = MissionFactory(**{"published": True, "declined_reason": "Non.", **fields})
    for part in parts:
        PARTS[part](mission, partner)
    return mission


@pytest.mark.parametrize("stage", MissionStage)
def test_each_part_counts_but_the_stops_and_meetings_of_a_declined_mission(partner, stage):
    declined = stage == MissionStage.DECLINED
    combinations = [
        [part for part, is_kept in zip(PARTS, kept, strict=True) if is_kept]
        for kept in product((False, True), repeat=len(PARTS))
    ]
    expected = {}
    for parts in combinations:
        mission = mission_with(partner, *parts, stage=stage)
        if counted := [part for part in parts if part == "hôte" or not declined]:
            expected[mission] = {partner.pk: counted}
    assert {each: each.parts_by_partner() for each in Mission.objects.involving([partner])} == expected
    assert len(expected) == (4 if declined else 7)


def test_of_several_partners_each_has_its_own_part_and_a_mission_comes_once(partner):
    other, stranger = PartnerFactory(), PartnerFactory()
    mission = mission_with(partner, "étape", "rencontre", "hôte")
    PARTS["rencontre"](mission, other)
    PARTS["rencontre"](mission, stranger)
    mission_with(stranger, "étape")
    [found] = Mission.objects.involving([partner.pk, other.pk])
    assert found.parts_by_partner() == {partner.pk: ["étape", "rencontre", "hôte"], other.pk: ["rencontre"]}


def test_a_role_and_a_meeting_said_in_one_word_are_said_once(partner):
    mission = mission_with(partner, "rencontre")
    MissionPartnerFactory(mission=mission, partner=partner, role=MissionRole.MET)
    [found] = Mission.objects.involving([partner])
    assert found.parts_by_partner()[partner.pk] == ["rencontre"]


def test_a_partner_met_in_a_meeting_is_told_on_its_page_in_its_briefing_and_by_the_search(
    client, partner, redaction, today
):
    former = mission_with(partner, "rencontre", title="Tournée", starts_on=dt.date(2025, 1, 1), date_precision="jour")
    page = client.get(partner.get_absolute_url()).content.decode()
    assert "Tournée" in page
    assert "rencontre" in page
    assert f'href="/resultats/?partenaire={partner.slug}"' in page
    coming = mission_with(partner, "étape")
    [brief] = briefs_of(Mission.objects.for_documents().get(pk=coming.pk), redaction, today)
    assert brief.missions.rows == [former]
    indexing.rebuild(today=today)
    assert "Tournée" in client.get("/recherche/?q=havre&type=missions").content.decode()


@pytest.mark.parametrize(
    "hidden",
    [
        {"published": False},
        {"status": PublicationStatus.ARCHIVED},
        {"embargo_until": dt.date(2100, 1, 1)},
        {"published_on": dt.date(2100, 1, 1)},
    ],
)
def test_a_mission_that_readers_may_not_read_is_not_told_of_whoever_it_met(client, partner, today, hidden):
    mission_with(partner, *PARTS, title="Secrète", **hidden)
    assert not partner.missions_together(ANYONE, today).exists()
    assert "Secrète" not in client.get(partner.get_absolute_url()).content.decode()


def test_held_and_declined_are_said_alike_of_one_mission_and_of_many():
    for stage in MissionStage:
        mission = MissionFactory(stage=stage, declined_reason="Non.")
        alone = Mission.objects.filter(pk=mission.pk)
        assert alone.held().exists() is mission.is_held, stage
        assert alone.not_declined().exists() is not mission.is_declined, stage
    assert Mission.objects.held().count() == 2
