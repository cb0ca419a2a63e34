"""That little supports a record, and that it is not online, is said wherever the record is excerpted."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from missions.models import ActionStage, MissionStage
from records.models import Confidence
from records.search.indexing import rebuild
from tests.axes.factories import AxisFactory, VisionFactory
from tests.missions.factories import ActionFactory, MissionFactory, StopFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

WEAK = {"confidence": Confidence.LOW}
LAST_YEAR = {"starts_on": dt.date(2025, 1, 1), "ends_on": dt.date(2025, 1, 5), "date_precision": "jour"}


@pytest.fixture
def weak():
    """A mission and an action, online and weakly supported, with a partner that is too."""
    partner = PartnerFactory(published=True, name="Ville fragile", **WEAK)
    axis = AxisFactory(published=True, vision=VisionFactory(published=True))
    mission = MissionFactory(published=True, title="Mission fragile", stage=MissionStage.DONE, **LAST_YEAR, **WEAK)
    StopFactory(mission=mission, place=partner)
    action = ActionFactory(
        published=True,
        title="Action fragile",
        lead_partner=partner,
        axis=axis,
        stage=ActionStage.ANNOUNCED,
        **LAST_YEAR,
        **WEAK,
    )
    return {"partner": partner, "mission": mission, "action": action}


def around(text, words, width=400):
    """Return what stands around each place of `text` that holds `words` (a list)."""
    places = [place for place in range(len(text)) if text.startswith(words, place)]
    return [text[place : place + width] for place in places]


@pytest.mark.parametrize(
    "address", ["/", "/actions/", "/missions/", "/actions/?vue=tableau", "partner", "/plan-du-site/"]
)
def test_a_weak_record_is_marked_where_a_page_excerpts_it(client, weak, address):
    page = client.get(weak["partner"].get_absolute_url() if address == "partner" else address).content.decode()
    shown = [each for name in ("Mission fragile</a>", "Action fragile</a>") for each in around(page, name, 120)]
    assert shown
    assert all("confiance faible" in each for each in shown)


def test_the_map_marks_a_weak_partner(client, weak):
    page = client.get("/partenaires/").content.decode()
    assert "<title>Ville fragile (confiance faible), à" in page
    PartnerFactory(
        published=True, name="Voisine", latitude=weak["partner"].latitude, longitude=weak["partner"].longitude
    )
    page = client.get("/partenaires/").content.decode()
    [listed, *_others] = around(page[page.index("trop proches") :], "Ville fragile</a>", 120)
    assert "confiance faible" in listed


@pytest.mark.parametrize("query", ["q=fragile", "q=fragile&genre=missions", "q=fragile&genre=actions"])
def test_the_search_marks_what_is_weak(client, weak, query):
    rebuild(today=timezone.localdate())
    page = client.get(f"{reverse('portal:search')}?{query}").content.decode()
    hits = page[page.index('<ul class="hits">') :].split("<li data-item")[1:]
    hits = [each for each in hits if not each.startswith('="portal:')]
    assert hits
    assert all("confiance faible" in each for each in hits)
    assert ("échue, suite inconnue" in page) is ("missions" not in query)


def test_the_feeds_mark_what_is_weak_and_tell_the_state_of_an_action(client, weak):
    feed = client.get(reverse("machines:mission_feed")).content.decode()
    assert "<title>Mission fragile (confiance faible)</title>" in feed
    feed = client.get(reverse("machines:axis_feed", args=[weak["action"].axis.slug])).content.decode()
    assert "<title>Action fragile (confiance faible)</title>" in feed
    assert "Échue, suite inconnue." in feed


def test_the_calendar_marks_a_weak_mission(client, weak):
    lines = client.get(reverse("machines:calendar")).content.decode().splitlines()
    assert "SUMMARY:Mission fragile (confiance faible)" in lines


def test_the_book_marks_what_is_weak_or_not_online(client, approbation, weak):
    draft = ActionFactory(title="Action en brouillon", lead_partner=weak["partner"])
    trip = MissionFactory(title="À préparer", starts_on=timezone.localdate(), date_precision="jour")
    StopFactory(mission=trip, place=weak["partner"])
    client.force_login(approbation)
    book = client.get(f"/admin/missions/mission/{trip.pk}/documents/cahier-a-imprimer").content.decode()
    for words in (
        "Ville fragile (confiance faible)",
        "Mission fragile (confiance faible)",
        "Action fragile (confiance faible)",
        f"{draft.title} (brouillon)",
    ):
        assert words in book
