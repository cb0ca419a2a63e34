"""The parts of a mission: what each says of itself, in which order they come, who reads them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from axes.models import VisionItem
from missions.models import (
    Action,
    ActionPartner,
    ActionRole,
    Airport,
    CabinClass,
    CeilingItem,
    CostCategory,
    CriterionCheck,
    EmissionFactor,
    Leg,
    Meeting,
    Mission,
    MissionDocument,
    MissionPartner,
    MissionRole,
    NextStep,
    Objective,
    ObjectiveResult,
    Outcome,
    Participant,
    Reminder,
    ReminderKind,
    Report,
    Rule,
    RuleKind,
    Stop,
    TravelMode,
    Verdict,
)
from partners.models import Partner
from records.documents.models import DocumentKind
from tests.missions.cleaned import refused_in
from tests.missions.factories import (
    ActionFactory,
    CeilingItemFactory,
    EmissionFactorFactory,
    MissionDocumentFactory,
    MissionFactory,
    NextStepFactory,
)

TODAY = dt.date(2026, 3, 2)
TOUR, NAMUR = Mission(title="Tournée"), Partner(name="Namur")
YUL, CDG = Airport(name="Montréal", code="YUL"), Airport(name="Paris", code="CDG")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (MissionPartner(mission=TOUR, partner=NAMUR, role=MissionRole.HOST), "Tournée – Namur (hôte)"),
        (
            ActionPartner(action=Action(title="Stage"), partner=NAMUR, role=ActionRole.FUNDER),
            "Stage – Namur (financement)",
        ),
        (Stop(mission=TOUR, place=NAMUR), "Tournée – Namur"),
        (Meeting(mission=TOUR, subject="Au port"), "Tournée – Au port"),
        (CriterionCheck(criterion=VisionItem(text="Utile"), verdict=Verdict.NOT_MET), "Utile – non rempli"),
        (CeilingItem(category=CostCategory.AIR), "transport aérien"),
        (YUL, "Montréal (YUL)"),
        (EmissionFactor(cabin=CabinClass.PREMIUM, year=2025), "économique supérieure, 2025"),
        (Leg(from_airport=YUL, to_airport=CDG), "Montréal (YUL) – Paris (CDG)"),
        (Leg(from_place=NAMUR, to_airport=CDG), "Namur – Paris (CDG)"),
        (Leg(from_airport=YUL, from_place=NAMUR, to_place=NAMUR), "Montréal (YUL) – Namur"),
        (Reminder(mission=TOUR, kind=ReminderKind.LATE), "Tournée – rapport en retard"),
        (Report(mission=TOUR), "Tournée"),
        (Participant(function="Mairesse", name="Ana"), "Mairesse"),
        (Objective(text="Jumeler deux ports"), "Jumeler deux ports"),
        (Outcome(text="Une entente"), "Une entente"),
        (NextStep(text="Relancer"), "Relancer"),
        (Rule(kind=RuleKind.OVERRUN), "dépassement du plafond qui retourne au comité exécutif (%)"),
    ],
)
def test_a_part_is_named_by_what_tells_it_from_the_others(row, words):
    assert str(row) == words


@pytest.mark.parametrize("mode", TravelMode)
def test_only_what_goes_by_plane_is_a_flight(mode):
    assert Leg(mode=mode).is_flight is (mode == "avion")


@pytest.mark.parametrize(
    ("cabin", "is_refused"),
    [
        (CabinClass.BUSINESS, False),
        (CabinClass.ECONOMY, True),
        ("", True),
    ],
)
def test_a_flight_is_counted_by_a_factor_of_its_own_class(cabin, is_refused):
    leg = Leg(cabin=cabin, factor=EmissionFactor(pk=1, cabin=CabinClass.BUSINESS, year=2026))
    refused = refused_in(leg)
    assert list(refused) == (["factor"] if is_refused else [])
    assert all("«\u00a0affaires\u00a0»" in sentence for [sentence] in refused.values())


def test_a_flight_without_a_factor_may_be_of_any_class():
    assert refused_in(Leg(cabin=CabinClass.FIRST)) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "found"),
    [
        (2023, None),
        (2024, 2024),
        (2025, 2024),
        (2026, 2026),
        (2030, 2026),
    ],
)
def test_a_factor_is_the_latest_of_its_class_for_the_year_or_before(year, found):
    for known in (2026, 2024):
        EmissionFactorFactory(year=known)
    EmissionFactorFactory(year=2023, cabin=CabinClass.FIRST)
    factor = EmissionFactor.objects.newest(CabinClass.ECONOMY, year)
    assert (factor and factor.year) == found


@pytest.mark.django_db
def test_ceilings_come_in_the_order_of_the_categories():
    mission = MissionFactory()
    for category in (CostCategory.OTHER, CostCategory.AIR, CostCategory.LODGING):
        CeilingItemFactory(mission=mission, category=category)
    told = [item.category for item in CeilingItem.objects.by_category()]
    assert told == ["transport_aerien", "hebergement", "autre"]


@pytest.mark.django_db
def test_a_category_that_is_no_longer_one_comes_last():
    CeilingItem.objects.bulk_create(
        CeilingItem(mission=MissionFactory(), category=category, amount=Decimal(1)) for category in ("ancien", "autre")
    )
    assert [item.category for item in CeilingItem.objects.by_category()] == ["autre", "ancien"]


@pytest.mark.django_db
def test_what_is_still_to_do_is_of_actions_that_are_not_archived_the_most_urgent_first():
    undated, later, sooner = (NextStepFactory(due_on=due) for due in (None, dt.date(2026, 5, 1), TODAY))
    NextStepFactory(done_on=TODAY)
    NextStepFactory(action=ActionFactory(status="archived"), due_on=TODAY)
    assert list(NextStep.objects.still_open()) == [sooner, later, undated]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "kind", "mission", "is_read"),
    [
        ("a programme, while away", DocumentKind.PROGRAMME, {"ends_on": TODAY}, False),
        ("a programme, once back", DocumentKind.PROGRAMME, {"ends_on": dt.date(2026, 3, 1)}, True),
        ("a report, while away", DocumentKind.REPORT, {"ends_on": TODAY}, True),
        (
            "a programme that nobody asked to keep",
            DocumentKind.PROGRAMME,
            {"ends_on": TODAY, "movements_after_return": False},
            True,
        ),
    ],
)
def test_a_programme_waits_for_the_return_but_for_the_bureau(redaction, case, kind, mission, is_read):
    dates = {"starts_on": dt.date(2026, 2, 25), "date_precision": "jour"}
    document = MissionDocumentFactory(kind=kind, record=MissionFactory(published=True, **dates, **mission))
    assert list(MissionDocument.objects.visible_to(AnonymousUser(), TODAY)) == ([document] if is_read else []), case
    assert list(MissionDocument.objects.visible_to(redaction, TODAY)) == [document], case


@pytest.mark.parametrize(
    ("has_document", "address", "link"),
    [
        (False, "", ""),
        (False, "https://exemple.invalid/rapport", "https://exemple.invalid/rapport"),
        (True, "https://exemple.invalid/rapport", "https://exemple.invalid/ici"),
    ],
)
def test_a_report_is_read_where_it_is_kept_or_else_where_it_is_published(has_document, address, link):
    kept = MissionDocument(address="https://exemple.invalid/ici") if has_document else None
    assert Report(document=kept, document_url=address).link == link


@pytest.mark.parametrize(
    ("result", "note", "is_refused"),
    [
        ("", "", False),
        (ObjectiveResult.UNKNOWN, "", False),
        (ObjectiveResult.MET, "Une entente.", False),
        (ObjectiveResult.MET, "", True),
        (ObjectiveResult.NOT_MET, "", True),
    ],
)
def test_a_result_of_an_objective_says_what_came_of_it(result, note, is_refused):
    objective = Objective(text="Une entente", result=result, result_note=note)
    assert list(refused_in(objective)) == (["result_note"] if is_refused else [])
