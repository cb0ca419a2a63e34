"""What every test may ask for: a strict reader, the people of the bureau, a day, the price of a page."""

import datetime as dt
import gc

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.db import connection, transaction
from django.utils.functional import empty

from tests.client import StrictClient
from tests.database import keep_what_migrations_make
from tests.shares import BySweep


def pytest_collection_finish():
    """Leave what is loaded for good out of the rounds of the collector: they took a fifth of the time of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share the tests out so that one process makes the sweep, for all who read it."""
    return BySweep(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, pytestconfig):
    """Copy the test database from the one that the migrations made once."""
    if hasattr(pytestconfig, "cache"):
        keep_what_migrations_make(pytestconfig.cache.mkdir("database"))


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Begin without what other tests kept, in the cache or as files."""
    cache.clear()
    default_storage._wrapped = empty
    storages._storages.pop("default", None)


@pytest.fixture(autouse=True)
def _journal_is_emptied(request):
    """Empty the journal after a test that really writes: SQLite's flush deletes rows, which its triggers refuse."""
    marker = request.node.get_closest_marker("django_db")
    really_writes = marker and marker.kwargs.get("transaction") and connection.vendor == "sqlite"
    if really_writes:
        request.getfixturevalue("transactional_db")
    yield
    if really_writes:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'portal_journal%'")
            triggers = cursor.fetchall()
            for statement in [
                *(f"DROP TRIGGER {name}" for name, _sql in triggers),
                "DELETE FROM portal_journalentry",
                *(sql for _name, sql in triggers),
            ]:
                cursor.execute(statement)


@pytest.fixture
def commits(db, monkeypatch):
    """Do what hangs on a commit once what is tried leaves its outermost transaction: the test has its own around it."""
    connection = transaction.get_connection()
    depth, leave = len(connection.atomic_blocks), transaction.Atomic.__exit__

    def leave_and_follow(block, *error):
        leave(block, *error)
        if error[0] is None and len(connection.atomic_blocks) == depth:
            hanging, connection.run_on_commit = connection.run_on_commit, []
            for _savepoints, callback, _robust in hanging:
                callback()

    monkeypatch.setattr(transaction.Atomic, "__exit__", leave_and_follow)


@pytest.fixture
def today():
    """The day the tests agree on."""
    return dt.date(2026, 3, 2)


@pytest.fixture
def client():
    """An anonymous reader who refuses faulty pages."""
    return StrictClient()


def _person(username, group):
    person = User.objects.create_user(username, is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


@pytest.fixture
def redaction(db):
    """Someone who writes drafts."""
    return _person("redaction", "Rédaction")


@pytest.fixture
def approbation(db):
    """Someone who approves and publishes."""
    return _person("approbation", "Approbation")


@pytest.fixture
def gestion(db):
    """Someone who reads everything and edits nothing."""
    return _person("gestion", "Gestion")


@pytest.fixture
def query_count(client, django_assert_max_num_queries):
    """Count the statements a page costs an anonymous reader."""

    known = set()

    def count(url):
        if url not in known:
            client.get(url)  # what a process asks once in its life is not the price of a page
            known.add(url)
        with django_assert_max_num_queries(100) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count
