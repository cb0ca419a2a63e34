"""The history keeps each change, and its author."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.publication.history import NOT_KEPT
from tests.records.factories import BookFactory, ChapterFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_each_change_is_kept():
    book = BookFactory(title="Avant")
    book.title = "Après"
    book.save()
    assert [row.title for row in book.history.all()] == ["Après", "Avant"]
    changes = book.history.first().diff_against(book.history.last()).changes
    assert [change.field for change in changes] == ["title"]


def test_relations_are_kept_too():
    book, tag = BookFactory(), TagFactory()
    book.tags.add(tag)
    latest, first = book.history.first(), book.history.last()
    assert [row.tag for row in latest.tags.all()] == [tag]
    assert not first.tags.exists()


def test_what_changes_of_a_row_keeps_its_relations():
    book, tags = BookFactory(), [TagFactory(), TagFactory()]
    book.tags.set(tags)
    book.title = "Après"
    book.save()
    latest = book.history.first()
    assert latest.title == "Après"
    assert [row.tag for row in latest.tags.order_by("pk")] == tags


def test_a_row_just_made_asks_nothing_of_its_relations():
    with CaptureQueriesContext(connection) as asked:
        book = BookFactory()
    assert book.history.count() == 1
    assert not [each["sql"] for each in asked if "bookshelf_book_tags" in each["sql"]]


def test_the_parts_of_a_record_have_their_history():
    chapter = ChapterFactory(text="Avant")
    chapter.text = "Après"
    chapter.save()
    assert chapter.history.count() == 2


def test_what_derives_from_the_rest_is_not_kept():
    kept = {field.name for field in BookFactory().history.model._meta.get_fields()}
    assert kept.isdisjoint(NOT_KEPT)
    assert "title" in kept
