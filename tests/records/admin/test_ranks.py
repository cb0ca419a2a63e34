"""The ranks of rows: a blank one is the next, rows change places in one go, nobody takes another's unseen."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import inlineformset_factory

from records.admin.parts import PartsFormSet
from records.admin.ranks import ASIDE, TAKEN, fill_ranks, let_rows_change_places, rank_rule
from records.models import SharedLink
from tests.records.admin.library import chapters_of, chapters_sent
from tests.records.bookshelf.models import Book, BookDocument, Chapter, Tag
from tests.records.factories import BookDocumentFactory, BookFactory, ChapterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    """A book of two chapters."""
    book = BookFactory()
    ChapterFactory(book=book, position=1, text="Début")
    ChapterFactory(book=book, position=2, text="Fin")
    return book


def row_of(chapter, **values):
    """Return what the row of a chapter sends, with other `values`."""
    return {"id": chapter.pk, "position": chapter.position, "text": chapter.text, **values}


def sent_of_all(book, *new, changed=None):
    """Return what the form of a book sends: its chapters, `changed` ({rank: values}), then `new` rows."""
    held = [row_of(each, **(changed or {}).get(each.position, {})) for each in book.chapters.all()]
    return chapters_sent(*held, *new, held=len(held))


def saved(book, sent):
    """Save what was sent of the chapters of a book; return {text: rank} of those it has by then."""
    formset = chapters_of(book, sent)
    assert formset.is_valid(), formset.errors
    formset.save()
    return dict(book.chapters.values_list("text", "position"))


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Chapter, "bookshelf_chapter_rank_is_its_own"),
        (Book, None),  # no rank
        (SharedLink, None),  # a rule, of something else
        (Tag, None),
        (BookDocument, None),  # parts in no order of their own
    ],
)
def test_the_rule_of_ranks_is_found_where_there_is_one(model, name):
    assert getattr(rank_rule(model), "name", None) == name


@pytest.mark.parametrize(
    ("typed", "ranks"),
    [
        (["", ""], ["1", "2"]),
        (["7", ""], ["7", "8"]),  # after the highest typed
        (["", "7"], ["8", "7"]),
        (["", "3", ""], ["4", "3", "5"]),
        (["un", ""], ["un", "1"]),  # what is no number is refused elsewhere, and counts for nothing
        (["-4", " "], ["-4", "1"]),
        (["9" * 30, ""], ["9" * 30, "1"]),  # longer than a database compares
    ],
)
def test_a_blank_rank_is_the_next(typed, ranks):
    formset = chapters_of(Book(), chapters_sent(*({"text": "Un", "position": rank} for rank in typed)))
    fill_ranks(formset)
    assert [formset.data[f"chapters-{place}-position"] for place in range(len(typed))] == ranks


@pytest.mark.parametrize(
    "row",
    [
        {"text": "", "position": ""},
        {"text": "", "position": " "},
        {"position": "", "price": ""},
    ],
)
def test_a_blank_row_that_is_offered_stays_blank(row):
    formset = chapters_of(Book(), chapters_sent({"text": "Un", "position": "1"}, row))
    fill_ranks(formset)
    assert formset.data["chapters-1-position"] == row["position"]
    assert not formset.forms[1].has_changed()


def test_the_rank_given_counts_among_what_changed():
    formset = chapters_of(Book(), chapters_sent({"text": "Un", "position": ""}))
    assert formset.forms[0].changed_data == ["text"]
    fill_ranks(formset)
    assert formset.forms[0].changed_data == ["position", "text"]


def test_a_row_without_a_rank_follows_those_there(book):
    assert saved(book, sent_of_all(book, {"text": "Suite", "position": ""})) == {"Début": 1, "Fin": 2, "Suite": 3}


def test_two_rows_change_places_in_one_go(book):
    sent = sent_of_all(book, changed={1: {"position": 2}, 2: {"position": 1}})
    assert saved(book, sent) == {"Début": 2, "Fin": 1}


def test_three_rows_turn_in_one_go(book):
    ChapterFactory(book=book, position=3, text="Annexe")
    sent = sent_of_all(book, changed={1: {"position": 2}, 2: {"position": 3}, 3: {"position": 1}})
    assert saved(book, sent) == {"Début": 2, "Fin": 3, "Annexe": 1}


def test_a_row_takes_the_rank_of_one_that_goes(book):
    sent = sent_of_all(book, {"text": "Suite", "position": 2}, changed={1: {"DELETE": "on"}, 2: {"position": 1}})
    assert saved(book, sent) == {"Fin": 1, "Suite": 2}


def test_a_row_takes_the_rank_of_a_later_one_that_goes(book):
    sent = sent_of_all(book, changed={1: {"position": 2}, 2: {"DELETE": "on"}})
    assert saved(book, sent) == {"Début": 2}


def test_parts_that_have_no_rank_come_and_go_without_one(book):
    kept, gone = BookDocumentFactory(record=book), BookDocumentFactory(record=book)
    made = inlineformset_factory(Book, BookDocument, formset=PartsFormSet, fields=["title"], extra=0)
    sent = {"documents-TOTAL_FORMS": "2", "documents-INITIAL_FORMS": "2", "documents-1-DELETE": "on"}
    for rank, row in enumerate((kept, gone)):
        sent |= {f"documents-{rank}-id": row.pk, f"documents-{rank}-title": "Titre"}
    formset = made(sent, instance=book, prefix="documents")
    assert formset.is_valid(), formset.errors
    formset.save()
    assert [each.title for each in book.documents.all()] == ["Titre"]
    assert "documents-0-position" not in formset.data


def test_a_row_of_a_form_answers_for_its_rank_with_the_others_only(book):
    row = book.chapters.get(position=1)
    row.position = 2
    with pytest.raises(ValidationError, match="Un autre chapitre occupe ce rang"):
        row.full_clean()
    let_rows_change_places(row)
    row.full_clean()


def test_no_row_stays_aside(book):
    saved(book, sent_of_all(book, changed={1: {"position": 2}, 2: {"position": 1}}))
    assert not Chapter.objects.filter(position__gt=ASIDE).exists()


def test_a_row_that_only_changes_its_text_stays_in_its_place(book):
    first = book.chapters.get(position=1)
    assert saved(book, sent_of_all(book, changed={1: {"text": "Prologue"}})) == {"Prologue": 1, "Fin": 2}
    assert [row.position for row in first.history.all()] == [1, 1]


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        ({"text": "Suite", "position": 3}, {}),
        (None, {2: {"position": 3}}),
    ],
)
def test_a_rank_that_somebody_took_meanwhile_is_refused(book, new, changed):
    sent = sent_of_all(book, *([new] if new else []), changed=changed)
    ChapterFactory(book=book, position=3, text="D’ailleurs")
    formset = chapters_of(book, sent)
    assert not formset.is_valid()
    assert formset.non_form_errors() == [TAKEN % {"rank": 3}]


def test_a_rank_taken_in_another_book_is_free(book):
    ChapterFactory(position=3)
    assert "Suite" in saved(book, sent_of_all(book, {"text": "Suite", "position": 3}))


def test_a_row_that_goes_takes_no_rank(book):
    sent = sent_of_all(book, changed={2: {"position": 3, "DELETE": "on"}})
    ChapterFactory(book=book, position=3, text="D’ailleurs")
    assert saved(book, sent) == {"Début": 1, "D’ailleurs": 3}


def test_what_somebody_added_meanwhile_refuses_nothing_of_rows_that_stay(book):
    sent = sent_of_all(book, changed={1: {"text": "Prologue"}})
    ChapterFactory(book=book, position=3, text="D’ailleurs")
    assert saved(book, sent) == {"Prologue": 1, "Fin": 2, "D’ailleurs": 3}


def test_two_rows_of_one_form_cannot_have_the_same_rank(book):
    formset = chapters_of(book, sent_of_all(book, changed={1: {"position": 2}}))
    assert not formset.is_valid()
    assert formset.non_form_errors() == ["Deux lignes ont la même valeur\u00a0: Rang."]
    assert formset.forms[1].non_field_errors() == ["Cette ligne répète une autre ligne."]


def test_rows_of_a_new_book_are_given_ranks_too():
    formset = chapters_of(Book(), chapters_sent({"text": "Un"}, {"text": "Deux"}))
    formset.full_clean()
    assert [form.instance.position for form in formset.forms] == [1, 2]
    assert formset.errors == [{}, {}]
