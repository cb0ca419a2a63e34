"""A record is read with its version, held while it is changed, and what was edited here is remembered."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records.admin.conflicts import version_of
from tests.records.admin.book_desk import BOOKS, SITE, TAGS, NamedAdmin
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Chapter, Tag
from tests.records.factories import BookFactory, ChapterFactory, TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.admin.book_desk")]


class HoldingAdmin(NamedAdmin):
    """Notes the rows that it holds."""

    held = []

    def lock(self, record):
        """Note it, and change it as somebody quicker would have."""
        self.held.append(record.name)
        super().lock(record)
        Tag.objects.filter(pk=record.pk).update(name="Air")


@pytest.fixture
def holding():
    """Return the admin of tags that notes what it holds."""
    HoldingAdmin.held.clear()
    return HoldingAdmin(Tag, SITE)


def test_a_record_is_read_with_its_version():
    tag = TagFactory()
    read = TAGS.get_object(request_of(), str(tag.pk))
    assert (read, read.version_read) == (tag, version_of(Tag, str(tag.pk)))


@pytest.mark.parametrize("key", ["0", "x", "", "9" * 30])
@pytest.mark.parametrize("sent", [None, {"name": "Eau"}], ids=["opened", "sent"])
def test_a_record_that_is_not_there_is_none(key, sent):
    assert TAGS.get_object(request_of(sent=sent), key) is None


def test_a_form_that_is_opened_holds_nothing(holding):
    tag = TagFactory(name="Eau")
    assert holding.get_object(request_of(), str(tag.pk)).name == "Eau"
    assert holding.held == []


def test_a_form_that_is_sent_holds_the_record_then_reads_it(holding):
    tag = TagFactory(name="Eau")
    with transaction.atomic():
        read = holding.get_object(request_of(sent={"name": "Feu"}), str(tag.pk))
    assert (holding.held, read.name) == (["Eau"], "Air")


def test_the_version_is_read_before_the_record():
    tag = TagFactory()
    with CaptureQueriesContext(connection) as queries:
        TAGS.get_object(request_of(), str(tag.pk))
    tables = ["historicaltag" in each["sql"] for each in queries if "bookshelf" in each["sql"]]
    assert tables == [True, False]


def test_what_is_held_is_the_row_alone():
    tag = TagFactory()
    TagFactory()
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        TAGS.lock(tag)
    [asking] = queries
    assert f'"id" = {tag.pk}' in asking["sql"]


def save(model_admin, record, user, beside=(), **changes):
    """Save the form of a record with `changes` typed in it, and the boxes named `beside` ticked."""
    bound = model_admin.bind_changes(request_of(user), record, changes)
    bound.merged.type({name: ["on"] for name in beside})
    assert bound.is_valid(), bound.errors()
    model_admin.save_bound(bound, "")


def edited(*rows):
    """Say, of each row, whether the database remembers that it was edited here."""
    return [type(row).objects.get(pk=row.pk).edited_at is not None for row in rows]


def test_a_row_changed_here_is_remembered(manager, time_machine):
    time_machine.move_to("2026-03-02 12:00 +0000", tick=False)
    tag, other = TagFactory(), TagFactory()
    save(TAGS, tag, manager, fields={"name": [tag.name, "Eau"]})
    assert Tag.objects.get(pk=tag.pk).edited_at == timezone.now()
    assert edited(tag, other) == [True, False]


def test_a_row_saved_as_it_was_is_not(manager):
    tag = TagFactory()
    save(TAGS, tag, manager)
    assert edited(tag) == [False]


def test_a_part_changed_here_is_remembered_with_its_record_and_the_others_are_not(manager):
    chapter = ChapterFactory(position=1, text="Un")
    other = ChapterFactory(book=chapter.book, position=2, text="Deux")
    rows = {str(chapter.pk): {"text": ["Un", "Une"]}}
    save(BOOKS, chapter.book, manager, parts={"chapters": {"rows": rows}})
    assert edited(chapter.book, chapter, other) == [True, True, False]


def test_a_part_added_here_is_remembered(manager):
    book = BookFactory()
    save(BOOKS, book, manager, parts={"chapters": {"new": [{"position": "1", "text": "Un"}]}})
    assert edited(book, Chapter.objects.get()) == [True, True]


def test_a_part_taken_out_here_marks_its_record(manager):
    chapter = ChapterFactory(position=1)
    save(BOOKS, chapter.book, manager, parts={"chapters": {"gone": {str(chapter.pk): {"position": "1"}}}})
    assert edited(chapter.book) == [True]
    assert not Chapter.objects.exists()


def outdated():
    """Return a book and its chapter whose English is older than its French."""
    chapter = ChapterFactory(position=1, text="Un", text_en="One", book__title="Essai", book__title_en="Essay")
    chapter.text = "Une"
    chapter.save()
    chapter.book.title = "Récit"
    chapter.book.save()
    return chapter.book, chapter


@pytest.mark.parametrize(
    ("beside", "after"),
    [
        ([], ["title", "text"]),
        (["english_was_read"], ["", ""]),  # somebody read both again
    ],
)
def test_an_english_read_again_holds_in_the_parts_too(manager, beside, after):
    book, chapter = outdated()
    assert [book.outdated_english, chapter.outdated_english] == ["title", "text"]
    save(BOOKS, book, manager, beside)
    assert [type(row).objects.get(pk=row.pk).outdated_english for row in (book, chapter)] == after


def test_the_parts_that_were_sent_are_handed_to_the_form():
    book = ChapterFactory().book
    BOOKS.parts_of(request_of(), book)
    assert book.parts_typed == []
    bound = BOOKS.bind_changes(request_of(), book, {})
    assert bound.form.parts == bound.formsets
    assert [formset.prefix for formset in bound.form.parts] == ["chapters", "documents"]


def test_blank_ranks_are_completed_in_what_all_the_parts_read():
    book = BookFactory()
    sent = request_of(sent=two_blank_ranks())
    chapters, _documents = BOOKS.parts_of(sent, book)
    assert chapters.is_valid(), chapters.errors
    assert [form.cleaned_data["position"] for form in chapters.forms] == [1, 2]
    assert sent.POST["chapters-0-position"] == ""  # what the person sent stays as it is


def two_blank_ranks():
    """Return what a form sends of two new chapters that say no rank."""
    rows = {f"chapters-{rank}-{name}": value for rank in (0, 1) for name, value in (("position", ""), ("text", "A"))}
    counts = {"chapters-TOTAL_FORMS": "2", "documents-TOTAL_FORMS": "0"}
    return rows | counts | {"chapters-INITIAL_FORMS": "0", "documents-INITIAL_FORMS": "0"}
