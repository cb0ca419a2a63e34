"""The database given back as the migrations made it, after a test that really writes.

Django would empty every table, then save again, one by one, the thousand rows that migrations make: most of a second
of processor a test on PostgreSQL.
"""

import sqlite3

import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

# What the rows of a table are, as a number that changes with any of them.
SUM_OF_ROWS = SQL("coalesce(sum(hashtextextended(kept::text, 0)), 0)")
HELD = SQL("SELECT count(*), {rows} FROM {table} kept")
HOLDS_OTHERS = SQL("SELECT {name} FROM {table} kept HAVING {rows} <> {total}")
HOLDS_SOME = SQL("SELECT {name} WHERE EXISTS (SELECT FROM {table})")


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
        held = {name: self._ask(HELD.format(rows=SUM_OF_ROWS, table=Identifier(name)))[0] for name in tables}
        self.rows = {name: self._read(name) for name, (count, _total) in held.items() if count}
        self.changed = SQL(" UNION ALL ").join(
            (HOLDS_OTHERS if count else HOLDS_SOME).format(
                name=name, table=Identifier(name), rows=SUM_OF_ROWS, total=total
            )
            for name, (count, total) in held.items()
        )

    def give_back(self):
        """Empty the tables that changed, and write their rows again."""
        for (name,) in self._ask(self.changed):
            self.own.execute(SQL("DELETE FROM {}").format(Identifier(name)))
            if name in self.rows:
                with self.own.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(name))) as written:
                    written.write(self.rows[name])

    def close(self):
        """Leave the database, that it may be dropped."""
        self.own.close()

    def _ask(self, statement):
        return self.own.execute(statement, prepare=True).fetchall()

    def _read(self, name):
        with self.own.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(name))) as read:
            return b"".join(read)
