"""The documents of a mission at the bureau: offered on its form, read by who may read it, never a broken page."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from missions.admin import documents
from missions.models import Mission
from tests.missions.factories import MissionFactory

pytestmark = pytest.mark.django_db

NAMES = list(documents.DOCUMENTS)
OFFERED = ["cahier", "programme", "calendrier.ics", "dossier-acces.zip"]
# What makes each document, to be broken.
WRITERS = {
    "calendrier.ics": "calendar_of",
    "programme": "programme_of",
    "cahier.pdf": "write_book",
    "cahier-a-imprimer": "book_of",
    "dossier-acces.zip": "access_file",
}


def address(mission, name):
    return reverse("admin:missions_mission_document", args=[mission.pk, name])


def form_of(mission):
    return reverse("admin:missions_mission_change", args=[mission.pk])


@pytest.mark.parametrize("person", ["redaction", "approbation", "gestion"])
def test_the_form_offers_each_document_in_one_click(client, request, person):
    client.force_login(request.getfixturevalue(person))
    mission = MissionFactory()
    text = client.get(form_of(mission)).text
    for name in OFFERED:
        assert f'href="{address(mission, name)}"' in text, name


def test_a_mission_not_saved_yet_has_no_document(client, redaction):
    client.force_login(redaction)
    assert "dossier-acces.zip" not in client.get(reverse("admin:missions_mission_add")).text


# A calendar needs a day.
KNOWN = {"starts_on": dt.date(2026, 3, 1), "date_precision": "jour"}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "cahier.pdf"])
@pytest.mark.parametrize("situation", [{}, {"published": True, "embargo_until": "2099-01-01"}])
def test_staff_read_the_documents_of_a_draft_and_of_what_is_under_embargo(client, gestion, name, situation):
    client.force_login(gestion)
    response = client.get(address(MissionFactory(**KNOWN, **situation), name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_else_reads_them(client, name):
    mission = MissionFactory(published=True)
    assert "/login/" in client.get(address(mission, name))["Location"]
    client.force_login(User.objects.create_user("sans-droit", is_staff=True))
    assert client.get(address(mission, name)).status_code == 403


def test_a_document_or_a_mission_that_does_not_exist_is_not_found(client, gestion):
    client.force_login(gestion)
    mission = MissionFactory()
    assert client.get(address(mission, "autre")).status_code == 404
    assert client.get(address(Mission(pk=mission.pk + 1), "programme")).status_code in {302, 404}


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_only_read(client, redaction, name):
    client.force_login(redaction)
    assert client.post(address(MissionFactory(), name)).status_code == 405


@pytest.mark.parametrize("name", WRITERS)
def test_a_document_that_fails_says_why_and_leaves_the_mission_as_it_was(client, redaction, monkeypatch, name):
    def fail(*args, **kwargs):
        raise ValueError("plus de place sur le disque")

    monkeypatch.setattr(documents, WRITERS[name], fail)
    client.force_login(redaction)
    mission = MissionFactory()
    before = Mission.objects.values().get(pk=mission.pk), mission.history.count()
    response = client.get(address(mission, name), follow=True)
    assert response.redirect_chain == [(form_of(mission), 302)]
    assert (
        "n’a pu être produit\u00a0: plus de place sur le disque. La mission est restée telle quelle." in response.text
    )
    assert (Mission.objects.values().get(pk=mission.pk), mission.history.count()) == before


def test_a_failure_without_words_is_named(client, redaction, monkeypatch):
    def fail(*args, **kwargs):
        raise KeyError

    monkeypatch.setattr(documents, "calendar_of", fail)
    client.force_login(redaction)
    assert (
        "n’a pu être produit\u00a0: KeyError."
        in client.get(address(MissionFactory(), "calendrier.ics"), follow=True).text
    )


def test_the_calendar_is_downloaded_under_the_name_of_the_mission(client, gestion):
    client.force_login(gestion)
    mission = MissionFactory(title="Mission au Havre 2026", slug="mission-au-havre", **KNOWN)
    response = client.get(address(mission, "calendrier.ics"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="mission-au-havre.ics"'


def test_a_calendar_without_any_day_is_refused_in_words_on_the_form(client, gestion):
    client.force_login(gestion)
    response = client.get(address(MissionFactory(), "calendrier.ics"), follow=True)
    assert "aucun jour n’est inscrit" in response.text
