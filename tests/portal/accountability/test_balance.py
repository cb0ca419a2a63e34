"""Where the City goes: countries through the years, by axis; and what is said of them."""

import pytest

from missions.models import Direction, MissionPartner, MissionRole, MissionStage
from partners.models import Partner
from portal.accountability.balance import balance_of
from tests.portal.accountability.entries import ART, SCIENCE, D, balance_drawn, entry_of, stops_in

OUT, IN = Direction.OUT, Direction.IN


def went(year, *countries, axes=(), **options):
    """Return the entry of a trip to `countries` in May of a year (None: nobody knows when)."""
    dates = {"starts_on": year and D(year, 5, 1), "ends_on": None, "date_precision": "jour" if year else ""}
    return entry_of(stops=stops_in(*countries), axes=axes, **{**dates, **options})


def told(balance):
    """Return {code: (missions, {year: (missions, numbers by axis)})} of a Balance."""
    return {
        line.code: (
            line.missions.number,
            {cell.year: (cell.missions.number, [each.number for each in cell.axes]) for cell in line.cells},
        )
        for line in balance.lines
    }


def test_a_mission_counts_in_each_of_its_countries_and_once_in_all():
    entries = [went(2023, "FR", "BE", axes=[SCIENCE, ART]), went(2024, "FR", axes=[SCIENCE]), went(2024, "FR")]
    balance = balance_of(entries, [SCIENCE, ART], OUT)
    assert told(balance) == {
        "FR": (3, {2024: (2, [1, 0, 1]), 2023: (1, [1, 1, 0])}),
        "BE": (1, {2023: (1, [1, 1, 0])}),
    }
    assert balance.missions.number == 3
    assert [each.number for each in balance.by_axis] == [2, 1, 1]


def test_countries_go_from_the_most_visited_then_by_name_without_accents_the_unknown_last():
    entries = [went(2024, "SE"), went(2024, "EG", "ES"), went(2024), went(2023), went(2024, "SE")]
    assert [(line.code, line.name) for line in balance_of(entries, [], OUT).lines] == [
        ("SE", "Suède"),
        ("EG", "Égypte"),
        ("ES", "Espagne"),
        ("", ""),
    ]


def test_years_go_from_the_latest_those_without_date_last():
    [line] = balance_of([went(year, "FR") for year in (2022, None, 2024, 2022)], [], OUT).lines
    assert [(cell.year, cell.missions.number) for cell in line.cells] == [(2024, 1), (2022, 2), (None, 1)]


@pytest.mark.parametrize(
    ("options", "is_counted"),
    [
        ({}, True),
        ({"stage": MissionStage.CLOSED}, True),
        ({"stage": MissionStage.AUTHORIZED}, False),
        ({"stage": MissionStage.TO_CHECK}, False),
        ({"stage": MissionStage.DECLINED}, False),
        ({"direction": IN}, False),  # told in the other balance
    ],
)
def test_only_missions_of_the_direction_that_took_place_count(options, is_counted):
    balance = balance_of([went(2024, "FR", **options)], [], OUT)
    assert ([line.code for line in balance.lines], balance.missions.number) == (["FR"] * is_counted, is_counted)


def test_delegations_come_from_their_origin():
    origin = MissionPartner(role=MissionRole.ORIGIN, partner=Partner(country="MA"))
    balance = balance_of([went(2024, "CA", direction=IN, roles=[origin])], [], IN)
    assert told(balance) == {"MA": (1, {2024: (1, [1])})}
    assert balance.missions.query == "?sens=entrante&statut=realisee&statut=close"


def test_each_number_leads_to_the_list_that_shows_it():
    entries = [went(2024, "FR", axes=[SCIENCE]), went(None)]
    balance = balance_of(entries, [SCIENCE], OUT)
    held = "sens=sortante&statut=realisee&statut=close"
    france, nowhere = balance.lines
    assert france.missions.query == f"?pays=fr&{held}"
    assert france.cells[0].missions.query == f"?annee=2024&pays=fr&{held}"
    assert [each.query for each in france.cells[0].axes] == [
        f"?axe=apprendre&annee=2024&pays=fr&{held}",
        f"?axe=inconnu&annee=2024&pays=fr&{held}",
    ]
    assert nowhere.cells[0].missions.query == f"?annee=inconnue&pays=inconnu&{held}"
    assert [each.query for each in balance.by_axis] == [f"?axe=apprendre&{held}", f"?axe=inconnu&{held}"]


def test_an_axis_that_is_not_told_is_not_an_unknown_one():
    """Of an axis that no longer shows, the mission serves something: it is not said that nobody knows what."""
    balance = balance_of([went(2024, "FR", axes=[ART])], [SCIENCE], OUT)
    assert [each.number for each in balance.by_axis] == [0, 0]
    assert not balance.has_unknown_axis


def test_without_any_entry_there_is_nothing_to_tell():
    balance = balance_of([], [SCIENCE], OUT)
    assert (balance.lines, balance.years, balance.countries_by_year) == ([], [], {})
    assert (balance.missions.number, [each.number for each in balance.by_axis]) == (0, [0, 0])
    assert (balance.most, balance.stays_home, balance.abroad) == (None, False, [])


@pytest.mark.parametrize(
    ("years", "told_years"),
    [
        ([], []),
        ([2024], [2024]),
        ([2024, 2021], [2021, 2022, 2023, 2024]),  # a year without any mission is a year
        ([None], [None]),
        ([None, 2024, 2023], [2023, 2024, None]),
    ],
)
def test_years_are_told_without_a_gap_the_unknown_last(years, told_years):
    assert balance_drawn([("FR", {year: [0, 1]}) for year in years]).years == told_years


def test_our_own_country_is_home_and_the_unknown_no_country():
    balance = balance_drawn([("CA", {2024: [0, 2]}), ("FR", {2024: [0, 1]}), ("", {2024: [0, 1]})])
    assert [line.code for line in balance.countries] == ["CA", "FR"]
    assert [line.code for line in balance.abroad] == ["FR"]
    assert balance.stays_home
    assert not balance_drawn([("FR", {2024: [0, 1]}), ("", {2024: [0, 1]})]).stays_home


@pytest.mark.parametrize(
    ("lines", "most", "alike"),
    [
        ([("", 3)], None, []),  # the unknown is not the most visited
        ([("FR", 2), ("BE", 1)], "FR", []),
        ([("FR", 2), ("BE", 2), ("MA", 2), ("SE", 1)], "FR", ["BE", "MA"]),
        ([("FR", 2), ("", 2)], "FR", []),
    ],
)
def test_the_country_most_visited_is_told_with_those_visited_as_often(lines, most, alike):
    balance = balance_drawn([(code, {2024: [0, number]}) for code, number in lines])
    assert (balance.most and balance.most.code) == most
    assert [line.code for line in balance.most_alike] == alike


def test_known_countries_are_counted_by_year_and_drawn_so():
    lines = [("FR", {2023: [0, 5], 2021: [0, 1]}), ("BE", {2023: [0, 1], None: [0, 1]}), ("", {2023: [0, 9]})]
    balance = balance_drawn(lines)
    assert balance.countries_by_year == {2023: 2, 2021: 1}
    assert {column.year: column.total for column in balance.drawn.columns} == {2021: 1, 2022: 0, 2023: 2}
    assert {part.amount.address for column in balance.drawn.columns for part in column.parts} == {""}


@pytest.mark.parametrize(
    ("numbers", "is_told"), [([3, 0], False), ([3, 1], True), ([0, 0], False)], ids=["none", "one", "nothing"]
)
def test_the_unknown_axis_is_told_only_where_some_mission_has_none(numbers, is_told):
    assert balance_drawn([("FR", {2024: numbers})]).has_unknown_axis == is_told
