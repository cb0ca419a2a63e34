"""What an agreement is on a given day."""

import datetime as dt

import pytest

from partners.models import (
    Agreement,
    AgreementActKind,
    AgreementStanding,
    AgreementState,
    AuthorizationNeed,
    PartnerKind,
)
from records.publication.status import put_online
from tests.partners.factories import AgreementActFactory, AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
YESTERDAY = dt.date(2026, 3, 1)
TOMORROW = dt.date(2026, 3, 3)
IN_180_DAYS = dt.date(2026, 8, 29)
IN_181_DAYS = dt.date(2026, 8, 30)

ACTIVE, TO_CHECK, ASLEEP, OVER, UNKNOWN = (
    AgreementStanding.ACTIVE,
    AgreementStanding.TO_CHECK,
    AgreementStanding.ASLEEP,
    AgreementStanding.OVER,
    AgreementStanding.UNKNOWN,
)

STATE = AgreementState
CASES = [
    # recorded, start, end, states
    (ACTIVE, None, None, [STATE.IN_FORCE]),
    (ACTIVE, YESTERDAY, None, [STATE.IN_FORCE]),
    (ACTIVE, TODAY, None, [STATE.IN_FORCE]),
    (ACTIVE, TOMORROW, None, [STATE.UPCOMING]),
    (ACTIVE, None, IN_181_DAYS, [STATE.IN_FORCE]),
    (ACTIVE, None, IN_180_DAYS, [STATE.IN_FORCE, STATE.EXPIRING]),
    (ACTIVE, None, TODAY, [STATE.IN_FORCE, STATE.EXPIRING]),
    (ACTIVE, None, YESTERDAY, [STATE.EXPIRED]),
    (ACTIVE, TOMORROW, IN_180_DAYS, [STATE.UPCOMING]),
    (TO_CHECK, None, None, [STATE.TO_CHECK]),
    (TO_CHECK, None, IN_181_DAYS, [STATE.TO_CHECK]),
    (TO_CHECK, None, IN_180_DAYS, [STATE.TO_CHECK, STATE.EXPIRING]),
    (TO_CHECK, None, TODAY, [STATE.TO_CHECK, STATE.EXPIRING]),
    (TO_CHECK, TOMORROW, None, [STATE.TO_CHECK, STATE.UPCOMING]),
    (TO_CHECK, None, YESTERDAY, [STATE.EXPIRED]),
    (ASLEEP, None, None, [STATE.ASLEEP]),
    (ASLEEP, None, TOMORROW, [STATE.ASLEEP, STATE.EXPIRING]),
    (ASLEEP, None, YESTERDAY, [STATE.EXPIRED]),
    (UNKNOWN, None, None, [STATE.UNKNOWN]),
    (UNKNOWN, None, TOMORROW, [STATE.UNKNOWN, STATE.EXPIRING]),
    (UNKNOWN, None, YESTERDAY, [STATE.EXPIRED]),
    (OVER, None, None, [STATE.OVER]),
    (OVER, None, YESTERDAY, [STATE.OVER]),
    (OVER, None, TOMORROW, [STATE.OVER]),
]


def states(agreement, today=TODAY):
    return Agreement.objects.with_state(today).get(pk=agreement.pk).states


@pytest.mark.parametrize(("standing", "starts_on", "ends_on", "expected"), CASES)
def test_dates_decide_and_what_is_recorded_is_told_beside(standing, starts_on, ends_on, expected):
    agreement = AgreementFactory(standing=standing, starts_on=starts_on, ends_on=ends_on)
    assert states(agreement) == expected
    assert [state for state in STATE if Agreement.objects.in_states([state], TODAY).exists()] == sorted(
        expected, key=list(STATE).index
    )


EXTENSION, TERMINATION, DENUNCIATION = (
    AgreementActKind.EXTENSION,
    AgreementActKind.TERMINATION,
    AgreementActKind.DENUNCIATION,
)
ACT_CASES = [
    # end of the term, acts (kind, day, new end), states, the day it closes
    (None, [(TERMINATION, TODAY, None)], [STATE.OVER], TODAY),
    (None, [(TERMINATION, TOMORROW, None)], [STATE.IN_FORCE, STATE.EXPIRING], TOMORROW),
    (None, [(DENUNCIATION, YESTERDAY, TODAY)], [STATE.OVER], TODAY),
    (None, [(DENUNCIATION, YESTERDAY, IN_181_DAYS)], [STATE.IN_FORCE], IN_181_DAYS),
    (TOMORROW, [(DENUNCIATION, YESTERDAY, IN_181_DAYS)], [STATE.IN_FORCE, STATE.EXPIRING], TOMORROW),
    (YESTERDAY, [(EXTENSION, YESTERDAY, IN_181_DAYS)], [STATE.IN_FORCE], IN_181_DAYS),
    (YESTERDAY, [(EXTENSION, YESTERDAY, TODAY)], [STATE.IN_FORCE, STATE.EXPIRING], TODAY),
    (YESTERDAY, [(EXTENSION, dt.date(2025, 3, 1), dt.date(2025, 9, 1)), (EXTENSION, YESTERDAY, IN_181_DAYS)],
     [STATE.IN_FORCE], IN_181_DAYS),
    (dt.date(2025, 1, 1), [(EXTENSION, dt.date(2025, 1, 1), YESTERDAY)], [STATE.EXPIRED], YESTERDAY),
    (YESTERDAY, [(EXTENSION, dt.date(2025, 1, 1), IN_181_DAYS), (TERMINATION, TODAY, None)], [STATE.OVER], TODAY),
    (None, [(TERMINATION, TOMORROW, IN_181_DAYS), (DENUNCIATION, YESTERDAY, TODAY)], [STATE.OVER], TODAY),
    (None, [(DENUNCIATION, YESTERDAY, TODAY), (TERMINATION, TOMORROW, IN_181_DAYS)], [STATE.OVER], TODAY),
    (YESTERDAY, [(EXTENSION, YESTERDAY, IN_181_DAYS), (EXTENSION, YESTERDAY, IN_180_DAYS)],
     [STATE.IN_FORCE, STATE.EXPIRING], IN_180_DAYS),
    (None, [(AgreementActKind.AMENDMENT, YESTERDAY, None)], [STATE.IN_FORCE], None),
]  # fmt: skip


@pytest.mark.parametrize(("ends_on", "acts", "expected", "closes_on"), ACT_CASES)
def test_its_acts_move_its_end_and_the_state_follows(ends_on, acts, expected, closes_on):
    agreement = AgreementFactory(standing=ACTIVE, ends_on=ends_on)
    for kind, happened_on, new_end in acts:
        AgreementActFactory(agreement=agreement, kind=kind, happened_on=happened_on, ends_on=new_end)
    assert states(agreement) == expected
    assert Agreement.objects.with_closing().get().closes_on == closes_on
    is_soon = closes_on is not None and TODAY <= closes_on <= IN_180_DAYS and expected != [STATE.OVER]
    assert Agreement.objects.ending(TODAY, IN_180_DAYS).exists() == is_soon


def test_the_states_are_said_in_french():
    AgreementFactory(standing=TO_CHECK, ends_on=TOMORROW)
    assert Agreement.objects.with_state(TODAY).get().state_label == "à vérifier, expire bientôt"


def test_one_already_renewed_does_not_expire_soon_once_its_renewal_is_online():
    former = AgreementFactory(standing=ACTIVE, ends_on=TOMORROW)
    renewal = AgreementFactory(renews=former)
    assert states(former) == [STATE.IN_FORCE, STATE.EXPIRING]
    put_online(renewal, TODAY)
    renewal.save()
    assert states(former) == [STATE.IN_FORCE]
    assert states(former, IN_180_DAYS) == [STATE.EXPIRED]


@pytest.mark.parametrize("kind", [PartnerKind.GOVERNMENT, PartnerKind.AGENCY, PartnerKind.INTERNATIONAL])
def test_one_with_a_government_is_to_be_checked_until_its_authorization_is_answered(kind):
    ministry = PartnerFactory(organization=True, kind=kind)
    agreement = AgreementFactory(standing=ACTIVE, partners=[PartnerFactory(), ministry])
    assert states(agreement) == [STATE.TO_CHECK]
    agreement.authorization_need = AuthorizationNeed.NOT_REQUIRED
    agreement.save()
    assert states(agreement) == [STATE.IN_FORCE]


def test_one_with_cities_and_networks_asks_nothing():
    agreement = AgreementFactory(standing=ACTIVE, partners=[PartnerFactory(), PartnerFactory(organization=True)])
    assert states(agreement) == [STATE.IN_FORCE]


def test_an_ended_agreement_waits_until_someone_says_what_follows():
    ended = AgreementFactory(standing=ACTIVE, ends_on=YESTERDAY)
    renewed = AgreementFactory(standing=ACTIVE, ends_on=YESTERDAY)
    AgreementFactory(renews=renewed, published=True)
    AgreementFactory(standing=OVER, ends_on=YESTERDAY)
    AgreementFactory(standing=ACTIVE, ends_on=TODAY)
    assert list(Agreement.objects.unfollowed(TODAY)) == [ended]


def test_those_that_end_within_a_year_come_in_the_order_they_end_renewed_ones_left_out():
    days = [TODAY + dt.timedelta(days=days) for days in (365, 0, 366, -1, 30)]
    ending = [AgreementFactory(standing=ACTIVE, ends_on=day) for day in days]
    renewed = AgreementFactory(standing=ACTIVE, ends_on=TOMORROW)
    AgreementFactory(renews=renewed, published=True)
    assert list(Agreement.objects.ending_soon(TODAY)) == [ending[1], ending[4], ending[0]]


def test_agreements_are_told_from_the_latest_or_from_the_oldest_twins_as_they_were_inscribed():
    first, second, latest = (AgreementFactory(starts_on=dt.date(year, 1, 1)) for year in (2017, 2017, 2020))
    assert list(Agreement.objects.newest_first()) == [latest, first, second]
    assert list(Agreement.objects.oldest_first()) == [first, second, latest]


def test_chains_go_from_the_oldest_to_its_renewals():
    first = AgreementFactory(starts_on=dt.date(2017, 1, 1))
    second = AgreementFactory(starts_on=dt.date(2020, 1, 1), renews=first)
    third = AgreementFactory(starts_on=dt.date(2023, 1, 1), renews=second)
    alone = AgreementFactory(starts_on=dt.date(2018, 1, 1))
    assert Agreement.objects.all().chains() == [[first, second, third], [alone]]


def test_chains_survive_agreements_that_renew_each_other():
    first = AgreementFactory()
    second = AgreementFactory(renews=first)
    Agreement.objects.filter(pk=first.pk).update(renews=second)
    assert sum(len(chain) for chain in Agreement.objects.all().chains()) == 2


def test_descent_finds_every_later_agreement():
    first = AgreementFactory()
    second = AgreementFactory(renews=first)
    third = AgreementFactory(renews=second)
    assert first.descent() == [second.pk, third.pk]
    assert third.descent() == []


def test_descent_and_lineage_end_where_agreements_renew_each_other():
    first = AgreementFactory()
    second = AgreementFactory(renews=first)
    Agreement.objects.filter(pk=first.pk).update(renews=second)
    first.refresh_from_db()
    assert first.descent() == [second.pk]
    assert first.lineage() == [second.pk, first.pk]
