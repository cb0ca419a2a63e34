"""Every route of the URLconf visited by an anonymous reader, in every language, over a record with things to hide."""

import codecs
import html
import io
import re
import zipfile
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import time_machine
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext, override_settings

from missions.documents.access_file import access_file
from tests.client import StrictClient
from tests.portal.kept_files import FilesMadeOnce, as_between_two_writes, files_made_once
from tests.portal.routes import Route, every_route, values_of
from tests.portal.witness import CANARY, KEPT_UNTIL_THE_RETURN, SEARCHED, TODAY, grow, make_world

# Routes that are not visited, each with its reason.
ON_PAPER = ("partners:list", "partners:detail", "partners:agreements", "partners:agreement", "missions:list")
ON_PAPER += (
    "missions:detail",
    "missions:actions",
    "missions:action",
    "missions:results",
    "accountability:disclosure",
    "accountability:year",
    "accountability:year_report",
    "accountability:quarter_report",
)
EXEMPT: dict[str, str] = {
    "portal:reference": "leads to a page that is visited (test_references.py)",
    "opendata:snapshot": "the ZIP that is visited, kept on another day (test_opendata.py)",
    **{f"{name}_pdf": "it is written from the page to print, which is visited" for name in ON_PAPER},
}
# The parameter that is not tried: it takes the number of a page, and nothing is called by a number.
PAGE = "page"


@dataclass(repr=False)
class Visit:
    """What came of asking for an address.

    `cost`: its statements, in French; `grown_cost`: those it asks once there is more of everything.
    """

    route: Route
    language: str
    url: str
    status: int
    kind: str
    text: str
    headers: Any
    cost: int = 0
    grown_cost: int | None = None

    @property
    def is_page(self):
        """Whether it is a page, for people; the same page to print is tried in test_papers.py."""
        return self.status == 200 and self.kind == "text/html" and not self.route.name.endswith("_html")


@dataclass(repr=False)
class Sweep:
    """What the whole sweep found: plain data, the database is as it was."""

    routes: list[Route]
    files: FilesMadeOnce
    visits: list[Visit] = field(default_factory=list)
    # Addresses of what is hidden.
    hidden: list[Visit] = field(default_factory=list)
    # (address, what it gave for the hidden, what it gave for the unknown) of each parameter a route reads.
    asked: list[tuple] = field(default_factory=list)
    refused: list[Visit] = field(default_factory=list)
    access_file: str = ""
    # Routes that could not be visited, in words.
    faults: list[str] = field(default_factory=list)
    # The rows of the public thread, by name.
    thread: Any = None
    rows: dict = field(default_factory=dict)

    def pages(self, language=None):
        """Return the pages, for people, of a language or of all (a list)."""
        return [visit for visit in self.visits if visit.is_page and language in (None, visit.language)]


class Noted(QueryDict):
    """What an address asks, that notes the names it is asked for, and of which one value is read: the last."""

    names: set = set()
    of_one_value: set = set()

    def __getitem__(self, name):
        self.names.add(name)
        self.of_one_value.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.names.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.names.add(name)
        return super().getlist(name, default)


def _noted(request):
    return request.__dict__.setdefault("_noted", Noted(request.META.get("QUERY_STRING", "")))


def sweep_the_site():
    """Write the record, visit every route, and leave no trace; return the Sweep."""
    cache.clear()
    told = override_settings(CONTACT="mailto:securite@exemple.invalid")
    at_noon = time_machine.travel(f"{TODAY}T17:00:00Z", tick=False)
    with told, at_noon, transaction.atomic(), files_made_once() as files:
        world = make_world()
        sweep = Sweep(every_route(), files)
        client = StrictClient()
        with mock.patch.object(WSGIRequest, "GET", property(_noted)):
            _visit_all(client, sweep, world)
        sweep.access_file = _unzipped(access_file(world.thread.mission.pk, TODAY, str))
        sweep.thread = world.thread
        for model, keys in world.thread.keys.items():
            sweep.rows[model] = list(model.objects.filter(pk__in=keys))
        grow(world)
        files.forget()
        # A translation stands in the row it translates: what French costs, English costs.
        for visit in (each for each in sweep.visits if each.language == "fr"):
            visit.grown_cost = _visit(client, sweep, visit.route, visit.language, visit.url).cost
        transaction.set_rollback(True)
    cache.clear()
    return sweep


def _visit_all(client, sweep, world):
    # What a process asks once in its life is not the price of a page.
    _ = connection.features.supports_json_field
    client.get("/")
    for route in sweep.routes:
        if route.is_admin:
            sweep.refused += _knock(client, route, world)
        elif route.name not in EXEMPT:
            try:
                _visit_route(client, sweep, world, route)
            except AssertionError as fault:
                sweep.faults.append(str(fault))


def _visit_route(client, sweep, world, route):
    kinds = values_of(route, world)
    answered = not kinds
    for language in route.prefixes:
        # The price of a page is asked of French alone: in English, the site keeps what it keeps.
        with nullcontext() if language == "fr" else as_between_two_writes():
            if not kinds:
                _visit_plainly(client, sweep, world, route, language)
            for values in kinds:
                answered |= _visit_values(client, sweep, route, language, values)
    assert answered, f"{route.name}: no value that ARGUMENTS (tests/portal/routes.py) gives leads to a page"


def _visit_plainly(client, sweep, world, route, language):
    """Visit a route without argument, then ask it for what is hidden by each parameter it reads."""
    sweep.visits.append(_visit(client, sweep, route, language, route.address(language)))
    with as_between_two_writes():
        names = _parameters_of(client, route.address(language))
        # One at a time in French; all at once in English: the same code answers, in other words.
        for asked in [[name] for name in names] if language == "fr" else filter(None, [names]):
            sweep.asked += _ask(client, route, language, asked, world)


def _visit_values(client, sweep, route, language, values):
    """Visit a route with each of the Values; return whether it leads to a page with them."""
    first = _visit(client, sweep, route, language, route.address(language, values.public[0]))
    if first.status == 404:
        return False
    sweep.visits += [
        first,
        *(_visit(client, sweep, route, language, route.address(language, each)) for each in values.public[1:]),
    ]
    with as_between_two_writes():
        sweep.hidden += [
            _visit(client, sweep, route, language, route.address(language, each)) for each in values.hidden
        ]
    return True


def _parameters_of(client, url):
    """Return the names of the parameters that an address reads (a list); some are read only once there is one."""
    Noted.names, Noted.of_one_value = set(), set()
    _read(client.get(url, {"rien": "1"}))
    return sorted(Noted.names - {PAGE})


def _visit(client, sweep, route, language, url):
    recalled = sweep.files.recalled
    client.cookies.clear()  # what another page left, a link that is shared
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        text = _read(response)
    cost = len(queries) + sweep.files.recalled - recalled
    kind = response.headers.get("Content-Type", "").split(";")[0]
    return Visit(route, language, url, response.status_code, kind, text, response.headers, cost)


def _read(response):
    content = response.getvalue() if response.streaming else response.content
    return _unzipped(content) if content.startswith(b"PK") else content.decode("utf-8", "replace")


def _unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(
            [*archive.namelist(), *(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())]
        )


def _ask(client, route, language, names, world):
    """Yield what a route gives for the hidden values of parameters it reads, and for values that nothing has."""
    for values in _typed(names, [each.slug for each in world.hidden]):
        # Of the same length and shape, and nothing’s.
        unknown = [codecs.encode(value, "rot13") for value in values]
        queries = [urlencode(dict.fromkeys(names, typed), doseq=True) for typed in (values, unknown)]
        urls = [f"{route.address(language)}?{query}" for query in queries]
        texts = [_read(client.get(url)) for url in urls]
        yield urls[0], *(_without(text, typed) for text, typed in zip(texts, (values, unknown), strict=True))


def _typed(names, slugs):
    """Return what is typed, each time, in parameters (a list of lists): all of it at once in one that reads it all."""
    return [[SEARCHED], slugs] if Noted.of_one_value.intersection(names) else [[SEARCHED, *slugs]]


def _without(text, typed):
    """Return a text with what a reader typed taken out, however it is written there."""
    for value in sorted(typed, key=len, reverse=True):
        text = re.sub(re.escape(value), "…", text, flags=re.IGNORECASE)
    return text


def _knock(client, route, world):
    """Ask for an address of the bureau, and send something to it."""
    filled = {"app_label": "missions", "name": "dossier-acces.zip"}
    values = [filled.get(name, world.thread.mission.pk) for _kind, name in route.arguments]
    url = route.address("fr", *values)
    for ask in (client.get, client.post):
        response = ask(url)
        yield Visit(route, "fr", url, response.status_code, response.headers.get("Location", ""), _read(response), {})


# A token is drawn at random, and may spell anything.
TOKEN_SENT = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*')


def secrets_in(text, typed=""):
    """Return the secrets that a text holds (a list), what a reader `typed` taken out."""
    text = _without(TOKEN_SENT.sub("", text), [typed] if typed else [])
    text = html.unescape(text).lower().replace("<mark>", "").replace("</mark>", "")
    return [word for word in (CANARY, *KEPT_UNTIL_THE_RETURN) if word in text]
