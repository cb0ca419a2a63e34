"""The partners and the routes on the map."""

import datetime as dt
import re
from decimal import Decimal
from itertools import combinations

import pytest
from django.contrib.auth.models import AnonymousUser

from partners.frames import EUROPE, frame_for
from partners.labels import TOUCH_SIDE, Rectangle
from partners.layout import MAX_SIGNS
from partners.map import Route, distance, partner_map, whereabouts
from partners.models import AgreementKind, Partner
from partners.places import PLACES
from tests.partners.factories import AgreementFactory, PartnerFactory

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


def drawn(routes=()):
    """Return the PartnerMap of all that anyone may read."""
    return partner_map(Partner.objects.published(TODAY).for_map(AnonymousUser(), TODAY), routes)


def written(label):
    """Return the texts of a Label."""
    return [line.text for line in label.lines]


def marks(partners):
    """Return what is drawn at each place of the map of `partners`: the names, or the frame they are shown on."""
    return {
        view.frame.key: [
            marker.zoom.key if marker.zoom else [partner.name for partner in marker.partners] for marker in view.markers
        ]
        for view in partners.views
    }


def test_a_partner_is_told_with_its_distance_and_direction(paris):
    assert distance(paris) == pytest.approx(5276, abs=20)
    assert whereabouts(paris)[1] == "au nord-est"


def test_a_partner_nobody_can_place_is_nowhere(client):
    nowhere = PartnerFactory(organization=True, published=True)
    assert distance(nowhere) is None
    assert whereabouts(nowhere) is None
    assert drawn().views == []
    assert "la carte n’en montre aucun" in client.get("/partenaires/").text


def test_europe_has_its_frame_where_several_are_there_and_the_other_shows_only_what_it_adds(paris):
    assert marks(drawn()) == {"atlantique": [["Paris"]]}
    city("Marrakech", "31.6342", "-7.9999", country="MA")
    assert marks(drawn()) == {"europe": [["Marrakech"], ["Paris"]]}
    city("Albany", "42.6526", "-73.7562", country="US")
    assert marks(drawn()) == {"atlantique": ["europe", ["Albany"]], "europe": [["Marrakech"], ["Paris"]]}


def test_what_is_beyond_the_edge_stands_on_it_in_its_direction_unless_much_of_it_is(paris):
    for number in range(3):
        city(f"Calgary {number}", f"{40 + number * 5}", "-114", country="CA")
    city("Hué", "16.4619", "107.5955", country="VN")
    assert [marker.turn for marker in drawn().views[0].markers if marker.words.startswith("Hué")] == [1]
    city("Xi’an", "34.2583", "108.9286", country="CN")
    assert {marker.turn for marker in drawn().views[0].markers} == {None}
    assert drawn().views[0].frame.key == "monde"


def test_the_form_of_a_mark_is_its_strongest_tie(client, paris, namur):
    AgreementFactory(published=True, kind=AgreementKind.PROTOCOL, partners=[namur])
    AgreementFactory(published=True, kind=AgreementKind.TWINNING, partners=[namur])
    AgreementFactory(published=True, kind=AgreementKind.INTENT, partners=[paris])
    city("Institut", "10", "10", organization=True)
    city("Vancouver", "49.2497", "-123.1193")
    twinned = city("Brouillon seul", "-10", "-60")
    AgreementFactory(kind=AgreementKind.TWINNING, partners=[twinned])
    kinds = {each.name: each.relation_kind for each in Partner.objects.for_map(AnonymousUser(), TODAY)}
    assert kinds == {
        "Namur": "jumelage",
        "Paris": "entente",
        "Institut": "organisation",
        "Vancouver": "partenaire",
        "Brouillon seul": "partenaire",
    }
    html = client.get("/partenaires/").text
    legend = re.search(r'<ul class="map-legend".*?</ul>', html, re.DOTALL)[0]
    for words in ("ville jumelée", "autre entente ou pacte", "organisation", "autre ville"):
        assert words in legend


def test_neighbours_share_a_mark_that_names_them_and_leads_to_their_countries(client, paris):
    city("Namur", "50.4669", "4.8675", country="BE")
    city("Bruges", "51.2089", "3.2242", country="BE")
    html = client.get("/partenaires/").text
    [link] = re.findall(
        r'class="marker"\s+transform="[^"]*"\s+href="([^"]*\?[^"]*)"[^>]*>\s*<title>Bruges, Namur\xa0: voir en liste',
        html,
    )
    assert link == "/partenaires/?pays=be"
    assert re.search(r">Bruges</tspan><tspan[^>]*>Namur<", html)
    narrowed = client.get("/partenaires/", {"etat": "inconnue", "q": "a"}).text
    assert (
        re.search(r'href="/partenaires/\?pays=\w\w[^"]*&amp;etat=inconnue', narrowed) or "voir en liste" not in narrowed
    )


def test_a_marker_alone_leads_to_its_partner_and_says_all(client, paris):
    html = client.get("/partenaires/").text
    link = rf'<a\s+class="marker"\s+transform="[^"]*"\s+href="{paris.get_absolute_url()}"\s+data-quiet>'
    assert re.search(rf"{link}\s*<title>Paris, à 5\xa0\d+ km, autre ville partenaire, relation inconnue</title>", html)


def crowd(count, *, country="FR", **options):
    """Make so many cities near one another."""
    return [
        city(f"Ville {number:03}", f"48.{number:04}", "2.3", **{"country": country, **options})
        for number in range(count)
    ]


def test_a_crowd_is_named_by_its_country_or_by_how_many_there_are():
    crowd(5)
    assert [written(marker.label) for marker in drawn().views[0].markers] == [["France"]]
    city("Namur", "48.9", "2.5", country="BE")
    [marker] = drawn().views[0].markers
    assert written(marker.label) == ["2 pays"]
    assert marker.words == "Namur, Ville 000, Ville 001 et 3 de plus\u00a0: voir en liste"


def overlaps(view):
    """Yield what covers something else on a View: the mark, the name or what is touched of one, and another."""

    def about(point, half):
        return Rectangle(point.x - half, point.y - half, point.x + half, point.y + half)

    boxes = [(each.words, about(each.point, 13 if each.only else 17), each.label.reach) for each in view.markers]
    if view.home and not view.home.things:
        boxes.append(("Québec", about(view.home.point, 10), view.home.label.reach))
    for (one, mark, reach), (other, its_mark, its_reach) in combinations(boxes, 2):
        if any(each.meets(its) for each in (mark, reach) for its in (its_mark, its_reach)):
            yield one, other
    for name in view.rings:
        box = Rectangle(name.point.x - 30, name.point.y - 8, name.point.x + 30, name.point.y + 8)
        yield from ((name.kilometres, one) for one, mark, reach in boxes if box.meets(mark) or box.meets(reach))


def untouchable(view):
    """Return the marks of which less than 44 px are touched where the map is as narrow as it gets."""
    return [
        marker.words for marker in view.markers if min(marker.label.reach.width, marker.label.reach.height) < TOUCH_SIDE
    ]


def cities(count):
    """Build so many cities all over the world, in the database."""
    codes, rows = sorted(PLACES), []
    for rank in range(count):
        code = codes[rank * 7 % len(codes)]
        latitude, longitude = (round(Decimal(each), 4) for each in PLACES[code][rank % len(PLACES[code])])
        place = {"latitude": latitude, "longitude": longitude, "country": code}
        rows.append(PartnerFactory.build(published=True, name=f"Une ville {rank}", slug=f"v{count}-{rank}", **place))
        rows[-1].fill_derived_fields()
    Partner.objects.bulk_create(rows)


@pytest.mark.parametrize("count", [2, 12, 60, 400])
def test_nothing_covers_anything_on_the_map_and_all_is_touched(count):
    cities(count)
    city("Montréal", "45.5", "-73.6", country="CA")
    city("À Québec même", "46.81", "-71.21", organization=True)
    shown = drawn()
    assert sum(len(marker.partners) for view in shown.views for marker in view.markers if not marker.zoom) == count + 2
    for view in shown.views:
        assert len(view.markers) <= MAX_SIGNS
        assert list(overlaps(view)) == []
        assert untouchable(view) == []
        assert [name for name in view.markers if not name.words] == []


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


def test_the_map_stands_beside_the_whole_selection_not_its_page(client):
    crowd(61)
    assert "les autres n’ont pas" not in client.get("/partenaires/").text, "none is left out"
    PartnerFactory(organization=True, published=True)
    for query in ("", "?page=2"):
        html = client.get(f"/partenaires/{query}").text
        assert "61 partenaires sont placés" in html
        assert "Sur 62 en tout" in html


def test_the_map_reads_only_what_it_tells(django_assert_num_queries, paris):
    with django_assert_num_queries(1) as read:
        assert [marker.words for view in drawn().views for marker in view.markers]
    assert "domains" not in read[0]["sql"]


def test_the_frame_of_a_way_holds_all_its_places():
    places = {
        "europe": [(48.8, 2.3)],
        "atlantique": [(48.8, 2.3), (40.7, -74.0)],
        "monde": [(48.8, 2.3), (34.2, 108.9)],
    }
    assert {frame_for(some).key for some in places.values()} == set(places)
    assert all(frame_for(some).key == key for key, some in places.items())


def test_a_line_stops_at_the_edge_and_begins_again():
    out_and_back = [(48.8, 2.3), (40.0, -60.0), (43.0, 3.0)]
    assert EUROPE.path(out_and_back).count("M") == 2
    assert EUROPE.path([(0.0, -60.0), (10.0, -70.0)]) == ""


def test_no_more_years_are_told_apart_than_the_style_sheet_can(paris):
    routes = [Route(None, year, [paris]) for year in range(2010, 2026)]
    assert [each.year for each in drawn(routes).years] == [2025, 2024, 2023, 2022, 2021, 2020]


def test_home_weighs_the_same_however_many_partners(client):
    def weight(count):
        cities(count)
        return len(client.get("/").content)

    few, many = weight(400), weight(2600)
    assert many < 1.15 * few
    assert many < 50_000
