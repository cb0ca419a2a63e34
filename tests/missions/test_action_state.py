"""The state of an action on a day: case by case, the same from the database, and what the bureau is told of it."""

import csv
import datetime as dt

import pytest
from django.urls import reverse

from missions.models import Action, ActionStage, ActionState
from missions.models.action_state import state_of
from tests.missions.factories import ActionFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

D = dt.date
LAPSED = ActionState.LAPSED
CASES = [
    ("announced, the day of its end", "annoncee", D(2026, 2, 1), D(2026, 3, 2), "jour", "annoncee"),
    ("announced, the day after its end", "annoncee", D(2026, 2, 1), D(2026, 3, 1), "jour", LAPSED),
    ("announced for a day that came, without an end", "annoncee", D(2026, 3, 1), None, "jour", LAPSED),
    ("announced for today", "annoncee", D(2026, 3, 2), None, "jour", "annoncee"),
    ("announced, without a date", "annoncee", None, None, "", "annoncee"),
    ("under way, past its end", "en_cours", D(2020, 1, 1), D(2021, 1, 1), "jour", LAPSED),
    ("under way since, without an end", "en_cours", D(2007, 1, 1), None, "annee", "en_cours"),
    ("to check, past its end", "a_verifier", D(2024, 9, 23), D(2024, 10, 4), "periode", LAPSED),
    ("to check, past its only day", "a_verifier", D(2024, 9, 23), None, "jour", LAPSED),
    ("to check, still running", "a_verifier", D(2022, 11, 16), D(2026, 12, 31), "jour", "a_verifier"),
    ("done, past its end", "realisee", D(2020, 1, 1), D(2021, 1, 1), "jour", "realisee"),
    ("over, past its end", "terminee", D(2020, 1, 1), D(2021, 1, 1), "jour", "terminee"),
    ("announced for this month", "annoncee", D(2026, 3, 1), None, "mois", "annoncee"),
    ("announced for last month", "annoncee", D(2026, 2, 1), None, "mois", LAPSED),
    ("announced for this year", "annoncee", D(2026, 1, 1), None, "annee", "annoncee"),
    ("announced for last year", "annoncee", D(2025, 1, 1), D(2025, 12, 31), "annee", LAPSED),
]


@pytest.mark.parametrize(("case", "stage", "start", "end", "precision", "state"), CASES)
def test_the_state_of_an_action_is_its_stage_read_against_its_dates(
    db, today, case, stage, start, end, precision, state
):
    action = ActionFactory(stage=stage, starts_on=start, ends_on=end, date_precision=precision)
    assert state_of(action, today) == state, case
    assert Action.objects.with_state(today).get().state_value == state, case


def test_a_lapsed_action_says_so_wherever_it_is_shown(client, today, time_machine):
    time_machine.move_to(today)
    action = ActionFactory(
        published=True,
        stage=ActionStage.ANNOUNCED,
        starts_on=D(2025, 5, 1),
        ends_on=D(2025, 5, 4),
        date_precision="jour",
        lead_partner__name="Namur",
    )
    for address in (
        action.get_absolute_url(),
        reverse("missions:actions"),
        f"{reverse('missions:actions')}?affichage=tableau",
        action.axis.get_absolute_url(),
        action.lead_partner.get_absolute_url(),
    ):
        page = client.get(address).content.decode()
        assert "échue, suite inconnue" in page, address
        assert "annoncée ·" not in page, address
    english = client.get(f"/en{action.get_absolute_url()}").content.decode()
    assert "lapsed, outcome unknown" in english
    [row] = csv.DictReader(client.get(reverse("missions:actions_csv")).getvalue().decode("utf-8-sig").splitlines())
    assert (row["avancement"], row["avancement_inscrit"]) == ("échue, suite inconnue", "annoncée")
    assert client.get(f"{reverse('missions:actions')}?statut=echue").context["filter"].total == 1
    assert client.get(f"{reverse('missions:actions')}?statut=annoncee").context["filter"].total == 0


def done(*published, stage=ActionStage.DONE, start="2025-06-10"):
    action = ActionFactory(stage=stage, starts_on=start, date_precision="jour")
    for on, precision in published:
        action.sources.add(SourceFactory(published_on=on, published_precision=precision))
    return action


@pytest.mark.parametrize(
    ("case", "published", "is_told"),
    [
        ("the day before it began", [(D(2025, 6, 9), "jour")], True),
        ("the day it began", [(D(2025, 6, 10), "jour")], False),
        ("the month before", [(D(2025, 5, 1), "mois")], True),
        ("the same month: nobody can tell", [(D(2025, 6, 1), "mois")], False),
        ("the year before", [(D(2024, 1, 1), "annee")], True),
        ("the same year: nobody can tell", [(D(2025, 1, 1), "annee")], False),
        ("one before, one after", [(D(2025, 6, 9), "jour"), (D(2025, 7, 1), "jour")], False),
        ("one before, one without a date", [(D(2025, 6, 9), "jour"), (None, "")], False),
        ("no source at all", [], False),
    ],
)
def test_done_on_an_announcement_alone(db, case, published, is_told):
    action = done(*published)
    assert list(Action.objects.done_on_announcement()) == ([action] if is_told else []), case


def test_what_is_not_said_done_or_has_no_date_is_no_announcement(db):
    done((D(2025, 6, 9), "jour"), stage=ActionStage.ANNOUNCED)
    done((D(2025, 6, 9), "jour"), start="2025-06-09")
    Action.objects.filter(starts_on=D(2025, 6, 9)).update(starts_on=None, date_precision="")
    assert not Action.objects.done_on_announcement()


@pytest.mark.parametrize("query", [{"statut": "echue"}, {"appui": "annonce"}])
def test_the_list_of_the_bureau_narrows_to_either(approbation, client, today, time_machine, query):
    time_machine.move_to(today)
    lapsed = ActionFactory(title="Échue", starts_on=D(2025, 1, 1), ends_on=D(2025, 1, 2), date_precision="jour")
    announced = done((D(2025, 6, 9), "jour"))
    client.force_login(approbation)
    page = client.get(reverse("admin:missions_action_changelist", query=query))
    assert list(page.context["cl"].result_list) == [lapsed if "statut" in query else announced]
