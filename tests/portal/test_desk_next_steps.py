"""What is still to be done for the actions, on the desk of who is responsible for them, and of who follows the work."""

import datetime as dt

import pytest
from django.urls import reverse

from missions.models import NextStep
from records.publication.status import PublicationStatus
from tests.missions.factories import ActionFactory, NextStepFactory
from tests.portal.bureau import action_form, address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db

PAST, FUTURE = dt.date(2020, 1, 1), dt.date(2099, 1, 1)


@pytest.fixture
def steps(redaction):
    """A late step and one to come of an action of the writer, and steps that wait for nobody."""
    action = ActionFactory(title="Visite", owner=redaction)
    NextStepFactory(action=action, text="Relancer", due_on=PAST)
    NextStepFactory(action=action, text="Remercier", due_on=FUTURE)
    NextStepFactory(action=action, text="Déjà fait", due_on=PAST, done_on=PAST)
    NextStepFactory(
        action=ActionFactory(owner=redaction, status=PublicationStatus.ARCHIVED), text="Classée", due_on=PAST
    )
    return action


def lists_of(client):
    """Return {title: words of the lines} of the desk of a person."""
    desk = client.get(reverse("admin:index")).context["desk"]
    return {each.title: [f"{line.title} {line.words}" for line in each.lines] for each in desk}


def test_they_wait_for_who_is_responsible_for_the_action(writer, steps):
    told = lists_of(writer)
    assert told["Mes étapes en retard"] == ["Relancer pour le 1er\u00a0janvier 2020 – Visite"]
    assert told["Mes prochaines étapes"] == ["Remercier pour le 1er\u00a0janvier 2099 – Visite"]
    assert "Étapes en retard" not in told


def test_who_follows_the_work_sees_those_that_are_late_and_leads_to_them(approver, steps):
    assert lists_of(approver)["Étapes en retard"] == [
        "Relancer pour le 1er\u00a0janvier 2020 – Visite, redaction",
    ]
    late = approver.get(reverse("admin:missions_action_changelist"), {"etapes": "retard"})
    assert [action.pk for action in late.context["cl"].result_list] == [steps.pk]


@pytest.mark.parametrize(("asked", "found"), [("moi", ["Visite"]), ("personne", ["Autre"])])
def test_actions_narrow_by_who_is_responsible(writer, steps, asked, found):
    ActionFactory(title="Autre")
    listed = writer.get(reverse("admin:missions_action_changelist"), {"responsable": asked, "status__exact": "draft"})
    assert [action.title for action in listed.context["cl"].result_list] == found


def test_a_step_of_an_action_online_is_noted_without_approval(writer, client):
    action = ActionFactory(title="Visite", published=True)
    step = {"text": "Relancer", "due_on": "2099-01-01", "done_on": ""}
    answer = writer.post(address(action), typed(writer.get(address(action)), "action_form", {"next_steps": [step]}))
    assert answer.status_code == 302
    assert NextStep.objects.get().text == "Relancer"
    assert "Relancer" not in client.get(action.get_absolute_url()).text


def test_the_shortest_form_holds_no_step(approver):
    action = ActionFactory()
    data = action_form(title="Visite", axis=action.axis_id, lead_partner=action.lead_partner_id, slug=action.slug)
    assert approver.post(address(action), data).status_code == 302
    assert not NextStep.objects.exists()
