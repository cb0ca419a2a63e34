"""How fresh an answer is: what copies of it are told, and the edition of the content for those who write it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from records.page_cache.version import CONTENT_VERSION

# What is withdrawn lingers in no copy: each is asked about again before it is read.
ASKED_AGAIN = "no-cache"
# What somebody reads under their own name is copied nowhere: it may be a draft, on a machine that others share.
THEIR_OWN = "private, no-store"


class CopiesAreToldHowFresh:
    """Says how long a copy of an answer is good, page, file or refusal, where its view did not say it.

    Who bears one of READER_COOKIES reads answers of their own; anyone else, what all may read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        response = self.get_response(request)
        is_their_own = any(name in request.COOKIES for name in settings.READER_COOKIES)
        response.headers.setdefault("Cache-Control", THEIR_OWN if is_their_own else ASKED_AGAIN)
        return response


class FreshForWhoSignedIn:
    """Reads the version of the content at each request of a session: one who writes sees what they wrote, at once.

    To whoever else reads, a process may ignore for a second what was written through another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            CONTENT_VERSION.reread()
        return self.get_response(request)
