"""How often one may try to come in: counted before any password is checked, in the database that all hosts share.

Once the free attempts are used, each one more makes the next wait longer. A refused attempt counts for nothing: nobody
makes a colleague wait for ever by knocking at their door.
"""

import datetime as dt
import math
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import AttemptCount


class Limit(NamedTuple):
    """How many attempts are free, then how long the next one waits, and at most, in seconds."""

    free: int
    first: int
    longest: int


LIMITS = {
    "account": Limit(free=5, first=60, longest=15 * 60),
    # An office often shares one address.
    "address": Limit(free=20, first=60, longest=60 * 60),
    "code": Limit(free=5, first=60, longest=15 * 60),
    "mail": Limit(free=3, first=10 * 60, longest=60 * 60),
}
# After so long without an attempt, all of them are free again.
FORGOTTEN = dt.timedelta(hours=24)


class AttemptKey(NamedTuple):
    """What attempts are counted by: a kind of LIMITS, and the account or the address."""

    kind: str
    value: str

    @property
    def digest(self):
        """The words by which the count is known (a string): they name nobody."""
        return salted_hmac("portal.accounts.throttle", f"{self.kind}:{self.value}", algorithm="sha256").hexdigest()


def take_attempt(*keys):
    """Count an attempt under each AttemptKey; return 0, or the seconds to wait, in which case nothing is counted."""
    now = timezone.now()
    if wait := _wait_of(keys, now):
        return wait
    with transaction.atomic():
        # In one order, so that two attempts never wait for each other.
        for key in sorted(keys):
            AttemptCount.objects.get_or_create(digest=key.digest, defaults={"last_at": now})
        held = {each.digest: each for each in _counts_of(keys).select_for_update().order_by("digest")}
        if wait := _wait_of(keys, now):
            return wait
        for key in keys:
            _count(held[key.digest], LIMITS[key.kind], now)
    return 0


def forget_attempts(key):
    """Forget the attempts counted under a key: whoever it is of came in."""
    _counts_of([key]).delete()


def uncount_attempt(key):
    """Take back one attempt: the one that succeeded."""
    _counts_of([key]).filter(attempts__gt=0).update(attempts=F("attempts") - 1, blocked_until=None)


def is_blocked(key):
    """Say whether the next attempt under a key is refused."""
    return _wait_of([key], timezone.now()) > 0


def erase_old_attempts(now):
    """Erase the counts that no longer count at `now`; return how many."""
    return AttemptCount.objects.filter(last_at__lte=now - FORGOTTEN).delete()[0]


def wait_in_words(seconds):
    """Say a wait: « 45 secondes », « 2 minutes »."""
    if seconds < 60:
        return ngettext("%(count)s seconde", "%(count)s secondes", seconds) % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def too_many_in_words(seconds):
    """Say that too many attempts were made, and how long to wait."""
    return _("Trop d’essais. Attendez %(wait)s, puis réessayez.") % {"wait": wait_in_words(seconds)}


def _counts_of(keys):
    return AttemptCount.objects.filter(digest__in=[key.digest for key in keys])


def _wait_of(keys, now):
    until = _counts_of(keys).aggregate(until=Max("blocked_until"))["until"]
    return max(math.ceil((until - now).total_seconds()), 0) if until else 0


def _count(count, limit, now):
    """Count one attempt more; once the free ones are used, refuse the next for twice as long as the last time."""
    count.attempts = 1 if count.last_at <= now - FORGOTTEN else count.attempts + 1
    count.last_at = now
    beyond = count.attempts - limit.free
    if beyond >= 0:
        wait = min(limit.first * 2 ** min(beyond, 16), limit.longest)
        count.blocked_until = now + dt.timedelta(seconds=wait)
    count.save()
