"""The file of the disclosure, what leads to it, and what it costs."""

import pytest

from missions.models import CostCategory, Direction, Payer
from portal.accountability import quarters_on_record
from portal.register import TABLES
from records.imports.loading import load
from records.page_cache.store import may_be_kept
from tests.missions.factories import (
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.portal.disclosure.trips import DATA, PAGE, D, cells, declare, export, item, trip, written
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_the_file_has_the_rows_of_the_page(client, page, today):
    load(TABLES, DATA, on=D(2026, 1, 1))
    quarters = [quarter for quarter, number in quarters_on_record(today).items() if number]
    assert len(quarters) == 6
    for quarter in quarters:
        lines = export(client, f"/bilan/divulgation/{quarter}.csv")
        told = [written(line) for line in lines]
        assert [line for line in told if line != ["inconnu"] * 5] == cells(page(f"/bilan/divulgation/{quarter}/")), (
            quarter
        )
        assert lines


def test_the_real_record_tells_the_two_totals_of_november_2022(client):
    load(TABLES, DATA, on=D(2026, 1, 1))
    first, second = export(client, "/bilan/divulgation/2022-T4.csv")
    assert [first[name] for name in ("transport", "hebergement", "repas", "autres", "total_declare")] == [
        "5900.00",
        "3600.00",
        "1270.00",
        "",
        "10700.00",
    ]
    assert (first["approximatif"], second["approximatif"]) == ("oui", "")
    assert (second["transport"], second["total_declare"], second["publication"]) == ("", "12979.00", "2023-07-14")
    assert first["villes"] == "Paris | Le Havre | Tunis"
    assert first["pays"] == "France | Tunisie"
    assert first["detail"] == "non détaillé par personne"
    assert (first["debut"], first["fin"]) == ("2022-11-11", "2022-11-19")
    assert first["resultats_attendus"].startswith("Occuper le siège")
    assert first["sources"].startswith("https://")


def test_the_file_is_given_to_be_kept_by_nobody_and_runs_no_formula(client):
    mission = trip(title="=1+1")
    declare(mission, 100)
    response = client.get("/bilan/divulgation/2024-T2.csv")
    assert response["Content-Disposition"] == 'attachment; filename="divulgation-2024-T2.csv"'
    assert not may_be_kept("200 OK", response.items())
    assert "'=1+1" in response.getvalue().decode()


def test_a_quarter_asks_no_more_as_its_trips_grow(query_count):
    def grow(count):
        for _ in range(count):
            mission, source = trip(), SourceFactory()
            person = ParticipantFactory(mission=mission)
            declare(mission, 100, source=source, participant=person)
            item(mission, 10, CostCategory.MEALS, source=source)
            ObjectiveFactory(mission=mission)
            StopFactory(mission=mission, place__published=True)

    grow(1)
    alone = query_count(PAGE)
    grow(5)
    assert query_count(PAGE) == alone <= 8


def test_the_accounts_lead_to_the_quarters_and_name_the_trips_of_none(page):
    trip()
    trip(title="Sans retour connu", ends_on=None)
    trip(title="Reçue sans retour", ends_on=None, direction=Direction.IN)
    trip(direction=Direction.HOSTED)
    read = page("/bilan/")
    quarters = read[read.index('id="disclosure"') : read.index('id="errata"')]
    assert '<a href="/bilan/divulgation/2024-T2/">2<sup>e</sup> trimestre de 2024</a>' in quarters
    assert "1 déplacement<" in quarters
    assert "Sans retour connu" in quarters
    assert "Reçue" not in quarters


def test_each_country_is_told_once_and_a_stop_without_a_country_tells_none(client):
    mission = trip()
    for place in ({"country": "FR"}, {"organization": True}, {"country": "BE"}, {"country": "FR"}):
        StopFactory(mission=mission, place=PartnerFactory(published=True, **place))
    [line] = export(client)
    assert line["pays"] == "France | Belgique"
    assert line["villes"].count("|") == 3


def test_who_pays_is_no_column_where_nobody_said_it_of_any_row(page):
    mission = trip()
    declare(mission, 500)
    read = page()
    assert "payeur." in read
    assert "Qui paie" not in read
    declare(mission, 600, D(2024, 9, 1), payer=Payer.CITY)
    assert "Qui paie" in page()
