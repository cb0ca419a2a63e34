"""Changes typed in the form of a record as it is: checked there, saved by the admin's own methods."""

import pytest
from django import forms
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from records.admin.bound_forms import REFUSED_BY_DATABASE, BoundForm
from records.admin.proposed_changes import Conflict, Merged
from tests.records.admin.book_desk import BOOKS, TAGS
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Book, Chapter, Tag
from tests.records.factories import ChapterFactory, TagFactory

pytestmark = pytest.mark.urls("tests.records.admin.book_desk")

TOO_LONG = {"max_length": "Trop long."}


class RowForm(forms.Form):
    """A row: a short word, and a field without words of its own."""

    word = forms.CharField(label="Mot", max_length=3, error_messages=TOO_LONG)
    bare = forms.CharField(label="", required=False, max_length=3, error_messages=TOO_LONG)

    def clean(self):
        """Refuse a row of one word."""
        if self.cleaned_data.get("word") == "non":
            raise ValidationError("Rien de cela.")


Rows = forms.formset_factory(RowForm, max_num=1, validate_max=True, extra=0)


def bound(rows=(), **values):
    """Return a BoundForm of one form, and of a formset of `rows`."""
    sent = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0}
    sent |= {f"{rank}-word": word for rank, word in enumerate(rows)}
    formset = Rows({f"form-{name}": value for name, value in sent.items()})
    return BoundForm(request_of(), RowForm({"word": "oui", **values}), [formset], Merged())


@pytest.mark.parametrize(
    ("values", "rows", "errors"),
    [
        ({}, [], []),
        ({}, ["oui"], []),
        ({"word": "long"}, [], ["Mot\u00a0: Trop long."]),
        ({"bare": "long"}, [], ["Trop long."]),  # a field without a name
        ({"word": "non"}, [], ["Rien de cela."]),  # of the form as a whole
        ({}, ["long"], ["Mot\u00a0: Trop long."]),
        ({"word": "non"}, ["long"], ["Rien de cela.", "Mot\u00a0: Trop long."]),  # both are told, the record first
        ({}, ["oui", "non"], ["Rien de cela.", "Veuillez soumettre au plus 1 formulaire."]),
    ],
)
def test_what_a_form_and_its_parts_have_against_it_is_told(values, rows, errors):
    assert bound(rows=rows, **values).errors() == errors
    assert bound(rows=rows, **values).is_valid() is not bool(errors)


def test_what_somebody_else_changed_is_told():
    conflict = Conflict("", "", "title", "Essai", "Récit", "Roman")
    assert BoundForm(request_of(), RowForm(), [], Merged(conflicts=[conflict])).conflicts == [conflict]
    assert bound().conflicts == []


@pytest.fixture
def book(db):
    """Return a book with a chapter."""
    return ChapterFactory(text="Un", position=1, book__title="Essai", book__summary="Neuf").book


def typed(book, user=None, **changes):
    """Return changes typed in the form of a book."""
    return BOOKS.bind_changes(request_of(user), book, changes)


def test_a_form_has_the_fields_that_its_admin_shows(book):
    shown = list(BOOKS.form_class(request_of(), book).base_fields)
    assert shown[:5] == ["title", "summary", "series", "author", "tags"]
    assert {"note", "editor_note", "title_en"} <= set(shown)
    assert list(BOOKS.form_class(request_of(), Book()).base_fields)[:2] == ["title", "summary"]


def test_a_form_asks_whether_an_older_english_still_holds(db):
    tag = TagFactory(name="Eau", name_en="Water")
    assert "english_was_read" not in TAGS.form_class(request_of(), tag).base_fields
    tag.name = "L’eau"
    tag.save()
    assert "english_was_read" in TAGS.form_class(request_of(), Tag.objects.get()).base_fields


def test_the_parts_of_a_record_are_opened(book):
    chapters, documents = BOOKS.parts_of(request_of(), book)
    assert ([form.instance.text for form in chapters.initial_forms], documents.initial_forms) == (["Un"], [])
    assert [len(formset.initial_forms) for formset in BOOKS.parts_of(request_of(), Book())] == [0, 0]


def test_no_change_sends_the_record_as_it_is(book):
    form = typed(book)
    assert form.is_valid(), form.errors()
    assert (form.form.has_changed(), [part.has_changed() for part in form.formsets]) == (False, [False, False])
    assert (form.request.method, form.request.POST) == ("POST", form.merged.data)


def test_what_is_proposed_is_typed_and_the_rest_is_sent_as_it_is(book):
    form = typed(book, fields={"title": ["Essai", "Récit"]})
    assert form.is_valid(), form.errors()
    assert (form.form.changed_data, form.merged.data["title"], form.merged.data["summary"]) == (
        ["title"],
        "Récit",
        "Neuf",
    )


def test_the_request_of_the_person_stays_as_it_was(book):
    request = request_of()
    BOOKS.bind_changes(request, book, {"fields": {"title": ["Essai", "Récit"]}})
    assert (request.method, dict(request.POST)) == ("GET", {})


def test_what_somebody_changed_meanwhile_is_a_conflict(book):
    found = typed(book, fields={"title": ["Ancien", "Récit"]}).conflicts
    assert found == [Conflict("", "", "title", "Ancien", "Essai", "Récit")]


def test_what_the_form_refuses_is_told_with_the_names_of_its_fields(book):
    form = typed(book, fields={"title": ["Essai", ""]}, parts={"chapters": {"new": [{"is_free": True, "text": ""}]}})
    assert form.errors() == ["Titre\u00a0: Ce champ est obligatoire.", "Texte\u00a0: Ce champ est obligatoire."]


def test_what_two_rows_may_not_both_have_is_told_of_the_row_and_of_the_part(book):
    form = typed(book, parts={"chapters": {"new": [{"position": "1", "text": "Deux"}]}})
    assert form.errors() == ["Cette ligne répète une autre ligne.", "Deux lignes ont la même valeur\u00a0: Rang."]


def test_what_is_typed_is_saved_with_its_parts_for_a_reason(book, manager):
    key = str(book.chapters.get().pk)
    parts = {"chapters": {"rows": {key: {"text": ["Un", "Une"]}}, "new": [{"position": "2", "text": "Deux"}]}}
    form = typed(book, manager, fields={"title": ["Essai", "Récit"]}, parts=parts)
    assert form.is_valid(), form.errors()
    assert BOOKS.save_bound(form, "Relu") == book
    book = Book.objects.get()
    assert (book.title, book.summary, [chapter.text for chapter in book.chapters.all()]) == (
        "Récit",
        "Neuf",
        ["Une", "Deux"],
    )
    row = book.history.latest("history_id")
    assert (row.history_change_reason, row.history_user) == ("Relu", manager)
    assert "Titre" in LogEntry.objects.get().get_change_message()


def test_a_part_is_taken_out(book, manager):
    chapter = book.chapters.get()
    gone = {str(chapter.pk): {"text": "Un", "position": "1"}}
    form = typed(book, manager, parts={"chapters": {"gone": gone}})
    assert form.is_valid(), form.errors()
    BOOKS.save_bound(form, "")
    assert not Chapter.objects.exists()


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("", None),
        ("Relu", "Relu"),
        ("é" * 100, "é" * 100),  # as long as the history keeps
        ("é" * 101, "é" * 100),
    ],
)
def test_the_reason_is_kept_as_far_as_the_history_goes(manager, reason, kept):
    tag = TagFactory(name="Eau")
    form = TAGS.bind_changes(request_of(manager), tag, {"fields": {"name": ["Eau", "Air"]}})
    assert form.is_valid(), form.errors()
    TAGS.save_bound(form, reason)
    assert tag.history.latest("history_id").history_change_reason == kept


def test_what_the_database_refuses_is_told_and_nothing_of_it_stays(manager):
    tag = TagFactory(name="Eau")
    form = TAGS.bind_changes(request_of(manager), tag, {"fields": {"name": ["Eau", "Air"]}})
    assert form.is_valid(), form.errors()
    TagFactory(name="Air")  # somebody is quicker
    with pytest.raises(ValidationError, match=str(REFUSED_BY_DATABASE)):
        TAGS.save_bound(form, "")
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Air", "Eau"]
    assert not LogEntry.objects.exists()


def test_a_new_record_is_typed_in_an_empty_form(db):
    form = BOOKS.bind_changes(request_of(), Book(), {"fields": {"title": ["", "Récit"]}})
    assert form.merged.data["title"] == "Récit"
    assert not form.conflicts
    assert [part.total_form_count() for part in form.formsets] == [0, 0]
