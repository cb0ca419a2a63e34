"""What rows of a spreadsheet change, as the changes a form would send, and the changes that put it all back."""

import datetime as dt
from types import SimpleNamespace

import pytest

from records.admin.imported_changes import CONFIRMED, backward, changes_of_rows
from records.admin.proposed_changes import merge
from records.imports.bilingual import bilingual
from records.imports.columns import Approximate, Children, ImportColumn, Link, Links
from records.imports.sheets import SameName, Sheet
from records.imports.tables import Table
from records.imports.verdicts import SheetCheck
from tests.records.admin.bureau import request_of
from tests.records.admin.library import SHELF, chapters_of
from tests.records.bookshelf.models import Book, BookDocument, Chapter
from tests.records.factories import BookFactory, ChapterFactory, SeriesFactory, TagFactory

pytestmark = pytest.mark.django_db

TEXTS = Children("chapters_fr", Chapter, "book", "text", english="chapters_en")
BOOKS = Sheet(
    "livres",
    "Livres",
    Table(
        "livres",
        Book,
        key="book_id",
        columns=[
            *bilingual("title"),
            ImportColumn("summary_fr", "summary"),
            Link("series_id", "series"),
            Links("tags", "tags"),
            Approximate("printed", "printed"),
            TEXTS,
        ],
    ),
    likeness=lambda: SameName(Book, ["title"], "même titre"),
)
# Chapters known by their texts, whatever their places; and chapters as rows of their own.
NAMED = Children("chapters_fr", Chapter, "book", "text", identified_by=("text",))
PRICES = Sheet(
    "prix",
    "Prix",
    Table(
        "prix",
        Chapter,
        key="chapter_id",
        columns=[
            Link("book_id", "book"),
            ImportColumn("position", "position"),
            ImportColumn("text_fr", "text"),
            ImportColumn("price", "price"),
        ],
    ),
    likeness=lambda: SameName(Chapter, ["book", "text"], "même texte"),
    owner="book",
)


@pytest.fixture
def book():
    """A book known to the register, of two chapters."""
    book = BookFactory(title="Atlas", record_id="B-1", series__name="Essais", series__record_id="C-1")
    ChapterFactory(book=book, position=1, text="Début")
    ChapterFactory(book=book, position=2, text="Fin", record_id="T-2")
    return book


def opened(book):
    """Return the form of a book and the formset of its chapters, as the bureau opens them."""
    book = Book.objects.get(pk=book.pk)
    return SHELF.get_form(request_of(), book, change=True)(instance=book), chapters_of(book)


def changes(book, sheet=BOOKS, **cells):
    """Return what a row about a book (its cells, by columns) changes in its form."""
    form, formset = opened(book)
    check = SheetCheck(sheet, {name: name for name in cells}, today=dt.date(2026, 3, 2), guard=lambda _record: "")
    verdicts = list(check.check([(2, cells, "")]))
    assert [verdict.faults for verdict in verdicts] == [[]]
    return changes_of_rows(sheet, verdicts, form, [SimpleNamespace(model=BookDocument), formset])


def named(sheet, column):
    """Return a sheet with another column of chapters."""
    columns = [each for each in sheet.table.columns if each is not TEXTS]
    table = Table("livres", Book, key="book_id", columns=[*columns, column])
    return Sheet("livres", "Livres", table, likeness=sheet.likeness)


def test_a_row_that_says_what_the_record_says_changes_nothing(book):
    assert changes(book, book_id="B-1", title_fr="Atlas", series_id="Essais", chapters_fr="Début | Fin") == {}


def test_a_row_changes_the_fields_of_the_columns_that_differ(book):
    tags, other = [TagFactory(name="Port"), TagFactory(name="Mer")], SeriesFactory(name="Contes")
    found = changes(book, book_id="B-1", title_fr="Grand atlas", summary_fr="", tags="Port | Mer", series_id="Contes")
    assert found == {
        "fields": {
            "title": ["Atlas", "Grand atlas"],
            "series": [str(book.series.pk), str(other.pk)],
            "tags": [[], [str(tag.pk) for tag in tags]],
        }
    }


def test_a_date_known_to_the_month_fills_its_two_fields(book):
    found = changes(book, book_id="B-1", printed="2024-05")
    assert found == {"fields": {"printed_on": ["", "2024-05-01"], "printed_precision": ["", "mois"]}}


def test_a_form_that_asks_about_a_doubt_is_told_that_it_was_cleared(book):
    form, formset = opened(book)
    form.fields[CONFIRMED] = form.fields["summary"]
    check = SheetCheck(BOOKS, {"id": "book_id", "t": "title_fr"}, today=dt.date(2026, 3, 2), guard=lambda _record: "")
    told = [
        changes_of_rows(BOOKS, list(check.check([(line, {"id": "B-1", "t": title}, "")])), form, [formset])
        for line, title in ((2, "Atlas"), (3, "Grand atlas"))
    ]
    assert told == [{}, {"fields": {"title": ["Atlas", "Grand atlas"], CONFIRMED: ["", "on"]}}]


def keys_of(book):
    """Return the keys of the chapters of a book, as changes tell them (a list)."""
    return [str(key) for key in book.chapters.values_list("pk", flat=True)]


def test_a_chapter_takes_its_place_in_the_list_of_the_row(book):
    first, second = keys_of(book)
    found = changes(book, book_id="B-1", chapters_fr="Prologue | Fin | Annexe", chapters_en="Prologue | End | Annex")
    part = found["parts"]["chapters"]
    assert part["rows"] == {
        first: {"text": ["Début", "Prologue"], "text_en": ["", "Prologue"]},
        second: {"text_en": ["", "End"]},
    }
    assert part["new"] == [{"position": "3", "text": "Annexe", "text_en": "Annex", "price": "", "is_free": False}]
    assert "gone" not in part


def test_the_first_chapters_of_a_book_are_ranked_from_one():
    BookFactory(record_id="B-2")
    part = changes(Book.objects.get(), book_id="B-2", chapters_fr="Un | Deux")["parts"]["chapters"]
    assert [(row["position"], row["text"]) for row in part["new"]] == [("1", "Un"), ("2", "Deux")]


def test_a_shorter_list_takes_the_last_chapters_away(book):
    _first, second = keys_of(book)
    gone = {"position": "2", "text": "Fin", "text_en": "", "price": "", "is_free": False}
    assert changes(book, book_id="B-1", chapters_fr="Début") == {"parts": {"chapters": {"gone": {second: gone}}}}


def test_chapters_known_by_their_texts_are_found_wherever_they_stand(book):
    first, _second = keys_of(book)
    found = changes(book, named(BOOKS, NAMED), book_id="B-1", chapters_fr="Fin | Annexe")
    part = found["parts"]["chapters"]
    assert list(part["gone"]) == [first]
    assert [(row["text"], row["position"]) for row in part["new"]] == [("Annexe", "3")]
    assert "rows" not in part


def test_the_changes_of_a_row_are_typed_in_the_form_as_those_of_a_proposal(book):
    found = changes(book, book_id="B-1", title_fr="Grand atlas", chapters_fr="Début | Épilogue | Annexe")
    form, formset = opened(book)
    merged = merge(found, form, [formset])
    assert (merged.conflicts, merged.data["title"], merged.data["chapters-TOTAL_FORMS"]) == ([], "Grand atlas", "3")
    assert [merged.data[f"chapters-{rank}-text"] for rank in range(3)] == ["Début", "Épilogue", "Annexe"]


def test_a_row_that_is_itself_a_part_is_changed_in_the_form_of_its_record(book):
    _first, second = keys_of(book)
    found = changes(book, PRICES, chapter_id="T-2", price="12.50", text_fr="Fin")
    assert found == {"parts": {"chapters": {"rows": {second: {"price": ["", "12,5"]}}}}}


def test_a_row_that_is_itself_a_part_is_added_to_its_record(book):
    found = changes(book, PRICES, book_id="Atlas", position="7", text_fr="Annexe", price="9")
    new = {"position": "7", "text": "Annexe", "text_en": "", "price": "9", "is_free": False}
    assert found == {"parts": {"chapters": {"new": [new]}}}


FORWARD = {
    "fields": {"title": ["Atlas", "Grand atlas"], CONFIRMED: ["", "on"]},
    "parts": {
        "chapters": {
            "rows": {"1": {"text": ["Début", "Prologue"], "is_free": [False, True]}},
            "gone": {"2": {"text": "Fin"}},
            "new": [{"text": "Annexe"}, {"text": "Index"}],
        }
    },
}


def part_saved(*keys, prefix="chapters"):
    """Return a formset just saved, which made the rows of these `keys`."""
    return SimpleNamespace(prefix=prefix, new_objects=[Chapter(pk=key) for key in keys])


def test_what_puts_changes_back_says_them_the_other_way_round():
    assert backward(FORWARD, [part_saved(7, 8)]) == {
        "fields": {"title": ["Grand atlas", "Atlas"], CONFIRMED: ["", "on"]},  # the doubt stays cleared
        "parts": {
            "chapters": {
                "rows": {"1": {"text": ["Prologue", "Début"], "is_free": [True, False]}},
                "gone": {"7": {"text": "Annexe"}, "8": {"text": "Index"}},
                "new": [{"text": "Fin"}],
            }
        },
    }


@pytest.mark.parametrize(
    ("part", "back"),
    [
        ({"rows": {"1": {"text": ["a", "b"]}}}, {"rows": {"1": {"text": ["b", "a"]}}}),
        ({"gone": {"1": {"text": "a"}}}, {"new": [{"text": "a"}]}),
        ({"new": [{"text": "a"}]}, {"gone": {"7": {"text": "a"}}}),
        ({}, {}),
    ],
)
def test_what_puts_a_part_back_says_nothing_more(part, back):
    assert backward({"parts": {"chapters": part}}, [part_saved(7)])["parts"] == {"chapters": back}


def test_nothing_is_put_back_of_no_change():
    assert backward({}, [part_saved(7)]) == {"fields": {}, "parts": {}}


def test_the_rows_made_by_another_part_are_left_alone():
    found = backward({"parts": {"chapters": {"new": [{"text": "a"}]}}}, [part_saved(7, prefix="documents")])
    assert found["parts"] == {"chapters": {}}
