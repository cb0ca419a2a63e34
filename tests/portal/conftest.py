"""A small public record, the people of the bureau at work, and the whole site visited once."""

import pytest

from tests.portal.doors import PASSWORD
from tests.portal.kept_files import as_between_two_writes, files_made_once
from tests.portal.public_record import make_record
from tests.portal.visits import sweep_the_site
from tests.records.editions import another_edition  # noqa: F401 - asked of every test here


@pytest.fixture
def record(db):
    """One public record of each kind."""
    return make_record("publique", published=True)


@pytest.fixture
def nobody_writes():
    """Once its rows are made, the test only reads: what the site keeps between two writes is kept."""
    with files_made_once(), as_between_two_writes():
        yield


@pytest.fixture
def writer(client, redaction):
    """A browser in the hands of someone who writes."""
    client.force_login(redaction)
    return client


@pytest.fixture
def colleague(redaction):
    """Someone who writes, with a password and an address."""
    redaction.email = "redaction@exemple.invalid"
    redaction.set_password(PASSWORD)
    redaction.save()
    return redaction


@pytest.fixture
def approver(client, approbation):
    """A browser in the hands of someone who approves."""
    client.force_login(approbation)
    return client


@pytest.fixture(scope="session")
def sweep(django_db_setup, django_db_blocker):
    """Every route visited once, over a record with things to hide; the database is as it was."""
    with django_db_blocker.unblock():
        return sweep_the_site()
