"""The people who prepare and approve records, and a site where books and their authors alone are found."""

from unittest.mock import patch

import pytest
from django.contrib.auth.models import User

from records.search.kinds import KINDS
from tests.records.kinds import AUTHORS, BOOKS


@pytest.fixture
def writer(db):
    """Someone who writes drafts."""
    return User.objects.create_user("ecriture", is_staff=True)


@pytest.fixture
def approver(db):
    """Someone who approves and publishes."""
    return User.objects.create_user("lecture-et-aval", is_staff=True)


@pytest.fixture
def _found_books(settings):
    """Have authors and books be what is found, in this order, and nothing else."""
    settings.ROOT_URLCONF = "tests.records.kinds"
    with patch.dict(KINDS, {kind.name: kind for kind in (AUTHORS, BOOKS)}, clear=True):
        yield
