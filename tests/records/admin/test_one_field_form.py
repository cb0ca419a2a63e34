"""The form that asks what one field becomes on many rows, or what is added to a list and taken out."""

import pytest
from django import forms

from records.admin.bulk_changes import ADDED, NOTHING_CHOSEN, REASON, REMOVED, OneFieldForm
from tests.records.bookshelf.models import Tag
from tests.records.factories import TagFactory


def word(data=None, *, asks_reason=False):
    """Return the form that asks what a word becomes."""
    return OneFieldForm(data, "title", forms.CharField(max_length=5, required=True), asks_reason=asks_reason)


def tags(data=None, *, asks_reason=False):
    """Return the form that asks which tags are added and taken out."""
    field = forms.ModelMultipleChoiceField(Tag.objects.all(), required=False)
    return OneFieldForm(data, "tags", field, asks_reason=asks_reason)


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (word(), ["title"]),
        (word(asks_reason=True), ["title", REASON]),
        (tags(), [ADDED, REMOVED]),
        (tags(asks_reason=True), [ADDED, REMOVED, REASON]),
    ],
)
def test_it_asks_the_field_and_why_of_who_changes_what_is_online(form, names):
    assert list(form.fields) == names
    assert (form.edited, form.is_list) == (("tags", True) if ADDED in names else ("title", False))


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({"title": "Essai"}, []),
        ({"title": "Essais"}, ["title"]),  # the rules of the field itself
        ({"title": ""}, ["title"]),
        ({"title": "Essai", REASON: ""}, []),  # none may be online: each row says whether one is missing
        ({"title": "Essai", REASON: "a" * 100}, []),
        ({"title": "Essai", REASON: "a" * 101}, [REASON]),  # longer than the history keeps
    ],
)
def test_what_is_typed_is_checked_by_the_field(sent, refused):
    assert list(word(sent, asks_reason=True).errors) == refused


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("added", "removed", "is_valid"),
    [
        (True, True, True),
        (True, False, True),
        (False, True, True),
        (False, False, False),
    ],
)
def test_something_is_added_to_a_list_or_taken_out(added, removed, is_valid):
    first, second = TagFactory(), TagFactory()
    form = tags({ADDED: first.pk if added else "", REMOVED: second.pk if removed else ""})
    assert form.is_valid() is is_valid
    assert form.non_field_errors() == ([] if is_valid else [str(NOTHING_CHOSEN)])


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", ["0", "x", "9" * 30])
def test_a_row_that_is_none_is_refused_once(hostile):
    form = tags({ADDED: hostile, REMOVED: ""})
    assert list(form.errors) == [ADDED]
