"""The rows of a form: shown as they were sent, read again only if touched, told what became of them meanwhile."""

from decimal import Decimal

import pytest
from django.db import connection
from django.forms import SplitDateTimeField
from django.test.utils import CaptureQueriesContext

from records.admin.more_rows import ASKED_ROW, ask_for_row
from records.admin.parts import GONE, Gone, NamedFormSet, PartInline, PartsFormSet, StackedPartInline
from records.publication.typed_forms import SHOWN_ONLY
from tests.records.admin.bureau import person_who_may, request_of
from tests.records.admin.library import LIBRARY, ROWS, chapters_of, chapters_sent
from tests.records.bookshelf.models import Book, Chapter
from tests.records.factories import BookFactory, ChapterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    """A book of two chapters."""
    book = BookFactory()
    ChapterFactory(book=book, position=1, text="Début", price=Decimal("12.50"))
    ChapterFactory(book=book, position=2, text="Fin")
    return book


def sent_again(book, changed=None, new=(), **beside):
    """Return what the form of a book sends of its chapters, `changed` ({rank: values}), `new` rows, and `beside`."""
    held = [
        {"id": each.pk, "position": each.position, "text": each.text, "price": each.price or ""}
        | (changed or {}).get(each.position, {})
        for each in book.chapters.all()
    ]
    return chapters_sent(*held, *new, held=len(held), **beside)


def statements_of(formset):
    """Return the statements that checking a formset asks of the database (a list of texts)."""
    with CaptureQueriesContext(connection) as asked:
        assert formset.is_valid(), formset.errors
    return [each["sql"] for each in asked]


def test_a_row_that_nobody_touched_is_taken_as_it_is_stored(book):
    formset = chapters_of(book, sent_again(book))
    assert formset.is_valid()
    first = formset.forms[0]
    assert (first.has_changed(), first.errors) == (False, {})
    told = first.cleaned_data
    assert (told["position"], told["text"], told["price"]) == (1, "Début", Decimal("12.50"))
    assert "DELETE" not in told


def test_an_untouched_row_that_breaks_a_rule_by_now_is_not_refused(book):
    Chapter.objects.filter(position=1).update(text="")
    formset = chapters_of(book, sent_again(book))
    assert formset.is_valid()
    assert not chapters_of(book, sent_again(book, changed={1: {"price": "3"}})).is_valid()


def test_a_touched_row_is_checked(book):
    formset = chapters_of(book, sent_again(book, changed={1: {"price": "douze"}}))
    assert [list(each) for each in formset.errors] == [["price"], []]


def test_many_untouched_rows_ask_no_more_than_two(book):
    few = statements_of(chapters_of(book, sent_again(book)))
    for rank in range(3, 9):
        ChapterFactory(book=book, position=rank)
    assert len(statements_of(chapters_of(book, sent_again(book)))) == len(few)


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        ({"position": "3"}, []),  # the page writes the rank of a row that is added
        ({"position": "3", "text": "Suite"}, ["position", "text"]),
        ({"price": "3"}, ["price"]),
        ({}, []),
    ],
)
def test_a_row_added_with_nothing_but_its_rank_is_blank(book, row, changed):
    formset = chapters_of(book, sent_again(book, new=[row]))
    assert formset.forms[2].changed_data == changed


def test_a_rank_that_changes_in_a_row_that_exists_is_a_change(book):
    formset = chapters_of(book, sent_again(book, changed={2: {"position": 5}}))
    assert formset.forms[1].changed_data == ["position"]


def test_the_rows_share_what_they_ask_of_the_page(book):
    first, second = chapters_of(book).forms
    assert first.media is second.media


def test_a_part_knows_its_record_as_it_is_typed(book):
    book.title = "Autre titre"
    formset = chapters_of(book, sent_again(book, new=[{"text": "Suite"}]))
    assert [form.instance.book.title for form in formset.forms] == ["Autre titre"] * 3
    assert formset.empty_form.instance.book is book


def test_the_blank_row_is_made_once(book):
    formset = chapters_of(book)
    assert formset.empty_form is formset.empty_form


def test_a_rank_may_be_left_to_the_form(book):
    assert [form.fields["position"].required for form in chapters_of(book).forms] == [False, False]


def test_the_fields_of_a_row_are_named_aloud(book):
    fields = chapters_of(book).forms[0].fields
    names = {name: str(field.widget.attrs.get("aria-label")) for name, field in fields.items() if name != "id"}
    assert names == {
        "position": "Rang",
        "text": "Texte",
        "text_en": "Texte (en anglais)",
        "price": "Prix",
        "is_free": "Gratuit",
        "book": "Livre",
        "DELETE": "Supprimer",
    }


def test_a_row_that_somebody_deleted_meanwhile_is_shown_as_it_was_typed(book):
    sent = sent_again(book, changed={1: {"text": "Prologue"}})
    book.chapters.get(position=1).delete()
    formset = chapters_of(book, sent)
    assert not formset.is_valid()
    assert GONE in formset.forms[0].non_field_errors()
    assert formset.forms[0]["text"].value() == "Prologue"
    assert formset.forms[1].errors == {}
    shown = formset.get_queryset()
    assert [getattr(each, "text", str(each)) for each in shown] == ["supprimée entre-temps", "Fin"]


def test_a_row_sent_of_another_record_is_refused_above_its_fields(book):
    formset = chapters_of(book, sent_again(book, changed={1: {"book": book.pk + 1, "text": "Prologue"}}))
    assert not formset.is_valid()
    assert formset.forms[0].errors == {"__all__": ["La valeur en ligne ne correspond pas à l’instance parente."]}


def test_a_row_that_is_gone_may_be_taken_away_here_too(book):
    sent = sent_again(book, changed={1: {"DELETE": "on"}})
    book.chapters.get(position=1).delete()
    formset = chapters_of(book, sent)
    assert formset.is_valid(), formset.errors
    formset.save()
    assert [each.text for each in book.chapters.all()] == ["Fin"]


def test_what_stands_for_a_row_that_is_gone_has_no_key():
    assert (Gone().pk, str(Gone())) == (None, "supprimée entre-temps")


def test_what_is_only_shown_again_is_not_checked(book):
    formset = chapters_of(book, sent_again(book, changed={1: {"price": "douze"}}, **{SHOWN_ONLY: "1"}))
    assert formset.errors == []
    assert formset.non_form_errors() == []
    assert [form.errors for form in formset.forms] == [{}, {}]
    assert formset.forms[0]["price"].value() == "douze"


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({ASKED_ROW: "chapters"}, "3"),
        ({ASKED_ROW: "documents"}, "2"),  # a part that the form does not send
        ({}, "2"),
    ],
)
def test_a_row_is_added_to_the_part_that_asks_for_it(asked, total):
    sent = {"chapters-TOTAL_FORMS": "2", "chapters-0-text": "Un", **asked}
    request = request_of(sent=sent)
    ask_for_row(request)
    assert request.POST["chapters-TOTAL_FORMS"] == total
    assert request.POST["chapters-0-text"] == "Un"
    assert (SHOWN_ONLY in request.POST) == (total == "3")


@pytest.mark.parametrize("counter", ["", "deux", "-1", "9" * 30])
def test_a_number_of_rows_that_is_none_adds_no_row(counter):
    request = request_of(sent={ASKED_ROW: "chapters", "chapters-TOTAL_FORMS": counter})
    ask_for_row(request)
    assert request.POST["chapters-TOTAL_FORMS"] == counter
    assert SHOWN_ONLY not in request.POST


def test_the_row_asked_for_is_new_and_the_others_are_as_typed(book):
    sent = sent_again(book, new=[{"text": "Suite"}, {}], **{ASKED_ROW: "chapters", SHOWN_ONLY: "1"})
    formset = chapters_of(book, sent)
    assert [form.is_bound for form in formset.forms] == [True, True, True, False]
    assert [form["text"].value() for form in formset.forms] == ["Début", "Fin", "Suite", None]


@pytest.mark.parametrize(
    "beside",
    [
        {ASKED_ROW: "chapters"},  # sent to be saved
        {ASKED_ROW: "documents", SHOWN_ONLY: "1"},  # asked of another part
        {SHOWN_ONLY: "1"},
    ],
)
def test_the_last_row_of_a_part_that_asked_for_none_is_as_typed(book, beside):
    formset = chapters_of(book, sent_again(book, new=[{"text": "Suite"}], **beside))
    assert [form.is_bound for form in formset.forms] == [True, True, True]


def test_the_english_of_the_rows_is_folded_at_their_end():
    assert ROWS.english == ["text_en"]
    (_none, shown), (title, folded) = ROWS.get_fieldsets(request_of())
    assert shown["fields"] == ["position", "text", "text_en", "price", "is_free"]
    assert (str(title), folded) == ("Traduction anglaise", {"fields": ["text_en"], "classes": ["collapse"]})


def test_parts_that_show_no_translated_text_have_nothing_to_fold():
    class Prices(PartInline):
        model, fields = Chapter, [("position", "price")]

    made = Prices(Book, LIBRARY)
    assert made.english == []
    assert made.get_fieldsets(request_of()) == [(None, {"fields": [("position", "price")]})]


def test_the_rows_say_whether_their_changes_wait_for_approval(book):
    class Internal(PartInline):
        model, fields, needs_approval = Chapter, ["text"], False

    assert chapters_of(book).needs_approval
    assert not Internal(Book, LIBRARY).get_formset(request_of(), book).needs_approval


def test_parts_that_have_no_rank_or_cannot_be_removed_are_edited_too(book):
    class Texts(PartInline):
        model, fields, can_delete = Chapter, ["text"], False

    forms = Texts(Book, LIBRARY).get_formset(request_of(), book)(instance=book, prefix="chapters").forms
    assert [sorted(form.fields) for form in forms] == [["book", "id", "text", "text_en"]] * 2


def test_blocks_are_named_by_their_labels_alone():
    assert (PartInline.formset, StackedPartInline.formset) == (NamedFormSet, PartsFormSet)


def test_a_part_names_its_record_without_asking_for_it():
    class Named(PartInline):
        model, fields = Chapter, ["book", "text"]

    ChapterFactory()
    rows = list(Named(Book, LIBRARY).get_queryset(request_of()))
    with CaptureQueriesContext(connection) as asked:
        assert [row.book.title for row in rows] == [Book.objects.values_list("title", flat=True).get()]
    assert len(asked) == 1


def test_the_halves_of_a_moment_are_named():
    field = SplitDateTimeField(label="Départ")
    formset = chapters_of(Book())
    formset.empty_form.fields["leaves_at"] = field
    formset.add_fields(formset.empty_form, None)
    assert [str(half.attrs["aria-label"]) for half in field.widget.widgets] == ["Départ, date", "Départ, heure"]


@pytest.mark.parametrize(
    ("permissions", "rights"),
    [
        ([], (False, False, False, False)),
        (["view_book"], (True, False, False, False)),
        (["view_book", "change_book"], (True, True, True, True)),
        (["add_chapter", "change_chapter", "delete_chapter", "view_chapter"], (False, False, False, False)),
    ],
)
def test_who_may_change_a_record_may_change_its_parts(book, permissions, rights):
    request = request_of(person_who_may(*permissions))
    asked = (ROWS.has_view_permission, ROWS.has_change_permission, ROWS.has_add_permission, ROWS.has_delete_permission)
    assert tuple(may(request, book) for may in asked) == rights


def test_who_may_add_a_record_may_fill_its_parts():
    request = request_of(person_who_may("add_book"))
    assert ROWS.has_change_permission(request)
    assert ROWS.has_add_permission(request)
    assert not ROWS.has_change_permission(request, Book())
