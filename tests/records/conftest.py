"""The people who prepare and approve records."""

import pytest
from django.contrib.auth.models import User


@pytest.fixture
def writer(db):
    """Someone who writes drafts."""
    return User.objects.create_user("ecriture", is_staff=True)


@pytest.fixture
def approver(db):
    """Someone who approves and publishes."""
    return User.objects.create_user("lecture-et-aval", is_staff=True)
