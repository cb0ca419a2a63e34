"""A person of the bureau saves what they ask of a list under a name: an address that anyone opens."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse

from portal.models import SavedView
from tests.missions.factories import ActionFactory
from tests.portal.factories import SavedViewFactory

pytestmark = pytest.mark.django_db
VIEWS = "/admin/vues/"


@pytest.fixture
def writer(client, redaction):
    """Sign in who writes."""
    client.force_login(redaction)
    return client


def test_a_list_asked_is_saved_under_a_name_and_opened_by_anyone(writer, redaction):
    ActionFactory(published=True, title="Plantation")
    page = writer.get("/actions/?tri=titre&colonnes=axe&q=plant&page=1").text
    link = unescape(re.search(r'href="([^"]*)"\s*rel="nofollow">\s*Enregistrer cette vue', page)[1])
    form = writer.get(link).context["form"]
    sent = {"name": "Plantations", "listed": form["listed"].value(), "query": form["query"].value()}
    assert writer.post(link, sent).status_code == 302
    view = SavedView.objects.get()
    assert (view.owner, view.get_absolute_url()) == (
        redaction,
        "/actions/?q=plant&tri=titre&vue=tableau&colonnes=axe",
    )
    listed = writer.get(VIEWS).text
    assert f'href="{view.get_absolute_url().replace("&", "&amp;")}">Plantations</a>' in listed
    mail = unescape(re.search(r'href="mailto:\?([^"]*)"', listed)[1])
    assert parse_qs(mail)["body"] == [f"Plantations\nhttp://testserver{view.get_absolute_url()}"]
    opened = Client().get(view.get_absolute_url())
    assert "Plantation</a>" in opened.text
    assert "Enregistrer cette vue" not in opened.text
    assert not opened.cookies
    # The same name serves once for each person.
    again = writer.post(link, sent)
    assert "Vous avez déjà une vue de ce nom." in again.text
    assert 'value="Plantations"' in again.text


def test_a_view_is_named_again_and_deleted_by_its_owner_alone(writer, redaction):
    view, other = SavedViewFactory(owner=redaction, name="Une"), SavedViewFactory(owner=redaction, name="Autre")
    page = reverse("admin:saved_view", args=[view.pk])
    assert "Vous avez déjà une vue de ce nom." in writer.post(page, {"name": "Autre"}).text
    writer.post(page, {"name": "Deux"})
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Autre", "Deux"]
    writer.post(page, {"name": "", "delete": "1"})
    assert SavedView.objects.get() == other
    SavedView.objects.update(owner=SavedViewFactory().owner)
    assert writer.post(reverse("admin:saved_view", args=[other.pk]), {"delete": "1"}).status_code == 404
    assert "Autre" not in writer.get(VIEWS).text


def test_a_view_of_no_list_is_refused_and_one_of_what_is_gone_says_so(writer, redaction):
    assert 'type="submit" value="Enregistrer' not in writer.get(f"{VIEWS}?liste=contacts").text
    refused = writer.post(VIEWS, {"name": "Contacts", "listed": "//ailleurs.test", "query": ""})
    assert refused.context["form"].errors == {"name": ["Cette liste n’est pas de celles dont on enregistre une vue."]}
    refused = writer.post(VIEWS, {"name": "Longue", "listed": "actions", "query": "q=" + 1500 * "a"})
    assert [error[:20] for error in refused.context["form"].errors["name"]] == ["Trop de choix sont f"]
    assert not SavedView.objects.exists()
    view = SavedViewFactory(owner=redaction, query="etat=echue&pays_=fr&etat=perdue")
    told = Client().get(view.get_absolute_url()).text
    assert "Paramètre inconnu, mis de côté\u00a0: pays_" in told
    assert "La valeur «\u00a0perdue\u00a0» du filtre État est inconnue" in told
