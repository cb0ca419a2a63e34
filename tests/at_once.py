"""Two people of the bureau at the same moment, each with a connection of their own."""

import threading

import pytest
from django.db import connection, transaction

# Seconds nobody should need: a test that hangs is told. Between two looks at what the other waits for.
LIMIT, PAUSE = 10, 0.002

# Rows are really written, for the other connection to see; the database is given back after each test.
really_written = pytest.mark.django_db(transaction=True)
rows_are_locked = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite locks the whole database: who writes waits for whoever else writes"
)


class Other(threading.Thread):
    """What someone else does meanwhile; `outcome` is what came of it, returned or raised."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.outcome = act, None
        self.pid, self.started = None, threading.Event()

    def run(self):
        """Act through a connection of its own."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.pid = cursor.fetchone()[0]
            self.started.set()
            self.outcome = outcome_of(self.act)
        finally:
            connection.close()

    def let_go_as_far_as_it_may(self):
        """Come back once it waits for a lock or is done."""
        self.start()
        assert self.started.wait(LIMIT)
        for _look in range(int(LIMIT / PAUSE)):
            self.join(PAUSE)
            if not self.is_alive() or self.is_waiting():
                return
        raise AssertionError("It neither waits for a lock nor ends.")

    def is_waiting(self):
        """Say whether the database has it wait for a lock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [self.pid])
            return cursor.fetchone()[0]


def outcome_of(act):
    """Return what `act` returns, or the exception it raises."""
    try:
        return act()
    except Exception as error:  # whatever it is, the test wants to see it
        return error


def meanwhile(first, second):
    """Do `first`; before it is committed, start `second` and let it go as far as it may. Return what came of each.

    SQLite lets one writer in at a time: there `second` starts when `first` is done, with what it had read before.
    """
    if connection.vendor == "sqlite":
        return outcome_of(first), outcome_of(second)
    other = Other(second)
    with transaction.atomic():
        outcome = first()
        other.let_go_as_far_as_it_may()
    other.join(LIMIT)
    assert not other.is_alive()
    return outcome, other.outcome
