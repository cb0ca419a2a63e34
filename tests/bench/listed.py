"""The uncached list of actions against a plain one, in this process: the same rows, filters and counts."""

import re
import statistics
import time

from django.test import Client

from records.listing import filterset
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache

QUERIES = ("", "?axe=rayonner", "?theme=economie&annee=2020", "?page=40")
ROUNDS = 15


def compare():
    """Return (query string, plain ms, ours ms with the counts made anew, ours ms with them remembered) rows.

    Raise AssertionError if the two pages do not show the same.
    """
    client = Client(headers={"host": "localhost"})
    return [_compare(client, query) for query in QUERIES]


def _compare(client, query):
    plain, ours = f"/plain/{query}", f"/actions/{query}"
    assert _shown(client, plain) == _shown(client, ours), f"the two lists differ: {query}"
    times = {"plain": [], "anew": [], "remembered": []}
    for _ in range(ROUNDS):
        times["plain"].append(_time(client, plain))
        filterset.COUNTS = VersionedCache(filterset.LISTS_REMEMBERED, CONTENT_VERSION.edition)
        times["anew"].append(_time(client, ours))
        times["remembered"].append(_time(client, ours))
    return query, *(statistics.median(each) * 1000 for each in times.values())


def _time(client, url):
    start = time.process_time()
    client.get(url)
    return time.process_time() - start


def _shown(client, url):
    """Return what a page shows: the actions, and each choice with its count."""
    html = client.get(url).text
    boxes = re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)"', html)
    counts = sorted(re.sub(r"\D", "", number) for number in re.findall(r"\((\d[\d\s]*)\)", html))
    return re.findall(r'data-item="([^"]+)"', html), sorted(boxes), counts
