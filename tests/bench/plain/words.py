"""The text of the actions, as the database of the plain pages finds words in it."""

from django.db import connection

MAKE = """
CREATE TABLE plain_text AS SELECT id AS action_id, setweight(to_tsvector('french', title), 'A')
    || setweight(to_tsvector('french', description), 'B') AS words FROM missions_action;
ALTER TABLE plain_text ADD PRIMARY KEY (action_id);
CREATE INDEX ON plain_text USING gin (words);
ANALYZE;
"""


def make_text():
    """Write the words of every action, where the database can find them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(MAKE)
