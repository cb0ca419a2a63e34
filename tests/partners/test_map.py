"""The partners on the map, and beside it."""

import re
from decimal import Decimal

import pytest

from partners.map import TOO_NEAR, distance, frame_for, views, whereabouts
from partners.models import Partner
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db


def city(name, latitude, longitude, **options):
    place = {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}
    return PartnerFactory(**{"published": True, "name": name, **place, **options})


@pytest.fixture
def paris():
    return city("Paris", "48.8534", "2.3488", country="FR")


@pytest.fixture
def namur():
    return city("Namur", "50.4669", "4.8675", country="BE")


def test_a_partner_is_told_with_its_distance_and_direction(paris):
    assert distance(paris) == pytest.approx(5276, abs=20)
    assert whereabouts(paris)[1] == "au nord-est"


def test_a_partner_nobody_can_place_is_nowhere():
    nowhere = PartnerFactory(organization=True, published=True)
    assert distance(nowhere) is None
    assert whereabouts(nowhere) is None
    assert [view.placed for view in views(Partner.objects.all())] == [0, 0]


def test_neighbours_share_a_marker_that_says_how_many_they_are(client, paris, namur):
    html = client.get("/partenaires/").text
    assert html.count('<a class="marker"') == 2
    assert html.count("<title>Namur, Paris</title>") == 2
    assert 'href="#atlantique-1"' in html
    assert 'id="atlantique-1"' in html


def test_a_marker_of_many_names_two_and_counts_the_others(paris, namur):
    city("Bruges", "51.2089", "3.2242")
    [marker] = views(Partner.objects.all())[0].markers
    assert marker.label == "Bruges, Namur et 1 de plus"


def test_a_marker_alone_leads_to_its_partner(client, paris):
    html = client.get("/partenaires/").text
    assert re.search(
        rf'<a class="marker" href="{paris.get_absolute_url()}"><title>Paris, à 5\u00a0\d+ km</title>', html
    )


def test_the_atlantic_shows_only_what_it_reaches(paris):
    city("Xi’an", "34.2583", "108.9286", country="CN")
    world, atlantic = views(Partner.objects.all())
    assert (world.placed, atlantic.placed) == (2, 1)


def test_markers_of_a_frame_never_touch(paris, namur):
    for number in range(30):
        city(f"Ville {number}", f"{10 + number:.4f}", f"{number * 4 - 90:.4f}")
    for view in views(Partner.objects.all()):
        points = [marker.point for marker in view.markers]
        nearest = [
            ((one.x - two.x) ** 2 + (one.y - two.y) ** 2) ** 0.5
            for rank, one in enumerate(points)
            for two in points[:rank]
        ]
        assert min(nearest) >= TOO_NEAR


def test_the_map_follows_the_filters(client, paris, namur):
    html = client.get("/partenaires/", {"pays": "BE"}).text
    assert "<title>Namur, à" in html
    assert "Paris" not in html


def test_a_draft_is_not_on_the_map(client, paris):
    city("Brouillon", "10", "10", published=False)
    assert "Brouillon" not in client.get("/partenaires/").text


def test_the_map_costs_one_statement_whatever_it_shows(query_count, paris):
    alone = query_count("/partenaires/")
    for number in range(20):
        city(f"Ville {number}", f"{number}", f"{number}", country="FR")
    assert query_count("/partenaires/") == alone


def test_the_frame_of_a_way_holds_all_its_places():
    assert frame_for([(48.8, 2.3)]).key == "atlantique"
    assert frame_for([(48.8, 2.3), (34.2, 108.9)]).key == "monde"
