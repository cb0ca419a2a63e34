"""What every test may ask for: a strict reader, the people of the bureau, a day, the price of a page."""

import datetime as dt
import gc
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.test import TransactionTestCase
from django.utils.functional import empty

from tests.client import StrictClient
from tests.database import keep_what_migrations_make
from tests.given_back import keep_rows
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database, given back as the migrations made it after each test that really writes."""
    with django_db_blocker.unblock():
        kept = keep_rows()
    with patch.object(TransactionTestCase, "_fixture_teardown", lambda _test: kept.give_back()):
        yield kept
    kept.close()


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Begin without what other tests kept, in the cache or as files."""
    cache.clear()
    default_storage._wrapped = empty
    storages._storages.pop("default", None)


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
