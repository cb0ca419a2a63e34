"""What became of a mission, told on its page: objectives, outcomes, practices, its report, and what it emitted."""

import datetime as dt
from decimal import Decimal

import pytest

from missions.models import (
    Direction,
    Learning,
    MissionStage,
    ObjectiveResult,
    OutcomeKind,
)
from records.models import Confidence
from tests.missions.factories import (
    AirportFactory,
    EmissionFactorFactory,
    LegFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ReportFactory,
    RuleFactory,
    ServiceFactory,
)
from tests.missions.mission_files import BACK, D, change
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (ObjectiveResult.MET, "atteint"),
        (ObjectiveResult.PARTLY, "atteint en partie"),
        (ObjectiveResult.NOT_MET, "non atteint"),
        (ObjectiveResult.UNKNOWN, "inconnu"),
        ("", "pas encore dit"),
    ],
)
def test_each_objective_tells_its_success_and_its_result(mission, words, result, said):
    ObjectiveFactory(
        mission=mission, text="Signer", success="Une signature.", result=result, result_note="Vu.", evidence=None
    )
    assert f"Signer – résultat : {said} Compterait comme un succès : Une signature. Vu." in words()


def test_what_was_not_made_has_no_result(mission, words):
    change(mission, stage=MissionStage.DECLINED, declined_reason="Trop loin.")
    ObjectiveFactory(mission=mission, text="Signer")
    assert "Signer" in words()
    assert "Résultat :" not in words()


def test_an_outcome_tells_its_kind_its_worth_and_how_sure_it_is(mission, words):
    OutcomeFactory(
        mission=mission,
        action=None,
        text="Une usine.",
        kind=OutcomeKind.INVESTMENT,
        value=Decimal("2500000.00"),
        unit="$",
        horizon="long",
        confidence=Confidence.MEDIUM,
        evidence=SourceFactory(publisher="Le Devoir"),
    )
    assert (
        "investissement Une usine. (2 500 000 $) Horizon : plus de trois ans. Confiance : moyenne. "
        "Preuve : Le Devoir (presse)"
    ) in words()


@pytest.mark.parametrize(
    ("learning", "received", "proven", "loop"),
    [
        (Learning.SEEN, False, False, "vue aucun service ne l’a encore reçue aucune décision connue"),
        (Learning.RECEIVED, True, False, "vue transmise : Transport aucune décision connue"),
        (Learning.PENDING, True, False, "vue transmise : Transport à l’étude"),
        (Learning.ADOPTED, True, True, "vue transmise : Transport adoptée Décision : Greffe (presse)"),
        (Learning.REJECTED, True, True, "vue transmise : Transport écartée Décision : Greffe (presse)"),
    ],
)
def test_a_practice_tells_its_loop(mission, words, learning, received, proven, loop):
    OutcomeFactory(
        mission=mission,
        action=None,
        text="Un quai chauffé.",
        kind=OutcomeKind.PRACTICE_SEEN,
        learning=learning,
        receiver=ServiceFactory(name="Transport") if received else None,
        evidence=SourceFactory(publisher="Greffe") if proven else None,
    )
    assert f"pratique observée Un quai chauffé. {loop}" in words()


CLOCKS = [
    ("to come", {}, None, D(2025, 3, 20), "à venir · attendu le 5 mai 2025"),
    ("expected", {}, {}, D(2025, 5, 5), "attendu le 5 mai 2025"),
    ("late", {}, {}, D(2025, 5, 15), "en retard de 10 jours Il était dû le 5 mai 2025"),
    ("late by a day", {}, {}, D(2025, 5, 6), "en retard de 1 jour Il était dû le 5 mai 2025"),
    (
        "online in time",
        {},
        {"published_on": D(2025, 5, 5)},
        D(2026, 1, 1),
        "en ligne le 5 mai 2025, dans le délai promis",
    ),
    (
        "online late",
        {},
        {"published_on": D(2025, 5, 6)},
        D(2026, 1, 1),
        "en ligne le 6 mai 2025, après le jour dû : 5 mai",
    ),
    ("not due yet", {}, None, D(2025, 4, 1), "inconnu Aucun rapport trouvé en ligne à ce jour. La règle le demand"),
    ("not found", {}, None, D(2025, 5, 6), "non trouvé en ligne depuis 1 jour Il était dû le 5 mai 2025"),
    (
        "before the promise",
        {"starts_on": D(2022, 11, 11), "ends_on": D(2022, 11, 19)},
        None,
        D(2026, 1, 1),
        "inconnu Aucun rapport trouvé en ligne à ce jour. Repère, six semaines après le retour : 31 décembre 2022; "
        "la promesse ne liait pas encore cette mission.",
    ),
    (
        "awaited, before the promise",
        {"starts_on": D(2022, 11, 11), "ends_on": D(2022, 11, 19)},
        {},
        D(2026, 1, 1),
        "attendu sans échéance Repère, six semaines après le retour : 31 décembre 2022;",
    ),
    ("received", {"direction": Direction.IN}, None, D(2026, 1, 1), "sans objet La Ville ne s’est pas déplacée."),
]


@pytest.mark.parametrize(("case", "fields", "report", "day", "said"), CLOCKS, ids=[each[0] for each in CLOCKS])
def test_the_report_is_told_in_words(mission, words, time_machine, case, fields, report, day, said):
    RuleFactory()
    change(mission, **{**BACK, **fields, "published_on": D(2022, 1, 1)})
    if report is not None:
        ReportFactory(mission=mission, document_url="https://exemple.invalid/r", **report)
    time_machine.move_to(dt.datetime.combine(day, dt.time(15), dt.UTC))
    assert f"Rapport de mission {said}" in words()


def test_the_flights_tell_what_they_emit_with_the_factors_used(mission, words):
    change(mission, **BACK)
    factor = EmissionFactorFactory(note="Le détour y est compris.")
    factor.sources.add(SourceFactory(publisher="DESNZ", kind="officiel"))
    montreal = AirportFactory(code="YUL", name="Montréal", latitude=Decimal("45.4706"), longitude=Decimal("-73.7408"))
    paris = AirportFactory(code="CDG", name="Paris", latitude=Decimal("49.0128"), longitude=Decimal("2.55"))
    for rank, (start, end) in enumerate(((montreal, paris), (paris, montreal)), 1):
        LegFactory(
            mission=mission,
            position=rank,
            from_airport=start,
            to_airport=end,
            factor=factor,
            cabin="economique",
            travellers=3,
        )
    read = words()
    for said in (
        "Montréal, YUL – Paris, CDG avion économique 5 523 km 603 (356) 3 1 809 (1 069)",
        "Pour toutes les personnes : 3 618 kg CO2e avec forçage radiatif, 2 138 kg sans.",
        "Pour une personne qui fait tous ces vols : 1 206 kg avec, 712 kg sans.",
        "classe économique, 2026 : 0,10916 avec forçage radiatif, 0,06449 sans – DESNZ (site officiel) Le détour y est",
    ):
        assert said in read
    assert read.count("DESNZ") == 1
    assert "neutre" not in read


def test_what_could_not_be_computed_of_the_journey_is_said(mission, words):
    change(mission, **BACK)
    hidden = PartnerFactory(name="Secrète")
    shown = PartnerFactory(published=True, name="Lyon")
    LegFactory(mission=mission, position=1, factor=EmissionFactorFactory(), to_airport=None, to_place=shown)
    LegFactory(mission=mission, position=2, from_airport=None, from_place=shown, factor=None)
    LegFactory(mission=mission, position=3, from_airport=None, from_place=hidden, mode="train")
    fly = {"from_airport": None, "to_airport": None, "factor": EmissionFactorFactory(year=2025)}
    LegFactory(mission=mission, position=4, from_place=shown, to_place=hidden, **fly)
    read = words()
    assert "Lyon mesuré du centre-ville à un bout, faute d’aéroport avion inconnu" in read
    assert "Lyon – ville non publiée de centre-ville à centre-ville, faute d’aéroport avion" in read
    assert "1 vol n’a pu être calculé : il est inconnu et n’est pas compté comme nul." in read
    assert "ville non publiée" in read
    assert "Secrète" not in read
    assert "Seuls les vols sont calculés" in read
