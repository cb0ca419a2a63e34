"""What the files of the accounting write of each row, in both languages; what nobody published is blank."""

import pytest
from django.utils.translation import override

from axes.models import Axis, Commitment, CommitmentKind
from missions.models import ActionState, CostCategory, CostType, Direction, Objective, Participant, StateCount, Stop
from partners.models import Partner
from portal.accountability.disclosure import trip_of
from portal.accountability.exports import COMMITMENTS_DATASET, DISCLOSURE_DATASET, MISSIONS_DATASET, YEARS_DATASET
from portal.accountability.tables import country_years
from portal.accountability.work import CommitmentLine, YearWork
from portal.accountability.years import Figure, summarize_year
from records.models import Source
from tests.missions.factories import MissionFactory, MissionPartnerFactory, StopFactory
from tests.missions.facts_of_cost import authorized, fact, spent
from tests.portal.accountability.entries import TODAY, D, entry_of, mission_of


def written(dataset, row):
    """Return {header: value} that a file writes of a row, lists as lists."""
    values = {column.header: column.reader()(row) for column in dataset.columns}
    return {header: list(value) if isinstance(value, (list, dict)) else value for header, value in values.items()}


def disclosed(**options):
    [row] = trip_of(mission_of(reference="M-2024-01", slug="turin-2024", **options)).rows
    return written(DISCLOSURE_DATASET, row)


def city(name, country, name_en=""):
    return Stop(place=Partner(name=name, name_en=name_en, country=country))


def test_a_row_of_the_disclosure_holds_the_fields_of_the_rule():
    declared = [
        fact(
            1,
            CostType.DECLARED,
            700,
            payer="ville",
            made_public_on=D(2024, 7, 1),
            cited=[Source(pk=1, url="https://a.invalid/")],
        ),
        fact(
            2,
            CostType.DECLARED_ITEM,
            500,
            category=CostCategory.AIR,
            made_public_on=D(2024, 7, 1),
            cited=[Source(pk=1, url="https://a.invalid/")],
        ),
    ]
    declared[0].scope = "Deux personnes"
    told = disclosed(
        title="Turin",
        purpose="Voir le tramway.",
        costs=declared,
        stops=[city("Turin", "IT"), city("Milan", "IT"), city("Réseau", ""), city("Genève", "CH")],
        objectives=[Objective(text="Apprendre")],
        participants=[
            Participant(pk=7, function="Maire", name="Camille Roy", name_is_public=True),
            Participant(pk=8, function="Conseil", name="Dominique"),
        ],
    )
    assert told == {
        "mission": "Turin",
        "reference": "M-2024-01",
        "adresse": "/missions/turin-2024/",
        "nom_ou_fonction": ["Maire – Camille Roy", "Conseil"],  # a name that is not public is not told
        "detail": "non détaillé par personne",
        "but": "Voir le tramway.",
        "debut": "2024-05-01",
        "fin": "2024-05-05",
        "villes": ["Turin", "Milan", "Réseau", "Genève"],
        "pays": ["Italie", "Suisse"],
        "transport": 500,
        "hebergement": None,
        "repas": None,
        "autres": None,
        "total_declare": 700,
        "approximatif": "",
        "qui_paie": ["la Ville"],
        "perimetre": "Deux personnes",
        "publication": D(2024, 7, 1),
        "resultats_attendus": ["Apprendre"],
        "sources": ["https://a.invalid/"],
    }


def test_what_nobody_published_of_a_trip_is_blank():
    told = disclosed()
    known = {"mission", "reference", "adresse", "detail", "debut", "fin"}
    assert {header for header, value in told.items() if value} == known


@pytest.mark.parametrize(
    ("options", "who"),
    [
        ({}, []),
        ({"lead_role": "Mairie"}, ["Mairie"]),  # where nobody is recorded
        ({"lead_role": "Mairie", "participants": [Participant(pk=7, function="Conseil")]}, ["Conseil"]),
        ({"participants": [Participant(pk=7, function="Conseil", name="", name_is_public=True)]}, ["Conseil"]),
        ({"participants": [Participant(pk=7, function="Rectorat", payer="autre")]}, []),  # not the City’s
    ],
)
def test_who_travels_is_told_by_function(options, who):
    assert disclosed(**options)["nom_ou_fonction"] == who


def test_the_disclosure_is_written_in_english_too_and_dates_as_they_are_known():
    stops = [city("Genève", "CH", "Geneva")]
    with override("en"):
        told = disclosed(
            title="Turin",
            title_en="Turin trip",
            stops=stops,
            costs=[spent(5, is_approximate=True)],
            date_precision="mois",
        )
    assert (told["mission"], told["villes"], told["pays"]) == ("Turin trip", ["Geneva"], ["Switzerland"])
    assert (told["approximatif"], told["debut"], told["fin"]) == ("yes", "2024-05", "2024-05")


def test_a_year_of_missions_is_written_with_its_lowest_and_highest_sums():
    entries = [
        entry_of(costs=[authorized(100), spent(90), fact(3, CostType.DECLARED, 95)]),
        entry_of(direction=Direction.IN),
        entry_of(stage="en_cours"),
        entry_of(stage="non_retenue"),
    ]
    assert written(MISSIONS_DATASET, summarize_year(entries, 2024)) == {
        "annee": 2024,
        "a_l_exterieur": 1,
        "delegations_recues": 1,
        "evenements": 0,
        "a_confirmer": 1,
        "non_retenues": 1,
        "autorise_cad_min": 100,
        "autorise_cad_max": 100,
        "declare_cad_min": 90,
        "declare_cad_max": 95,
        "rapports_manquants": 0,
    }
    unknown = written(MISSIONS_DATASET, summarize_year([]))
    assert {header for header, value in unknown.items() if value is None} == {
        "annee",
        "autorise_cad_min",
        "autorise_cad_max",
        "declare_cad_min",
        "declare_cad_max",
    }


def test_a_year_of_work_is_written_number_by_number():
    work = YearWork(2024, *(Figure(number, "") for number in (1, 2, 3, 4)), 5, None)
    assert list(written(YEARS_DATASET, work).values()) == [2024, 1, 2, 3, 4, 5]


def test_a_commitment_is_written_with_its_axis_and_the_states_of_its_actions():
    commitment = Commitment(text="Promettre", kind=CommitmentKind.COMMITMENT, axis=Axis(name="Québec agit"))
    states = [StateCount("réalisées", 2, (ActionState.DONE,)), StateCount("à venir", 1, (ActionState.ANNOUNCED,))]
    told = written(COMMITMENTS_DATASET, CommitmentLine(commitment, states, Figure(3, ""), 4, []))
    assert told == {
        "engagement": "Promettre",
        "axe": "Québec agit",
        "nature": str(CommitmentKind.COMMITMENT.label),
        "actions": 3,
        "avancement": ["réalisées\u00a0: 2", "à venir\u00a0: 1"],
        "resultats": 4,
    }


@pytest.mark.django_db
def test_countries_are_told_year_by_year_trips_first():
    for year, country in ((2024, "FR"), (2023, "FR"), (2024, "")):
        trip = MissionFactory(published=True, stage="realisee", starts_on=D(year, 5, 1), date_precision="jour")
        if country:
            StopFactory(mission=trip, place__country=country, place__published=True)
    received = MissionFactory(published=True, stage="realisee", direction=Direction.IN)
    MissionPartnerFactory(mission=received, role="origine", partner__country="BE", partner__published=True)
    assert [tuple(each) for each in country_years(TODAY)] == [
        ("France", "mission à l’extérieur", 2024, 1),
        ("France", "mission à l’extérieur", 2023, 1),
        ("", "mission à l’extérieur", 2024, 1),
        ("Belgique", "délégation reçue", None, 1),
    ]
