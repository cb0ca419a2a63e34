"""A page as it is kept in memory, what it answers, and the shelf that holds many of them within a number of bytes."""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import TypeAlias
from wsgiref.types import StartResponse, WSGIEnvironment

# A page heavier than this is made each time.
HEAVIEST = 1024 * 1024
# What each page weighs besides its bodies: its address, its headers, the objects that hold them.
OVERHEAD = 4096
TEXT_TYPES = (
    "text/html",
    "text/plain",
    "text/calendar",
    "text/xml",
    "image/svg+xml",
    *(f"application/{kind}" for kind in ("atom+xml", "xml", "json", "ld+json", "geo+json")),
)
KEPT_TYPES = (*TEXT_TYPES, "image/png")
# A page may depend on these: who bears cookies is served afresh, and each encoding is kept.
DEPENDS_ON = {"cookie", "accept-encoding"}
REPLACED = {"etag", "vary", "content-length", "connection"}
TOLD_OF_CONTENT = {"content-type", "content-length", "last-modified", "content-disposition"}
TAG = re.compile(r'"[^"]*"')
NO_GZIP = re.compile(r"gzip\s*;\s*q\s*=\s*0(\.0*)?\s*(,|$)", re.IGNORECASE)

Headers: TypeAlias = list[tuple[str, str]]


def may_be_kept(status: str, headers: Headers) -> bool:
    """Say whether an answer may be given to others: a whole text that is nobody's own.

    `status`: the line of WSGI; `headers`: (name, value) pairs.
    """
    given = {name.lower(): value.lower() for name, value in headers}
    length, control = given.get("content-length", ""), given.get("cache-control", "")
    return (
        status.startswith("200 ")
        and length.isdigit()
        and int(length) <= HEAVIEST
        and given.get("content-type", "").startswith(KEPT_TYPES)
        and not {"set-cookie", "content-encoding"} & given.keys()
        and not any(word in control for word in ("private", "no-store"))
        and set(re.findall(r"[^\s,]+", given.get("vary", ""))) <= DEPENDS_ON
    )


class Variant:
    """A page in one encoding: its body, its headers, its tag, and the headers that say it has not changed."""

    __slots__ = ("body", "headers", "tag", "unchanged")

    def __init__(self, headers: Headers, body: bytes, tag: str, encoding: str | None = None) -> None:
        self.body, self.tag = [body], tag
        coded = [("Content-Encoding", encoding)] if encoding else []
        self.headers = [*headers, *coded, ("ETag", tag), ("Content-Length", str(len(body)))]
        self.unchanged = [*without_content(headers), ("ETag", tag)]


class Page:
    """An answer that any reader may be given, as it is and compressed."""

    __slots__ = ("compressed", "kind", "plain", "status", "weight")

    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        digest = hashlib.sha256(body).hexdigest()[:32]
        given = {name.lower(): value for name, value in headers}
        small = gzip.compress(body, mtime=0) if given["content-type"].startswith(TEXT_TYPES) else body
        is_smaller = len(small) < len(body)
        shared = _shared(headers, given, varies=is_smaller)
        self.status, self.kind = status, given["content-type"].partition(";")[0].strip().lower()
        self.plain = Variant(shared, body, f'"{digest}"')
        self.compressed = Variant(shared, small, f'"{digest}-gzip"', "gzip") if is_smaller else self.plain
        self.weight = len(body) + len(small) * is_smaller + OVERHEAD

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a GET or a HEAD as WSGI wants it: the page, or that the reader's copy is still good."""
        variant = self.compressed if reads_gzip(environ.get("HTTP_ACCEPT_ENCODING")) else self.plain
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and is_among(variant.tag, known):
            start_response("304 Not Modified", variant.unchanged.copy())
            return []
        start_response(self.status, variant.headers.copy())
        return variant.body if environ["REQUEST_METHOD"] == "GET" else []


def without_content(headers: Headers) -> Headers:
    """Return the headers of an answer that says that the reader's copy is still good."""
    return [(name, value) for name, value in headers if name.lower() not in TOLD_OF_CONTENT]


def _shared(headers: Headers, given: dict[str, str], *, varies: bool) -> Headers:
    depends = [*re.findall(r"[^\s,]+", given.get("vary", "")), *(["Accept-Encoding"] if varies else [])]
    vary = ", ".join({each.lower(): each for each in depends}.values())
    kept = [(name, value) for name, value in headers if name.lower() not in REPLACED]
    return [*kept, *([("Vary", vary)] if vary else [])]


def reads_gzip(accepted: str | None) -> bool:
    """Say whether a reader takes gzip, from their Accept-Encoding (None: not given)."""
    return accepted is not None and "gzip" in accepted.lower() and not NO_GZIP.search(accepted)


def is_among(tag: str, known: str) -> bool:
    """Say whether the strong `tag` is named by an If-None-Match, weak or not (RFC 9110, 13.1.2)."""
    return known == tag or known.strip() == "*" or tag in TAG.findall(known)


def is_acceptable(kind: str, accepted: str | None) -> bool:
    """Say whether a reader takes `kind` (a media type), from their Accept (None: not given)."""
    if not accepted or not accepted.strip():
        return True
    taken = {each.partition(";")[0].strip().lower() for each in accepted.split(",")}
    return bool(taken & {"*/*", f"{kind.partition('/')[0]}/*", kind})


class PageStore:
    """Pages of one edition, by key, the least recently read leaving first once they weigh more than `capacity` bytes.

    Safe for threads.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity, self.weight = capacity, 0
        self.edition: object = None
        self.pages: OrderedDict[Hashable, tuple[Page, float]] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, key: Hashable, edition: object, at: float) -> Page | None:
        """Return the page kept under `key` in this edition and alive at `at` (clock seconds); None if there is none."""
        with self.lock:
            if edition != self.edition:
                self.pages.clear()
                self.edition, self.weight = edition, 0
            page, until = self.pages.get(key, (None, at))
            if at >= until:
                self._drop(key)
                return None
            self.pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: Page, edition: object, until: float) -> None:
        """Keep a page made under `edition`, until `until` (clock seconds); not if another edition came meanwhile."""
        with self.lock:
            if edition != self.edition or page.weight > self.capacity:
                return
            self._drop(key)
            self.pages[key] = page, until
            self.weight += page.weight
            while self.weight > self.capacity:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: Hashable) -> None:
        page, _until = self.pages.pop(key, (None, None))
        self.weight -= page.weight if page else 0
