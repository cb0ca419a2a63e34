"""Rules across rows of missions and actions."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from missions.models import Action
from records.words.dates import UNDATED
from tests.axes.factories import CommitmentFactory
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    AirportFactory,
    CostFactFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("needed", ["axis", "lead_partner"])
def test_an_action_without_its_axis_or_its_partner_is_refused(needed):
    action = ActionFactory.build()
    action.axis, action.lead_partner = ActionFactory().axis, ActionFactory().lead_partner
    setattr(action, needed, None)
    with pytest.raises(ValidationError) as refusal:
        action.full_clean()
    assert needed in refusal.value.message_dict
    with pytest.raises(IntegrityError, match=f"(?i)null.*{needed}_id"), transaction.atomic():
        action.save()


def test_an_action_serves_only_a_commitment_of_its_axis():
    action = ActionFactory()
    action.commitment = CommitmentFactory(axis=action.axis)
    action.full_clean()
    action.commitment = CommitmentFactory()
    with pytest.raises(ValidationError) as refusal:
        action.full_clean()
    assert "autre axe" in refusal.value.message_dict["commitment"][0]


def test_the_lead_partner_is_not_named_again_among_the_others():
    role = ActionPartnerFactory()
    role.action.lead_partner = role.partner
    with pytest.raises(ValidationError) as refusal:
        role.action.clean()
    assert "déjà parmi les autres" in refusal.value.message_dict["lead_partner"][0]
    with pytest.raises(ValidationError) as refusal:
        role.clean()
    assert "partenaire principal" in refusal.value.message_dict["partner"][0]


def test_a_cost_does_not_correct_itself():
    cost = CostFactFactory(correction_reason="Erreur")
    cost.corrects = cost
    with pytest.raises(ValidationError) as refusal:
        cost.validate_constraints()
    assert "lui-même" in refusal.value.message_dict["corrects"][0]
    assert refused_by(cost.save) == "missions_costfact_does_not_correct_itself"


@pytest.mark.parametrize("factory", [StopFactory, AirportFactory])
def test_a_time_zone_must_exist(factory):
    with pytest.raises(ValidationError) as refusal:
        factory.build(time_zone="Europe/Nulle-Part").clean()
    assert "Fuseau inconnu" in refusal.value.message_dict["time_zone"][0]
    factory.build(time_zone="Europe/Paris").clean()


def test_undated_records_keep_a_known_place_in_the_order():
    assert ActionFactory().sorts_on == MissionFactory().sorts_on == UNDATED
    dated = ActionFactory(starts_on=dt.date(2023, 5, 1), date_precision="mois")
    undated = Action.objects.exclude(pk=dated.pk).get()
    assert list(Action.objects.newest_first()) == [dated, undated]


def test_a_mission_carries_its_year_in_its_address():
    mission = MissionFactory(title="Délégation de Namur", starts_on=dt.date(2023, 8, 22), date_precision="jour")
    assert mission.slug == "delegation-de-namur-2023"


@pytest.mark.parametrize(
    "link",
    [
        lambda partner: ActionFactory(lead_partner=partner),
        lambda partner: ActionPartnerFactory(partner=partner),
        lambda partner: MissionPartnerFactory(partner=partner),
        lambda partner: StopFactory(place=partner),
        lambda partner: MeetingFactory(partner=partner, mission=MissionFactory()),
    ],
    ids=["lead partner", "other partner", "mission", "stop", "meeting"],
)
def test_a_linked_partner_is_not_deleted(link):
    partner = PartnerFactory()
    link(partner)
    with pytest.raises(ProtectedError):
        partner.delete()
