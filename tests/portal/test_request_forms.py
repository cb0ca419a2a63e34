"""What is asked of the office, as the bureau records it and decides."""

import datetime as dt

import pytest
from django.urls import reverse

from missions import operations
from missions.models import DelegationRequest, Mission
from tests.axes.factories import AxisFactory, ThemeFactory
from tests.missions.factories import DelegationRequestFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address
from tests.portal.typed import typed

pytestmark = pytest.mark.django_db

ADD, LIST = "admin:missions_delegationrequest_add", "admin:missions_delegationrequest_changelist"
FORM = "delegationrequest_form"


@pytest.fixture
def as_(client, request):
    """Log in as someone of the bureau."""

    def log_in(name):
        client.force_login(request.getfixturevalue(name))
        return client

    return log_in


def asked(**values):
    """Return what a writer types of a request."""
    return {
        "title": "Voir le tramway",
        "direction": "entrante",
        "asked_by": "Mairie de Liège",
        "received_on": "2026-02-01",
        "purpose": "Comprendre le chantier.",
        **values,
    }


def record(client, **values):
    """Record a request; return the answer."""
    data = typed(client.get(reverse(ADD)), FORM, **asked(**values))
    return client.post(reverse(ADD), data, follow=True)


def decide(client, request, answer, **values):
    """Press one of the two buttons; return the page that follows."""
    return client.post(address(request, "decision"), {"_step": answer, **values}, follow=True)


def test_a_request_is_recorded(as_):
    record(as_("redaction"), axis=AxisFactory().pk)
    assert DelegationRequest.objects.get().is_pending


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"received_on": "9999-01-01"}, "received_on", "pas encore venu"),
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "ends_on", "finir avant de commencer"),
        ({"ends_on": "2026-05-01"}, "starts_on", "demande une date de début"),
        ({"axis": ""}, "axis", "obligatoire"),
    ],
)
def test_a_faulty_request_is_refused_beside_the_field_and_nothing_typed_is_lost(as_, values, field, words):
    response = record(as_("redaction"), **{"axis": AxisFactory().pk, **values})
    assert words in str(response.context["adminform"].form.errors[field])
    assert "Comprendre le chantier." in response.text
    assert not DelegationRequest.objects.exists()


def test_what_was_asked_already_is_told_while_recording_editing_and_listing(as_):
    client, former = as_("redaction"), DelegationRequestFactory(asked_by="MAIRIE DE LIEGE", title="Voir le port")
    response = record(client, axis=former.axis_id)
    link = f'href="{address(former)}"'
    assert link in response.text
    assert "Déjà demandé par le même organisme" in response.text
    latest = DelegationRequest.objects.latest("pk")
    assert link in client.get(address(latest)).text
    assert client.get(reverse(LIST), {"q": "tramway"}).text.count(link) == 1


def test_another_theme_is_not_the_same_request(as_):
    former = DelegationRequestFactory(asked_by="Mairie de Liège", title="Voir le port")
    response = record(as_("redaction"), axis=former.axis_id, theme=ThemeFactory().pk)
    assert "Déjà demandé par" not in response.text


def test_accepting_leads_to_the_draft_of_the_mission(as_):
    request = DelegationRequestFactory(title="Voir le tramway", partner=PartnerFactory(name="Liège"))
    response = decide(as_("approbation"), request, "accept")
    mission = Mission.objects.get()
    assert response.redirect_chain[-1][0] == address(mission)
    assert "voici le brouillon de la mission" in response.text
    assert f'href="{address(mission)}"' in as_("redaction").get(address(request)).text


def test_declining_keeps_the_reason_and_whether_it_is_public(as_):
    request = DelegationRequestFactory()
    response = decide(as_("approbation"), request, "decline", reason="Hors de la Vision.", is_public="on")
    assert "Hors de la Vision." in response.text
    request.refresh_from_db()
    assert (request.is_declined, request.is_public) == (True, True)


@pytest.mark.parametrize(
    ("ticked", "box"), [({"is_public": "on"}, 'name="is_public" checked>'), ({}, 'name="is_public">')]
)
def test_declining_without_a_reason_is_refused_beside_the_field_and_the_box_stays(as_, ticked, box):
    request = DelegationRequestFactory()
    text = decide(as_("approbation"), request, "decline", reason=" ", **ticked).text
    assert '<ul class="errorlist" id="decline-blank"><li>Dites pourquoi la demande est refusée.</li></ul>' in text
    assert 'aria-describedby="decline-blank"' in text
    assert box in text
    request.refresh_from_db()
    assert request.is_pending


def test_a_form_just_opened_reproaches_nothing(as_):
    assert "Dites pourquoi" not in as_("approbation").get(address(DelegationRequestFactory())).text


def test_a_reason_that_came_too_late_is_said_again(as_, approbation, today):
    request = DelegationRequestFactory()
    operations.accept(request, by=approbation, today=today)
    assert "Hors de la Vision." in decide(as_("approbation"), request, "decline", reason="Hors de la Vision.").text


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_a_second_click_is_told_in_words_and_changes_nothing(as_, answer):
    client, request = as_("approbation"), DelegationRequestFactory()
    decide(client, request, "accept")
    assert "déjà décidée" in decide(client, request, answer, reason="Non.").text
    assert Mission.objects.count() == 1


@pytest.mark.parametrize(("person", "may"), [("redaction", False), ("approbation", True), ("gestion", False)])
def test_who_decides(as_, person, may):
    client, request = as_(person), DelegationRequestFactory()
    assert ("Raison du refus" in client.get(address(request)).text) == may
    assert decide(client, request, "accept").status_code == (200 if may else 403)
    assert Mission.objects.exists() == may


def test_an_answer_that_does_not_exist_is_not_found_and_a_link_decides_nothing(as_):
    client, request = as_("approbation"), DelegationRequestFactory()
    assert decide(client, request, "perhaps").status_code == 404
    assert client.get(address(request, "decision")).status_code == 405


def test_a_decided_request_keeps_what_was_decided(as_, approbation, today):
    request = DelegationRequestFactory(title="Voir le tramway")
    operations.decline(request, by=approbation, today=today, reason="Hors de la Vision.")
    data = typed(as_("redaction").get(address(request)), FORM)
    assert "title" not in data
    typed_over = {"title": "Autre", "reason": "Autre", "reason_en": "Outside the Vision.", "is_public": "on"}
    as_("redaction").post(address(request), {**data, **typed_over})
    request.refresh_from_db()
    assert (request.title, request.reason) == ("Voir le tramway", "Hors de la Vision.")
    assert (request.reason_en, request.is_public) == ("Outside the Vision.", True)


def test_a_request_to_decide_has_no_refusal_to_make_public(as_):
    assert not {"is_public", "reason_en"} & set(typed(as_("redaction").get(address(DelegationRequestFactory())), FORM))


def test_the_form_of_an_accepted_request_opens(as_, approbation, today):
    request = DelegationRequestFactory(starts_on=dt.date(2026, 5, 1))
    operations.accept(request, by=approbation, today=today)
    assert "ouvrir la mission" in as_("gestion").get(address(request)).text


def test_requests_stand_on_the_index(as_):
    assert reverse(LIST) in as_("redaction").get(reverse("admin:index")).text


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_what_is_typed_is_saved_before_the_answer(client, approbation, answer):
    client.force_login(approbation)
    asked = DelegationRequestFactory(title="Visite")
    form = typed(client.get(address(asked)), "delegationrequest_form", title="Visite du port")
    client.post(address(asked), {**form, "_step": answer, "reason": "Trop tard.", "is_public": "on"})
    asked.refresh_from_db()
    assert asked.title == "Visite du port"
    assert not asked.is_pending


def test_what_cannot_be_saved_stops_the_answer_and_its_reason_is_shown_again(client, approbation):
    client.force_login(approbation)
    asked = DelegationRequestFactory(title="Visite")
    form = typed(client.get(address(asked)), "delegationrequest_form", title="")
    page = client.post(address(asked), {**form, "_step": "decline", "reason": "Trop tard.", "is_public": "on"})
    assert "Trop tard.</textarea>" in page.text
    asked.refresh_from_db()
    assert asked.is_pending
