"""Words of lists found by an index: their fold in `search_text` is looked for anywhere, even within a word."""

from typing import Any

from django.db.migrations import RunPython

INDEX = "{}_search_text_trigrams"


def index_trigrams(*tables: str) -> RunPython:
    """Return the operation of a migration that indexes the `search_text` of `tables` by its trigrams, on PostgreSQL.

    SQLite has no such index and reads the column: it serves the demo and the tests.
    """

    def create(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            for table in tables:
                editor.execute(f"CREATE INDEX {INDEX.format(table)} ON {table} USING gin (search_text gin_trgm_ops)")

    def drop(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for table in tables:
                editor.execute(f"DROP INDEX {INDEX.format(table)}")

    return RunPython(create, drop)
