"""The quarterly disclosure: which trips, in which rows, and the same rows as a file."""

import re

import pytest

from missions.models import CostCategory, Direction, MissionStage, Payer
from portal.accountability import disclosure_of, quarters_on_record
from portal.accountability.quarters import Quarter, QuarterConverter, quarter_of, return_quarter
from tests.missions.factories import (
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.portal.disclosure.trips import DAY, MONTH, PERIOD, Q2, YEAR, D, declare, export, item, rows, trip
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("case", "starts_on", "ends_on", "precision", "quarter"),
    [
        ("to the day", D(2024, 5, 1), D(2024, 5, 5), DAY, (2024, 2)),
        ("back in the next quarter", D(2024, 3, 28), D(2024, 4, 1), DAY, (2024, 2)),
        ("back in the next year", D(2024, 12, 28), D(2025, 1, 2), DAY, (2025, 1)),
        ("on the last day", D(2024, 6, 25), D(2024, 6, 30), DAY, (2024, 2)),
        ("to the month", D(2024, 6, 1), D(2024, 6, 30), MONTH, (2024, 2)),
        ("to the month of the return", D(2024, 6, 1), D(2024, 7, 31), MONTH, (2024, 3)),
        ("within a period of one quarter", D(2024, 4, 1), D(2024, 6, 30), PERIOD, (2024, 2)),
        ("within a longer period", D(2024, 3, 31), D(2024, 6, 30), PERIOD, None),
        ("to the year", D(2024, 1, 1), D(2024, 12, 31), YEAR, None),
        ("an unknown return", D(2024, 5, 1), None, DAY, None),
        ("an unknown return, to the month", D(2024, 5, 1), None, MONTH, None),
        ("no date", None, None, "", None),
    ],
)
def test_a_trip_belongs_to_the_quarter_of_its_return(case, starts_on, ends_on, precision, quarter):
    assert return_quarter(starts_on, ends_on, precision) == (quarter and Quarter(*quarter)), case


def test_quarters_follow_one_another():
    fourth = Quarter(2024, 4)
    assert (fourth.next, fourth.previous) == (Quarter(2025, 1), Quarter(2024, 3))
    assert (fourth.first_day, fourth.last_day) == (D(2024, 10, 1), D(2024, 12, 31))
    assert [quarter_of(D(2024, month, 1)).number for month in range(1, 13)] == [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3
    assert (fourth.words, fourth.months) == ("4e trimestre de 2024", "octobre à décembre")
    assert QuarterConverter().to_python(QuarterConverter().to_url(fourth)) == fourth


def test_the_quarters_told_go_from_the_first_trip_to_the_day(today):
    trip()
    trip(ends_on=None)
    assert list(quarters_on_record(today).items())[:1] == [(Quarter(2026, 1), 0)]
    assert list(quarters_on_record(today).items())[-1:] == [(Q2, 1)]
    assert len(quarters_on_record(today)) == 8


@pytest.mark.parametrize(
    "address", ["2024-T1", "2026-T2", "2024-T5", "2024-T0", "24-T2", "0999-T4", "9999-T4", "02024-T2"]
)
def test_a_quarter_to_come_or_before_the_record_is_not_found(client, address):
    trip()
    assert client.get(f"/bilan/divulgation/{address}/").status_code == 404
    assert client.get(f"/bilan/divulgation/{address}.csv").status_code == 404


def test_a_quarter_without_any_trip_says_so_and_leads_to_its_neighbours(page):
    trip()
    read = page("/bilan/divulgation/2024-T3/")
    assert "rien de consigné ici" in read
    assert "Télécharger" not in read
    assert '<a rel="prev" href="/bilan/divulgation/2024-T2/">2<sup>e</sup> trimestre de 2024</a>' in read
    assert '<a rel="next" href="/bilan/divulgation/2024-T4/">4<sup>e</sup> trimestre de 2024</a>' in read
    assert 'rel="prev"' not in page()
    assert 'rel="next"' not in page("/bilan/divulgation/2026-T1/")
    assert "Le trimestre n’est pas terminé." in page("/bilan/divulgation/2026-T1/")


@pytest.mark.parametrize(("number", "months"), [(2, "avril à juin 2024"), (4, "octobre à décembre 2024")])
def test_a_quarter_says_its_months_and_that_canada_is_in_it(page, number, months):
    trip()
    lead = f"Missions à l’extérieur, y compris au Canada, dont le retour tombe dans ce trimestre ({months})."
    assert lead in page(f"/bilan/divulgation/2024-T{number}/")


def test_without_any_mission_the_quarter_under_way_still_has_its_page(client, page):
    assert "rien de consigné ici" in page("/bilan/divulgation/2026-T1/")
    assert export(client, "/bilan/divulgation/2026-T1.csv") == []


def test_only_trips_held_are_told_those_in_canada_too(page, today):
    canada = trip(title="Vancouver")
    StopFactory(mission=canada, place__country="CA", place__published=True, place__name="Vancouver")
    trip(title="Reçue", direction=Direction.IN)
    trip(title="Accueilli", direction=Direction.HOSTED)
    trip(title="Non retenue", stage=MissionStage.DECLINED, declined_reason="Trop loin.")
    trip(title="Brouillon", published=False)
    trip(title="Embargo", embargo_until=D(2026, 3, 3))
    unconfirmed = trip(title="À vérifier", stage=MissionStage.TO_CHECK)
    told = disclosure_of(Q2, today)
    assert [each.mission for each in told.trips] == [canada]
    assert told.unconfirmed == [unconfirmed]
    read = page()
    assert "Vancouver (Canada)" in read
    assert "Annoncées, à confirmer" in read
    for words in ("Reçue", "Accueilli", "Non retenue", "Brouillon", "Embargo"):
        assert words not in read


def test_without_any_amount_the_row_says_unknown(client, page, today):
    mission = trip(purpose="Voir le tramway.")
    ParticipantFactory(mission=mission, function="Maire")
    ParticipantFactory(mission=mission, function="Conseil", position=2)
    ObjectiveFactory(mission=mission, text="Apprendre", success="Un protocole")
    [row] = rows(today)
    assert (row.person, row.declaration, row.payers) == (None, None, [])
    read = page()
    for words in ("Maire; Conseil", "Voir le tramway.", "Apprendre (Un protocole)", "villes, frais, payeur."):
        assert words in read
    assert "<td" not in read
    [line] = export(client)
    assert {line[name] for name in ("transport", "hebergement", "repas", "autres", "total_declare")} == {""}


def test_items_stand_under_the_headings_of_the_rule_beside_their_total(today, page):
    mission, source = trip(), SourceFactory()
    declare(mission, "10700", source=source, scope="Trois personnes")
    for amount, category in ((5000, CostCategory.AIR), (900, CostCategory.GROUND), (3600, CostCategory.LODGING)):
        item(mission, amount, category, source=source)
    [row] = rows(today)
    assert row.amounts == {"transport": 5900, "lodging": 3600, "meals": None, "other": None}
    assert (row.amount, row.items_sum) == (10_700, 9500)
    read = page()
    cells = re.findall(r'<td data-label="([^"]*)">([^<]*)</td>', read)
    assert cells[:4] == [
        ("Transport", "5 900 $"),
        ("Hébergement", "3 600 $"),
        ("Repas", "non inscrit"),
        ("Autres", "non inscrit"),
    ]
    assert "ses catégories : 9 500 $" in read
    assert "publié pour : Trois personnes" in read


def test_contradictory_totals_are_a_row_each_and_one_that_was_corrected_is_none(today, page):
    mission = trip()
    declare(mission, 100)
    wrong = declare(mission, 200, D(2024, 8, 1))
    declare(mission, 300, D(2024, 9, 1), corrects=wrong, correction_reason="Saisie.")
    assert [row.amount for row in rows(today)] == [100, 300]
    assert page().count("total déclaré non détaillé") == 2


def test_each_person_has_a_row_where_the_costs_of_people_are_known(today, page):
    mission, source = trip(), SourceFactory()
    mayor = ParticipantFactory(mission=mission, function="Maire", name="Camille Tremblay", name_is_public=True)
    aide = ParticipantFactory(mission=mission, function="Conseil", position=2, payer=Payer.CITY)
    ParticipantFactory(mission=mission, function="Rectorat", position=3, payer=Payer.OTHER, payer_name="Université")
    ParticipantFactory(mission=mission, function="Attaché", position=4)
    declare(mission, 900, source=source)
    item(mission, 100, CostCategory.MEALS, participant=aide, source=source)
    item(mission, 500, CostCategory.AIR, participant=mayor, source=source, payer=Payer.CITY)
    told = [(row.person and row.person.function, row.amount, row.split_label) for row in rows(today)]
    assert told == [
        ("Maire", 500, "par personne"),
        ("Conseil", 100, "par personne"),
        ("Attaché", None, "par personne"),
        (None, 900, "ensemble de la mission"),
    ]
    assert [row.payers for row in rows(today)] == [["la Ville"], ["la Ville"], ["inconnu"], []]
    read = page()
    assert "Maire – Camille Tremblay" in read
    assert "somme des catégories" in read


def test_who_pays_is_told(today):
    mission = trip()
    declare(mission, 100, payer=Payer.CITY)
    assert [row.payers for row in rows(today)] == [["la Ville"]]


def test_what_someone_else_pays_is_not_disclosed_as_the_citys(today, page):
    mission, source = trip(), SourceFactory()
    mayor = ParticipantFactory(mission=mission, function="Maire", payer=Payer.CITY)
    rector = ParticipantFactory(
        mission=mission, function="Rectorat", position=2, payer=Payer.OTHER, payer_name="Université"
    )
    ParticipantFactory(mission=mission, function="Entreprise", position=3, payer=Payer.SELF)
    declare(mission, 500, source=source, participant=mayor)
    declare(mission, 700, source=source, participant=rector)
    declare(mission, 900, source=source, payer=Payer.OTHER, payer_name="Université")
    assert [(row.person, row.amount) for row in rows(today)] == [(mayor, 500)]
    read = page()
    for words in ("Rectorat", "Entreprise", "Université", "700 $", "900 $"):
        assert words not in read
    declare(mission, 300, source=source, participant=rector, payer=Payer.CITY)
    assert sorted(row.amount for row in rows(today)) == [300, 500]


def test_people_paid_by_others_are_not_among_those_of_the_mission_as_a_whole(today):
    mission = trip()
    ParticipantFactory(mission=mission, function="Maire")
    ParticipantFactory(mission=mission, function="Entreprise", position=2, payer=Payer.SELF)
    declare(mission, 500)
    [row] = rows(today)
    assert [person.function for person in row.people] == ["Maire"]
