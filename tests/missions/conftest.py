"""A public mission, and its page as a reader sees it."""

import html
import re

import pytest

from records.page_cache.version import CONTENT_VERSION
from tests.missions.factories import MissionFactory


@pytest.fixture(autouse=True)
def _another_edition():
    """Whatever the hour the last test moved to, the rules it read are of another edition than this one's."""
    CONTENT_VERSION._until = float("-inf")


@pytest.fixture
def mission(db):
    """A public mission out of which nothing is known."""
    return MissionFactory(published=True, title="Tournée")


@pytest.fixture
def words(client, mission):
    """Read the words of the page of the mission, without tags, its spaces made ordinary; in English if asked."""

    def read(prefix=""):
        page = client.get(prefix + mission.get_absolute_url()).content.decode()
        main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]
        main = re.sub(r"<script.*?</script>", "", main, flags=re.DOTALL)
        said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
        return re.sub(r" (?=[.,;)])", "", said).replace("( ", "(")

    return read
