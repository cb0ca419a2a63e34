"""The actions as a spreadsheet: the rows of the page, all of them, and nothing that a spreadsheet would run."""

import csv
import io

import pytest

from missions.models import ActionStage
from records.models import Confidence
from tests.axes.factories import ThemeFactory
from tests.listed import slugs_listed
from tests.missions.factories import ActionFactory, ActionPartnerFactory, MissionFactory, OutcomeFactory
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def export(client, query=""):
    """Return the text of the file."""
    response = client.get(f"/actions.csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return b"".join(response.streaming_content).decode()


def rows(client, query=""):
    """Return the lines of the file as dictionaries."""
    return list(csv.DictReader(io.StringIO(export(client, query).removeprefix("\ufeff"), newline="")))


def on_pages(client, query=""):
    """Return the addresses of the actions of all the pages, in order."""
    found, number = [], 1
    while True:
        html = client.get(f"/actions/{query or '?'}&page={number}").content.decode()
        found += slugs_listed(html)
        if 'rel="next"' not in html:
            return [f"http://testserver/actions/{slug}/" for slug in found]
        number += 1


@pytest.mark.parametrize("query", ["", "?statut=realisee", "?annee=2020&annee=2021", "?q=action+1", "?pays=fr"])
def test_the_file_has_the_rows_of_all_the_pages_in_their_order(client, query):
    for number in range(24):
        ActionFactory(
            published=True,
            starts_on=f"{2018 + number % 5}-01-01" if number % 6 else None,
            date_precision="jour" if number % 6 else "",
            stage=ActionStage.DONE if number % 2 else ActionStage.OVER,
            lead_partner__country="FR" if number % 3 else "BE",
        )
    expected = on_pages(client, query)
    assert expected
    assert [row["adresse"] for row in rows(client, query)] == expected


def test_the_page_leads_to_the_file_with_the_same_filters(client):
    ActionFactory(published=True, stage=ActionStage.DONE)
    html = client.get("/actions/?statut=realisee&axe=inconnu&page=1").content.decode()
    assert 'href="/actions.csv?statut=realisee"' in html


def test_a_row_tells_all_there_is(client):
    mission = MissionFactory(published=True)
    action = ActionFactory(
        published=True,
        mission=mission,
        starts_on="2023-05-01",
        ends_on="2023-06-01",
        date_precision="mois",
        confidence=Confidence.LOW,
        stage=ActionStage.DONE,
    )
    others = [ActionPartnerFactory(action=action, partner=PartnerFactory(published=True)).partner for _ in range(2)]
    theme, source = ThemeFactory(), SourceFactory()
    action.themes.add(theme)
    action.sources.add(source)
    OutcomeFactory(action=action, text="Un pont.")
    [row] = rows(client)
    told = {
        "titre": action.title,
        "axe": action.axis.name,
        "partenaire_principal": action.lead_partner.name,
        "pays": "Belgique",
        "autres_partenaires": " | ".join(partner.name for partner in others),
        "themes": theme.name,
        "mission": mission.title,
        "avancement": "réalisée",
        "debut": "2023-05",
        "fin": "2023-06",
        "retombees": "Un pont.",
        "sources": source.url,
        "confiance": "faible",
        "publication": "en ligne",
        "adresse": f"http://testserver{action.get_absolute_url()}",
    }
    assert {name: row[name] for name in told} == told


def test_what_is_unknown_is_left_blank(client):
    ActionFactory(published=True)
    [row] = rows(client)
    assert {row[name] for name in ("debut", "fin", "mission", "engagement", "confiance", "retombees")} == {""}


def test_the_file_opens_in_a_spreadsheet(client):
    ActionFactory(published=True)
    text = export(client)
    assert text.startswith("\ufefftitre,")
    assert text.count("\r\n") == 2
    assert client.get("/actions.csv")["Content-Disposition"] == 'attachment; filename="actions.csv"'


def test_a_formula_is_made_harmless(client):
    ActionFactory(published=True, title="=1+1", description="@SOMME(A1)", lead_partner__name="+33")
    [row] = rows(client)
    assert (row["titre"], row["description"], row["partenaire_principal"]) == ("'=1+1", "'@SOMME(A1)", "'+33")


def test_the_public_gets_no_draft(client):
    ActionFactory(title="Canari action")
    action = ActionFactory(published=True, mission=MissionFactory(title="Canari mission"))
    ActionPartnerFactory(action=action, partner=PartnerFactory(name="Canari partenaire"))
    assert len(rows(client)) == 1
    assert "Canari" not in export(client)


def test_staff_get_drafts_marked_as_such(client, gestion):
    client.force_login(gestion)
    ActionFactory(title="Projet")
    assert [(row["titre"], row["publication"]) for row in rows(client)] == [("Projet", "brouillon")]


def test_a_file_costs_the_same_for_one_action_and_for_many(client, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(20) as queries:
            export(client)
        return len(queries)

    ActionPartnerFactory(action=ActionFactory(published=True), partner=PartnerFactory(published=True))
    for_one = cost()
    for _ in range(5):
        ActionPartnerFactory(action=ActionFactory(published=True), partner=PartnerFactory(published=True))
    assert cost() == for_one
