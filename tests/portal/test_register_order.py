"""The tables of the register: each once, each after those it refers to."""

from portal.register import TABLES
from records.imports.columns import Children, Link, Links
from records.imports.sources import SOURCES


def referred_to(table):
    """Return the models that the lines of a table refer to, its own left out (a set)."""
    found = {column.model for column in table.columns if isinstance(column, (Link, Links))}
    found |= {column.related for column in table.columns if isinstance(column, Children) and column.related}
    return found - {table.model}


def test_sources_come_first_and_every_table_after_those_it_refers_to():
    assert TABLES[0] is SOURCES
    last = {table.model: rank for rank, table in enumerate(TABLES)}
    late = [(table.file, model.__name__) for rank, table in enumerate(TABLES) for model in referred_to(table)
            if last[model] > rank]  # fmt: skip
    assert late == []


def test_no_table_is_read_twice():
    read = [(table.file, table.model) for table in TABLES]
    assert len(set(read)) == len(read)
