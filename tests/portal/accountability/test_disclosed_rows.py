"""The rows of the disclosure of one trip: whose they are, what they say, and what is not the City's to tell."""

import pytest
from django.utils.translation import override

from missions.models import CostCategory, CostType, Objective, Participant, Payer
from portal.accountability.disclosure import trip_of
from records.models import Source
from tests.missions.facts_of_cost import fact
from tests.portal.accountability.entries import D, mission_of, stops_in

JUNE, JULY = D(2024, 6, 1), D(2024, 7, 1)


def person(pk, payer=Payer.UNKNOWN, **options):
    return Participant(pk=pk, function=f"Fonction {pk}", payer=payer, **options)


def total(pk, amount, day=JUNE, **options):
    return fact(pk, CostType.DECLARED, amount, made_public_on=day, **options)


def item(pk, amount, category=CostCategory.MEALS, day=JUNE, **options):
    return fact(pk, CostType.DECLARED_ITEM, amount, category=category, made_public_on=day, **options)


def rows_of(costs, *people):
    """Return the rows of a trip with these amounts and these people."""
    return trip_of(mission_of(costs=costs, participants=people)).rows


def told(rows):
    """Return (key of the person or None, amount) of each row."""
    return [(row.person and row.person.pk, row.amount) for row in rows]


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([], [(None, None)]),  # nothing known is a row that says so
        ([total(1, 100)], [(None, 100)]),
        ([fact(1, CostType.AUTHORIZED, 100)], [(None, None)]),  # what was allowed is not what was spent
        ([item(1, 60), item(2, 40, CostCategory.AIR)], [(None, 100)]),
        ([total(1, 100), total(2, 130, JULY)], [(None, 100), (None, 130)]),  # they contradict one another
        ([total(1, 100), total(2, 130, JULY, corrects_id=1)], [(None, 130)]),
        ([total(1, 100, payer=Payer.OTHER)], [(None, None)]),
        ([total(1, 100, payer=Payer.SELF)], [(None, None)]),
        ([total(1, 100, payer=Payer.CITY)], [(None, 100)]),
    ],
)
def test_a_row_for_each_publication_of_what_the_city_declared(costs, expected):
    assert told(rows_of(costs)) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([person(7), person(8)], [(7, 100), (8, None), (None, 900)]),  # the mission as a whole comes last
        ([person(8), person(7)], [(8, None), (7, 100), (None, 900)]),  # in the order of the people
        ([person(7), person(8, Payer.OTHER)], [(7, 100), (None, 900)]),  # paid by others: neither told nor missed
        ([person(7, Payer.SELF), person(8)], [(None, 900)]),  # what is known of people is not the City’s
    ],
)
def test_where_the_costs_of_people_are_known_each_has_a_row(people, expected):
    assert told(rows_of([total(1, 900), total(2, 100, participant_id=7)], *people)) == expected


def test_the_row_of_somebody_is_about_them_alone():
    first, second = rows_of([total(1, 100, participant_id=7)], person(7), person(8))
    assert ([each.pk for each in first.people], [each.pk for each in second.people]) == ([7], [8])


def test_people_have_no_row_of_their_own_where_none_of_the_costs_is_theirs():
    [row] = rows_of([total(1, 900)], person(7), person(8, Payer.OTHER), person(9, Payer.CITY))
    assert (row.person, [each.pk for each in row.people]) == (None, [7, 9])


def test_what_the_city_pays_of_somebody_paid_by_others_is_told():
    costs = [total(1, 500, participant_id=7, payer=Payer.CITY), total(2, 300, JULY, participant_id=7)]
    assert told(rows_of(costs, person(7, Payer.OTHER))) == [(7, 500)]
    # One amount of a publication that the City pays is enough.
    both = [total(1, 500, participant_id=7), item(2, 300, participant_id=7, payer=Payer.CITY)]
    assert told(rows_of(both, person(7, Payer.OTHER))) == [(7, 500)]


@pytest.mark.parametrize(
    ("costs", "split", "label"),
    [
        ([total(1, 900)], False, "non détaillé par personne"),
        ([item(1, 900)], True, "non détaillé par personne"),
        ([item(1, 60, participant_id=7)], True, "par personne"),
        ([total(1, 60, participant_id=7)], False, "par personne"),
    ],
)
def test_a_row_says_whom_its_amounts_are_of(costs, split, label):
    [row] = rows_of(costs, person(7))
    assert (row.is_split, row.split_label) == (split, label)


def test_beside_the_rows_of_people_that_of_the_mission_says_so_in_both_languages():
    rows = rows_of([total(1, 900), total(2, 100, participant_id=7)], person(7))
    assert [row.split_label for row in rows] == ["par personne", "ensemble de la mission"]
    with override("en"):
        assert [row.split_label for row in rows] == ["by person", "whole mission"]


def test_amounts_stand_under_the_headings_of_the_rule():
    costs = [
        total(1, 1000),
        item(2, 300, CostCategory.AIR),
        item(3, 50, CostCategory.GROUND),
        item(4, 200, CostCategory.LODGING),
        item(5, 20, CostCategory.HOSPITALITY),
    ]
    [row] = rows_of(costs)
    assert row.amounts == {"transport": 350, "lodging": 200, "meals": None, "other": 20}
    assert (row.amount, row.items_sum, row.is_approximate) == (1000, 570, False)


def test_a_row_without_any_amount_says_nothing_of_it():
    [row] = rows_of([])
    assert set(row.amounts.values()) == {None}
    assert (row.amount, row.items_sum, row.is_approximate, row.is_split) == (None, None, False, False)
    assert (row.payers, row.sources, row.scoped, row.scope) == ([], [], None, "")
    assert row.split_label == "non détaillé par personne"


def test_one_approximate_amount_is_said_and_keeps_items_from_being_added():
    [row] = rows_of([item(1, 60, is_approximate=True), item(2, 40)])
    assert (row.is_approximate, row.items_sum, row.amount) == (True, None, None)


def test_the_scope_is_that_of_the_first_amount_that_says_one_in_the_language_spoken():
    costs = [total(1, 100), item(2, 60), item(3, 40)]
    costs[1].scope, costs[1].scope_en, costs[2].scope = "Deux personnes", "Two people", "Toutes"
    [row] = rows_of(costs)
    assert (row.scoped.pk, row.scope) == (2, "Deux personnes")
    with override("en"):
        assert row.scope == "Two people"


@pytest.mark.parametrize(
    ("costs", "payer", "words"),
    [
        ([total(1, 5, participant_id=7)], Payer.CITY, ["la Ville"]),  # as the person says
        ([total(1, 5, participant_id=7)], Payer.UNKNOWN, ["inconnu"]),
        ([total(1, 5, participant_id=7, payer=Payer.CITY)], Payer.UNKNOWN, ["la Ville"]),  # as the amount says
        ([total(1, 5, participant_id=7, payer=Payer.CITY, payer_name="Le bureau")], Payer.CITY, ["Le bureau"]),
        ([total(1, 5, participant_id=7, payer="ville"), item(2, 5, participant_id=7, payer="ville")], "", ["la Ville"]),
    ],
)
def test_who_pays_is_told_once_by_the_amounts_or_else_by_the_person(costs, payer, words):
    paid = person(7, payer or Payer.UNKNOWN)
    assert rows_of(costs, paid)[0].payers == words


def test_where_it_was_published_is_told_once():
    quotidien, soleil = Source(pk=1), Source(pk=2)
    costs = [total(1, 100, cited=[quotidien]), item(2, 60, cited=[soleil, quotidien])]
    assert [source.pk for source in rows_of(costs)[0].sources] == [1, 2]


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({}, ["but", "villes", "résultats attendus", "frais", "payeur"]),
        ({"purpose": "Voir.", "stops": stops_in("FR"), "objectives": [Objective()]}, ["frais", "payeur"]),
        ({"costs": [total(1, 100)]}, ["but", "villes", "résultats attendus", "payeur"]),
        ({"costs": [total(1, 100, payer=Payer.CITY)]}, ["but", "villes", "résultats attendus"]),
        # That nobody knows who pays for somebody is not a payer.
        (
            {"costs": [total(1, 100, participant_id=7)], "participants": [person(7)]},
            ["but", "villes", "résultats attendus", "payeur"],
        ),
        # Nothing was published of one of them: of the trip, something was.
        (
            {"costs": [total(1, 100, participant_id=7)], "participants": [person(7, Payer.CITY), person(8)]},
            ["but", "villes", "résultats attendus"],
        ),
    ],
)
def test_a_trip_says_what_nobody_published_of_it(options, missing):
    trip = trip_of(mission_of(**options))
    assert trip.unpublished == missing
    assert trip.has_amounts == ("frais" not in missing)
