"""What was deleted is brought back as it was, with what was deleted with it, tied to what is there today."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from records.admin import deleted_rows as of_deleted
from records.admin.deleted_rows import RESTORED, SAME_DELETION, deleted_with, restore_row
from records.publication.deletions import DELETION, deleted_rows
from tests.records.bookshelf.models import Book, BookDocument, Chapter, Series, Tag
from tests.records.document_samples import stored
from tests.records.factories import (
    AuthorFactory,
    BookDocumentFactory,
    BookFactory,
    ChapterFactory,
    RecordMergeFactory,
    SeriesFactory,
    SourceFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def delete(row):
    """Delete a row; return its key."""
    key = row.pk
    row.delete()
    return key


def last_of(model, key):
    """Return the row of history that tells a deletion."""
    return deleted_rows(model).get(id=key)


def names(rows):
    """Return what rows of history are about: (model, what it is called)."""
    return [(type(row.instance), str(row.instance)) for row in rows]


def test_the_parts_deleted_with_a_row_come_after_it():
    book = BookFactory(title="Essai")
    ChapterFactory(book=book, text="Un")
    BookDocumentFactory(record=book, title="Plan")
    found = names(deleted_with(last_of(Book, delete(book))))
    assert found[0] == (Book, "Essai")
    assert sorted(found[1:], key=str) == sorted([(Chapter, "Un"), (BookDocument, "Plan")], key=str)


def test_the_parts_of_another_row_are_left():
    book, other = BookFactory(title="Essai"), BookFactory(title="Essai")
    ChapterFactory(book=other)
    delete(other)
    assert names(deleted_with(last_of(Book, delete(book)))) == [(Book, "Essai")]


@pytest.mark.parametrize(
    ("before", "is_with"),
    [
        (dt.timedelta(0), True),
        (SAME_DELETION, True),  # to the second
        (SAME_DELETION + dt.timedelta(seconds=1), False),  # deleted apart
        (-dt.timedelta(seconds=1), False),  # after: of another deletion
    ],
)
def test_a_part_deleted_apart_is_not_deleted_with_it(before, is_with):
    chapter = ChapterFactory()
    book = chapter.book
    key = delete(book)
    moment = last_of(Book, key).history_date
    Chapter.history.filter(history_type=DELETION).update(history_date=moment - before)
    assert (len(deleted_with(last_of(Book, key))) == 2) is is_with


def test_a_row_comes_back_with_its_key_its_texts_and_its_parts(writer):
    BookFactory()
    book = BookFactory(title="Essai", summary="Un\n\ndeux", slug="recueil")
    chapter = ChapterFactory(book=book, text="Un", price="12.50")
    made = book.history.get().history_id
    key, part = delete(book), chapter.pk
    delete(BookFactory())
    restoring = restore_row(Book, key, by=writer)
    book, chapter = Book.objects.get(pk=key), Chapter.objects.get()
    assert (book.title, book.summary, book.slug) == ("Essai", "Un\n\ndeux", "recueil")
    assert (chapter.pk, chapter.book, str(chapter.price)) == (part, book, "12.50")
    assert (restoring.restored, restoring.lost) == ([book, chapter], [])
    assert book.history.filter(history_id=made).exists()


def test_who_brought_it_back_is_told_and_a_load_will_leave_it(writer, time_machine):
    key = delete(TagFactory(edited_at=None))
    time_machine.move_to(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False)
    restore_row(Tag, key, by=writer)
    tag = Tag.objects.get()
    row = tag.history.latest("history_id")
    assert (row.history_user, row.history_change_reason) == (writer, "Rétablissement")
    assert tag.edited_at == timezone.now()


@pytest.mark.parametrize(
    "make",
    [
        lambda: TagFactory().pk,  # never deleted
        lambda: 999,  # never was
        lambda: restored_already(),
        lambda: merged(),
    ],
    ids=["there", "unknown", "restored", "merged"],
)
def test_what_is_not_among_the_deleted_is_refused(writer, make):
    key = make()
    count = Tag.objects.count()
    with pytest.raises(ValidationError, match="n’est plus parmi les supprimées"):
        restore_row(Tag, key, by=writer)
    assert Tag.objects.count() == count


def restored_already():
    """Return the key of a tag that was deleted, and is there again."""
    tag = TagFactory()
    key = delete(tag)
    Tag(id=key, name="Revenu", slug="revenu").save()
    return key


def merged():
    """Return the key of a tag that was merged into another."""
    key = delete(TagFactory())
    RecordMergeFactory(model="bookshelf.tag", former_key=key, kept_key=TagFactory().pk)
    return key


def test_a_row_whose_name_another_took_is_refused_by_that_name(writer):
    key = delete(TagFactory(name="Eau", slug="eau"))
    TagFactory(name="Eau", slug="eau")
    with pytest.raises(ValidationError) as refusal:
        restore_row(Tag, key, by=writer)
    assert list(refusal.value.message_dict) == ["name"]
    assert Tag.objects.count() == 1


def test_a_rank_that_another_took_is_refused_in_the_words_of_the_rule(writer):
    chapter = ChapterFactory(position=1)
    book, key = chapter.book, delete(chapter)
    ChapterFactory(book=book, position=1)
    with pytest.raises(ValidationError) as refusal:
        restore_row(Chapter, key, by=writer)
    assert refusal.value.message_dict == {"position": ["Un autre chapitre occupe ce rang."]}


def test_a_rule_of_today_refuses_it_and_nothing_comes_back(writer):
    book = ChapterFactory(book__title="Essai").book
    key = delete(book)
    Book.history.filter(history_type=DELETION).update(title="")  # required
    with pytest.raises(ValidationError) as refusal:
        restore_row(Book, key, by=writer)
    assert list(refusal.value.message_dict) == ["title"]
    assert not Book.objects.exists()
    assert not Chapter.objects.exists()


def test_what_it_named_and_is_there_stays(writer):
    author = AuthorFactory()
    key = delete(BookFactory(author=author))
    restore_row(Book, key, by=writer)
    assert Book.objects.get().author == author


def test_what_it_may_do_without_is_left_empty(writer):
    director = AuthorFactory()
    key = delete(SeriesFactory(director=director))
    delete(director)
    restore_row(Series, key, by=writer)
    assert Series.objects.get().director is None


def test_what_it_cannot_do_without_refuses_it(writer):
    author, _other = AuthorFactory(), AuthorFactory()
    key = delete(BookFactory(author=author))
    delete(author)
    with pytest.raises(ValidationError) as refusal:
        restore_row(Book, key, by=writer)
    assert refusal.value.messages == ["Ce que cette fiche nomme n’existe plus (auteur)\u00a0: rétablissez-le d’abord."]


def test_it_is_tied_again_to_what_is_there(writer):
    book, tags = BookFactory(), [TagFactory(name=name) for name in ("Eau", "Air", "Feu")]
    source = SourceFactory()
    book.tags.set(tags)
    book.sources.add(source)
    key = delete(book)
    kept = TagFactory(name="Terre")
    RecordMergeFactory(model="bookshelf.tag", former_key=delete(tags[1]), kept_key=kept.pk)
    delete(tags[2])
    restore_row(Book, key, by=writer)
    book = Book.objects.get()
    assert [tag.name for tag in book.tags.all()] == ["Eau", "Terre"]
    assert list(book.sources.all()) == [source]


def test_the_ties_of_another_row_are_left(writer):
    book, other = BookFactory(), BookFactory()
    key = delete(book)
    other.tags.add(TagFactory())
    restore_row(Book, key, by=writer)
    assert not Book.objects.get(pk=key).tags.exists()


def test_a_row_of_which_the_history_tells_only_the_end_comes_back_without_ties(writer):
    key = delete(BookFactory(title="Essai"))
    Book.history.exclude(history_type=DELETION).delete()
    restore_row(Book, key, by=writer)
    assert Book.objects.get().title == "Essai"


def test_what_was_untied_before_it_was_deleted_stays_so(writer):
    book, tag = BookFactory(), TagFactory()
    book.tags.add(tag)
    book.tags.remove(tag)
    restore_row(Book, delete(book), by=writer)
    assert not Book.objects.get().tags.exists()


def test_a_row_brought_back_twice_keeps_its_ties(writer):
    book, tag = BookFactory(), TagFactory()
    book.tags.add(tag)
    key = delete(book)
    restore_row(Book, key, by=writer)
    delete(Book.objects.get())
    restore_row(Book, key, by=writer)
    assert list(Book.objects.get().tags.all()) == [tag]
    assert Book.history.filter(history_change_reason=str(RESTORED)).count() >= 2


def test_a_document_whose_file_is_still_kept_comes_back_with_it(writer):
    document = BookDocumentFactory(address="", **stored())
    name = document.file.name
    restoring = restore_row(Book, delete(document.record), by=writer)
    assert (BookDocument.objects.get().file.name, restoring.lost) == (name, [])


def test_a_document_whose_file_is_gone_is_told_and_left(writer):
    document = BookDocumentFactory(filed=True, title="Plan")
    name = document.file.name
    restoring = restore_row(Book, delete(document.record), by=writer)
    assert restoring.lost == [
        f"Le fichier de «\u00a0{name}\u00a0» n’est plus gardé\u00a0: ce document n’est pas rétabli."
    ]
    assert (Book.objects.count(), BookDocument.objects.count()) == (1, 0)


def test_a_row_written_by_somebody_meanwhile_is_refused_in_words(writer, monkeypatch):
    key = delete(TagFactory(name="Eau"))
    # As where two people bring it back at once: it is not there yet when it is looked for.
    row = last_of(Tag, key)
    Tag(id=key, name="Air", slug="air").save()
    monkeypatch.setattr(of_deleted, "deleted_rows", lambda model: model.history.filter(pk=row.pk))
    with pytest.raises(ValidationError, match="n’est plus parmi les supprimées"):
        restore_row(Tag, key, by=writer)
    assert Tag.objects.get().name == "Air"
