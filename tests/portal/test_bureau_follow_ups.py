"""Promises and reminders, as the bureau follows them."""

import datetime as dt

import pytest
from django.urls import reverse

from missions.models import FollowUp
from tests.missions.factories import FollowUpFactory, MeetingFactory, MissionFactory, ReminderFactory, ServiceFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.sent_forms import as_sent

pytestmark = pytest.mark.django_db

PROMISES = reverse("admin:missions_followup_changelist")
REMINDERS = reverse("admin:missions_reminder_changelist")
PAST = dt.date(2020, 1, 1)


@pytest.fixture
def manager(client, gestion):
    """A browser in the hands of someone who reads everything."""
    client.force_login(gestion)
    return client


def listed(response):
    return {promise.text for promise in response.context["cl"].result_list}


def test_promises_are_narrowed_by_state_service_partner_and_mission(writer):
    late = FollowUpFactory(text="Tardive", due_on=PAST, partner=PartnerFactory())
    FollowUpFactory(text="Ouverte", due_on=dt.date(2099, 1, 1))
    FollowUpFactory(text="Tenue", due_on=PAST, done_on=PAST, result="Fait.")
    asked = {
        (("etat", "retard"),): {"Tardive"},
        (("etat", "ouvertes"),): {"Tardive", "Ouverte"},
        (("etat", "tenues"),): {"Tenue"},
        (("etat", "?"),): {"Tardive", "Ouverte", "Tenue"},
        (("owner__id__exact", late.owner.pk),): {"Tardive"},
        (("partenaire", late.partner.pk),): {"Tardive"},
        (("mission", late.meeting.mission.pk),): {"Tardive"},
        (("mission", MissionFactory().pk),): set(),
        (("mission", "x"),): set(),
    }
    for query, found in asked.items():
        assert listed(writer.get(PROMISES, query)) == found, query


def test_a_mission_where_nothing_was_promised_has_an_empty_list(writer):
    assert listed(writer.get(PROMISES, {"mission": MissionFactory().pk})) == set()


@pytest.mark.parametrize("term", ["ORLEANS", "orléans", "tramway", "LYON"])
def test_a_promise_is_found_by_its_words_its_partner_or_its_mission(writer, term):
    FollowUpFactory(
        text="Envoyer le plan du tramway", partner=PartnerFactory(name="Orléans"), meeting__mission__title="À Lyon"
    )
    FollowUpFactory(text="Autre chose")
    assert listed(writer.get(PROMISES, {"q": term})) == {"Envoyer le plan du tramway"}


def test_a_promise_is_kept_once_it_has_its_result(writer):
    promise = FollowUpFactory()
    data = as_sent(writer.get(address(promise))) | {"done_on": "2026-03-01"}
    page = writer.post(address(promise), data)
    assert "Une promesse tenue dit comment" in str(page.context["adminform"].form.errors["result"])
    assert page.context["adminform"].form["done_on"].value() == "2026-03-01"
    assert writer.post(address(promise), data | {"result": "Plan envoyé."}).status_code == 302
    promise.refresh_from_db()
    assert (promise.done_on, promise.result) == (dt.date(2026, 3, 1), "Plan envoyé.")
    assert promise.history.first().history_user.username == "redaction"
    assert "Plan envoyé." in writer.get(address(promise, "history")).text


def test_the_form_of_a_mission_leads_to_its_promises(writer):
    promise = FollowUpFactory(text="Envoyer le plan", due_on=PAST)
    FollowUpFactory(meeting=promise.meeting, text="Déjà tenue", done_on=PAST, result="Fait.")
    FollowUpFactory(text="D’une autre mission")
    page = writer.get(address(promise.meeting.mission)).text
    assert f'<a href="{address(promise)}">Envoyer le plan</a>' in page
    assert "Déjà tenue" not in page
    assert "D’une autre mission" not in page
    assert f'href="{PROMISES}?mission={promise.meeting.mission.pk}"' in page


def test_a_promise_added_from_a_mission_is_made_at_one_of_its_meetings(writer):
    ours, other, service = MeetingFactory(), MeetingFactory(), ServiceFactory()
    add = reverse("admin:missions_followup_add")
    page = writer.get(add, {"_changelist_filters": f"mission={ours.mission.pk}"})
    assert list(page.context["adminform"].form.fields["meeting"].queryset) == [ours]
    assert set(writer.get(add).context["adminform"].form.fields["meeting"].queryset) == {ours, other}
    data = as_sent(page) | {"meeting": ours.pk, "text": "Envoyer le plan", "owner": service.pk}
    writer.post(add, data)
    assert FollowUp.objects.get().meeting == ours


def test_a_promise_moves_only_among_the_meetings_of_its_mission(writer):
    promise = FollowUpFactory()
    MeetingFactory()
    FollowUpFactory(meeting=promise.meeting)
    sibling = MeetingFactory(mission=promise.meeting.mission)
    offered = writer.get(address(promise)).context["adminform"].form.fields["meeting"].queryset
    assert set(offered) == {promise.meeting, sibling}
    assert len(offered) == 2


def test_a_manager_reads_promises_and_edits_none(manager):
    promise = FollowUpFactory()
    assert manager.get(address(promise)).status_code == 200
    assert manager.post(address(promise), {"text": "Autre"}).status_code == 403
    assert manager.get(reverse("admin:missions_followup_add")).status_code == 403
    assert "addlink" not in manager.get(PROMISES).text


def test_reminders_are_shown_and_nobody_edits_them(writer):
    failure = ReminderFactory(was_sent=False, error="Boîte pleine")
    assert "Boîte pleine" in writer.get(REMINDERS).text
    assert writer.get(address(failure)).status_code == 200
    assert writer.post(address(failure), {"error": "Rien"}).status_code == 403
    assert writer.post(address(failure, "delete"), {"post": "yes"}).status_code == 403
    assert writer.get(reverse("admin:missions_reminder_add")).status_code == 403


def test_the_form_of_a_mission_says_what_became_of_its_reminders(writer):
    reminder = ReminderFactory()
    ReminderFactory(mission=reminder.mission, was_sent=False, error="Boîte pleine")
    page = writer.get(address(reminder.mission)).text
    assert "1 rappel envoyé, 1 échec – " in page
    assert f'href="{REMINDERS}?mission__id__exact={reminder.mission.pk}"' in page
    ReminderFactory()
    assert len(writer.get(REMINDERS, {"mission__id__exact": reminder.mission.pk}).context["cl"].result_list) == 2
    assert "Aucun rappel n’a encore été envoyé." in writer.get(address(MissionFactory())).text


@pytest.mark.parametrize(("url", "factory"), [(PROMISES, FollowUpFactory), (REMINDERS, ReminderFactory)])
def test_a_list_costs_the_same_however_long(writer, query_count, url, factory):
    factory()
    one = query_count(url)
    factory.create_batch(5)
    assert query_count(url) == one <= 12
