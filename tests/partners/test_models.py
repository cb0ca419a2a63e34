"""Rules across rows, and what cannot be deleted."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from partners import operations
from tests.house.rules import refused_by
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    StopFactory,
)
from tests.partners.factories import AgreementFactory, PartnerFactory, PartyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "link",
    [
        lambda partner: ActionFactory(lead_partner=partner),
        lambda partner: ActionPartnerFactory(partner=partner),
        lambda partner: MissionPartnerFactory(partner=partner),
        lambda partner: StopFactory(place=partner),
        lambda partner: MeetingFactory(partner=partner, mission=MissionFactory()),
        lambda partner: PartyFactory(partner=partner),
    ],
    ids=["lead partner", "other partner", "mission", "stop", "meeting", "agreement"],
)
def test_a_linked_partner_is_not_deleted(link):
    partner = PartnerFactory()
    link(partner)
    with pytest.raises(ProtectedError):
        partner.delete()


def test_a_country_must_exist():
    with pytest.raises(ValidationError, match="Pays inconnu"):
        PartnerFactory.build(country="ZZ").clean()


def test_a_country_may_be_typed_in_small_letters():
    partner = PartnerFactory.build(country="be")
    partner.clean()
    assert partner.country == "BE"


def test_an_agreement_does_not_renew_itself():
    agreement = AgreementFactory()
    agreement.renews = agreement
    with pytest.raises(ValidationError) as refusal:
        agreement.validate_constraints()
    assert "elle-même" in refusal.value.message_dict["renews"][0]
    assert refused_by(agreement.save) == "partners_agreement_does_not_renew_itself"


@pytest.mark.parametrize("length", [2, 3])
def test_renewals_never_turn_in_a_circle(length, approbation):
    chain = [AgreementFactory()]
    for _ in range(length - 1):
        chain.append(AgreementFactory(renews=chain[-1]))
    with pytest.raises(ValidationError, match="renouvel"):
        operations.renew(chain[0], chain[-1], by=approbation)
    chain[0].refresh_from_db()
    assert chain[0].renews is None


def test_a_renewal_is_recorded_with_its_author(approbation):
    former, agreement = AgreementFactory(), AgreementFactory()
    assert operations.renew(agreement, former, by=approbation).renews == former
    assert agreement.history.first().history_user == approbation


def test_a_chain_is_told_from_the_nearest():
    first = AgreementFactory()
    second = AgreementFactory(renews=first)
    third = AgreementFactory(renews=second)
    assert third.lineage() == [second.pk, first.pk]


@pytest.mark.parametrize(
    ("seen", "years"), [(None, None), (dt.date(2023, 3, 2), 3), (dt.date(2023, 3, 3), 2), (dt.date(2026, 3, 2), 0)]
)
def test_the_years_without_a_sign_of_life_are_whole(seen, years, today):
    assert PartnerFactory.build(last_evidence_on=seen).years_without_evidence(today) == years
