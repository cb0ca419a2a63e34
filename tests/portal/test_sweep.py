"""Every route keeps the promises of the house, whatever it shows: one added tomorrow is held to them too."""

import re
from collections import Counter
from html import unescape

import pytest

from portal.sitemaps import SITEMAPS
from tests.portal.kept_files import as_between_two_writes, files_made_once
from tests.portal.routes import Route, values_of
from tests.portal.visits import EXEMPT

pytestmark = pytest.mark.django_db

# Routes that may cost more as the record grows, each with its reason: none today.
MAY_GROW: dict[str, str] = {}
# Characters beyond which a description is cut where it is shown.
MAX_DESCRIPTION = 170
# A link shows the page of a record, which has its own address.
SHOWN_ELSEWHERE = "portal:shared"
CANONICAL = '<link rel="canonical" href="http://testserver'
WHOLE = {
    "one <h1>": lambda page: page.text.count("<h1") == 1,
    "its language": lambda page: f'<html lang="{page.language}-CA">' in page.text,
    "the way past the menu": lambda page: '<a class="skip" href="#content">' in page.text,
    "its content": lambda page: '<main id="content" tabindex="-1">' in page.text,
    "its address": lambda page: page.route.name == SHOWN_ELSEWHERE or f'{CANONICAL}{page.url}">' in page.text,
    "no cookie": lambda page: "Set-Cookie" not in page.headers,
    "a strict policy": lambda page: "default-src 'none'" in page.headers["Content-Security-Policy"],
    "no exception to it": lambda page: "unsafe" not in page.headers["Content-Security-Policy"],
    "a title on one line": lambda page: title(page) and "\n" not in title(page) and "  " not in title(page),
    "a description": lambda page: description(page),
    "a description that is not cut": lambda page: len(description(page)) <= MAX_DESCRIPTION,
}


def title(page):
    """Return the title of a page; empty if it has none."""
    found = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    return found[1] if found else ""


def description(page):
    """Return what a page says of itself; empty if it says nothing."""
    found = re.search(r'<meta name="description" content="([^"]*)">', page.text)
    return unescape(found[1]) if found else ""


def test_every_route_is_visited(sweep):
    visited = {visit.route.name for visit in [*sweep.visits, *sweep.refused]}
    assert not sweep.faults, "\n".join(sweep.faults)
    assert {route.name for route in sweep.routes} == visited | set(EXEMPT)
    assert len(visited) > 150


def test_an_argument_nobody_told_how_to_fill_says_what_to_add():
    with pytest.raises(AssertionError, match=r"<int:year> may be.*ARGUMENTS \(tests/portal/routes.py\)"):
        values_of(Route("bilan/<int:year>/", "accountability:year", is_spoken=True), None)


def test_every_route_answers(sweep):
    assert [(visit.url, visit.status) for visit in sweep.visits if visit.status != 200] == []


def test_every_page_is_whole(sweep):
    faults = [f"{page.url} lacks {what}" for page in sweep.pages() for what, holds in WHOLE.items() if not holds(page)]
    assert not faults, "\n".join(faults)
    assert len(sweep.pages("fr")) == len(sweep.pages("en")) > 40


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("said", [title, description])
def test_no_two_pages_say_the_same_of_themselves(sweep, language, said):
    pages = sweep.pages(language)
    times = Counter(said(page) for page in pages)
    found = [f"{page.url}: {said(page)}" for page in pages if times[said(page)] > 1]
    assert not found, "\n".join(found)


def test_every_page_but_home_says_where_it_stands(sweep):
    lost = [page.url for page in sweep.pages() if 'aria-current="page"' not in page.text]
    assert set(lost) <= {"/", "/en/"}


def test_no_route_costs_more_as_the_record_grows(sweep):
    found = [
        f"{visit.url}: {visit.cost} statements, then {visit.grown_cost}"
        for visit in sweep.visits
        if visit.language == "fr" and visit.cost != visit.grown_cost and visit.route.name not in MAY_GROW
    ]
    assert not found, "\n".join(found)


def test_the_map_for_machines_names_the_pages_that_are_swept(sweep):
    text = "".join(visit.text for visit in sweep.visits if visit.route.name.startswith("machines:sitemap"))
    mapped = set(re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", text))
    pages = {page.url for page in sweep.pages() if 'content="noindex"' not in page.text}
    assert pages - mapped == set()


def test_every_link_of_the_site_leads_somewhere(client, record, sweep):
    with files_made_once(), as_between_two_writes():
        _follow_every_link(client, record, sweep)


def _follow_every_link(client, record, sweep):
    fixed = [page.url for page in sweep.pages() if not page.route.arguments]
    pages = {url: client.get(url) for url in [*fixed, *(each.get_absolute_url() for each in vars(record).values())]}
    assert [url for url, page in pages.items() if page.status_code != 200] == []
    links = {unescape(link) for page in pages.values() for link in re.findall(r'href="(/[^"#]*)"', page.text)}
    # A PDF is written of a page that is among them, where the machine can.
    for link in sorted(link for link in links - pages.keys() if not link.startswith("/static/") and ".pdf" not in link):
        assert client.get(link, follow=True).status_code == 200, link


def test_canonical_leaves_the_filters_out(client, record):
    html = client.get("/partenaires/", {"pays": "BE"}).text
    assert '<link rel="canonical" href="http://testserver/partenaires/">' in html


@pytest.mark.parametrize("name", SITEMAPS)
def test_each_map_keeps_one_order(name, record):
    items = SITEMAPS[name].items()
    assert isinstance(items, list) or items.ordered
