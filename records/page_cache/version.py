"""Which edition of the public content is in force, in every process: it changes with any write, and with the day."""

import datetime as dt
import threading
import time
import uuid
from collections.abc import Callable
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

from records.page_cache.shared import ask_shared

VERSION_KEY = "content-version"
# Seconds between two readings of the shared version: what a process may ignore of a publication made in another.
REREAD_AFTER = 1.0
# Seconds a reader waits while another thread reads it.
WAIT_FOR_VERSION = 0.2


class Edition(NamedTuple):
    """What may be kept together: made from the same content, on the same day in Québec.

    `outages`: how often this process lost sight of the version; what it kept before is not trusted after.
    """

    version: str
    day: dt.date
    outages: int


def renew_version() -> None:
    """Tell every process that what it kept of the content is stale; to be called once the write is committed."""
    # A name never used before: a counter that the shared cache forgot would give old pages a second life.
    cache.set(VERSION_KEY, uuid.uuid4().hex, timeout=None)


def shared_version() -> str | None:
    """Return the version of the content that all processes share (a string); None while the cache does not answer."""
    return ask_shared(_read_or_begin, None)


def _read_or_begin() -> str | None:
    version = cache.get(VERSION_KEY)
    if version is None:
        cache.add(VERSION_KEY, uuid.uuid4().hex, timeout=None)
        version = cache.get(VERSION_KEY)
    return version


class ContentVersion:
    """Knows the edition in force, asking the shared cache at most once a second; ends it at midnight in Québec.

    `version`: returns the shared version or None; `clock`: monotonic seconds; `now`: the local time, aware.
    """

    def __init__(
        self,
        version: Callable[[], str | None] = shared_version,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = timezone.localtime,
    ) -> None:
        self._version, self.clock, self._now = version, clock, now
        self._edition: Edition | None = None
        self._until, self._outages = float("-inf"), 0
        self._lock = threading.Lock()

    def edition(self) -> Edition | None:
        """Return the Edition in force; None while the shared cache does not answer."""
        if self.clock() < self._until:
            return self._edition
        if not self._lock.acquire(timeout=WAIT_FOR_VERSION):
            return None
        try:
            if self.clock() >= self._until:
                self._read()
            return self._edition
        finally:
            self._lock.release()

    def reread(self) -> None:
        """Ask the shared cache again at once: for someone who must see what they just wrote, in any process.

        One that did not answer is left alone for a moment; nothing is kept meanwhile.
        """
        with self._lock:
            if self._edition is not None or self.clock() >= self._until:
                self._read()

    def _read(self) -> None:
        asked, now = self.clock(), self._now()
        version = self._version()
        if version is None:
            # From after the attempt, which may have been long: a dead cache is not asked again at once.
            self._edition, self._outages, self._until = None, self._outages + 1, self.clock() + REREAD_AFTER
            return
        # From before the reading: what it did not see is no older than that.
        self._edition = Edition(version, now.date(), self._outages)
        self._until = asked + min(REREAD_AFTER, _seconds_to_midnight(now))


def _seconds_to_midnight(now: dt.datetime) -> float:
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), now.tzinfo)
    return midnight.timestamp() - now.timestamp()


# One reading a second serves all that a process keeps.
CONTENT_VERSION = ContentVersion()
