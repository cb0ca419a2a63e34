"""Each test in an edition of the content of its own, for the storeys that keep what they read of the database."""

import pytest

from records.page_cache.version import CONTENT_VERSION


@pytest.fixture(autouse=True)
def another_edition():
    """Whatever the hour the last test moved to, what it kept is of another edition than this one's."""
    CONTENT_VERSION._until = float("-inf")
