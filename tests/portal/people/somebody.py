"""Somebody that the tests of people look for, and what they read."""

from django.db import connection

from records.words.normalizing import fold

NAME, MAIL, PHONE = "Zoé Vraisemblable", "zoe.v@exemple.invalid", "(418) 555-0142"


def everything_kept():
    """Return the text of all that the database holds, folded."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of ours
            rows += [str(row).encode().decode("unicode_escape", "ignore") + str(row) for row in cursor.fetchall()]
    return fold("\n".join(rows))


def chosen(*refs):
    """Return the query of an address that names rows."""
    return "&".join(f"f={ref}" for ref in refs)
