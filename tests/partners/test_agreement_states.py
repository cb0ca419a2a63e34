"""What an agreement is on a given day."""

import datetime as dt
from itertools import product

import pytest

from partners.models import Agreement, AgreementStanding, AgreementState
from tests.partners.factories import AgreementFactory

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

CASES = [
    # recorded, start, end, state
    (ACTIVE, None, None, AgreementState.IN_FORCE),
    (ACTIVE, YESTERDAY, None, AgreementState.IN_FORCE),
    (ACTIVE, TODAY, None, AgreementState.IN_FORCE),
    (ACTIVE, TOMORROW, None, AgreementState.UPCOMING),
    (ACTIVE, None, IN_181_DAYS, AgreementState.IN_FORCE),
    (ACTIVE, None, IN_180_DAYS, AgreementState.EXPIRING),
    (ACTIVE, None, TOMORROW, AgreementState.EXPIRING),
    (ACTIVE, None, TODAY, AgreementState.EXPIRING),
    (ACTIVE, None, YESTERDAY, AgreementState.EXPIRED),
    (ACTIVE, TOMORROW, IN_180_DAYS, AgreementState.UPCOMING),
    (TO_CHECK, None, None, AgreementState.TO_CHECK),
    (TO_CHECK, None, TODAY, AgreementState.TO_CHECK),
    (TO_CHECK, None, YESTERDAY, AgreementState.EXPIRED),
    (ASLEEP, None, None, AgreementState.ASLEEP),
    (ASLEEP, None, TOMORROW, AgreementState.ASLEEP),
    (ASLEEP, None, YESTERDAY, AgreementState.EXPIRED),
    (UNKNOWN, None, None, AgreementState.UNKNOWN),
    (UNKNOWN, None, YESTERDAY, AgreementState.EXPIRED),
    (OVER, None, None, AgreementState.OVER),
    (OVER, None, YESTERDAY, AgreementState.OVER),
    (OVER, None, IN_181_DAYS, AgreementState.OVER),
]


@pytest.mark.parametrize(("standing", "starts_on", "ends_on", "expected"), CASES)
def test_the_state_follows_what_is_recorded_and_the_term(standing, starts_on, ends_on, expected):
    agreement = AgreementFactory(standing=standing, starts_on=starts_on, ends_on=ends_on)
    assert agreement.state(TODAY) == expected


def test_the_register_can_be_asked_for_one_state():
    expiring = AgreementFactory(standing=ACTIVE, ends_on=TOMORROW)
    AgreementFactory(standing=ACTIVE)
    assert list(Agreement.objects.in_state(AgreementState.EXPIRING, TODAY)) == [expiring]


def test_the_state_is_said_in_french():
    AgreementFactory(standing=ACTIVE, ends_on=TOMORROW)
    assert Agreement.objects.with_state(TODAY).get().state_label == "expire bientôt"


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


def test_in_force_is_said_alike_of_one_agreement_and_of_many_whatever_its_term():
    starts, ends = (None, YESTERDAY, TODAY, TOMORROW), (None, YESTERDAY, TODAY, TOMORROW, IN_180_DAYS, IN_181_DAYS)
    seen = set()
    for standing, starts_on, ends_on in product(AgreementStanding, starts, ends):
        if starts_on and ends_on and ends_on < starts_on:
            continue  # the database refuses it
        agreement = AgreementFactory(standing=standing, starts_on=starts_on, ends_on=ends_on)
        alone = Agreement.objects.filter(pk=agreement.pk)
        begun, over = not starts_on or starts_on <= TODAY, ends_on is not None and ends_on < TODAY
        expected = standing == ACTIVE and begun and not over
        assert alone.in_force(TODAY).exists() is expected, (standing, starts_on, ends_on)
        assert alone.with_state(TODAY).get().is_in_force is expected, (standing, starts_on, ends_on)
        seen.add(expected)
    assert seen == {True, False}
