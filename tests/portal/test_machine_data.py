"""What pages say to machines: what they say to people, no more, and nothing that could break out of it."""

import datetime as dt
import html
import json
import re
from io import BytesIO

import pytest
from PIL import Image

from missions.models import MissionStage
from tests.axes.factories import AxisFactory
from tests.missions.factories import ActionFactory, MissionFactory, StopFactory
from tests.portal.pages import every_page

pytestmark = pytest.mark.django_db

BREAKING = "</script><script>alert(1)</script> & « l'été »"


def data(page):
    """Return the linked data of a page: {type: dict}."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {each["@type"]: each for each in map(json.loads, found)}


def read(client, url):
    return client.get(url).content.decode()


def properties(page):
    return {
        name: html.unescape(value) for name, value in re.findall(r'<meta property="([^"]+)" content="([^"]*)"', page)
    }


def visible(page):
    """Return the words of a page, without tags."""
    page = re.sub(r"<(script|head).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_path_told_to_machines_is_the_path_shown(client, record):
    for url in set(every_page(client)) - {"/", "/en/"}:
        page = read(client, url)
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


def test_every_page_has_a_card_and_its_picture_exists(client, record):
    for url in every_page(client):
        page = read(client, url)
        told = properties(page)
        assert told["og:url"] == f"http://testserver{url}", url
        assert told["og:title"], url
        assert told["og:locale"] == ("en_CA" if url.startswith("/en/") else "fr_CA"), url
        picture = client.get(told["og:image"].removeprefix("http://testserver"))
        assert picture["Content-Type"] == "image/png", url


def test_an_action_is_shown_by_the_picture_of_its_axis(client):
    action = ActionFactory(published=True, description="mot " * 100)
    told = properties(read(client, action.get_absolute_url()))
    assert told["og:image"] == f"http://testserver/axes/{action.axis.slug}/image.png"
    assert len(told["og:description"]) <= 160
    assert told["og:description"].endswith("…")


def test_a_mission_of_no_axis_is_shown_by_the_picture_of_the_site(client):
    told = properties(read(client, MissionFactory(published=True).get_absolute_url()))
    assert told["og:image"] == "http://testserver/image.png"


@pytest.mark.parametrize("slug", ["rayonner", "apprendre", "attirer", "nouvel-axe"])
def test_an_axis_has_a_picture_of_the_right_size(client, slug):
    AxisFactory(published=True, slug=slug, name="Un axe au nom si long qu’il ne tient pas sur une seule ligne du tout")
    response = client.get(f"/axes/{slug}/image.png")
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 60_000
    again = client.get(f"/axes/{slug}/image.png", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_each_axis_has_a_picture_of_its_own(client):
    slugs = ["rayonner", "apprendre", "attirer", "autre"]
    for slug in slugs:
        AxisFactory(published=True, slug=slug, name="Axe")
    assert len({client.get(f"/axes/{slug}/image.png").content for slug in slugs}) == 4


def test_a_draft_axis_has_no_picture(client, gestion):
    client.force_login(gestion)
    assert client.get(f"/axes/{AxisFactory().slug}/image.png").status_code == 404
