"""The database given back as the migrations made it, after a test that really writes.

Django would empty every table, then save again, one by one, the thousand rows that migrations make: a second and a half
of processor a test on PostgreSQL.
"""

import sqlite3

import psycopg
from django.db import connection

# What a row holds, as a number: the sum of a table changes with any of them.
SUM_OF_ROWS = "coalesce(sum(hashtextextended(kept::text, 0)), 0)"


def keep_rows():
    """Return what gives back the rows of the database as they are now: `give_back()`, and `close()` at the end."""
    return KeptOnSqlite() if connection.vendor == "sqlite" else KeptOnPostgres()


class KeptOnSqlite:
    """The whole database, copied."""

    def __init__(self):
        self.copy = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(self.copy)

    def give_back(self):
        """Write the copy over the database."""
        connection.ensure_connection()
        self.copy.backup(connection.connection)

    def close(self):
        """Forget the copy."""
        self.copy.close()


class KeptOnPostgres:
    """The rows of the tables that hold some, and how to find those that changed; asked on a connection of its own.

    It leaves keys and triggers aside, as a superuser may: the journal refuses that its rows go.
    """

    def __init__(self):
        self.own = psycopg.connect(
            **connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}, autocommit=True
        )
        self.own.execute("SET session_replication_role = replica")
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        sums = {name: self._ask(f"SELECT count(*), {SUM_OF_ROWS} FROM {_quoted(name)} kept")[0] for name in tables}
        self.rows = {name: self._read(name) for name, (count, _sum) in sums.items() if count}
        self.changed = " UNION ALL ".join(
            f"SELECT '{name}' FROM {_quoted(name)} kept HAVING {SUM_OF_ROWS} <> {total}"
            if count
            else f"SELECT '{name}' WHERE EXISTS (SELECT FROM {_quoted(name)})"
            for name, (count, total) in sums.items()
        )

    def give_back(self):
        """Empty the tables that changed, and write their rows again."""
        for (name,) in self._ask(self.changed):
            self.own.execute(f"DELETE FROM {_quoted(name)}")
            if name in self.rows:
                with self.own.cursor().copy(f"COPY {_quoted(name)} FROM STDIN") as written:
                    written.write(self.rows[name])

    def close(self):
        """Leave the database, that it may be dropped."""
        self.own.close()

    def _ask(self, statement):
        return self.own.execute(statement, prepare=True).fetchall()

    def _read(self, name):
        with self.own.cursor().copy(f"COPY {_quoted(name)} TO STDOUT") as read:
            return b"".join(read)


def _quoted(name):
    return connection.ops.quote_name(name)
