"""What the marks of the map say: to those who see them, to those who hear them, and where they lead."""

from itertools import count

import pytest
from django.utils.translation import override

from partners.frames import EUROPE, QUEBEC
from partners.layout import Spot
from partners.map import Marker, Route, distance, partner_map, position, whereabouts
from partners.models import Partner, RelationState
from partners.models.relation_kind import RelationKind
from partners.projection import Point, bearing
from records.publication.status import PublicationStatus
from tests.records.factories import ONLINE_SINCE

KEYS = count(1)
PARIS, NAMUR, CALGARY, HANOI = (48.8534, 2.3488), (50.4669, 4.8675), (51.05, -114.07), (21.0, 105.8)


def placed(name, place=PARIS, *, kind=RelationKind.PARTNER, state=RelationState.UNKNOWN, **fields):
    """Return a Partner as `for_map` gives it, not saved."""
    online = {"status": PublicationStatus.PUBLISHED, "published_on": ONLINE_SINCE}
    found = Partner(pk=next(KEYS), name=name, **{"country": "FR", **online, **fields})
    found.latitude, found.longitude = place or (None, None)
    found.search_text, found.relation_kind, found.state_value = name.lower(), kind, state
    return found


def marker(*partners, **options):
    return Marker(Spot(Point(500, 500), list(partners)), **options)


def shown(partners, routes=()):
    """Return {key of a frame: [names of the partners of each mark]}; a mark for a frame tells its key."""
    return {
        view.frame.key: [
            each.zoom.key if each.zoom else [partner.name for partner in each.partners] for each in view.markers
        ]
        for view in partner_map(partners, routes).views
    }


def names(*partners):
    """Return the lines by which the one mark of partners is named."""
    [view] = partner_map(partners).views
    [found] = view.markers
    return [line.text for line in found.label.lines]


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [(48.5, 2.25, (48.5, 2.25)), (0, 0, (0.0, 0.0)), (None, 2.25, None), (48.5, None, None), (None, None, None)],
)
def test_a_place_has_two_coordinates_zero_is_one(latitude, longitude, place):
    found = Partner(latitude=latitude, longitude=longitude)
    assert position(found) == place
    assert (distance(found) is None) is (whereabouts(found) is None) is (place is None)


def test_a_distance_is_told_in_whole_kilometres_from_quebec():
    assert distance(placed("Québec", QUEBEC)) == 0
    assert distance(placed("Paris")) == pytest.approx(5276, rel=0.005)
    assert isinstance(distance(placed("Paris")), int)
    assert whereabouts(placed("Calgary", CALGARY)) == (distance(placed("Calgary", CALGARY)), "au nord-ouest")


@pytest.mark.parametrize(
    ("found", "words", "english"),
    [
        (
            marker(placed("Paris", kind="jumelage", state="active")),
            "Paris, à 5 274 km, ville jumelée, relation active",
            "Paris, 5,274 km away, twinned city, relationship active",
        ),
        (
            marker(placed("A"), zoom=EUROPE),
            "Europe et Méditerranée : 1 partenaire",
            "Europe and the Mediterranean: 1 partner",
        ),
        (
            marker(*(placed(name) for name in "ABCDE"), zoom=EUROPE),
            "Europe et Méditerranée : 5 partenaires",
            "Europe and the Mediterranean: 5 partners",
        ),
        (marker(placed("A"), placed("B")), "A, B : voir en liste", "A, B: see as a list"),
        (
            marker(placed("A"), placed("B", status="draft")),
            "A, B (brouillon) : voir en liste",
            "A, B (draft): see as a list",
        ),
        (marker(*map(placed, "ABC")), "A, B, C : voir en liste", "A, B, C: see as a list"),
        (
            marker(*map(placed, "ABCDE")),
            "A, B, C et 2 de plus : voir en liste",
            "A, B, C and 2 more: see as a list",
        ),
    ],
)
def test_a_mark_is_told_to_those_who_hear_it(found, words, english):
    assert found.words.replace("\u00a0", " ") == words
    with override("en"):
        assert found.words.replace("\u00a0", " ") == english


def test_a_mark_tells_its_partner_only_if_it_stands_for_one():
    paris = placed("Paris")
    assert marker(paris).only == paris
    assert marker(paris, placed("Lyon")).only is None
    assert marker(paris, zoom=EUROPE).only is None


def test_a_mark_is_active_as_soon_as_one_relationship_is():
    asleep, active = placed("A", state=RelationState.ASLEEP), placed("B", state=RelationState.ACTIVE)
    assert marker(asleep, active).is_active
    assert not marker(asleep, placed("C")).is_active


def test_a_mark_leads_to_the_countries_of_its_partners_each_once():
    found = marker(placed("Paris"), placed("Lyon"), placed("Gand", country="BE"), placed("Réseau", country=""))
    assert found.query == "pays=be&pays=fr&pays=inconnu"


def test_a_label_is_counted_from_its_mark():
    [view] = partner_map([placed("Paris")]).views
    [found] = view.markers
    beside = found.label_beside
    assert (beside.point.x + found.point.x, beside.point.y + found.point.y) == found.label.point
    assert beside.lines == found.label.lines


def test_the_way_of_a_mission_goes_from_quebec_through_its_stops():
    assert Route(None, 2026, [placed("Paris"), placed("Namur", NAMUR)]).places == [QUEBEC, PARIS, NAMUR]


def test_nobody_placed_is_no_map():
    drawn = partner_map([placed("Réseau", None)])
    assert (drawn.views, drawn.placed, drawn.kinds, drawn.has_groups, drawn.has_beyond) == ([], 0, [], False, False)


def test_the_map_counts_whom_it_places_and_tells_the_ties_it_draws_alone():
    drawn = partner_map(
        [
            placed("Paris", kind=RelationKind.STOP),
            placed("Calgary", CALGARY, kind=RelationKind.TWINNING),
            placed("Mexico", (19.43, -99.13), kind=RelationKind.AGREEMENT),
            placed("Puebla", (19.04, -98.2), kind=RelationKind.ORGANIZATION),  # shares the mark of Mexico
            placed("Nulle part", None, kind=RelationKind.PARTNER),
        ]
    )
    assert drawn.placed == 4
    assert drawn.kinds == [RelationKind.TWINNING, RelationKind.STOP]
    assert (drawn.has_groups, drawn.has_beyond) == (True, False)


def test_of_those_who_share_a_mark_the_active_are_first_then_the_strongest_ties_then_the_names():
    near = [
        placed("Z"),
        placed("Y", kind=RelationKind.TWINNING),
        placed("X", state=RelationState.ACTIVE),
        placed("W"),
        placed("V", kind=RelationKind.TWINNING, state=RelationState.ASLEEP),
    ]
    assert shown(near)["europe"] == [["X", "V", "Y", "W", "Z"]]


def test_europe_alone_is_drawn_with_its_routes_over_the_ocean():
    paris, namur = placed("Paris"), placed("Rome", (41.9, 12.5))
    assert set(shown([paris, namur])) == {"europe"}
    assert set(shown([paris, namur], [Route(None, 2025, [paris])])) == {"atlantique", "europe"}


def test_a_route_is_drawn_on_the_frame_where_it_passes():
    paris, rome = placed("Paris"), placed("Rome", (41.9, 12.5))
    drawn = partner_map([paris, rome], [Route(None, 2026, [paris, rome]), Route(None, 2024, [paris])])
    ocean, europe = drawn.views
    assert [rank for rank, _path in ocean.lines] == [1, 2]
    assert ocean.lines[0][1] == ocean.lines[1][1], "what goes from Paris to Rome is drawn on the other"
    assert [rank for rank, _path in europe.lines] == [1, 2]
    assert [(year.year, year.rank, len(year.routes)) for year in drawn.years] == [(2026, 1, 1), (2024, 2, 1)]


def test_routes_of_one_year_are_chosen_together():
    stop, other = placed("Paris"), placed("Calgary", CALGARY)
    routes = [Route("b", 2026, [stop]), Route("a", 2026, [other]), Route("c", 2020, [stop])]
    drawn = partner_map([stop, other], routes)
    assert [(year.year, [route.record for route in year.routes]) for year in drawn.years] == [
        (2026, ["b", "a"]),
        (2020, ["c"]),
    ]


def test_few_beyond_the_ocean_stand_on_its_edge_many_ask_for_the_world():
    near = [placed("Calgary", CALGARY), placed("Mexico", (19.43, -99.13)), placed("Bogota", (4.71, -74.07))]
    [view] = partner_map([*near, placed("Hanoi", HANOI)]).views
    assert view.frame.key == "atlantique"
    turns = {each.partners[0].name: each.turn for each in view.markers}
    assert turns == {"Calgary": None, "Mexico": None, "Bogota": None, "Hanoi": pytest.approx(3, abs=1)}
    assert partner_map([*near, placed("Hanoi", HANOI)]).has_beyond
    assert partner_map([*near[1:], placed("Hanoi", HANOI)]).views[0].frame.key == "monde"


def test_home_is_shown_where_the_frame_reaches_it_with_whom_is_there():
    [view] = partner_map([placed("Calgary", CALGARY)]).views
    assert (view.home.things, [line.text for line in view.home.label.lines]) == ([], ["Québec"])
    port = placed("Port", QUEBEC)
    [view] = partner_map([port]).views
    assert [each.partners for each in view.markers] == [[port]]
    assert partner_map([placed("Paris"), placed("Rome", (41.9, 12.5))]).views[0].home is None


@pytest.mark.parametrize(
    ("partners", "lines"),
    [
        ([placed("Paris")], ["Paris"]),
        ([placed("Villeneuve-d’Ascq en Flandre")], ["Villeneuve-d’Ascq", "en Flandre"]),
        ([placed("Organisation des villes du patrimoine", acronym="OVPM")], ["OVPM"]),
        ([placed("Organisation des villes du patrimoine")], ["Organisation des…"]),
        ([placed("Llanfairpwllgwyngyllgogerych")], ["Llanfairpwllgwyngyllgogerych"]),  # a word is not cut
        ([placed("Saint-Barthélemy-des-Champs")], ["Saint-Barthélemy-des-Champs"]),
        ([placed("Paris"), placed("Lyon")], ["Lyon", "Paris"]),
        ([placed("A"), placed("B"), placed("C"), placed("D")], ["A", "B", "C", "D"]),
        ([*map(placed, "ABCDE")], ["France"]),
        ([*map(placed, "ABCDE"), placed("F", country="BE")], ["2 pays"]),
        ([placed(name, country="") for name in "ABCDE"], ["1 pays"]),
        ([placed(name, country="BA") for name in "ABCDE"], ["Bosnie-Herzégovine"]),
    ],
)
def test_a_mark_is_named_by_its_partners_or_by_their_countries(partners, lines):
    assert names(*partners) == lines


def test_a_line_of_a_name_says_whose_it_is():
    long = placed("Organisation des villes du patrimoine")
    [view] = partner_map([long]).views
    assert {line.record for line in view.markers[0].label.lines} == {long}


ROME, ALBANY, CAPE_TOWN = (41.9, 12.5), (42.65, -73.76), (-33.92, 18.42)


def test_what_has_its_own_frame_is_one_mark_of_the_other():
    paris, rome = placed("Paris"), placed("Rome", ROME)
    drawn = partner_map([paris, placed("Albany", ALBANY), rome])
    ocean, europe = drawn.views
    [zoom] = [each for each in ocean.markers if each.zoom]
    assert (zoom.zoom, zoom.partners, zoom.turn, zoom.only) == (EUROPE, [paris, rome], None, None)
    assert [line.text for line in zoom.label.lines] == ["Europe et", "Méditerranée"]
    assert {each.zoom for each in europe.markers} == {None}
    assert drawn.has_groups
    assert drawn.placed == 3


def test_one_partner_of_europe_stands_with_the_others():
    drawn = partner_map([placed("Paris"), placed("Albany", ALBANY)])
    assert [view.frame.key for view in drawn.views] == ["atlantique"]
    assert (drawn.has_groups, drawn.has_beyond) == (False, False)


def test_what_is_beyond_says_in_which_direction():
    near = [placed(name, ALBANY) for name in "ABCD"]
    [view] = partner_map([*near, placed("Le Cap", CAPE_TOWN)]).views
    [beyond] = [each for each in view.markers if each.turn is not None]
    assert beyond.turn == pytest.approx(bearing(QUEBEC, CAPE_TOWN), abs=1)
    assert 90 < beyond.turn < 180


def test_a_mark_of_several_is_larger_than_that_of_one():
    def beside(*partners):
        [view] = partner_map(partners).views
        return view.markers[0].label_beside.point.x

    assert (beside(placed("Calgary", CALGARY)), beside(placed("A", CALGARY), placed("B", CALGARY))) == (23, 27)


def test_a_route_that_passes_nowhere_on_a_frame_is_not_drawn_there():
    calgary = placed("Calgary", CALGARY)
    drawn = partner_map([placed("Paris"), placed("Rome", ROME), calgary], [Route(None, 2026, [calgary])])
    assert [(view.frame.key, len(view.lines)) for view in drawn.views] == [("atlantique", 1), ("europe", 0)]
