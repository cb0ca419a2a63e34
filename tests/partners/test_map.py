"""The partners on the map, and beside it."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from partners.map import LISTED_IN_ALL, MAX_MARKERS, TOO_NEAR, distance, frame_for, views, whereabouts
from partners.models import Partner, PartnerKind
from partners.places import PLACES
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)


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
    link = f'<a class="marker" href="{paris.get_absolute_url()}" data-state="inconnue">'
    assert re.search(rf"{link}<title>Paris, à 5\u00a0\d+ km, relation inconnue</title>", html)


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
    for number in range(5):
        city(f"Ville {number}", f"{number}", f"{number}", country="FR")
    assert query_count("/partenaires/") == alone


def crowd(count, *, country="FR", **options):
    """Make so many cities near one another."""
    return [
        city(f"Ville {number:03}", f"48.{number:04}", "2.3", **{"country": country, **options})
        for number in range(count)
    ]


def test_the_map_stands_beside_the_whole_selection_not_its_page(client):
    crowd(61)
    for query in ("", "?page=2"):
        html = client.get(f"/partenaires/{query}").text
        assert "61 partenaires sont placés" in html
        assert "Sur 61 en tout" in html


def test_those_that_cannot_be_placed_count_in_all_only(client, paris):
    PartnerFactory(organization=True, published=True)
    assert "1 partenaire est placé" in client.get("/partenaires/").text
    assert "Sur 2 en tout" in client.get("/partenaires/").text


def test_twenty_neighbours_are_named_and_twenty_one_give_their_countries(client):
    crowd(20)
    html = client.get("/partenaires/").text
    assert html.count('<a href="/partenaires/ville-000/">') == 3
    assert 'href="/partenaires/?pays=fr"' not in html
    city("Namur", "48.9", "2.5", country="BE")
    html = client.get("/partenaires/").text
    assert html.count('<a href="/partenaires/ville-000/">') == 1
    assert (
        html.count('<a href="/partenaires/?pays=be">Belgique (1)</a>, <a href="/partenaires/?pays=fr">France (20)</a>')
        == 2
    )


def test_a_crowded_frame_names_no_more_than_so_many_of_those_in_groups():
    for number in range(30):
        crowd_of_six = {"latitude": f"{number % 6 * 20 - 50}", "longitude": f"{number // 6 * 30 - 60}"}
        for each in range(6):
            PartnerFactory(published=True, name=f"Ville {number} {each}", country="FR", **crowd_of_six)
    world = views(Partner.objects.for_map(AnonymousUser(), TODAY))[0]
    assert LISTED_IN_ALL - 6 < sum(len(group.partners) for group in world.groups) <= LISTED_IN_ALL
    assert all(bool(group.partners) != bool(group.countries) for group in world.groups)


def test_a_country_on_the_map_tells_as_many_partners_as_its_list_holds(client):
    crowd(21, noted_activity_on=timezone.localdate())
    city("Lointaine", "-21.1", "55.5", country="FR", noted_activity_on=timezone.localdate())
    city("Dormante", "48.9", "2.5", country="FR", noted_activity_on=dt.date(2012, 9, 6))
    PartnerFactory(published=True, organization=True, country="FR", noted_activity_on=timezone.localdate())
    PartnerFactory(
        published=True,
        country="",
        kind=PartnerKind.FUND,
        noted_activity_on=timezone.localdate(),
        latitude="48.9",
        longitude="2.4",
    )
    for query, numbers in (("", {"fr": 24, "inconnu": 1}), ("?etat=active&tri=nom", {"fr": 23, "inconnu": 1})):
        html = client.get(f"/partenaires/{query}").text
        links = dict.fromkeys(re.findall(r'<a href="(/partenaires/\?pays=[^"]+)">[^<(]+ \((\d+)\)</a>', html))
        assert {re.search(r"pays=(\w+)", url)[1]: int(number) for url, number in links} == numbers
        for url, number in links:
            assert f">{number} partenaire" in client.get(url.replace("&amp;", "&")).text.replace("\u00a0", " ")


def test_no_frame_draws_more_markers_than_a_phone_can_show():
    for number in range(300):
        city(f"Ville {number}", f"{number % 17 * 10 - 80}", f"{number * 47 % 360 - 179}", country="FR")
    for view in views(Partner.objects.for_map(AnonymousUser(), TODAY)):
        assert 1 < len(view.markers) <= MAX_MARKERS
        assert view.placed > 90


def test_the_map_reads_only_what_it_tells(django_assert_num_queries, paris):
    with django_assert_num_queries(1) as read:
        shown = views(Partner.objects.for_map(AnonymousUser(), TODAY))
        assert [marker.label for view in shown for marker in view.markers]
    assert "domains" not in read[0]["sql"]


def test_the_frame_of_a_way_holds_all_its_places():
    assert frame_for([(48.8, 2.3)]).key == "atlantique"
    assert frame_for([(48.8, 2.3), (34.2, 108.9)]).key == "monde"


def test_a_large_group_names_two_countries_and_counts_those_that_share_a_link(client):
    crowd(21)
    for rank, country in enumerate(["BE", "LU", "CH", "DE"]):
        city(f"Voisine {country}", "48.9", f"2.{rank}", country=country)
    html = client.get("/partenaires/").text
    html = html[html.index("<figcaption>") : html.index("</figcaption>")]
    assert re.findall(r'\?pays=\w+">([^<]+)</a>', html.split("</details>")[0]) == ["Allemagne (1)", "Belgique (1)"]
    url, words = re.search(r'href="(/partenaires/\?pays=\w+&amp;pays=[^"]+)">\s*([^<]+?)\s*</a>', html).groups()
    assert words == "3 autres pays (23)"
    assert "23 partenaires répondent" in client.get(url.replace("&amp;", "&")).text.replace("\u00a0", " ")


def test_home_weighs_the_same_however_many_partners(client):
    def weight(count):
        codes = sorted(PLACES)
        rows = []
        for rank in range(count):
            code = codes[rank * 7 % len(codes)]
            latitude, longitude = PLACES[code][rank % len(PLACES[code])]
            place = {
                "latitude": round(Decimal(latitude), 4),
                "longitude": round(Decimal(longitude), 4),
                "country": code,
            }
            rows.append(
                PartnerFactory.build(published=True, name=f"Une ville {rank}", slug=f"v{count}-{rank}", **place)
            )
            rows[-1].fill_derived_fields()
        Partner.objects.bulk_create(rows)
        return len(client.get("/").content)

    few, many = weight(400), weight(2600)
    assert many < 1.15 * few
    assert many < 50_000
