"""The list of missions and the file of one."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from missions.models import CostCategory, CostType, Direction, MissionRole, MissionStage, ObjectiveResult, Payer
from records.models import Confidence
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

LIST = reverse("missions:list")


@pytest.fixture
def mission():
    return MissionFactory(published=True, title="Tournée")


@pytest.fixture
def page(client, mission):
    """Read the page of the mission, its spaces made ordinary."""

    def read():
        return client.get(mission.get_absolute_url()).content.decode().replace("\u00a0", " ")

    return read


def shown(response):
    return response.content.decode()


def test_a_draft_mission_is_not_listed(client):
    MissionFactory(title="Coulisses")
    assert "Coulisses" not in shown(client.get(LIST))


def test_the_manager_sees_draft_missions_marked(client, gestion):
    MissionFactory(title="Coulisses")
    client.force_login(gestion)
    listed = shown(client.get(LIST))
    assert "Coulisses" in listed
    assert "brouillon" in listed


def test_missions_stand_under_their_year_latest_first_undated_last(client):
    MissionFactory(published=True, title="Sans date")
    for year in (2023, 2025):
        MissionFactory(published=True, title=f"En {year}", starts_on=dt.date(year, 5, 1), date_precision="mois")
    listed = shown(client.get(LIST))
    places = [listed.index(words) for words in (">2025<", "En 2025", ">2023<", "En 2023", "Date inconnue", "Sans date")]
    assert places == sorted(places)


def test_the_list_tells_direction_stage_dates_and_places(client):
    mission = MissionFactory(
        published=True, stage=MissionStage.DONE, starts_on=dt.date(2023, 5, 1), date_precision="mois"
    )
    StopFactory(mission=mission, place__published=True, place__name="Lyon")
    StopFactory(mission=mission, place__name="Gand")
    listed = shown(client.get(LIST))
    for words in ("mission à l’extérieur", "réalisée", "mai 2023", "Lyon"):
        assert words in listed
    assert "Gand" not in listed


def test_the_list_asks_no_more_as_missions_grow(query_count):
    StopFactory(mission__published=True, place__published=True)
    alone = query_count(LIST)
    for _ in range(5):
        StopFactory(mission__published=True, place__published=True)
    # One of them, up to when the register is known, is read once an edition outside a test's transaction.
    assert query_count(LIST) == alone <= 8


def test_a_draft_mission_has_no_page(client):
    assert client.get(MissionFactory().get_absolute_url()).status_code == 404


def test_what_is_not_known_of_a_mission_is_said(page):
    read = page()
    for words in ("Coûts : inconnus.", "Aucun rapport trouvé en ligne à ce jour."):
        assert words in read
    missing = (
        "but, axes, objectifs, dates, fonctions des personnes, nombre de personnes, payeur, villes, trajets et leurs "
        "émissions, montant déclaré, résultats, décision (instance, numéro, date), montant autorisé."
    )
    assert missing in read


def test_people_are_shown_by_function_with_who_pays(mission, page):
    ParticipantFactory(mission=mission, function="Maire", payer=Payer.CITY)
    ParticipantFactory(mission=mission, function="Recteur", payer=Payer.OTHER, payer_name="Université", position=2)
    ParticipantFactory(mission=mission, function="Conseil", position=3)
    read = page()
    assert "Maire" in read
    assert "la Ville" in read
    assert "Université" in read
    assert '<td data-label="Qui paie">inconnu</td>' in read


def test_a_name_appears_only_where_it_is_public(mission, page):
    ParticipantFactory(mission=mission, name="Camille Tremblay", name_is_public=True)
    assert "Camille Tremblay" in page()


def test_objectives_stand_with_their_result_and_evidence(mission, page):
    ObjectiveFactory(mission=mission, text="Signer", result=ObjectiveResult.MET, evidence=SourceFactory())
    ObjectiveFactory(mission=mission, text="Apprendre", position=2)
    read = page()
    assert ">atteint</span>" in read
    assert "Le Quotidien" in read
    assert ">pas encore dit</a></span>" in read


def test_contradictory_totals_are_both_shown_never_summed(mission, page):
    for amount, day in ((Decimal(10700), dt.date(2022, 12, 21)), (Decimal(12979), dt.date(2023, 7, 14))):
        CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount, made_public_on=day)
    read = page()
    for words in ("10 700 $", "12 979 $", "2022-12-21", "2023-07-14", "Des totaux déclarés se contredisent."):
        assert words in read
    assert "23 679" not in read


def test_a_total_that_was_corrected_is_no_contradiction(mission, page):
    first = CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=Decimal(100))
    CostFactFactory(
        mission=mission,
        fact_type=CostType.DECLARED,
        amount=Decimal(120),
        corrects=first,
        correction_reason="Taxes oubliées.",
    )
    read = page()
    assert "Des totaux déclarés se contredisent." not in read
    assert "Taxes oubliées." in read


def test_each_amount_stands_beside_its_own_source(mission, page):
    mission.sources.add(SourceFactory(publisher="La Mission"))
    CostFactFactory(mission=mission, amount=Decimal(1)).sources.add(SourceFactory(publisher="Le Coût"))
    CostFactFactory(amount=Decimal(2)).sources.add(SourceFactory(publisher="Autre mission"))
    read = page()
    before, after = read.split('id="sources"')
    assert "Le Coût" in before
    assert "La Mission" not in before
    assert "La Mission" in after
    assert "Le Coût" not in after
    assert "Autre mission" not in read


def test_a_source_of_both_the_mission_and_an_amount_is_shown_with_both(mission, page):
    source = SourceFactory(publisher="Partout")
    mission.sources.add(source)
    CostFactFactory(mission=mission).sources.add(source)
    assert page().count("Partout") == 2


def test_claimed_benefits_stand_apart_from_costs(mission, page):
    CostFactFactory(mission=mission, fact_type=CostType.CLAIMED_BENEFIT, amount=Decimal(5_000_000))
    read = page()
    assert "Coûts : inconnus." in read
    assert read.index("Retombées annoncées") < read.index("5 000 000 $")


def test_a_declared_item_tells_its_category(mission, page):
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED_ITEM, category=CostCategory.MEALS)
    assert "repas" in page()


def test_a_weakly_sourced_amount_is_marked(mission, page):
    CostFactFactory(mission=mission, confidence=Confidence.LOW)
    assert "confiance faible" in page()


def test_outcomes_and_the_report_are_shown(mission, page):
    OutcomeFactory(mission=mission, action=None, text="Un pacte signé.")
    ReportFactory(mission=mission, published_on=dt.date(2025, 5, 1), document_url="https://exemple.invalid/rapport")
    read = page()
    assert "Un pacte signé." in read
    assert "https://exemple.invalid/rapport" in read
    assert "<p>Inconnu.</p>" not in read


def test_partners_and_stops_that_are_drafts_are_left_out(mission, page):
    MissionPartnerFactory(mission=mission, partner__name="Gand", role=MissionRole.HOST)
    MissionPartnerFactory(mission=mission, partner__name="Lyon", partner__published=True, role=MissionRole.MET)
    StopFactory(mission=mission, place__name="Bruges")
    MeetingFactory(mission=mission, subject="Dîner", partner=PartnerFactory(name="Anvers"))
    MeetingFactory(mission=mission, subject="Visite", partner=PartnerFactory(published=True, name="Nantes"))
    read = page()
    for words in ("Lyon", "Dîner", "Nantes"):
        assert words in read
    for words in ("Gand", "Bruges", "Anvers"):
        assert words not in read


def test_a_declined_mission_tells_why(client):
    mission = MissionFactory(published=True, stage=MissionStage.DECLINED, declined_reason="Trop cher.")
    StopFactory(mission=mission, place__published=True, place__name="Lyon")
    read = shown(client.get(mission.get_absolute_url()))
    assert "Trop cher." in read
    assert "Villes envisagées" in read
    assert "Rapport de mission" not in read
    assert "Lyon" not in shown(client.get(LIST))


def test_a_delegation_received_has_an_origin_and_no_stop(client):
    mission = MissionFactory(published=True, direction=Direction.IN)
    MissionPartnerFactory(mission=mission, partner__published=True, role=MissionRole.ORIGIN)
    read = shown(client.get(mission.get_absolute_url()))
    assert "origine de la délégation" in read
    assert 'id="where"' not in read


def test_a_mission_shows_its_public_actions(mission, page):
    ActionFactory(published=True, mission=mission, title="Échange")
    ActionFactory(mission=mission, title="Coulisses")
    read = page()
    assert "Échange" in read
    assert "Coulisses" not in read


def test_a_changed_address_leads_to_the_new_one(client, mission):
    mission.slug = "grande-tournee"
    mission.save()
    assert client.get("/missions/tournee/")["Location"] == "/missions/grande-tournee/"
