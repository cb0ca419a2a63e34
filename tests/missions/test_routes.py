"""Where missions went, on the map and in words."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from missions.models import Mission, MissionStage
from missions.route import routes_of, way_of
from partners.map import partner_map
from partners.models import Partner
from tests.missions.factories import MissionFactory, StopFactory
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
READER = (AnonymousUser(), TODAY)


@pytest.fixture
def cities():
    places = {"Paris": ("48.8534", "2.3488"), "Namur": ("50.4669", "4.8675"), "Liège": ("50.6337", "5.5675")}
    return {
        name: PartnerFactory(published=True, name=name, latitude=latitude, longitude=longitude)
        for name, (latitude, longitude) in places.items()
    }


def mission_to(*places, year, stage=MissionStage.DONE, **options):
    """Make a mission of a week of May, put online, that stopped at `places`."""
    days = {"starts_on": dt.date(year, 5, 1), "ends_on": dt.date(year, 5, 8), "date_precision": "jour"}
    reason = {"declined_reason": "Trop cher."} if stage == MissionStage.DECLINED else {}
    mission = MissionFactory(published=True, stage=stage, **days, **reason, **options)
    for rank, place in enumerate(places, 1):
        StopFactory(mission=mission, place=place, position=rank)
    return mission


def test_routes_are_drawn_by_year_and_told_in_words(client, cities):
    paris, namur = cities["Paris"], cities["Namur"]
    mission_to(paris, namur, year=2024, title="Deux villes")
    mission_to(paris, PartnerFactory(name="Brouillon", latitude="1", longitude="1"), year=2022, title="Une seule")
    mission_to(paris, year=2021, stage=MissionStage.DECLINED)
    mission_to(paris, year=2027, stage=MissionStage.AUTHORIZED)
    routes = routes_of(Mission.objects.published(TODAY).back(TODAY).for_listing(*READER))
    shown = partner_map(Partner.objects.published(TODAY).for_map(*READER), routes)
    assert [(each.year, each.rank) for each in shown.years] == [(2024, 1), (2022, 2)]
    wide, europe = shown.views
    assert [rank for rank, _path in wide.lines] == [rank for rank, _path in europe.lines] == [1, 2]
    assert wide.lines[0][1] == wide.lines[1][1], "from one city to the other, on the frame of Europe alone"
    assert europe.lines[0][1].startswith(europe.lines[1][1])
    assert wide.lines[0][1].startswith("M500 500")
    html = client.get(reverse("portal:home")).text
    assert html.count('name="trajets"') == 3
    words = re.search(r'<dl class="map-routes">.*?</dl>', html, re.DOTALL)[0]
    assert re.search(r"Deux villes</a>\xa0:\s+Québec → Paris → Namur<", words)
    assert re.search(r"Une seule</a>\xa0:\s+Québec → Paris<", words)
    assert "2021" not in words
    assert "étape d’une mission" in html


def test_the_stops_of_a_way_share_a_sign_where_they_would_cover_one_another(cities):
    mission = mission_to(*cities.values(), cities["Paris"], year=2024)
    way = way_of(mission.stops.all())
    assert way.frame.key == "europe"
    assert [[line.text for line in spot.label.lines] for spot in way.spots] == [
        ["1. Paris", "4. Paris"],
        ["2. Namur", "3. Liège"],
    ]
    left, top, side, _side = map(float, way.box.split())
    assert side < 500
    assert all(left + 200 <= spot.point.x <= left + side - 200 for spot in way.spots)
    assert all(top + 200 <= spot.point.y <= top + side - 200 for spot in way.spots)


def test_the_paper_of_a_mission_draws_its_way_in_what_a_pdf_reads(client, cities):
    mission_to(cities["Paris"], cities["Namur"], year=2024, slug="deux-villes")
    page, paper = (client.get(f"/missions/deux-villes{end}").text for end in ("/", ".html"))
    assert ('class="route"' in page, "way-drawn" in page) == (True, False)
    assert ('class="route"' in paper, "way-drawn" in paper) == (False, True)
    assert re.findall(r'fill="#fff"[^>]*>([\d,]+)</text>', paper) == ["1,2"]
