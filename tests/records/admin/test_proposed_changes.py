"""What a form sent is kept as changes, and typed again in the form of the record as it is by then."""

from decimal import Decimal

import pytest
from django.forms import inlineformset_factory, modelform_factory

from records.admin.part_forms import PartForm
from records.admin.parts import PartsFormSet
from records.admin.proposed_changes import Conflict, changes_of, merge, model_of
from records.admin.sent_values import shown_by
from tests.records.admin.library import chapters_of, chapters_sent
from tests.records.bookshelf.models import Book, Chapter
from tests.records.factories import BookFactory, ChapterFactory, TagFactory

pytestmark = pytest.mark.django_db

BookForm = modelform_factory(Book, fields=["title", "summary", "tags", "printed_on"])
# A part that offers two rows, as some do.
Offered = inlineformset_factory(
    Book, Chapter, form=PartForm, formset=PartsFormSet, fields=["position", "text", "is_free"], extra=2
)


@pytest.fixture
def book():
    """A book of two chapters."""
    book = BookFactory(title="Avant", summary="un\ndeux")
    ChapterFactory(book=book, position=1, text="Début", price=Decimal("12.50"))
    ChapterFactory(book=book, position=2, text="Fin")
    return book


def as_stored(book):
    """Return a book as the database has it: a form that is checked writes in the one it was given."""
    return Book.objects.get(pk=book.pk)


def form_sent(book, **values):
    """Return the form of a book, sent with other `values` than it shows."""
    shown = {bound.name: shown_by(bound) for bound in BookForm(instance=book)}
    form = BookForm({**shown, **values}, instance=as_stored(book))
    assert form.is_valid(), form.errors
    return form


def parts_sent(book, changed=None, new=()):
    """Return the formset of the chapters of a book, sent with others: `changed` ({rank: values}) and `new` rows."""
    held = [
        {"id": each.pk, "position": each.position, "text": each.text, "price": each.price or ""}
        | (changed or {}).get(each.position, {})
        for each in book.chapters.all()
    ]
    formset = chapters_of(book, chapters_sent(*held, *new, held=len(held)))
    assert formset.is_valid(), formset.errors
    return formset


def row_key(book, rank):
    """Return the key of a chapter, as changes tell it."""
    return str(book.chapters.get(position=rank).pk)


def merged(book, changes, formset=None):
    """Type changes in the form of a book as it is."""
    return merge(changes, BookForm(instance=as_stored(book)), [formset or chapters_of(book)])


def test_what_nobody_touched_changes_nothing(book):
    assert changes_of(form_sent(book), [parts_sent(book)]) == {}


def test_each_field_that_changes_tells_what_it_said_and_what_it_would_say(book):
    tag = TagFactory()
    form = form_sent(book, title="Après", summary="un\r\ntrois", tags=[str(tag.pk)], printed_on="2026-03-01")
    assert changes_of(form, []) == {
        "fields": {
            "title": ["Avant", "Après"],
            "summary": ["un\ndeux", "un\ntrois"],
            "tags": [[], [str(tag.pk)]],
            "printed_on": ["", "2026-03-01"],
        }
    }


def test_a_row_is_changed_removed_or_added(book):
    first, second = row_key(book, 1), row_key(book, 2)
    formset = parts_sent(book, changed={1: {"text": "Prologue"}, 2: {"DELETE": "on"}}, new=[{"text": "Suite"}])
    gone = {"position": "2", "text": "Fin", "text_en": "", "price": "", "is_free": False}
    assert changes_of(form_sent(book), [formset]) == {
        "parts": {
            "chapters": {
                "rows": {first: {"text": ["Début", "Prologue"]}},
                "gone": {second: gone},
                "new": [{"position": "3", "text": "Suite", "text_en": "", "price": "", "is_free": False}],
            }
        }
    }


@pytest.mark.parametrize(
    "new",
    [
        [],
        [{"text": ""}],
        [{"position": "3"}],  # nothing but the rank that the page wrote
        [{"text": "Suite", "position": "3", "DELETE": "on"}],  # added, then taken away
    ],
)
def test_a_row_that_says_nothing_is_none(book, new):
    assert changes_of(form_sent(book), [parts_sent(book, new=new)]) == {}


def test_a_blank_row_beside_one_that_changes_says_nothing(book):
    formset = parts_sent(book, changed={1: {"text": "Prologue"}}, new=[{"text": ""}])
    assert list(changes_of(form_sent(book), [formset])["parts"]["chapters"]) == ["rows"]


def test_a_row_that_goes_tells_nothing_of_what_was_typed_in_it(book):
    formset = parts_sent(book, changed={1: {"text": "Prologue", "DELETE": "on"}})
    part = changes_of(form_sent(book), [formset])["parts"]["chapters"]
    assert list(part) == ["gone"]
    assert part["gone"][row_key(book, 1)]["text"] == "Début"


def test_the_rows_of_a_formset_have_their_model():
    assert model_of(chapters_of(Book())) is Chapter


def test_without_changes_the_form_sends_what_it_shows(book):
    found = merged(book, {})
    assert found.conflicts == []
    assert not BookForm(found.data, instance=book).has_changed()
    assert not chapters_of(book, found.data).has_changed()


def test_changes_typed_again_are_the_same_changes(book):
    changes = changes_of(
        form_sent(book, title="Après", tags=[str(TagFactory().pk)]),
        [
            parts_sent(
                book, changed={1: {"price": "9,50"}, 2: {"DELETE": "on"}}, new=[{"text": "Suite", "is_free": "on"}]
            )
        ],
    )
    found = merged(book, changes)
    form, formset = BookForm(found.data, instance=as_stored(book)), chapters_of(book, found.data)
    assert form.is_valid()
    assert formset.is_valid()
    assert (changes_of(form, [formset]), found.conflicts) == (changes, [])


@pytest.mark.parametrize(
    ("by_now", "conflicts"),
    [
        ("Avant", []),
        ("Après", []),  # somebody did the same
        ("Autre", [Conflict("", "", "title", "Avant", "Autre", "Après")]),
    ],
)
def test_what_somebody_else_changed_too_is_a_conflict(book, by_now, conflicts):
    Book.objects.filter(pk=book.pk).update(title=by_now)
    found = merged(book, {"fields": {"title": ["Avant", "Après"]}})
    assert found.conflicts == conflicts
    assert found.data["title"] == "Après"


def test_what_somebody_else_changed_elsewhere_stays(book):
    Book.objects.filter(pk=book.pk).update(summary="trois")
    found = merged(book, {"fields": {"title": ["Avant", "Après"]}})
    assert (found.conflicts, found.data["summary"], found.data["title"]) == ([], "trois", "Après")


def test_a_field_that_is_final_by_now_is_in_conflict_whatever_it_says(book):
    form = BookForm(instance=book)
    form.fields["title"].disabled = True
    found = merge({"fields": {"title": ["Avant", "Après"]}}, form, [])
    assert found.conflicts == [Conflict("", "", "title", "Avant", "Avant", "Après")]


def test_a_field_that_the_form_no_longer_has_is_left_out(book):
    assert "subtitle" not in merged(book, {"fields": {"subtitle": ["", "Essai"]}}).data


def test_a_row_is_found_by_its_key_whatever_its_place(book):
    key = row_key(book, 2)
    book.chapters.filter(position=1).update(position=3)
    found = merged(book, {"parts": {"chapters": {"rows": {key: {"text": ["Fin", "Épilogue"]}}}}})
    assert found.conflicts == []
    assert [found.data[f"chapters-{rank}-text"] for rank in (0, 1)] == ["Épilogue", "Début"]


def test_a_row_that_somebody_else_changed_too_is_a_conflict(book):
    key = row_key(book, 1)
    book.chapters.filter(pk=key).update(text="Ouverture")
    found = merged(book, {"parts": {"chapters": {"rows": {key: {"text": ["Début", "Prologue"]}}}}})
    assert found.conflicts == [Conflict("chapters", key, "text", "Début", "Ouverture", "Prologue")]


def test_a_row_to_change_that_somebody_deleted_is_a_conflict(book):
    key = row_key(book, 1)
    book.chapters.get(pk=key).delete()
    changed = {"text": ["Début", "Prologue"], "price": ["12,5", "9"]}
    found = merged(book, {"parts": {"chapters": {"rows": {key: changed}}}})
    before, mine = {"text": "Début", "price": "12,5"}, {"text": "Prologue", "price": "9"}
    assert found.conflicts == [Conflict("chapters", key, "", before, None, mine)]
    assert (found.data["chapters-TOTAL_FORMS"], found.data["chapters-INITIAL_FORMS"]) == ("1", "1")


@pytest.mark.parametrize(
    ("by_now", "sides"),
    [
        ({}, None),
        ({"text": "Ouverture"}, ({"text": "Début"}, {"text": "Ouverture"})),  # only what differs is told
        ({"is_free": True}, ({"is_free": False}, {"is_free": True})),
    ],
)
def test_a_row_to_remove_that_somebody_changed_is_a_conflict(book, by_now, sides):
    key, before = row_key(book, 1), {"text": "Début", "is_free": False}
    if by_now:
        book.chapters.filter(pk=key).update(**by_now)
    found = merged(book, {"parts": {"chapters": {"gone": {key: before}}}})
    assert found.data["chapters-0-DELETE"] == "on"
    assert found.conflicts == ([Conflict("chapters", key, "", *sides, None)] if sides else [])


def test_a_field_that_rows_no_longer_have_hinders_no_removal(book):
    key = row_key(book, 1)
    found = merged(book, {"parts": {"chapters": {"gone": {key: {"text": "Début", "subtitle": "Essai"}}}}})
    assert (found.conflicts, found.data["chapters-0-DELETE"]) == ([], "on")


def test_a_row_to_remove_that_somebody_removed_is_no_conflict(book):
    key = row_key(book, 1)
    book.chapters.get(pk=key).delete()
    found = merged(book, {"parts": {"chapters": {"gone": {key: {"text": "Début"}}}}})
    assert found.conflicts == []
    assert "chapters-0-DELETE" not in found.data


def test_a_row_that_may_no_longer_be_removed_is_a_conflict(book):
    formset, before = chapters_of(book), {"text": "Début"}
    del formset.forms[0].fields["DELETE"]
    found = merged(book, {"parts": {"chapters": {"gone": {row_key(book, 1): before}}}}, formset)
    assert found.conflicts == [Conflict("chapters", row_key(book, 1), "", before, before, None)]


def test_new_rows_follow_those_there(book):
    new = [{"text": "Suite", "position": "3"}, {"text": "Annexe", "is_free": True}]
    found = merged(book, {"parts": {"chapters": {"new": new}}})
    sent = {name: value for name, value in found.data.items() if name[:11] in {"chapters-2-", "chapters-3-"}}
    assert (found.data["chapters-TOTAL_FORMS"], found.data["chapters-INITIAL_FORMS"]) == ("4", "2")
    assert sent["chapters-2-text"] == "Suite"
    assert (sent["chapters-3-text"], sent["chapters-3-is_free"]) == ("Annexe", "on")
    assert "chapters-2-is_free" not in sent


def offering(book, *initial):
    """Return a formset of the chapters of a book that offers two rows, begun with `initial` values (dicts)."""
    return Offered(instance=book, prefix="chapters", initial=list(initial))


@pytest.mark.parametrize(
    ("initial", "new", "texts", "total"),
    [
        ([], [{"text": "Suite"}], ["Suite", ""], "4"),  # the first of the two rows offered
        ([{"text": "Préface"}], [{"text": "Suite"}], ["Préface", "Suite"], "4"),  # the first that begins like it
        ([{"text": "Préface"}], [{"text": "Préface", "is_free": True}], ["Préface", ""], "4"),
        ([], [{"text": "A"}, {"text": "B"}, {"text": "C"}], ["A", "B", "C"], "5"),  # one more than is offered
        ([{"text": "Un"}, {"text": "Deux"}], [{"text": "Suite"}], ["Un", "Deux", "Suite"], "5"),  # none begins like it
        ([{"text": "Un"}, {"text": "Deux"}], [], ["Un", "Deux"], "4"),
        ([{"text": "Un"}] * 2, [{"text": "Suite", "position": "3"}], ["Un", "Un", "Suite"], "5"),  # blank in part only
    ],
)
def test_a_new_row_takes_the_place_of_the_row_offered_that_begins_like_it(book, initial, new, texts, total):
    found = merged(book, {"parts": {"chapters": {"new": new}}}, offering(book, *initial))
    assert [found.data[f"chapters-{rank + 2}-text"] for rank in range(len(texts))] == texts
    assert found.data["chapters-TOTAL_FORMS"] == total
