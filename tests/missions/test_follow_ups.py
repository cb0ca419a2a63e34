"""What was promised: open, late, kept; to whom."""

import datetime as dt
from itertools import product

import pytest

from missions.models import FollowUp
from tests.missions.factories import FollowUpFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
BEFORE, AFTER = dt.date(2026, 3, 1), dt.date(2026, 3, 3)
KEPT = {"done_on": DAY, "result": "Envoyé."}


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "ouverte"),
        ({"due_on": AFTER}, "ouverte"),
        ({"due_on": DAY}, "ouverte"),
        ({"due_on": BEFORE}, "en retard"),
        ({"due_on": BEFORE, **KEPT}, "tenue"),
        (KEPT, "tenue"),
    ],
)
def test_where_a_promise_stands(values, state):
    promise = FollowUpFactory(**values)
    assert promise.state(DAY) == state
    objects = FollowUp.objects
    assert objects.late(DAY).exists() is promise.is_late(DAY) is (state == "en retard")
    assert objects.done().exists() is (state == "tenue")
    assert objects.still_open().exists() is (state != "tenue")


def test_the_most_urgent_comes_first_and_the_undated_last():
    undated, later, sooner = (FollowUpFactory(due_on=due) for due in (None, AFTER, BEFORE))
    assert list(FollowUp.objects.still_open()) == [sooner, later, undated]


def test_late_is_said_alike_of_one_promise_and_of_many_in_every_case():
    for due_on, done, today in product((None, BEFORE, DAY, AFTER), (False, True), (BEFORE, DAY, AFTER)):
        promise = FollowUpFactory(due_on=due_on, **(KEPT if done else {}))
        alone = FollowUp.objects.filter(pk=promise.pk)
        assert alone.late(today).exists() is promise.is_late(today), (due_on, done, today)
        assert promise.is_late(today) is (not done and due_on is not None and due_on < today)
