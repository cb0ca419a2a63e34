"""The signed links of mails: they say whose subscription it is, so that nobody signs in to confirm or to leave."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.models import Subscriber
from portal.models.subscriptions import CONFIRMED_WITHIN

CONFIRM, LEAVE = "portal.subscriptions.confirm", "portal.subscriptions.leave"


def confirm_link(subscriber):
    """Return the whole address where what a Subscriber asked is confirmed, in the active language; good for a week."""
    return _link("portal:confirm", signing.TimestampSigner(salt=CONFIRM).sign(subscriber.pk))


def leave_link(subscriber):
    """Return the whole address where a Subscriber leaves, in the active language; good for ever."""
    return _link("portal:leave", signing.Signer(salt=LEAVE).sign(subscriber.pk))


def _link(route, signed):
    return settings.SITE_URL + reverse(route, args=[signed])


def to_confirm(signed):
    """Return the Subscriber that a link to confirm was made for; None if it is not ours, too old, or of one gone."""
    try:
        pk = signing.TimestampSigner(salt=CONFIRM).unsign(signed, max_age=CONFIRMED_WITHIN)
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(pk=pk).first()


def leaving(signed):
    """Return (whether a link to leave is ours, the Subscriber it was made for or None if it left already)."""
    try:
        pk = signing.Signer(salt=LEAVE).unsign(signed)
    except signing.BadSignature:
        return False, None
    return True, Subscriber.objects.filter(pk=pk).first()
