"""A public mission, and its page as a reader sees it."""

import html
import re

import pytest

from tests.missions.factories import MissionFactory
from tests.records.editions import another_edition  # noqa: F401 - asked of every test here


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
