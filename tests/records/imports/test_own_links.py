"""A line may lead to another of its own file, before or after it; none goes round."""

import datetime as dt
from collections import defaultdict
from types import SimpleNamespace

import pytest

from records.imports import faults
from records.imports.references import References
from records.imports.rows import CsvRow, Reference
from tests.records.bookshelf.models import Series
from tests.records.factories import AuthorFactory, SeriesFactory
from tests.records.imports.shelf_files import TAG_FILE


def refusals(links, table=TAG_FILE):
    """Return [(line, reason, name)] of lines that lead to one another; `links`: {name: name it leads to, or None}."""
    check = SimpleNamespace(
        names={table.model: {name: (table.file, line) for line, name in enumerate(links, start=2)}},
        links=defaultdict(dict),
        unreadable=set(),
        as_drafts=False,
        deleted_of=lambda model: {"gone"},
        files_of=lambda model: table.file,
    )
    told = []
    references = References(check, table, lambda line, _column, reason, value: told.append((line, str(reason), value)))
    for line, (name, former) in enumerate(links.items(), start=2):
        row = CsvRow(line, name, {table.named_by: name})
        row.references += [Reference("former", table.model, former)] if former else []
        references.read(row)
        told += [(line, str(reason), value) for _column, reason, value in row.refusals]
    references.finish()
    return told


ROUND, GONE = faults.GOES_ROUND, faults.DELETED_AT_THE_BUREAU
LOST = faults.NOT_FOUND % {"kind": "mot-clé", "files": "tags.csv"}


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ({}, []),
        ({"a": None, "b": "a", "c": "b"}, []),
        ({"a": "c", "b": None, "c": "b"}, []),  # what a line leads to may come after it
        ({"a": "z"}, [(2, LOST, "z")]),
        ({"a": "b", "b": "z"}, [(3, LOST, "z")]),  # the line that leads nowhere, not those that lead to it
        ({"a": "b", "b": "a"}, [(2, ROUND, "b"), (3, ROUND, "a")]),
        ({"a": "b", "b": "c", "c": "a"}, [(2, ROUND, "b"), (3, ROUND, "c"), (4, ROUND, "a")]),
        ({"a": "b", "b": "c", "c": "b"}, [(3, ROUND, "c"), (4, ROUND, "b")]),  # the round alone
        ({"a": "a"}, []),  # a rule of the model refuses it
        ({"a": "gone"}, [(2, GONE, "gone")]),
    ],
)  # fmt: skip
def test_lines_that_lead_to_one_another_end_somewhere(links, told):
    assert refusals(links) == told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "goes_round"),
    [
        ({"record_id": "b", "edited_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, True),  # the load leaves it so
        ({"record_id": "b"}, False),  # its line says otherwise
        ({"record_id": "c"}, False),
    ],
)
def test_what_the_bureau_ties_together_is_followed_too(row, goes_round):
    """Directors stand for the series that a series would come from: none of the shelf comes from another."""
    SeriesFactory(director=AuthorFactory(record_id="a"), **row)
    table = SimpleNamespace(
        model=Series,
        file="series.csv",
        named_by="id",
        own_link=SimpleNamespace(field="director"),
        shared_links={},
        column_of=lambda name: name,
    )
    told = refusals({"a": "b", "b": None}, table)
    assert told == ([(2, ROUND, "b")] if goes_round else [])
