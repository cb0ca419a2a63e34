"""Since when a record is public: the same day from the record, from the database, and from what readers find."""

import datetime as dt
from itertools import permutations, product

import pytest
from django.urls import reverse

from axes.models import Axis
from missions.models import Action, Mission
from partners.models import Agreement, Partner
from records.publication import operations
from records.publication.status import PublicationStatus, public_since, put_online
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory
from tests.partners.factories import AgreementFactory, PartnerFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)
DAYS = [day + dt.timedelta(days=offset) for day in (FIRST, SECOND, THIRD) for offset in (-1, 0)]
STATUSES = [*PublicationStatus]


def agree(record):
    """Return the day a record is public since, once the record, the database and the readers are seen to agree."""
    record = type(record).objects.annotate(since=public_since(type(record))).get(pk=record.pk)
    since = record.public_since()
    assert record.since == since
    for day in DAYS:
        assert record.is_public(day) is (since is not None and since <= day), day
        assert type(record).objects.published(day).filter(pk=record.pk).exists() is record.is_public(day), day
    return since


def move(record, status, day):
    """Give a stored record a status and a day of publication."""
    type(record).objects.filter(pk=record.pk).update(status=status, published_on=day)


@pytest.mark.parametrize(
    ("model", "make"),
    [(Mission, MissionFactory), (Partner, PartnerFactory), (Agreement, AgreementFactory), (Axis, AxisFactory)],
)
def test_a_record_is_public_from_its_own_day(model, make):
    record = make(published=True)
    for status in STATUSES:
        move(record, status, SECOND)
        assert agree(record) == (SECOND if status == PublicationStatus.PUBLISHED else None), (model, status)


@pytest.mark.parametrize("embargo", [None, FIRST, SECOND, THIRD])
def test_an_embargo_holds_a_mission_back_and_never_puts_it_forward(embargo):
    mission = MissionFactory(published=True, embargo_until=embargo)
    for status, day in product(STATUSES, (FIRST, SECOND, THIRD)):
        move(mission, status, day)
        expected = max(day, embargo or day) if status == PublicationStatus.PUBLISHED else None
        assert agree(mission) == expected, (status, day)


def test_an_action_is_public_once_it_its_axis_and_its_lead_partner_are():
    action = ActionFactory(published=True)
    records = [action, action.axis, action.lead_partner]
    for statuses in product(STATUSES, repeat=3):
        days_of_each = permutations((FIRST, SECOND, THIRD)) if len(set(statuses)) == 1 else [(FIRST, SECOND, THIRD)]
        for days in days_of_each:
            for record, status, day in zip(records, statuses, days, strict=True):
                move(record, status, day)
            online = set(statuses) == {PublicationStatus.PUBLISHED}
            assert agree(Action.objects.get()) == (THIRD if online else None), (statuses, days)


def test_what_is_published_again_keeps_its_first_day_whichever_way_it_goes_online(approbation):
    partner = PartnerFactory()
    put_online(partner, FIRST)
    put_online(partner, SECOND)
    assert (partner.status, partner.published_on) == (PublicationStatus.PUBLISHED, FIRST)
    other = operations.publish(PartnerFactory(), by=approbation, on=FIRST)
    operations.withdraw(other, by=approbation, on=SECOND)
    operations.reopen(other, by=approbation)
    again = operations.publish(other, by=approbation, on=THIRD)
    assert (again.status, again.published_on, again.public_since()) == (PublicationStatus.PUBLISHED, FIRST, FIRST)


def test_the_feed_of_an_axis_dates_an_action_from_the_day_readers_could_read_it(client):
    action = ActionFactory(published=True)
    for record, day in ((action, FIRST), (action.axis, SECOND), (action.lead_partner, THIRD)):
        move(record, PublicationStatus.PUBLISHED, day)
    feed = client.get(reverse("machines:axis_feed", args=[action.axis.slug])).content.decode()
    assert "<published>2026-03-01T00:00:00-05:00</published>" in feed
