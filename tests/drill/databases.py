"""The databases of the drill, read beside the portal."""

import re

import psycopg

# What a database holds besides rows: (kind, name, definition).
DEFINITIONS = """
SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, md5(prosrc) FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND prolang != (SELECT oid FROM pg_language WHERE lanname = 'c')
UNION ALL SELECT 'extension', extname, extversion FROM pg_extension
"""


def rows_of(site, statement, database="portail"):
    """Return the rows of a statement."""
    with psycopg.connect(site.postgres.address(database)) as connection:
        return connection.execute(statement).fetchall()


def messages_kept(site):
    """Return the subjects of the messages of the drill that the database holds (a set)."""
    return {row[0] for row in rows_of(site, "SELECT subject FROM portal_message WHERE subject LIKE 'drill-%'")}


def contents(site, database):
    """Return all that a database holds: {(kind, name): digest or definition}."""
    tables = [row[0] for row in rows_of(site, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database)]
    held = {("table", name): _digest(site, name, database) for name in tables}
    sequences = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
    held |= {("sequence", name): value for name, value in rows_of(site, sequences, database)}
    return held | {(kind, name): _plain(told) for kind, name, told in rows_of(site, DEFINITIONS, database)}


def _plain(definition):
    """Return a definition without the casts and brackets that PostgreSQL adds when it reads its own dump."""
    return re.sub(r"::(text|character varying)(\[\])?|[()\s]", "", definition)


def _digest(site, table, database):
    told = f"""SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM "{table}" t"""  # noqa: S608
    return rows_of(site, told, database)[0]
