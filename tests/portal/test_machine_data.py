"""What pages say to machines: what they say to people, no more, and nothing that could break out of it."""

import datetime as dt
import html
import json
import re

import pytest
from django.utils import timezone

from missions.models import MissionStage
from tests.missions.factories import ActionFactory, MissionFactory, StopFactory
from tests.partners.factories import AgreementFactory, PartnerFactory
from tests.portal.pages import properties, read

pytestmark = pytest.mark.django_db

BREAKING = "</script><script>alert(1)</script> & « l'été »"


def data(page):
    """Return the linked data of a page: {type: dict}."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {each["@type"]: each for each in map(json.loads, found)}


def visible(page):
    """Return the words of a page, without tags."""
    page = re.sub(r"<(script|head).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_path_told_to_machines_is_the_path_shown(sweep):
    for url, page in {page.url: page.text for page in sweep.pages() if page.url not in ("/", "/en/")}.items():
        shown = re.search(r'<nav class="breadcrumb".*?</nav>', page, re.DOTALL)[0]
        steps = data(page)["BreadcrumbList"]["itemListElement"]
        assert [" ".join(step["name"].split()) for step in steps] == [
            " ".join(html.unescape(re.sub(r"<[^>]+>", "", label)).split())
            for label in re.findall(r"<li>(.*?)</li>", shown, re.DOTALL)
        ], url
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == f"http://testserver{url}"


def test_home_tells_whose_site_it_is(client):
    page = read(client, "/")
    office = data(page)["Organization"]
    assert office["name"] in visible(page)
    assert office["parentOrganization"]["name"] in visible(page)


def test_a_mission_is_an_event_told_in_the_words_of_the_page(client):
    mission = MissionFactory(
        published=True,
        starts_on=dt.date(2026, 3, 10),
        ends_on=dt.date(2026, 3, 12),
        date_precision="jour",
        purpose="Signer.",
    )
    StopFactory(mission=mission, place__published=True, place__name="Lyon")
    StopFactory(mission=mission, place__name="Gand")
    page = read(client, mission.get_absolute_url())
    event = data(page)["Event"]
    assert (event["startDate"], event["endDate"]) == ("2026-03-10", "2026-03-12")
    assert event["location"] == [{"@type": "Place", "name": "Lyon"}]
    for words in (event["name"], event["description"], "Lyon"):
        assert words in visible(page)


def test_a_date_known_to_the_month_is_told_so(client):
    mission = MissionFactory(published=True, starts_on=dt.date(2023, 5, 1), date_precision="mois")
    event = data(read(client, mission.get_absolute_url()))["Event"]
    assert event["startDate"] == "2023-05"
    assert "endDate" not in event
    assert "location" not in event


@pytest.mark.parametrize(
    "options",
    [
        {"starts_on": None, "date_precision": ""},
        {"starts_on": dt.date(2026, 3, 1), "date_precision": "periode", "ends_on": dt.date(2026, 4, 1)},
        {
            "starts_on": dt.date(2026, 3, 1),
            "date_precision": "jour",
            "stage": MissionStage.DECLINED,
            "declined_reason": "Non.",
        },
    ],
)
def test_what_did_not_happen_on_a_known_day_is_no_event(client, options):
    assert "Event" not in data(read(client, MissionFactory(published=True, **options).get_absolute_url()))


def test_nothing_breaks_out_of_the_data(client):
    mission = MissionFactory(published=True, title=BREAKING, starts_on=dt.date(2026, 3, 1), date_precision="jour")
    page = read(client, mission.get_absolute_url())
    assert "<script>alert" not in page
    assert data(page)["Event"]["name"].startswith("</script><script>alert(1)</script> &")
    assert properties(page)["og:title"].startswith("</script>")


def test_every_page_has_a_card(sweep):
    for url, page in {page.url: page.text for page in sweep.pages()}.items():
        told = properties(page)
        assert told["og:url"] == f"http://testserver{url}", url
        assert told["og:title"], url
        assert told["og:description"], url
        assert told["og:locale"] == ("en_CA" if url.startswith("/en/") else "fr_CA"), url
        assert told["og:image"].startswith("http://testserver/static/img/cards/"), url


def test_a_description_is_cut_at_a_word(client):
    told = properties(read(client, ActionFactory(published=True, description="mot " * 100).get_absolute_url()))
    assert len(told["og:description"]) <= 160
    assert told["og:description"].endswith("…")


def said_of(client, record, prefix=""):
    return properties(read(client, prefix + record.get_absolute_url()))["og:description"]


def test_a_page_without_text_says_what_is_recorded(client):
    action = ActionFactory(published=True, title="Échange", kind="echange", stage="en_cours", axis__name="Rayonner")
    partner = action.lead_partner
    partner.name, partner.noted_activity_on = "Namur", timezone.localdate()
    partner.save()
    mission = MissionFactory(published=True, title="Tournée", starts_on=dt.date(2026, 3, 1), date_precision="mois")
    StopFactory(mission=mission, place=partner)
    agreement = AgreementFactory(published=True, title="Pacte", kind="pacte_amitie", partners=[partner])
    assert said_of(client, partner) == "Namur, ville, Belgique. Relation active avec la Ville de Québec."
    assert said_of(client, agreement).startswith("Pacte\u00a0: pacte d’amitié entre la Ville de Québec et Namur, ")
    assert said_of(client, mission).startswith(
        "Tournée\u00a0: mission à l’extérieur, mars 2026, Namur. Avancement\u00a0: "
    )
    assert (
        said_of(client, action) == "Échange\u00a0: échange avec Namur. Axe\u00a0: Rayonner. Avancement\u00a0: en cours."
    )
    assert said_of(client, partner, "/en") == "Namur, city, Belgium. Relationship with Ville de Québec: active."


def test_a_description_names_no_draft_and_says_what_is_unknown(client):
    fund = PartnerFactory(published=True, organization=True, name="Fonds", note="Né en 1999.")
    agreement = AgreementFactory(published=True, title="Pacte", partners=[PartnerFactory(name="Secrète")])
    assert "pays inconnu" in said_of(client, fund)
    assert said_of(client, fund).endswith("Né en 1999.")
    assert said_of(client, agreement).startswith("Pacte\u00a0: entente de coopération de la Ville de Québec, ")
