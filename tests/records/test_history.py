"""The history keeps each change, and its author."""

import pytest

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


def test_the_parts_of_a_record_have_their_history():
    chapter = ChapterFactory(text="Avant")
    chapter.text = "Après"
    chapter.save()
    assert chapter.history.count() == 2


def test_what_derives_from_the_rest_is_not_kept():
    kept = {field.name for field in BookFactory().history.model._meta.get_fields()}
    assert kept.isdisjoint(NOT_KEPT)
    assert "title" in kept
