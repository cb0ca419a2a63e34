"""The file of a mission, told in words: why it was allowed, what became of it, what it cost, what it emitted."""

import csv
import datetime as dt
from decimal import Decimal

import pytest

from axes.models import VisionItemKind
from missions.authorization import (
    ABOVE_THRESHOLD,
    ABROAD,
    AMOUNT_UNKNOWN,
    MAYOR_ALONE,
    TRAVELLERS_UNKNOWN,
    WITHIN_THRESHOLD,
)
from missions.mission_page import ON_FILE
from missions.models import (
    CostCategory,
    CostType,
    Direction,
    Learning,
    MissionStage,
    ObjectiveResult,
    OutcomeKind,
    Payer,
    RuleKind,
    ScopeCode,
    Verdict,
)
from records.models import Confidence, SourceKind
from tests.axes.factories import AxisFactory, ThemeFactory, VisionItemFactory
from tests.missions.factories import (
    ActionFactory,
    AirportFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    EmissionFactorFactory,
    LegFactory,
    MeetingFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    ReportFactory,
    RuleFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db

D = dt.date
BACK = {"starts_on": D(2025, 3, 19), "ends_on": D(2025, 3, 24), "date_precision": "jour", "stage": MissionStage.DONE}


def change(mission, **values):
    """Change and save a mission."""
    for name, value in values.items():
        setattr(mission, name, value)
    mission.save()


def rules():
    """Record the two rules on money."""
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=3000, valid_from=D(2019, 10, 7))
    RuleFactory(kind=RuleKind.OVERRUN, value=10, valid_from=D(2019, 10, 7))


def test_the_file_of_a_mission_asks_no_more_as_it_grows(query_count, mission):
    """Fifteen statements, and the rules: outside a test's transaction those are read once an edition."""

    def grow(count):
        for number in range(count):
            person = ParticipantFactory(mission=mission, position=number)
            objective = ObjectiveFactory(mission=mission, evidence=SourceFactory())
            OutcomeFactory(mission=mission, action=None, evidence=SourceFactory(), receiver=ServiceFactory())
            stop = StopFactory(mission=mission, place__published=True)
            MeetingFactory(mission=mission, partner=PartnerFactory(published=True), stop=stop, objective=objective)
            MissionPartnerFactory(mission=mission, partner__published=True)
            cost = CostFactFactory(mission=mission, participant=person)
            for each in (cost, CostFactFactory(mission=mission, corrects=cost, correction_reason="Erreur.")):
                each.sources.add(SourceFactory())
            ActionFactory(published=True, mission=mission)
            factor = EmissionFactorFactory(year=2000 + EmissionFactorFactory._meta.model.objects.count())
            factor.sources.add(SourceFactory())
            LegFactory(mission=mission, factor=factor)
            criterion = VisionItemFactory(kind=VisionItemKind.CRITERION, vision__published=True)
            CriterionCheckFactory(mission=mission, criterion=criterion)
            category = CostCategory.values[mission.ceiling_items.count()]
            CeilingItemFactory(mission=mission, category=category)
            mission.axes.add(AxisFactory(published=True))
            mission.themes.add(ThemeFactory())
            mission.sources.add(SourceFactory())

    change(mission, **BACK)
    grow(1)
    alone = query_count(mission.get_absolute_url())
    grow(5)
    assert query_count(mission.get_absolute_url()) == alone <= 21


@pytest.mark.parametrize(
    ("case", "fields", "country", "stored", "said"),
    [
        ("abroad", {}, "FR", None, f"requise – {ABROAD.reason}"),
        ("abroad, stored", {}, "FR", True, f"requise – {ABROAD.reason}"),
        (
            "in Canada, above",
            {"ceiling": Decimal(3001)},
            "CA",
            None,
            f"requise – {ABOVE_THRESHOLD.reason}",
        ),
        (
            "in Canada, below",
            {"ceiling": Decimal(3000)},
            "CA",
            None,
            f"non requise – {WITHIN_THRESHOLD.reason}",
        ),
        ("in Canada, amount unknown", {}, "CA", None, f"inconnu – {AMOUNT_UNKNOWN.reason}"),
        ("by the mayor", {"led_by_mayor": True}, "FR", None, f"inconnu – {TRAVELLERS_UNKNOWN.reason}"),
        (
            "alone",
            {"led_by_mayor": True, "city_delegates": 1},
            "FR",
            None,
            f"non requise – {MAYOR_ALONE.reason}",
        ),
        ("required by what readers do not see", {"ceiling": Decimal(10)}, "CA", True, f"requise – {ON_FILE}"),
    ],
)
def test_whether_it_is_authorized_beforehand_is_said_with_its_reason(
    mission, words, case, fields, country, stored, said
):
    rules()
    complete = {"decision_number": "CE-1", "decided_on": D(2025, 3, 1), "ceiling": Decimal(1)} if stored else {}
    change(mission, **{**BACK, **complete, **fields, "authorization_required": stored})
    StopFactory(mission=mission, place__published=True, place__country=country)
    assert f"Autorisation préalable {said}".replace("\u00a0", " ") in words(), case


def test_an_amount_estimated_counts_while_there_is_no_ceiling(mission, words):
    rules()
    change(mission, **BACK)
    StopFactory(mission=mission, place__published=True, place__country="CA")
    CostFactFactory(mission=mission, fact_type=CostType.ESTIMATED, amount=Decimal(3500))
    assert "Mission au-delà du montant qui demande une autorisation." in words()


def test_the_parts_of_a_ceiling_count_for_the_page_as_they_do_for_the_bureau(mission, words):
    rules()
    change(mission, **BACK)
    StopFactory(mission=mission, place__published=True, place__country="CA")
    for category in (CostCategory.AIR, CostCategory.LODGING):
        CeilingItemFactory(mission=mission, category=category, amount=Decimal(2000))
    assert "Mission au-delà du montant qui demande une autorisation." in words()


def test_the_decision_tells_its_number_its_day_and_its_ceiling_by_category(mission, words):
    change(mission, decision_number="CE-2025-0123", decided_on=D(2025, 3, 1), ceiling=Decimal("5000"))
    CeilingItemFactory(mission=mission, category=CostCategory.LODGING, amount=Decimal("1500.50"))
    CeilingItemFactory(mission=mission, category=CostCategory.AIR, amount=Decimal(3000))
    read = words()
    for said in (
        "Numéro CE-2025-0123",
        "Date 1 er mars 2025",
        "Montant autorisé 5 000 $ (plafond de la décision)",
        "Plafond par catégorie transport aérien : 3 000 $; hébergement : 1 500,50 $",
        "Ces catégories font 4 500,50 $; le plafond autorisé est de 5 000 $.",
    ):
        assert said in read
    CeilingItemFactory(mission=mission, category=CostCategory.OTHER, amount=Decimal("499.50"))
    assert "Ces catégories font" not in words()


def test_each_criterion_of_the_vision_is_told_with_its_sentence(mission, words):
    for rank, (verdict, text) in enumerate(
        [(Verdict.MET, "Gain identifié"), (Verdict.NOT_MET, "Deux axes"), (Verdict.NOT_APPLICABLE, "Jumelage")], 1
    ):
        criterion = VisionItemFactory(
            kind=VisionItemKind.CRITERION, text=text, position=9 - rank, vision__published=True
        )
        CriterionCheckFactory(mission=mission, criterion=criterion, verdict=verdict, reason=f"Phrase {rank}.")
    assert (
        "Critère Constat En une phrase Jumelage sans objet Phrase 3. Deux axes non rempli Phrase 2. "
        "Gain identifié rempli Phrase 1."
    ) in words()


def test_a_criterion_of_a_draft_vision_is_not_told(mission, words):
    CriterionCheckFactory(mission=mission, criterion__text="Secret", reason="Chut.")
    assert "Secret" not in words()
    assert "Chut." not in words()
    assert "Critères des missions Aucune vérification n’est inscrite." in words()


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


def declare(mission, amount, kind=CostType.DECLARED, **fields):
    """Record an amount published in December for the delegation."""
    known = {"scope_code": ScopeCode.DELEGATION, "made_public_on": D(2022, 12, 21)}
    return CostFactFactory(mission=mission, fact_type=kind, amount=Decimal(amount), **{**known, **fields})


@pytest.mark.parametrize(
    ("declared", "said", "flagged"),
    [
        ("9000", "C’est 1 000 $ de moins.", False),
        ("10000", "Les deux sont égaux.", False),
        ("11000", "C’est 1 000 $ de plus, soit 10,0 %.", False),
        ("11000.01", "C’est 1 000,01 $ de plus, soit 10,0 %.", True),
        ("12000", "C’est 2 000 $ de plus, soit 20,0 %.", True),
    ],
)
def test_more_than_ten_percent_above_goes_back_to_the_committee(client, mission, words, declared, said, flagged):
    rules()
    change(mission, **BACK)
    declare(mission, "10000", CostType.AUTHORIZED)
    declare(mission, declared)
    read = words()
    assert said in read
    # In the summary, and beside the comparison.
    assert read.count("retourne au comité exécutif") == (2 if flagged else 0)
    assert ("retourne au comité exécutif" in client.get("/missions/").content.decode()) is flagged


def test_a_total_states_its_gap_with_its_items_to_the_cent(mission, words):
    source = SourceFactory()
    total = declare(mission, "10700")
    items = [
        declare(mission, amount, CostType.DECLARED_ITEM, category=category)
        for amount, category in (("5900", CostCategory.TRANSPORT), ("3600", CostCategory.LODGING), ("1270.05", "repas"))
    ]
    for cost in (total, *items):
        cost.sources.add(source)
    assert "Total publié : 10 700 $. C’est 70,05 $ de moins que ses catégories, qui font 10 770,05 $." in words()
    declare(mission, "1", CostType.DECLARED_ITEM, category="autre", corrects=items[0], correction_reason="Erreur.")
    assert "Total publié : 10 700 $. C’est 5 829,95 $ de plus que ses catégories, qui font 4 870,05 $." in words()


def test_a_total_that_equals_its_items_says_so(mission, words):
    source = SourceFactory()
    for cost in (declare(mission, "10"), declare(mission, "10", CostType.DECLARED_ITEM, category="repas")):
        cost.sources.add(source)
    assert "Total publié : 10 $. Ses catégories font la même somme, au cent près." in words()


def test_a_correction_leaves_a_dated_erratum(mission, words):
    """What it was, what it is now, why, when, and by which source."""
    first = declare(mission, "10700", scope="Deux personnes")
    fixed = declare(
        mission,
        "12979",
        corrects=first,
        correction_reason="Taxes oubliées.",
        made_public_on=D(2023, 7, 14),
        scope="Trois personnes",
    )
    fixed.sources.add(SourceFactory(publisher="La Ville"))
    read = words()
    assert (
        "Errata 14 juillet 2023 – déclaré, total : 10 700 $ (publié le 21 décembre 2022; Deux personnes) devient "
        "12 979 $ (Trois personnes) Pourquoi : Taxes oubliées. – La Ville (presse)"
    ) in read
    assert "1 erratum" in read
    assert read.count("10 700 $") == 1
    assert "se contredisent" not in read


def test_totals_that_contradict_one_another_stand_side_by_side(mission, words):
    declare(mission, "10700")
    declare(mission, "12979", made_public_on=D(2023, 7, 14))
    read = words()
    assert "Des totaux déclarés se contredisent." in read
    assert "10 700 $ publié le 21 décembre 2022 délégation 12 979 $ publié le 14 juillet 2023 délégation" in read
    assert "ces totaux se contredisent" in read


def test_an_amount_tells_whom_it_is_for_and_who_pays(mission, words):
    person = ParticipantFactory(mission=mission, function="Conseil", name="", payer=Payer.CITY)
    declare(mission, "500", participant=person, payer=Payer.OTHER, payer_name="Université", scope="Vols")
    assert "500 $ 2022-12-21 Vols – pour : Conseil Université" in words()


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


def test_a_text_nobody_translated_is_marked_as_french(client, mission):
    change(mission, **BACK)
    ObjectiveFactory(mission=mission, text="Signer", success="Une signature.", success_en="A signature.")
    CriterionCheckFactory(
        mission=mission, criterion__kind=VisionItemKind.CRITERION, criterion__vision__published=True, reason="Un gain."
    )
    page = client.get(f"/en{mission.get_absolute_url()}").content.decode()
    assert '<span lang="fr-CA">Signer</span>' in page
    assert "A signature." in page
    assert '<span lang="fr-CA">Un gain.</span>' in page


def test_an_approximate_amount_says_so_on_the_page_and_in_the_list(client, words, mission):
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=10_700, is_approximate=True)
    assert words().count("environ 10 700 $") == 2
    assert "about $10,700" in words("/en")
    listed = client.get("/missions/").content.decode()
    assert "environ 10\u00a0700\u00a0$" in listed
    [row] = csv.DictReader(client.get("/missions.csv").getvalue().decode("utf-8-sig").splitlines())
    assert (row["declare_cad"], row["declare_approximatif_cad"]) == ("", "10700.00")


@pytest.mark.parametrize(
    ("fields", "people", "said"),
    [
        ({"lead_role": "Maire", "city_delegates": 3}, [], "Qui Maire et 2 personnes qui l’accompagnent Quand"),
        ({"lead_role": "Maire", "city_delegates": 2}, [], "Qui Maire et 1 personne qui l’accompagne Quand"),
        ({"lead_role": "Maire", "city_delegates": 1}, [], "Qui Maire, sans autre personne de la Ville Quand"),
        ({"lead_role": "Maire"}, [], "Qui Maire Quand"),
        ({"city_delegates": 3}, [], "Qui 3 personnes de la Ville Quand"),
        (
            {"lead_role": "Maire", "city_delegates": 3},
            ["maire", "conseillère"],
            "Qui maire, conseillère – 3 personnes de la Ville Quand",
        ),
        (
            {"lead_role": "Bourgmestre", "city_delegates": 2, "direction": Direction.IN},
            [],
            "Qui Bourgmestre; 2 personnes de la Ville Quand",
        ),
    ],
)
def test_who_leads_is_among_the_people_counted(mission, words, fields, people, said):
    change(mission, **fields)
    for position, function in enumerate(people, 1):
        ParticipantFactory(mission=mission, function=function, position=position)
    assert said in words()


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (SourceKind.PRESS, {}, "13 000 $ selon la presse (délégation); décision non consultée"),
        (SourceKind.OFFICIAL, {}, "13 000 $ selon une source officielle (délégation); décision non consultée"),
        (None, {}, "13 000 $ sans source inscrite (délégation); décision non consultée"),
        (SourceKind.PRESS, {"decision_number": "CE-1"}, "(délégation); plafond de la décision non publié"),
        (SourceKind.PRESS, {"ceiling": 14_000}, "14 000 $ (plafond de la décision)"),
    ],
)
def test_a_page_tells_one_authorized_amount_and_where_it_comes_from(mission, words, kind, fields, said):
    change(mission, **fields)
    cost = CostFactFactory(mission=mission, amount=13_000, scope_code=ScopeCode.DELEGATION)
    if kind:
        cost.sources.add(SourceFactory(kind=kind))
    read = words()
    assert f"Autorisé {said}" in read or said in read
    assert read.count(said) == 2
    assert "inconnu" not in read[read.index("Décision Autorisation") : read.index("Critères des missions")].replace(
        "inconnu –", ""
    )


def test_a_column_that_no_row_tells_is_left_out_and_named(mission, words):
    ParticipantFactory(mission=mission, function="Maire")
    CostFactFactory(mission=mission)
    read = words()
    assert "Non publié : organisme, qui paie." in read
    assert "Non publié : date de publication, qui paie, source." in read
    assert "Qui paie" not in read
    ParticipantFactory(mission=mission, function="Recteur", organization="Université", position=2)
    assert "Non publié : qui paie." in words()
