"""English texts whose French changed since: where they wait, and that somebody says they still hold."""

import pytest

from records.admin import PartInline, RecordAdmin
from records.admin.translations import (
    OutdatedFilter,
    TranslatedParts,
    accept_english,
    has_outdated,
    outdated_parts,
    outdated_words,
    translated_parts,
)
from records.models import Source, SourceProposal
from tests.records.admin.bureau import filter_with, kept_by
from tests.records.admin.library import LIBRARY, SHELF, ChapterRows
from tests.records.bookshelf.models import Author, Book, Chapter, Series
from tests.records.factories import BookFactory, ChapterFactory

pytestmark = pytest.mark.django_db

CHAPTERS = [TranslatedParts(Chapter, "book")]


def retold(row, name, *, also=None):
    """Change the French of a row that has an English, and its English too if there is `also`; return the row."""
    setattr(row, name, f"{getattr(row, name)} revu")
    if also:
        setattr(row, f"{name}_en", also)
    row.save()
    return row


def book_in_english(**values):
    """Make a book that is told in English too."""
    return BookFactory(title="Port", title_en="Harbour", summary="Court", summary_en="Short", **values)


class Directed(PartInline):
    """The series that an author directs: parts by a link of another name than their record's."""

    model, fk_name = Series, "director"


class Untold(PartInline):
    """Parts of which nothing is translated."""

    model = SourceProposal


@pytest.mark.parametrize(
    ("model", "inlines", "parts"),
    [
        (Book, [ChapterRows], CHAPTERS),
        (Book, [], []),
        (Source, [Untold], []),
        (Author, [Untold, Directed], [TranslatedParts(Series, "director")]),
        (Author, [Directed], [TranslatedParts(Series, "director")]),
    ],
)
def test_the_parts_whose_texts_have_an_english_are_known(model, inlines, parts):
    made = RecordAdmin(model, LIBRARY)
    made.inlines = inlines
    assert translated_parts(made) == parts


def test_what_waits_is_told_of_the_record_then_of_its_parts():
    book = book_in_english()
    waiting = retold(ChapterFactory(book=book, text="Début", text_en="Opening", note="a", note_en="b"), "text")
    retold(waiting, "note")
    ChapterFactory(book=book, text="Fin", text_en="End")
    retold(ChapterFactory(text="Ailleurs", text_en="Elsewhere"), "text")
    assert outdated_words(retold(book, "title"), CHAPTERS) == ["titre", "Début revu (précision publique, texte)"]
    assert outdated_words(book, []) == ["titre"]
    assert outdated_parts(book, CHAPTERS) == [waiting]


@pytest.mark.parametrize(
    "make",
    [
        lambda: book_in_english(),
        lambda: retold(book_in_english(), "title", also="Haven"),  # both were changed
        lambda: retold(BookFactory(title="Port"), "title"),  # no English to be old
    ],
)
def test_nothing_waits_where_the_english_is_of_the_french_or_is_none(make):
    assert outdated_words(make(), CHAPTERS) == []


def test_the_english_of_parts_that_was_read_again_holds():
    book = book_in_english()
    rows = [retold(ChapterFactory(book=book, text="Début", text_en="Opening"), "text") for _each in range(2)]
    other = retold(ChapterFactory(text="Ailleurs", text_en="Elsewhere"), "text")
    accept_english(book, CHAPTERS)
    assert outdated_words(book, CHAPTERS) == []
    for row in (*rows, other):
        row.refresh_from_db()
    assert [row.outdated_english for row in (*rows, other)] == ["", "", "text"]
    assert rows[0].history.count() == 3


def test_accepting_english_that_holds_writes_nothing():
    chapter = ChapterFactory(text="Début", text_en="Opening")
    accept_english(chapter.book, CHAPTERS)
    assert chapter.history.count() == 1


def titles(value):
    """Return the titles of the books that the filter of translations keeps for a value (a list)."""
    return [book.title for book in kept_by(OutdatedFilter, SHELF, Book.objects.order_by("title"), value)]


@pytest.fixture
def shelf():
    """A book told in French alone, one whose English holds, one whose is old, one of which a chapter's is."""
    BookFactory(title="A")
    BookFactory(title="B", title_en="b")
    retold(BookFactory(title="C", title_en="c"), "title")
    retold(ChapterFactory(book=BookFactory(title="D", title_en="d"), text="Début", text_en="Opening"), "text")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("a_revoir", ["C revu", "D"]),
        ("absente", ["A"]),
        (None, ["A", "B", "C revu", "D"]),
        ("", ["A", "B", "C revu", "D"]),
        ("traduite", ["A", "B", "C revu", "D"]),  # what is no choice leaves the list whole
    ],
)
def test_the_records_to_translate_or_to_read_again_are_found(shelf, value, kept):
    assert titles(value) == kept


def test_a_record_is_found_by_its_own_texts_where_its_parts_are_not_asked(shelf):
    assert [book.title for book in Book.objects.filter(has_outdated([]))] == ["C revu"]


def test_the_filter_and_the_words_agree(shelf):
    waiting = {book.title for book in Book.objects.all() if outdated_words(book, translated_parts(SHELF))}
    assert waiting == set(titles("a_revoir"))


def test_the_two_choices_are_offered():
    offered = filter_with(OutdatedFilter, SHELF).lookup_choices
    assert [(key, str(words)) for key, words in offered] == [("a_revoir", "à revoir"), ("absente", "absente")]
