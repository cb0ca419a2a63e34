"""An address asks to be told, and confirms: what is written to it, how often, and what waits for it meanwhile."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from portal.models import DigestRhythm, OptOut, Subscriber, TopicKind
from portal.models.topic import Topic
from portal.subscriptions.asking import ask, confirm, stop_following
from tests.portal.factories import SubscriberFactory, SubscriptionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-02T17:00:00Z", tick=False)]

NOW = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
DAILY, WEEKLY = DigestRhythm.DAILY, DigestRhythm.WEEKLY


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.SITE_URL = "https://exemple.invalid"
    settings.POSTAL_ADDRESS = "2, rue de l’Exemple, Québec"


def asked(kind=TopicKind.ALL, rhythm=DAILY, email="Lea@exemple.invalid"):
    """Ask for an address; return it as it is kept."""
    ask(email=email, topic=Topic(kind), rhythm=rhythm, consent="Je consens.", language="fr-ca")
    return Subscriber.objects.get(email=email.lower())


@pytest.mark.parametrize(("later", "mails"), [(7 * DAY - SECOND, 1), (7 * DAY, 2)])
def test_an_address_that_did_not_confirm_is_written_to_once_a_week_at_most(time_machine, later, mails):
    asked()
    time_machine.move_to(NOW + later, tick=False)
    subscriber = asked(TopicKind.LATE)
    assert len(mail.outbox) == mails
    assert subscriber.asked_at == (NOW if mails == 1 else NOW + later), "what is asked meanwhile gives it no more time"
    assert subscriber.subscriptions.waiting().count() == 2


def test_what_is_asked_twice_is_kept_once():
    asked()
    assert asked().subscriptions.count() == 1


def test_what_is_confirmed_already_is_asked_again_without_a_mail():
    follower = SubscriptionFactory(subscriber__email="lea@exemple.invalid").subscriber
    assert asked() == follower
    assert (mail.outbox, Subscriber.objects.get().asked_rhythm, Subscriber.objects.get().asked_at) == ([], "", None)


def test_what_waits_is_confirmed_at_the_rhythm_asked_last_and_told_from_the_day():
    subscriber = SubscriberFactory(told_until=None)
    SubscriptionFactory(subscriber=subscriber, kind=TopicKind.LATE, confirmed_at=None, rhythm=DAILY)
    SubscriptionFactory(subscriber=subscriber, confirmed_at=None, rhythm=WEEKLY, asked_at=NOW + SECOND)
    confirm(subscriber)
    subscriber.refresh_from_db()
    assert (subscriber.rhythm, subscriber.told_until) == (WEEKLY, dt.date(2026, 3, 1))
    told = subscriber.subscriptions.values_list("rhythm", "confirmed_at")
    assert set(told) == {(WEEKLY, timezone.now())}


def test_confirming_keeps_the_day_up_to_which_one_was_told_and_when_the_rest_was_confirmed():
    before = NOW - 30 * DAY
    subscriber = SubscriptionFactory(confirmed_at=before, subscriber__told_until=dt.date(2026, 2, 20)).subscriber
    SubscriptionFactory(subscriber=subscriber, kind=TopicKind.LATE, confirmed_at=None)
    confirm(subscriber)
    confirm(subscriber)
    subscriber.refresh_from_db()
    assert subscriber.told_until == dt.date(2026, 2, 20)
    assert dict(subscriber.subscriptions.values_list("kind", "confirmed_at")) == {"tout": before, "retards": NOW}


def test_confirming_again_changes_nothing():
    subscriber = SubscriptionFactory(rhythm=WEEKLY).subscriber
    confirm(subscriber)
    assert (Subscriber.objects.get().rhythm, subscriber.subscriptions.get().rhythm) == (DAILY, WEEKLY)


def test_an_address_leaves_with_the_last_thing_it_followed_and_not_before():
    first = SubscriptionFactory()
    last = SubscriptionFactory(subscriber=first.subscriber, kind=TopicKind.LATE)
    other = SubscriptionFactory().subscriber
    stop_following(first)
    assert (Subscriber.objects.count(), OptOut.objects.count()) == (2, 0)
    stop_following(last)
    assert (list(Subscriber.objects.all()), OptOut.objects.count()) == ([other], 1)
