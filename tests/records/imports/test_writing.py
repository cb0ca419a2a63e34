"""Rows are written by batches: what is final stays, ranks are exchanged, and the history says by whom."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User

from records.imports import writing
from records.imports.history_rows import Cause
from records.imports.writing import LoadedRows, Writing
from tests.records.bookshelf.models import Book, Chapter, Tag
from tests.records.factories import BookFactory, ChapterFactory
from tests.records.imports.shelf_files import CHAPTER_FILE, LOADED_ON, TAG_FILE, read_line

pytestmark = pytest.mark.django_db


def writing_of(table, keys=(), **options):
    """Return a Writing of a table, outside any load; `keys`: {model: {name: key}} of the rows that lines may name."""
    held = defaultdict(dict, keys)
    return Writing(table, held, LoadedRows(table.model), **{"on": LOADED_ON, "dry_run": False} | options)


@pytest.mark.parametrize(
    ("is_online", "cells", "is_left"),
    [
        (True, {"price": "13"}, True),
        (True, {"price": ""}, True),
        (True, {"price": "12.5", "text_fr": "Le gel"}, False),  # the same amount
        (False, {"price": "13"}, False),
    ],
)
def test_an_amount_is_final_once_its_book_was_online(is_online, cells, is_left):
    book = BookFactory(published=is_online)
    chapter = ChapterFactory(book=book, position=1, record_id="H1", price=Decimal("12.50"), text="Le froid")
    summary = writing_of(CHAPTER_FILE, {Book: {"L1": book.pk}}).run([read_line(CHAPTER_FILE, **cells)])
    assert (summary.final, summary.updated) == ((["H1"], 0) if is_left else ([], 1))
    said = read_line(CHAPTER_FILE, **({} if is_left else cells)).values
    chapter.refresh_from_db()
    assert (chapter.price, chapter.text) == (said["price"], said["text"])


@pytest.mark.parametrize(("named", "is_left"), [("L1", False), ("L2", True)])
def test_what_a_row_is_tied_to_may_be_final_too(monkeypatch, named, is_left):
    monkeypatch.setattr(Chapter, "final", ("book",))
    book, other = BookFactory(published=True), BookFactory()
    ChapterFactory(book=book, position=1, record_id="H1")
    tied = writing_of(CHAPTER_FILE, {Book: {"L1": book.pk, "L2": other.pk}})
    assert tied.run([read_line(CHAPTER_FILE, book_id=named)]).final == (["H1"] if is_left else [])


def test_ranks_are_exchanged():
    book = BookFactory()
    for rank in (1, 2):
        ChapterFactory(book=book, position=rank, record_id=f"H{rank}")
    rows = [read_line(CHAPTER_FILE, chapter_id=f"H{3 - rank}", rank=str(rank)) for rank in (1, 2)]
    assert writing_of(CHAPTER_FILE, {Book: {"L1": book.pk}}).run(rows).updated == 2
    assert list(Chapter.objects.order_by("record_id").values_list("position", flat=True)) == [2, 1]


def rows_by_batch(size, links, monkeypatch):
    """Return the names of rows in each batch of `size`; `links`: {name: name of the row of the table it leads to}."""
    monkeypatch.setattr(writing, "ROW_BATCH", size)
    table = SimpleNamespace(own_link=SimpleNamespace(field="former"), named_by="id")
    rows = [SimpleNamespace(cells={"id": name}, links={"former": former}) for name, former in links.items()]
    found = Writing.batches(SimpleNamespace(table=table), rows)
    return [[row.cells["id"] for row in batch] for batch in found]


@pytest.mark.parametrize(
    ("size", "links", "batches"),
    [
        (2, {}, []),
        (2, {"a": None, "b": None}, [["a", "b"]]),
        (2, {"a": None, "b": None, "c": None}, [["a", "b"], ["c"]]),
        (9, {"a": None, "b": "a", "c": None, "d": "b"}, [["a"], ["b", "c"], ["d"]]),  # none refers to another
        (9, {"a": None, "b": "z"}, [["a", "b"]]),
    ],
)
def test_rows_are_written_by_batches_none_of_which_refers_to_another_of_its_own(size, links, batches, monkeypatch):
    assert rows_by_batch(size, links, monkeypatch) == batches


def test_rows_made_at_the_bureau_say_by_whom_and_why():
    made_at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    person = User.objects.create_user("redaction")
    made = writing_of(TAG_FILE, cause=Cause("Importé de « a.xlsx »", person.pk)).create(
        [read_line(TAG_FILE, tag_id="")], made_at
    )
    assert [(tag.record_id, tag.edited_at, tag.slug) for tag in made] == [(None, made_at, "neige")]
    history = made[0].history.get()
    assert (history.history_user, history.history_change_reason) == (person, "Importé de « a.xlsx »")


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    empty = writing_of(TAG_FILE)
    with django_assert_num_queries(0):
        assert empty.create([]) == []
        empty.update([])
        empty.free_ranks([])
        assert empty.without_final([]) == []


def test_a_row_of_a_table_of_one_line_is_known_as_the_only_one():
    alone = writing_of(replace(TAG_FILE, single=True, named_by="name_fr"))
    alone.run([read_line(TAG_FILE)])
    key = Tag.objects.get().pk
    assert alone.keys[Tag] == {"Neige": key, "*": key}
    assert alone.key(Tag, "Neige") == key
    assert alone.key(Tag, None) is None
