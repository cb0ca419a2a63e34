"""The rows chosen in a list are taken by their keys, whatever was sent for them."""

import pytest
from django.contrib import admin

from records.admin.chosen_rows import ChosenRowsAdmin
from tests.records.admin.book_desk import SITE
from tests.records.admin.bureau import request_of
from tests.records.bookshelf.models import Tag
from tests.records.factories import TagFactory

pytestmark = pytest.mark.django_db


class SeeingAdmin(ChosenRowsAdmin):
    """Keeps the rows that its one action was given."""

    actions = ["see"]

    @admin.action(description="Voir")
    def see(self, request, chosen):
        """Note them."""
        request.seen = sorted(tag.name for tag in chosen)


def see(*keys, **sent):
    """Choose the rows of these keys; return the names of those that the action was given, None if it was not called."""
    request = request_of(sent={"action": "see", "index": "0", "_selected_action": keys, **sent})
    SeeingAdmin(Tag, SITE).response_action(request, Tag.objects.all())
    return getattr(request, "seen", None)


@pytest.fixture
def tags():
    """Return two tags, « a » and « b »."""
    return [TagFactory(name="a"), TagFactory(name="b")]


def test_the_rows_chosen_are_taken(tags):
    assert see(tags[1].pk) == ["b"]
    assert see(*(tag.pk for tag in tags)) == ["a", "b"]


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "x",
        "-1",
        "1.5",
        "1 OR 1=1",
        "9" * 19,  # longer than any key
        "9" * 5000,  # longer than Python reads
        "²",  # a figure that is no number
    ],
)
def test_what_can_be_no_key_is_left_out(tags, hostile):
    assert see(hostile, tags[0].pk) == ["a"]
    assert see(hostile) is None


def test_a_key_of_no_row_takes_nothing(tags):
    assert see("9" * 18, tags[0].pk) == ["a"]


def test_all_the_rows_of_a_list_are_taken_where_they_are_asked(tags):
    assert see(tags[0].pk, select_across="1") == ["a", "b"]


def test_what_else_was_sent_stays(tags):
    request = request_of(
        sent={"action": "see", "index": "0", "_selected_action": ["x", tags[0].pk], "word": ["1", "2"]}
    )
    SeeingAdmin(Tag, SITE).response_action(request, Tag.objects.all())
    assert request.POST.getlist("word") == ["1", "2"]
    assert request.POST.getlist("_selected_action") == [str(tags[0].pk)]
