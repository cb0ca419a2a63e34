"""What the columns of the files of missions, actions, results and priorities write of one row."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from axes.models import Axis, Commitment, Theme
from missions.documents import access_columns as access
from missions.exports import ACTION_DATASET, MISSION_DATASET
from missions.models import (
    Action,
    ActionPartner,
    Airport,
    CostFact,
    Leg,
    Meeting,
    Mission,
    MissionPartner,
    MissionRole,
    Outcome,
    Participant,
    Payer,
    Priority,
    PriorityKind,
    Stop,
)
from missions.outcome_exports import OUTCOME_DATASET, axes_of, partners_of
from missions.priority_exports import PRIORITY_DATASET
from missions.subject_columns import subject_columns
from partners.models import Partner
from records.models import Source

D = dt.date
NAMUR = Partner(pk=1, name="Namur", name_en="Namur (Belgium)", slug="namur", country="BE")
LIEGE, PARIS = Partner(pk=2, name="Liège", country="BE"), Partner(pk=3, name="Paris", country="FR")
AXIS = Axis(pk=1, name="Agir")
NOWHERE = Partner(pk=4, name="Réseau")


def given(row, **told):
    """Return a row with what the list brought along of it."""
    for name, value in told.items():
        setattr(row, name, value)
    return row


def written(columns, header, row):
    """Return what the column of a header writes of a row."""
    [column] = [each for each in columns if each.header == header]
    return column.reader()(row)


def action(**fields):
    told = {"state_value": "echue", "mission_is_shown": True, "shown_roles": []}
    return given(Action(title="Stage", lead_partner=NAMUR, axis=AXIS, **fields), **told)


def mission(stops=(), roles=(), **fields):
    shown = (
        [Stop(place=place) for place in stops],
        [MissionPartner(partner=partner, role=role) for partner, role in roles],
    )
    row = Mission(title="Tournée", **fields)
    return given(row, shown_stops=shown[0], shown_roles=shown[1], report_is_out=False, report_state="en_retard")


COMMITMENT = Commitment(pk=1, text="Jumeler")
TOUR = Mission(title="Tournée", reference="M-2025-01")


@pytest.mark.parametrize(
    ("header", "row", "value"),
    [
        ("engagement", action(), None),
        ("engagement", action(commitment=COMMITMENT), "Jumeler"),
        ("auteur_du_lien", action(), ""),
        ("auteur_du_lien", action(commitment=COMMITMENT), "classement du portail, à confirmer"),
        ("auteur_du_lien", action(commitment=COMMITMENT, commitment_is_confirmed=True), "confirmé par le bureau"),
        ("avancement", action(), "échue, suite inconnue"),
        ("avancement_inscrit", action(stage="annoncee"), "annoncée"),
        ("debut", action(starts_on=D(2025, 5, 1), date_precision="jour"), D(2025, 5, 1)),
        ("debut", action(starts_on=D(2025, 5, 1), date_precision="mois"), "2025-05"),
        ("fin", action(), ""),
        ("adresse_du_partenaire", action(), "/partenaires/namur/"),
        ("pays", action(), "Belgique"),
        ("mission", action(), None),
        ("mission", action(mission=TOUR), "Tournée"),
        ("reference_de_la_mission", action(mission=TOUR), "M-2025-01"),
        ("mission", given(action(mission=TOUR), mission_is_shown=False), None),
        ("reference_de_la_mission", given(action(mission=TOUR), mission_is_shown=False), None),
        ("autres_partenaires", given(action(), shown_roles=[ActionPartner(partner=LIEGE)]), ["Liège"]),
    ],
)
def test_the_file_of_actions_writes(header, row, value):
    assert written(ACTION_DATASET.columns, header, row) == value


OUT = {"report_is_out": True, "report_state": "a_temps"}
REPORT = SimpleNamespace(published_on=D(2025, 4, 1), link="https://exemple.invalid/rapport")


def with_report(row, **told):
    row._state.fields_cache["report"] = REPORT
    return given(row, **told)


@pytest.mark.parametrize(
    ("header", "row", "value"),
    [
        ("villes", mission([LIEGE, PARIS]), ["Liège", "Paris"]),
        ("villes", mission(), []),
        ("pays", mission([LIEGE, PARIS, NAMUR]), ["Belgique", "France"]),
        ("pays", mission([NOWHERE]), []),
        (
            "partenaires",
            mission(roles=[(LIEGE, MissionRole.HOST), (PARIS, MissionRole.MET)]),
            ["Liège (hôte)", "Paris (rencontre)"],
        ),
        ("plafond_cad", mission(ceiling=Decimal("10.50")), Decimal("10.50")),
        ("plafond_cad", mission(), None),
        ("rapport", mission(), "en retard"),
        ("publication_du_rapport", mission(), None),
        ("adresse_du_rapport", mission(), ""),
        ("publication_du_rapport", with_report(mission(), **OUT), D(2025, 4, 1)),
        ("adresse_du_rapport", with_report(mission(), **OUT), "https://exemple.invalid/rapport"),
        ("publication_du_rapport", with_report(mission()), None),
        ("adresse_du_rapport", with_report(mission()), ""),
    ],
)
def test_the_file_of_missions_writes(header, row, value):
    told = written(MISSION_DATASET.columns, header, row)
    assert (list(told) if isinstance(told, dict) else told) == value


def declared(*amounts):
    """Return what stands for a mission with a declared total of each (amount, whether it is rough)."""
    costs = [
        CostFact(pk=number, fact_type="declare", amount=Decimal(amount), is_approximate=rough)
        for number, (amount, rough) in enumerate(amounts, 1)
    ]
    return SimpleNamespace(costs=SimpleNamespace(all=lambda: costs), ceiling=None)


@pytest.mark.parametrize(
    ("amounts", "exact", "rough"),
    [
        ([], [], []),
        ([("10", False)], [10], []),
        ([("10", False), ("12", False), ("9", True)], [10, 12], [9]),
    ],
)
def test_declared_totals_are_written_apart_from_those_that_are_rough(amounts, exact, rough):
    row = declared(*amounts)
    assert written(MISSION_DATASET.columns, "declare_cad", row) == exact
    assert written(MISSION_DATASET.columns, "declare_approximatif_cad", row) == rough


def test_names_are_written_in_the_language_of_the_file():
    row = mission([NAMUR], [(NAMUR, MissionRole.HOST)])
    with override("en"):
        told = [written(MISSION_DATASET.columns, header, row) for header in ("villes", "partenaires", "pays")]
    assert [list(each) for each in told] == [["Namur (Belgium)"], ["Namur (Belgium) (host)"], ["Belgium"]]


def test_the_partners_of_a_result_are_those_of_its_action_each_once():
    row = Outcome(action=given(action(), shown_roles=[ActionPartner(partner=each) for each in (LIEGE, NAMUR)]))
    assert partners_of(row) == [NAMUR, LIEGE]
    assert axes_of(row) == [AXIS]
    assert written(OUTCOME_DATASET.columns, "partenaires", row) == ["Namur", "Liège"]
    assert written(OUTCOME_DATASET.columns, "axes", row) == ["Agir"]


def test_the_partners_of_a_result_are_the_places_then_the_partners_of_its_mission_each_once():
    roles = [(LIEGE, MissionRole.HOST), (LIEGE, MissionRole.MET), (NAMUR, MissionRole.HOST)]
    assert partners_of(Outcome(mission=mission([PARIS, NAMUR], roles))) == [PARIS, NAMUR, LIEGE]
    assert partners_of(Outcome(mission=mission())) == []


@pytest.mark.parametrize(
    ("starts_on", "precision", "value"),
    [
        (D(2025, 5, 1), "jour", "2025-05-01"),
        (D(2025, 5, 1), "annee", "2025"),
        (None, "", ""),
    ],
)
def test_a_result_begins_with_what_it_came_of(starts_on, precision, value):
    row = Outcome(mission=mission(starts_on=starts_on, date_precision=precision))
    assert written(OUTCOME_DATASET.columns, "debut", row) == value


def test_a_part_says_what_it_is_a_part_of():
    columns = subject_columns(lambda row: row.mission, "mission")
    row = Meeting(mission=Mission(title="Tournée", title_en="Tour", slug="tournee", reference="M-2025-01"))
    assert [each.told for each in columns] == [("mission",), (), ()]
    assert [each.reader()(row) for each in columns] == ["M-2025-01", "Tournée", "/missions/tournee/"]
    with override("en"):
        assert [each.reader()(row) for each in columns][1:] == ["Tour", "/en/missions/tournee/"]


@pytest.mark.parametrize(
    ("header", "row", "value"),
    [
        ("nature", Priority(kind=PriorityKind.FORUM), "forum"),
        ("pays", Priority(country="BE"), "Belgique"),
        ("pays", Priority(), ""),
        ("rang_dans", Priority(), None),
        ("rang_dans", Priority(within=Theme(name="Ports")), "Ports"),
        ("partenaire", given(Priority(partner=NAMUR), partner_is_shown=True), "Namur"),
        ("partenaire", given(Priority(partner=NAMUR), partner_is_shown=False), None),
        ("action", given(Priority(action=Action(title="Stage")), action_is_shown=True), "Stage"),
        ("action", given(Priority(action=Action(title="Stage")), action_is_shown=False), None),
    ],
)
def test_the_file_of_priorities_writes(header, row, value):
    assert written(PRIORITY_DATASET.columns, header, row) == value


YUL = Airport(name="Montréal", code="YUL")
SEEN = {"partner_is_shown": True, "place_is_shown": True}
HIDDEN = dict.fromkeys(SEEN, False)
ENDS = {"from_is_shown": True, "to_is_shown": False}


@pytest.mark.parametrize(
    ("columns", "header", "row", "value"),
    [
        ("PARTICIPANT", "nom_si_public", Participant(name="Ana", name_is_public=True), "Ana"),
        ("PARTICIPANT", "nom_si_public", Participant(name="Ana"), ""),
        ("PARTICIPANT", "qui_paie", Participant(payer=Payer.OTHER, payer_name="Un hôte"), "Un hôte"),
        ("PARTICIPANT", "qui_paie", Participant(payer=Payer.CITY), "la Ville"),
        ("PARTICIPANT", "qui_paie", Participant(), "inconnu"),
        ("STOP", "pays", Stop(place=PARIS), "France"),
        ("MEETING", "debut", Meeting(starts_at=dt.time(9, 5)), "09:05"),
        ("MEETING", "fin", Meeting(), ""),
        ("MEETING", "fin", Meeting(ends_at=dt.time(0, 0)), "00:00"),
        ("MEETING", "partenaire", given(Meeting(partner=NAMUR), **SEEN), "Namur"),
        ("MEETING", "partenaire", given(Meeting(partner=NAMUR), **HIDDEN), ""),
        ("MEETING", "partenaire", given(Meeting(), **SEEN), ""),
        ("MEETING", "ville", given(Meeting(stop=Stop(place=NAMUR)), **SEEN), "Namur"),
        ("MEETING", "ville", given(Meeting(stop=Stop(place=NAMUR)), **HIDDEN), ""),
        ("MEETING", "ville", given(Meeting(), **SEEN), ""),
        ("COST", "approximatif", CostFact(is_approximate=True), "oui"),
        ("COST", "approximatif", CostFact(), ""),
        ("COST", "corrige_le_montant", CostFact(corrects=CostFact(amount=5)), 5),
        ("COST", "corrige_le_montant", CostFact(), None),
        (
            "COST",
            "sources",
            given(CostFact(), cited=[Source(url="https://exemple.invalid/")]),
            ["https://exemple.invalid/"],
        ),
        ("LEG", "depart", given(Leg(from_airport=YUL, from_place=NAMUR), **ENDS), "Montréal (YUL)"),
        ("LEG", "depart", given(Leg(from_place=NAMUR), **ENDS), "Namur"),
        ("LEG", "arrivee", given(Leg(to_place=NAMUR), **ENDS), ""),
        ("LEG", "arrivee", given(Leg(to_airport=YUL, to_place=NAMUR), **ENDS), "Montréal (YUL)"),
        ("LEG", "facteur", Leg(), None),
        ("OUTCOME", "preuve", Outcome(), None),
        ("OUTCOME", "preuve", Outcome(evidence=Source(url="https://exemple.invalid/")), "https://exemple.invalid/"),
        ("SOURCE", "publication", Source(published_on=D(2025, 5, 1), published_precision="mois"), "2025-05"),
    ],
)
def test_the_tables_of_an_access_file_write(columns, header, row, value):
    assert written(getattr(access, f"{columns}_COLUMNS"), header, row) == value
