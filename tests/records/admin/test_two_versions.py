"""A form made before the last change refuses to write over it, and says what changed beside what is typed."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict

from records.admin.conflicts import SEEN, STALE, STEP, RecordForm, version_of
from records.publication.typed_forms import SHOWN_ONLY, VERSION
from tests.records.bookshelf.models import Book, Tag
from tests.records.factories import AuthorFactory, BookFactory, TagFactory

pytestmark = pytest.mark.django_db

EDITED = {"name": "Eau", "name_en": ""}


class TagForm(RecordForm):
    """The form of a tag."""

    class Meta:
        model = Tag
        fields = ["name", "name_en"]


class BookForm(RecordForm):
    """The form of a book."""

    class Meta:
        model = Book
        fields = ["title", "summary", "author", "printed_on", "tags"]


def part(*, is_changed):
    """Return a formset of which something was changed, or nothing."""
    return SimpleNamespace(has_changed=lambda: is_changed)


def sent(form, instance, **values):
    """Return a form as it is sent by a browser (lists: several values)."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, [str(each) for each in (value if isinstance(value, list) else [value])])
    return form(data, instance=instance)


def edited(stored, **values):
    """Return the form of a tag whose version is `stored`, sent unchanged but for `values`."""
    tag = Tag(**EDITED)
    tag.version_read = stored
    return sent(TagForm, tag, **{**EDITED, **values})


@pytest.mark.parametrize(
    ("stored", "values", "is_stale"),
    [
        ("2", {VERSION: "1", "name": "Air"}, True),  # somebody saved it since
        ("2", {VERSION: "2", "name": "Air"}, False),  # nobody did
        ("2", {VERSION: "1"}, False),  # a form sent twice changes nothing the second time
        ("2", {VERSION: "1", STEP: "publish"}, True),  # a step moves it, even with nothing typed
        ("2", {VERSION: "2", STEP: "publish"}, False),
        ("2", {VERSION: "1", "name": "Air", SEEN: "2"}, False),  # the change was read: it is written over
        ("3", {VERSION: "1", "name": "Air", SEEN: "2"}, True),  # another change came since
        ("2", {"name": "Air"}, False),  # a form that says no version
        ("", {VERSION: "1", "name": "Air"}, False),  # a new record
        ("12", {VERSION: "1", "name": "Air"}, True),  # versions are compared whole
        ("2+7", {VERSION: "2+6", "name": "Air"}, True),  # so are those of what is proposed
    ],
)
def test_a_form_made_before_the_last_change_is_stale(stored, values, is_stale):
    assert edited(stored, **values).is_stale() is is_stale


@pytest.mark.parametrize(
    ("parts", "is_changed"),
    [
        ([], False),
        ([part(is_changed=False)], False),
        ([part(is_changed=False), part(is_changed=True)], True),
    ],
)
def test_what_is_typed_in_the_parts_counts(parts, is_changed):
    form = edited("2", **{VERSION: "1"})
    form.instance.parts_typed = parts
    assert (form.parts, form.is_changed, form.is_stale()) == (parts, is_changed, is_changed)


def test_a_form_works_from_the_version_it_sends_or_the_one_read():
    tag = Tag()
    assert TagForm(instance=tag).version == ""  # of a new record
    tag.version_read = "7"
    assert TagForm(instance=tag).version == "7"
    assert sent(TagForm, tag, **{VERSION: "3"}).version == "3"
    assert sent(TagForm, tag, name="Eau").version == ""
    assert TagForm(instance=tag).parts == []


def test_a_form_only_shown_again_is_checked_by_nobody_and_saves_nothing():
    form = sent(TagForm, Tag(), name="", **{SHOWN_ONLY: "1"})
    assert (form.is_valid(), form.errors, form.cleaned_data) == (False, {}, {})


def test_the_version_of_a_row_is_the_last_row_of_its_history():
    tag, other = TagFactory(), TagFactory()
    first = version_of(Tag, str(tag.pk))
    assert first == str(tag.history.get().history_id)
    other.save()
    assert version_of(Tag, str(tag.pk)) == first
    tag.save()
    assert version_of(Tag, str(tag.pk)) == str(tag.history.first().history_id) != first


def test_the_last_row_is_the_last_written_whatever_the_clock_said():
    tag = TagFactory()
    tag.history.update(history_date=dt.datetime(2050, 1, 1, tzinfo=dt.UTC))
    tag.save()
    assert version_of(Tag, tag.pk) == str(max(tag.history.values_list("history_id", flat=True)))


@pytest.mark.parametrize("key", [None, "", "x", "0", "1e3", "<b>"])
def test_what_is_no_key_of_a_row_has_no_version(key):
    TagFactory()
    assert version_of(Tag, key) == ""


def test_a_stale_form_is_refused_with_the_change_made_since():
    tag = TagFactory(name="Eau")
    opened = version_of(Tag, tag.pk)
    tag._history_user = User.objects.create_user("collegue")
    tag.save()
    tag.version_read = version_of(Tag, tag.pk)
    form = sent(TagForm, tag, **{VERSION: opened, "name": "Air"})
    assert form.errors.get_json_data() == {"__all__": [{"message": str(STALE), "code": "stale"}]}
    assert (form.newer, form.newer.history_user.username) == (tag.history.first(), "collegue")


def test_a_form_of_the_last_version_is_taken():
    tag = TagFactory(name="Eau")
    tag.version_read = version_of(Tag, tag.pk)
    form = sent(TagForm, tag, **{VERSION: tag.version_read, "name": "Air"})
    assert (form.is_valid(), form.newer) == (True, None)


@pytest.mark.parametrize(
    ("values", "is_outdated"),
    [
        ({}, True),
        ({"english_was_read": "on"}, False),  # somebody read the English: it still holds
    ],
)
def test_an_english_that_was_read_again_is_no_longer_outdated(values, is_outdated):
    tag = TagFactory(name="Eau", name_en="Water")
    form = sent(TagForm, tag, name="L’eau", name_en="Water", **values)
    assert bool(form.save().outdated_english) is is_outdated


@pytest.fixture
def book():
    """Return a book, with the version from which a form was opened."""
    book = BookFactory(title="Essai", summary="Un", author=AuthorFactory(name="Plume"), printed_on=None)
    book.opened = version_of(Book, book.pk)
    return book


def meanwhile(book, typed=None, **changed):
    """Change a book since its form was opened; return what the form, sent with `typed`, tells of it."""
    values = {"title": book.title, "summary": book.summary, "author": book.author_id, "printed_on": ""}
    for name, value in changed.items():
        setattr(book, name, value)
    book.save()
    form = sent(BookForm, book, **{VERSION: book.opened, **values, **(typed or {})})
    return [tuple(each) for each in form.changed_meanwhile()]


@pytest.mark.parametrize(
    ("changed", "typed", "told"),
    [
        ({}, {"title": "Autre"}, []),  # saved as it was
        ({"title": "Récit"}, {}, [("Titre", "Essai", "Récit", "Essai")]),  # not typed here: it would be undone
        ({"title": "Récit"}, {"title": "Roman"}, [("Titre", "Essai", "Récit", "Roman")]),
        ({"title": "Récit"}, {"title": "Récit"}, [("Titre", "Essai", "Récit", "Récit")]),
        ({"summary": ""}, {}, [("Résumé", "Un", "", "Un")]),
        ({"slug": "ailleurs"}, {"title": "Roman"}, []),  # the form does not show it
        (
            {"printed_on": dt.date(2026, 3, 1), "printed_precision": "jour"},
            {"printed_on": "2026-03-02"},
            [("Parution", "", "1er\u00a0mars 2026", "2\u00a0mars 2026")],
        ),
    ],
)
def test_what_somebody_changed_stands_beside_what_is_typed(book, changed, typed, told):
    assert meanwhile(book, typed, **changed) == told


def test_a_record_chosen_is_told_by_its_name(book):
    other = AuthorFactory(name="Encre")
    assert meanwhile(book, author=other) == [("Auteur", "Plume", "Encre", "Plume")]


def test_lists_of_rows_are_left_to_the_history(book):
    book.tags.add(TagFactory())
    assert meanwhile(book, title="Récit") == [("Titre", "Essai", "Récit", "Essai")]


@pytest.mark.parametrize("made_from", ["", "x", "0", "9" * 30])
def test_a_version_that_is_none_tells_nothing(book, made_from):
    book.opened = made_from
    assert meanwhile(book, title="Récit") == []


def test_the_version_of_another_record_tells_nothing(book):
    book.opened = version_of(Book, BookFactory().pk)
    assert meanwhile(book, title="Récit") == []


def test_the_version_of_a_form_that_continues_a_proposal_is_that_of_its_record(book):
    book.opened = f"{book.opened}+12"
    assert meanwhile(book, title="Récit") == [("Titre", "Essai", "Récit", "Essai")]
