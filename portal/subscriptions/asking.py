"""Verbs of who follows the portal: an address asks, confirms, stops following one thing, leaves, is forgotten."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from portal.models import OptOut, Subscriber, Subscription
from portal.models.subscriptions import CONFIRMED_WITHIN, MODEL_OF_KIND, digest_of
from portal.subscriptions.mails import confirmation_mail
from records.publication.operations import lock_row


@transaction.atomic
def ask(*, email, topic, rhythm, consent, language):
    """Keep that an address asks to follow a Topic at a rhythm, and write to it, once a week at most, to confirm it.

    `consent`: the words that whoever asked agreed to. Somebody else's address is so written to once, and no more.
    """
    found, _is_new = Subscriber.objects.get_or_create(email=email.lower(), defaults={"language": language})
    subscriber = lock_row(found)
    target = {topic.kind.name.lower(): topic.record} if topic.kind in MODEL_OF_KIND else {}
    Subscription.objects.get_or_create(
        subscriber=subscriber,
        key=topic.key,
        defaults={"kind": topic.kind, **target, "words": topic.words, "rhythm": rhythm, "consent": consent},
    )
    waiting = list(subscriber.subscriptions.waiting())
    # The rhythm is one for all that is followed: another waits, as a new subject does, for the address itself.
    subscriber.asked_rhythm = rhythm if waiting or rhythm != subscriber.rhythm else ""
    is_written_to = subscriber.asked_at and subscriber.asked_at > timezone.now() - CONFIRMED_WITHIN
    is_told = subscriber.waits and not is_written_to
    subscriber.asked_at = timezone.now() if is_told else subscriber.asked_at
    subscriber.save()
    if is_told:
        confirmation_mail(subscriber, waiting or list(subscriber.subscriptions.all())).send()


@transaction.atomic
def confirm(subscriber):
    """Note that the address itself confirmed what was asked for it; it is told of what is new from today."""
    subscriber = lock_row(subscriber)
    if not subscriber.waits:
        return
    waiting = list(subscriber.subscriptions.waiting())
    rhythm = subscriber.asked_rhythm or waiting[-1].rhythm
    subscriber.subscriptions.waiting().update(confirmed_at=timezone.now())
    subscriber.subscriptions.exclude(rhythm=rhythm).update(rhythm=rhythm)
    subscriber.rhythm, subscriber.asked_rhythm, subscriber.asked_at = rhythm, "", None
    subscriber.told_until = subscriber.told_until or timezone.localdate() - dt.timedelta(days=1)
    subscriber.save()


@transaction.atomic
def leave(subscriber):
    """Erase an address and all it followed; remember, by its digest alone, that it left."""
    OptOut.objects.update_or_create(digest=digest_of(subscriber.email), defaults={"left_at": timezone.now()})
    subscriber.delete()


def erase_subscriber(key: int, _by: User) -> None:
    """Erase the address with this `key`, as its own link would."""
    for subscriber in Subscriber.objects.filter(pk=key):
        leave(subscriber)


@transaction.atomic
def stop_following(subscription):
    """Forget one thing followed; the address leaves with the last."""
    subscriber = subscription.subscriber
    subscription.delete()
    if not subscriber.subscriptions.exists():
        leave(subscriber)


@transaction.atomic
def forget_unconfirmed(today: dt.date) -> int:
    """Erase what nobody confirmed in time on `today` (a date), and the addresses left with nothing; return how many."""
    before = today - CONFIRMED_WITHIN
    Subscription.objects.waiting().filter(asked_at__date__lt=before).delete()
    Subscriber.objects.filter(asked_at__date__lt=before).exclude(asked_rhythm="").update(asked_rhythm="")
    _rows, erased = Subscriber.objects.filter(subscriptions=None).delete()
    return erased.get(Subscriber._meta.label, 0)
