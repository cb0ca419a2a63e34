"""What was promised: open, late, kept; to whom."""

import datetime as dt

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
