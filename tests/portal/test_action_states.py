"""The states of the actions of the register, recomputed from its file, and what the desk tells of them."""

import datetime as dt

import pytest

from missions.models import Action
from portal.desk import tasks_for
from portal.register import TABLES
from records.imports.loading import load
from tests.missions.factories import ActionFactory
from tests.portal.register_files import DATA, lines
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

D = dt.date


@pytest.fixture
def register(db, today):
    """The public register."""
    load(TABLES, DATA, on=today)


def test_every_action_of_the_register_has_the_state_that_its_file_gives(register, today):
    rows = {row["action_id"]: row for row in lines("actions")}
    pending = {key: row for key, row in rows.items() if row["status"] in ("annoncee", "en_cours", "a_verifier")}
    lapsed = {key for key, row in pending.items() if row["end_date"] and row["end_date"] < today.isoformat()}
    assert len(lapsed) == 16
    assert set(Action.objects.lapsed(today).values_list("record_id", flat=True)) == lapsed


def test_the_register_tells_three_of_those_its_readme_names_by_the_dates_of_their_sources(register):
    found = Action.objects.done_on_announcement().values_list("record_id", flat=True)
    assert set(found) == {"A032", "A043", "A066"}


def test_the_desk_tells_what_lapsed_and_what_only_an_announcement_supports(approbation, today):
    lapsed = ActionFactory(title="Échue", starts_on=D(2025, 1, 1), ends_on=D(2025, 1, 2), date_precision="jour")
    announced = ActionFactory(stage="realisee", starts_on=D(2025, 6, 10), date_precision="jour")
    announced.sources.add(SourceFactory(published_on=D(2025, 6, 9), published_precision="jour"))
    told = {tasks.title: [task.title for task in tasks.lines] for tasks in tasks_for(approbation, today)}
    assert told["Actions échues, suite inconnue"] == [lapsed.title]
    assert told["Actions réalisées, sur annonce seulement"] == [announced.title]
