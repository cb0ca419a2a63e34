"""The history keeps each change, and its author."""

import pytest

from records.publication.history import NOT_KEPT
from tests.axes.factories import ThemeFactory
from tests.missions.factories import ActionFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db


def test_each_change_is_kept():
    action = ActionFactory(title="Avant")
    action.title = "Après"
    action.save()
    assert [row.title for row in action.history.all()] == ["Après", "Avant"]
    changes = action.history.first().diff_against(action.history.last()).changes
    assert [change.field for change in changes] == ["title"]


def test_relations_are_kept_too():
    action, theme = ActionFactory(), ThemeFactory()
    action.themes.add(theme)
    latest, first = action.history.first(), action.history.last()
    assert [row.theme for row in latest.themes.all()] == [theme]
    assert not first.themes.exists()


def test_the_parts_of_a_record_have_their_history():
    objective = ObjectiveFactory(text="Avant")
    objective.text = "Après"
    objective.save()
    assert objective.history.count() == 2


def test_what_derives_from_the_rest_is_not_kept():
    kept = {field.name for field in ActionFactory().history.model._meta.get_fields()}
    assert kept.isdisjoint(NOT_KEPT)
    assert "title" in kept
