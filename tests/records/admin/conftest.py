"""What the tests of the bureau ask for: a page that a book cites, who may do everything, sites told nothing yet."""

import pytest
from django.contrib.auth.models import User

from tests.records.admin.book_desk import SITE
from tests.records.admin.library import LIBRARY
from tests.records.factories import BookFactory, SourceFactory


@pytest.fixture
def cited(db, settings):
    """A page of the press that a public book cites, in a library where books alone cite."""
    settings.CITED_SOURCES = "tests.records.admin.library.cited_by_books"
    source = SourceFactory(publisher="Le Quotidien")
    BookFactory(published=True).sources.add(source)
    return source


@pytest.fixture
def manager(db):
    """Somebody who may do everything."""
    return User.objects.create_superuser("direction")


@pytest.fixture(autouse=True)
def _untold():
    """Have the sites of the bureau be told nothing yet."""
    for site in (SITE, LIBRARY):
        site.told.clear()
