"""Whole pages kept around the WSGI application, for readers who are not signed in.

A kept page costs no middleware, no query and no template. Only what the application answered with 200 to a plain GET,
said the length of, and set no cookie on, is kept: a host it refuses, a draft, a form or a stream never is.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from records.page_cache.store import Page, PageStore, is_acceptable, is_among, may_be_kept, without_content

# Bytes of memory per process, for pages without and with a query: no flood of queries drives out the pages themselves.
PLAIN_BYTES = 48 * 1024 * 1024
QUERY_BYTES = 16 * 1024 * 1024
# Longer addresses are answered, never kept.
LONGEST_ADDRESS = 1024
# Seconds a page lives whatever happens: a write made behind the portal's back shows after that.
LIFETIME = 300
# Seconds a reader waits for another who asked for the same page first, before having it made again.
WAIT_FOR_PAGE = 2
# What a reader says of a copy of their own: not for the page that others will read.
CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
)

# What tells a page from any other: scheme, whether the proxy said HTTPS, host, root, path, query.
Key: TypeAlias = tuple[str, bool, str, str | None, str, str]


class PageCache:
    """A WSGI application that keeps the pages of another.

    `application`: Django's, which gives its status before its body; `edition`: returns what pages may be kept under
    (any value that compares; None: keep nothing); `cookies`: names of the cookies whose bearers are served afresh;
    `never`: beginnings of the paths that are not kept; `secure_header`: the (header, value) that says HTTPS, or None.
    """

    def __init__(
        self,
        application: WSGIApplication,
        edition: Callable[[], object],
        *,
        cookies: Iterable[str],
        never: Iterable[str] = (),
        secure_header: tuple[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application, self.edition, self.clock = application, edition, clock
        self.cookies = tuple(f"{name}=" for name in cookies)
        self.never = tuple(never)
        self.secure_header, self.secure_value = secure_header or ("", "")
        self.shelves = {False: PageStore(PLAIN_BYTES), True: PageStore(QUERY_BYTES)}
        # For each page being made: the lock of whoever makes it, and how many hold or await it.
        self.turns: dict[Key, list[Any]] = {}
        self.lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as WSGI wants it: from memory if the page is kept, otherwise from the application."""
        key = self.key(environ)
        # Read before the page is made: what is published meanwhile makes it stale at once.
        edition = self.edition() if key else None
        if key is None or edition is None:
            return self.application(environ, start_response)
        shelf = self.shelves[key[-1] != ""]
        page = shelf.find(key, edition, self.clock())
        if page is None:
            with self.turn(key):
                page = shelf.find(key, edition, self.clock())
                if page is None:
                    return self.make(environ, start_response, shelf, key, edition)
        if not is_acceptable(page.kind, environ.get("HTTP_ACCEPT")):
            # The application refuses, or gives what it has all the same.
            return self.application(environ, start_response)
        return page.answer(environ, start_response)

    def key(self, environ: WSGIEnvironment) -> Key | None:
        """Return what tells this page from any other (a tuple that ends with its query); None if it is not kept."""
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or path.startswith(self.never)
            or len(path) + len(query) > LONGEST_ADDRESS
            or "HTTP_AUTHORIZATION" in environ
            or environ.get("CONTENT_LENGTH") not in (None, "", "0")
            or self.bears_a_cookie(environ)
        ):
            return None
        scheme, host, root = environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME")
        return (scheme, self.secure(environ), host, root, path, normalize_query(query)) if host else None

    def bears_a_cookie(self, environ: WSGIEnvironment) -> bool:
        """Say whether the reader bears a cookie that pages depend on."""
        borne = environ.get("HTTP_COOKIE", "")
        return any(name in borne for name in self.cookies)

    def secure(self, environ: WSGIEnvironment) -> bool:
        """Say whether the proxy received the request over HTTPS."""
        return environ.get(self.secure_header, "").partition(",")[0].strip() == self.secure_value

    def make(
        self, environ: WSGIEnvironment, start_response: StartResponse, shelf: PageStore, key: Key, edition: object
    ) -> Iterable[bytes]:
        """Have the page made, keep it if it may be, and answer with it."""
        started: list[tuple[Any, ...]] = []
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
        # Django writes nothing but what it returns.
        note_head = cast(StartResponse, lambda *head: started.append(head))
        body = self.application({**asked, "REQUEST_METHOD": "GET"}, note_head)
        status, headers = started[-1][:2]
        if not may_be_kept(status, headers):
            tag = dict(headers).get("ETag")
            if tag and status.startswith("200 ") and is_among(tag, environ.get("HTTP_IF_NONE_MATCH", "")):
                getattr(body, "close", tuple)()
                start_response("304 Not Modified", without_content(headers))
                return []
            start_response(*started[-1])
            return body
        try:
            page = Page(status, headers, b"".join(body))
        finally:
            getattr(body, "close", tuple)()
        shelf.keep(key, page, edition, self.clock() + LIFETIME)
        return page.answer(environ, start_response)

    @contextmanager
    def turn(self, key: Key) -> Iterator[None]:
        """Let one reader at a time have a page made; the others wait for it, not for ever."""
        with self.lock:
            turn = self.turns.setdefault(key, [threading.Lock(), 0])
            turn[1] += 1
        mine = turn[0].acquire(timeout=WAIT_FOR_PAGE)
        try:
            yield
        finally:
            if mine:
                turn[0].release()
            with self.lock:
                turn[1] -= 1
                if not turn[1]:
                    self.turns.pop(key, None)


def normalize_query(query: str) -> str:
    """Return a query string with its parameters in the order of their names; values of one name keep theirs."""
    if "&" not in query:
        return query
    return "&".join(sorted(filter(None, query.split("&")), key=lambda pair: pair.partition("=")[0]))
