"""What changed in the parts of a record, told beside its own history."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.admin import changes
from records.admin.changes import changes_of_parts
from records.documents.storing import StoredFile
from tests.records.admin.book_desk import BOOKS, TAGS
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Chapter
from tests.records.factories import BookDocumentFactory, BookFactory, ChapterFactory, SourceFactory, TagFactory

pytestmark = pytest.mark.django_db


def told(book, user=None):
    """Return what is told of the parts of a book: (sort of part, its name, sort of change, [field, before, after])."""
    rows = changes_of_parts(BOOKS, request_of(user), str(book.pk))
    return [
        (
            row.part_label,
            str(row.part),
            row.history_type,
            [each[:3] for each in getattr(row, "history_delta_changes", [])],
        )
        for row in rows
    ]


def rewrite(chapter, **values):
    """Save a part with other values."""
    for name, value in values.items():
        setattr(chapter, name, value)
    chapter.save()


@pytest.fixture
def chapter():
    """Return the one chapter of a book."""
    return ChapterFactory(text="Un", position=1)


def test_a_part_that_was_added_is_told(chapter):
    assert told(chapter.book) == [("chapitre", "Un", "+", [])]


def test_the_changes_of_a_part_are_told_the_latest_first_as_it_was_called_then(chapter):
    rewrite(chapter, text="Deux")
    rewrite(chapter, text="Trois", is_free=True)
    assert told(chapter.book) == [
        ("chapitre", "Trois", "~", [("Gratuit", "non", "oui"), ("Texte", "Deux", "Trois")]),
        ("chapitre", "Deux", "~", [("Texte", "Un", "Deux")]),
        ("chapitre", "Un", "+", []),
    ]


def test_what_a_part_is_tied_to_is_told_by_its_name(chapter):
    chapter.sources.add(SourceFactory(publisher="Le Soleil", url="https://exemple.invalid/une"))
    assert told(chapter.book)[0][3] == [("Sources", "", "Le Soleil – https://exemple.invalid/une")]


def test_each_part_is_compared_with_itself(chapter):
    other = ChapterFactory(book=chapter.book, text="A", position=2)
    rewrite(chapter, text="Deux")
    rewrite(other, text="B")
    changed = [row for row in told(chapter.book) if row[2] == "~"]
    assert changed == [
        ("chapitre", "B", "~", [("Texte", "A", "B")]),
        ("chapitre", "Deux", "~", [("Texte", "Un", "Deux")]),
    ]


def test_a_part_that_is_gone_is_told_as_it_was(chapter):
    book = chapter.book
    chapter.delete()
    assert told(book)[0] == ("chapitre", "Un", "-", [])


def test_the_parts_of_another_record_are_not_told(chapter):
    assert told(BookFactory()) == []


def test_parts_of_every_sort_are_told_together_by_their_date(chapter):
    document = BookDocumentFactory(record=chapter.book, title="Plan")
    rewrite(chapter, text="Deux")
    assert [row[:3] for row in told(chapter.book)] == [
        ("chapitre", "Deux", "~"),
        ("document d’un livre", "Plan", "+"),
        ("chapitre", "Un", "+"),
    ]
    assert document.history.count() == 1


def test_another_file_in_the_place_of_one_is_told_as_one_change():
    document = BookDocumentFactory(title="Plan", filed=True)
    document.take_file(StoredFile("documents/deux.pdf", "application/pdf", 2_000_000, "1" * 64))
    document.save()
    [latest, *_first] = told(document.record)
    assert latest[3] == [("Fichier", "PDF, 1,2\u00a0Mo", "PDF, 2,0\u00a0Mo")]


def test_who_may_not_read_the_record_is_told_nothing(chapter):
    assert told(chapter.book, AnonymousUser()) == []


def test_only_the_latest_changes_of_each_sort_are_told(chapter, monkeypatch):
    monkeypatch.setattr(changes, "MAX_CHANGES", 2)
    BookDocumentFactory(record=chapter.book)
    for text in ("Deux", "Trois"):
        rewrite(chapter, text=text)
    assert [row[1:3] for row in told(chapter.book) if row[0] == "chapitre"] == [("Trois", "~"), ("Deux", "~")]
    assert [row[2] for row in told(chapter.book) if row[0] != "chapitre"] == ["+"]


def test_who_made_each_change_is_brought_along(chapter):
    chapter._history_user = User.objects.create_user("collegue")
    rewrite(chapter, text="Deux")
    rows = changes_of_parts(BOOKS, request_of(), str(chapter.book_id))
    with CaptureQueriesContext(connection) as queries:
        assert [row.history_user and row.history_user.username for row in rows] == ["collegue", None]
        assert {row.part.book.pk for row in rows} == {chapter.book_id}
    assert not queries


def test_many_changes_cost_no_more_statements_than_one(chapter):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            changes_of_parts(BOOKS, request_of(), str(chapter.book_id))
        return len(queries)

    rewrite(chapter, is_free=True)
    before = cost()
    for price in range(4):
        rewrite(chapter, price=price)
    assert len(Chapter.history.all()) == 6
    # What a row of history is tied to is read for each two that are compared.
    ties = len(Chapter._history_m2m_fields)
    assert cost() - before <= 4 * 2 * ties


def test_a_record_without_parts_tells_nothing():
    assert changes_of_parts(TAGS, request_of(), str(TagFactory().pk)) == []
