"""The file of a mission, told in words: why it was allowed, what became of it, what it cost, what it emitted."""

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
    Verdict,
)
from tests.axes.factories import AxisFactory, ThemeFactory, VisionItemFactory
from tests.missions.factories import (
    ActionFactory,
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
    ServiceFactory,
    StopFactory,
)
from tests.missions.mission_files import BACK, D, change, rules
from tests.partners.factories import PartnerFactory
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


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


def test_a_column_that_no_row_tells_is_left_out_and_named(mission, words):
    ParticipantFactory(mission=mission, function="Maire")
    CostFactFactory(mission=mission)
    read = words()
    assert "Non publié : organisme, qui paie." in read
    assert "Non publié : date de publication, qui paie, source." in read
    assert "Qui paie" not in read
    ParticipantFactory(mission=mission, function="Recteur", organization="Université", position=2)
    assert "Non publié : qui paie." in words()
