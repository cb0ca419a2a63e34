"""A source that a public book cites: what writers change of it is proposed."""

import pytest

from tests.records.factories import BookFactory, SourceFactory


@pytest.fixture
def cited(db, settings):
    """A page of the press that a public book cites, in a library where books alone cite."""
    settings.CITED_SOURCES = "tests.records.admin.library.cited_by_books"
    source = SourceFactory(publisher="Le Quotidien")
    BookFactory(published=True).sources.add(source)
    return source
