"""The page of an action: its place on the thread, what it owns up to, and what it hides."""

import re

import pytest

from records.models import Confidence
from tests.axes.factories import CommitmentFactory, ThemeFactory
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory, OutcomeFactory, ServiceFactory
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def page(client, action):
    """Return the HTML of the page of an action."""
    response = client.get(action.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def thread(html):
    """Return the steps of the thread: {heading: text}."""
    steps = re.findall(r"<h3>(.*?)</h3>(.*?)(?=<h3>|</section>)", html, re.DOTALL)
    return {heading: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for heading, text in steps}


def test_the_thread_goes_from_the_axis_to_the_evidence(client):
    html = page(client, ActionFactory(published=True))
    assert list(thread(html)) == ["Axe", "Action", "Partenaire", "Mission", "Retombée", "Preuve"]
    assert '<ol class="thread">' in html


def test_the_thread_says_what_is_not_known(client):
    steps = thread(page(client, ActionFactory(published=True)))
    assert "Engagement" not in steps
    assert steps["Retombée"] == "inconnue"
    assert steps["Preuve"] == "inconnue"
    assert steps["Action"].endswith("date inconnue")


def test_the_thread_names_and_links_what_is_known(client):
    mission = MissionFactory(published=True)
    action = ActionFactory(published=True, mission=mission, axis_rationale="Ouvre une porte.")
    action.commitment = CommitmentFactory(axis=action.axis, text="Nous promettons.")
    action.save()
    OutcomeFactory(action=action, text="Un pont.", evidence=SourceFactory(publisher="La Preuve"))
    action.sources.add(SourceFactory(publisher="Le Soleil", published_on="2026-03-01", published_precision="jour"))
    html = page(client, action)
    steps = thread(html)
    assert "Ouvre une porte." in steps["Axe"]
    assert steps["Engagement"] == "Nous promettons. (classement du portail, à confirmer)"
    assert "Un pont." in steps["Retombée"]
    assert "La Preuve" in steps["Retombée"]
    assert steps["Preuve"].startswith("Le Soleil, 1 er mars 2026")
    for record in (action.axis, action.lead_partner, mission):
        assert f'href="{record.get_absolute_url()}"' in html


def test_the_link_to_a_commitment_says_its_reason_and_who_made_it(client):
    commitment = CommitmentFactory(axis__published=True, text="Nous promettons.")
    linked = {"axis": commitment.axis, "commitment": commitment, "commitment_rationale": "Le dit en toutes lettres."}
    html = page(client, ActionFactory(published=True, commitment_is_confirmed=True, **linked))
    step = thread(html)["Engagement"]
    assert step == "Nous promettons. Le dit en toutes lettres. (confirmé par le bureau)"
    assert f"?engagement={commitment.slug}" in html


def test_an_absence_of_outcome_is_said_in_the_words_recorded(client):
    action = ActionFactory(published=True, outcome_note="Aucun bilan publié.")
    assert thread(page(client, action))["Retombée"] == "inconnue Aucun bilan publié."


def test_other_partners_are_named_with_their_part(client):
    action = ActionFactory(published=True)
    other = ActionPartnerFactory(action=action, partner=PartnerFactory(published=True), role="hote").partner
    assert f"{other.name} (hôte)" in thread(page(client, action))["Partenaire"]


def test_themes_services_and_confidence_are_told(client):
    action = ActionFactory(published=True, confidence=Confidence.LOW)
    theme, service = ThemeFactory(), ServiceFactory()
    action.themes.add(theme)
    action.services.add(service)
    html = page(client, action)
    assert f'href="{theme.get_absolute_url()}"' in html
    assert service.name in html
    assert "confiance faible" in html
    assert "<dt>Confiance</dt><dd>faible</dd>" in html


def test_what_nobody_published_of_an_action_is_said_in_one_line(client):
    html = page(client, ActionFactory(published=True))
    assert "services de la Ville, thèmes, niveau de confiance." in html
    assert "inconnus" not in html


def test_a_text_is_set_as_french_asks(client):
    html = page(client, ActionFactory(published=True, title='L\'eau : "bien commun" !', description="Enfin ?"))
    assert "<h1>L’eau\u00a0: «\u00a0bien commun\u00a0»!</h1>" in html
    assert "Enfin?" in html


def test_there_is_one_title_and_a_way_back(client):
    html = page(client, ActionFactory(published=True, title="Échange"))
    assert html.count("<h1") == 1
    assert '<a href="/actions/">Actions</a>' in html
    assert "<title>Échange –" in html
    assert 'rel="canonical"' in html


@pytest.mark.parametrize("hidden", [{}, {"published": True, "axis__status": "draft"}, {"status": "archived"}])
def test_what_is_not_public_is_not_found(client, hidden):
    assert client.get(ActionFactory(**hidden).get_absolute_url()).status_code == 404


def test_an_action_whose_lead_partner_went_offline_is_not_found(client):
    assert client.get(ActionFactory(published=True, lead_partner__status="draft").get_absolute_url()).status_code == 404


def test_a_draft_partner_and_a_draft_mission_are_left_out(client):
    action = ActionFactory(published=True, mission=MissionFactory(title="Canari mission"))
    ActionPartnerFactory(action=action, partner=PartnerFactory(name="Canari partenaire"))
    html = page(client, action)
    assert "Canari" not in html
    assert thread(html)["Mission"] == "sans mission inscrite"


def test_staff_see_drafts_marked_as_such(client, gestion):
    client.force_login(gestion)
    action = ActionFactory(mission=MissionFactory(title="Une mission"))
    html = page(client, action)
    assert '<span class="badge badge-draft">brouillon</span>' in html
    assert "Une mission brouillon" in thread(html)["Mission"]


def test_only_who_may_edit_is_offered_to(client, gestion, redaction):
    action = ActionFactory(published=True)
    edit = f"/admin/missions/action/{action.pk}/change/"
    assert edit not in page(client, action)
    client.force_login(gestion)
    assert edit not in page(client, action)
    client.force_login(redaction)
    assert f'<a href="{edit}">Modifier</a>' in page(client, action)


def test_a_former_address_leads_to_the_new_one(client):
    action = ActionFactory(published=True, slug="ancienne")
    action.slug = "nouvelle"
    action.save()
    response = client.get("/actions/ancienne/")
    assert (response.status_code, response["Location"]) == (301, "/actions/nouvelle/")


def test_a_page_costs_the_same_for_one_of_each_and_for_many(query_count):
    action = ActionFactory(published=True, mission=MissionFactory(published=True))
    add_parts(action, 1)
    for_one = query_count(action.get_absolute_url())
    add_parts(action, 10)
    assert query_count(action.get_absolute_url()) == for_one <= 12


def add_parts(action, number):
    """Give an action that many of everything it can have several of."""
    for _ in range(number):
        ActionPartnerFactory(action=action, partner=PartnerFactory(published=True))
        OutcomeFactory(action=action, evidence=SourceFactory())
        action.themes.add(ThemeFactory())
        action.services.add(ServiceFactory())
        action.sources.add(SourceFactory())


def test_the_former_address_of_a_draft_is_not_found_by_readers(client):
    action = ActionFactory(title="Visite")
    action.slug = "autre"
    action.save()
    assert client.get("/actions/visite/").status_code == 404


def test_readers_are_sent_to_the_new_address_for_good(client):
    action = ActionFactory(title="Visite", published=True)
    action.slug = "visite-du-tramway"
    action.save()
    response = client.get("/actions/visite/")
    assert (response.status_code, response["Location"]) == (301, "/actions/visite-du-tramway/")
