"""A gate around the WSGI application: few passwords are checked at once, so that the other threads serve pages.

Checking a password takes a processor for half a second, on purpose. What stands beyond the places is told to come back,
before anything of Django runs. What was refused keeps its place for a second: who guesses waits, whatever they guess.
"""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from portal.sent_length import length_sent

# Where passwords and codes are sent.
GUARDED = ("/admin/login/", "/admin/password_change/", "/admin/compte/")
# How many are checked at once in a process, and how many more wait for a place, for how many seconds.
PLACES, MAX_QUEUED, QUEUE_TIME = 1, 3, 3
# Seconds that a refusal takes at least; those after which whoever found no place may come back.
PACE, BACK_IN = 1.0, 5
# Bytes that a form of the sign-in sends at most: a passkey answers with a few thousand.
LONGEST = 64 * 1024
NO_PLACE = "503 Service Unavailable"
# How many of those without a place are made to wait before they are told so, and how many seconds.
MAX_DELAYED, DELAY = 4, 0.25


class SignInGate:
    """A WSGI application that lets few at once send something to the sign-in of another."""

    def __init__(
        self, application: WSGIApplication, *, pace: float = PACE, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.application, self.pace, self.sleep = application, pace, sleep
        self.places = threading.BoundedSemaphore(PLACES)
        self.queue = threading.BoundedSemaphore(PLACES + MAX_QUEUED)
        self.delayed = threading.BoundedSemaphore(MAX_DELAYED)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as WSGI wants it."""
        if environ["REQUEST_METHOD"] != "POST" or not environ["PATH_INFO"].startswith(GUARDED):
            return self.application(environ, start_response)
        unread = _read_first(environ)
        if unread:
            return _refuse(start_response, *unread)
        if not self.queue.acquire(blocking=False):
            self._delay()
            return _refuse(start_response, NO_PLACE, _in_words())
        try:
            if not self.places.acquire(timeout=QUEUE_TIME):
                return _refuse(start_response, NO_PLACE, _in_words())
            try:
                return self._answer(environ, start_response)
            finally:
                self.places.release()
        finally:
            self.queue.release()

    def _delay(self) -> None:
        """Hold who asks again and again for a moment, as long as threads are left for pages."""
        if self.delayed.acquire(blocking=False):
            try:
                self.sleep(DELAY)
            finally:
                self.delayed.release()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Have the application answer; hold what leads nowhere until its second is over."""
        began, statuses = time.monotonic(), []

        def note(status: str, headers: Any, *rest: Any) -> Any:
            statuses.append(status)
            return start_response(status, headers, *rest)

        answer = self.application(environ, note)
        if not statuses[-1].startswith("3"):
            self.sleep(max(0.0, self.pace - (time.monotonic() - began)))
        return answer


def _read_first(environ: WSGIEnvironment) -> tuple[str, str] | None:
    """Read what is sent before a place is taken: who sends it slowly holds nobody back but themselves.

    Return the status and the words of the refusal of what no form sends; None for what was read.
    """
    try:
        length = length_sent(environ)
    except BadRequest:
        return "400 Bad Request", _("Ce qui est envoyé ne dit pas sa longueur.")
    if length > LONGEST:
        return "413 Content Too Large", _("Ce qui est envoyé est trop long.")
    environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
    return None


def _refuse(start_response: StartResponse, status: str, words: str) -> Iterable[bytes]:
    body = words.encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Length", str(len(body))),
    ]
    start_response(status, headers if status != NO_PLACE else [*headers, ("Retry-After", str(BACK_IN))])
    return [body]


def _in_words() -> str:
    return _(
        "Trop de personnes ouvrent une session en même temps. Revenez à la page d’avant, puis réessayez dans quelques "
        "secondes."
    )
