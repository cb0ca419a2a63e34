"""The edition of the content, for those who write it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from records.page_cache.version import CONTENT_VERSION


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
