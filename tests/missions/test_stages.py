"""How far a mission may be moved, and what is stored and awaited when it is."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from missions import operations
from missions.authorization import expected_amount, is_decided_late, requirement_as_saved, stored_requirement
from missions.models import (
    CeilingItem,
    CostFact,
    CostType,
    Direction,
    Mission,
    MissionStage,
    Objective,
    ObjectiveResult,
    Report,
    RuleKind,
)
from records.models import SearchEntry
from tests.missions.factories import (
    CeilingItemFactory,
    CostFactFactory,
    MissionFactory,
    ObjectiveFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)
from tests.partners.factories import PartnerFactory

pytestmark = pytest.mark.django_db

DECISION = {"decision_number": "CE-1", "decided_on": dt.date(2026, 1, 5), "ceiling": Decimal(5000)}
SINCE_2019 = dt.date(2019, 10, 7)


@pytest.fixture
def rules():
    """The threshold of authorization and the promise of a report, as they hold."""
    RuleFactory(kind=RuleKind.AUTHORIZED_ABOVE, value=Decimal(3000), valid_from=SINCE_2019)
    RuleFactory()


def abroad(**values):
    """Return a mission with one stop in France."""
    mission = MissionFactory(**{"starts_on": dt.date(2026, 2, 1), "date_precision": "jour", **values})
    StopFactory(mission=mission, place__country="FR")
    return mission


@pytest.mark.parametrize(
    ("case", "ceiling", "costs", "parts", "amount"),
    [
        ("nothing said", None, [], [], None),
        ("the ceiling", 100, [], [], 100),
        ("nothing to spend", 0, [], [], 0),
        ("the parts, added up", None, [], [70, 50], 120),
        ("an estimate above the ceiling", 100, [CostFact(fact_type=CostType.ESTIMATED, amount=150)], [], 150),
        ("what was declared says nothing of before", None, [CostFact(fact_type=CostType.DECLARED, amount=9)], [], None),
        (
            "an amount that another corrects",
            None,
            [
                CostFact(pk=1, fact_type=CostType.AUTHORIZED, amount=900),
                CostFact(pk=2, fact_type=CostType.AUTHORIZED, amount=90, corrects_id=1),
            ],
            [],
            90,
        ),
        (
            "two amounts not saved yet",
            None,
            [CostFact(fact_type=CostType.AUTHORIZED, amount=5), CostFact(fact_type=CostType.AUTHORIZED, amount=7)],
            [],
            7,
        ),
    ],
)
def test_what_a_mission_may_cost_is_the_most_that_is_said(case, ceiling, costs, parts, amount):
    items = [CeilingItem(amount=each) for each in parts]
    assert expected_amount(ceiling, costs, items) == amount, case


@pytest.mark.parametrize(
    ("starts_on", "required"),
    [(dt.date(2019, 10, 6), None), (SINCE_2019, True), (None, True)],
    ids=["before the rule", "from its first day", "undated: the rules of today"],
)
def test_the_rules_of_its_day_decide(rules, today, starts_on, required):
    mission = abroad(starts_on=starts_on, date_precision="jour" if starts_on else "")
    assert requirement_as_saved(mission, today).is_required is required


def test_what_is_needed_is_stored_when_stops_or_amounts_change(rules, today):
    mission = MissionFactory(starts_on=dt.date(2026, 2, 1), date_precision="jour")
    seen = []
    for change in (
        lambda: None,
        lambda: StopFactory(mission=mission, place__country="CA"),
        lambda: CeilingItemFactory(mission=mission, amount=3000),
        lambda: CostFactFactory(mission=mission, fact_type=CostType.ESTIMATED, amount=Decimal("3000.01")),
    ):
        change()
        operations.store_requirement(mission, today=today)
        mission.refresh_from_db()
        seen.append(mission.authorization_required)
    assert seen == [None, None, False, True]


def test_settling_what_is_settled_writes_nothing(rules, today):
    mission = abroad()
    operations.store_requirement(mission, today=today)
    rows = mission.history.count()
    operations.store_requirement(mission, today=today)
    assert mission.history.count() == rows


def test_a_mission_authorized_without_need_says_what_it_lacks_once_it_needs_it(rules, today):
    mission = abroad(stage=MissionStage.AUTHORIZED)
    with pytest.raises(ValidationError) as refusal:
        operations.store_requirement(mission, today=today)
    assert set(refusal.value.message_dict) == {"decision_number", "decided_on", "ceiling"}


@pytest.mark.parametrize(
    ("case", "values", "required"),
    [
        ("made, and nobody recorded its decision", {"stage": MissionStage.DONE}, None),
        ("made, its decision recorded", {"stage": MissionStage.DONE, **DECISION}, True),
        ("not made yet", {"stage": MissionStage.PROPOSED}, True),
        ("by the mayor alone", {"stage": MissionStage.DONE, "led_by_mayor": True, "city_delegates": 1}, False),
        ("by the mayor, alone or not", {"stage": MissionStage.DONE, "led_by_mayor": True}, None),
        ("of the office, not of the record", {"stage": MissionStage.PROPOSED, "record_id": None}, True),
    ],
)
def test_a_mission_of_the_record_may_have_a_decision_nobody_recorded(rules, today, case, values, required):
    mission = abroad(**{"record_id": "M1", **values})
    assert stored_requirement(mission, requirement_as_saved(mission, today)) is required, case
    operations.store_requirements({mission.pk}, today=today)
    assert Mission.objects.get().authorization_required is required, case


def test_settling_costs_the_same_for_many_missions(rules, today, django_assert_max_num_queries):
    keys = {abroad(record_id=f"M{rank}").pk for rank in range(5)}
    with django_assert_max_num_queries(8):
        operations.store_requirements(keys, today=today)


@pytest.mark.parametrize("missing", DECISION)
def test_a_trip_that_needs_it_is_not_authorized_without_its_decision(rules, approbation, today, missing):
    mission = abroad(**{**DECISION, missing: "" if missing == "decision_number" else None})
    with pytest.raises(ValidationError) as refusal:
        operations.advance(mission, MissionStage.AUTHORIZED, by=approbation, today=today)
    assert list(refusal.value.message_dict) == [missing]
    mission.refresh_from_db()
    assert mission.stage == MissionStage.PROPOSED


def test_a_trip_with_its_decision_is_authorized_and_the_need_is_stored(rules, approbation, today):
    mission = operations.advance(abroad(**DECISION), MissionStage.AUTHORIZED, by=approbation, today=today)
    assert (mission.stage, mission.authorization_required) == (MissionStage.AUTHORIZED, True)
    assert mission.history.first().history_user == approbation


def test_a_trip_of_which_nothing_is_known_is_not_authorized(rules, approbation, today):
    with pytest.raises(ValidationError) as refusal:
        operations.advance(MissionFactory(), MissionStage.AUTHORIZED, by=approbation, today=today)
    assert "donnez d’abord les villes" in refusal.value.message_dict["stage"][0]


def test_the_mayor_in_office_goes_without(rules, approbation, today):
    alone = abroad(led_by_mayor=True, city_delegates=1)
    mission = operations.advance(alone, MissionStage.AUTHORIZED, by=approbation, today=today)
    assert mission.authorization_required is False


def test_who_goes_with_the_mayor_is_said_before_the_trip_is_authorized_without_a_decision(rules, approbation, today):
    with pytest.raises(ValidationError) as refusal:
        operations.advance(abroad(led_by_mayor=True), MissionStage.AUTHORIZED, by=approbation, today=today)
    assert "1 si la mairesse ou le maire part sans elles" in refusal.value.message_dict["city_delegates"][0]
    decided = abroad(led_by_mayor=True, **DECISION)
    mission = operations.advance(decided, MissionStage.AUTHORIZED, by=approbation, today=today)
    assert mission.authorization_required is None


def test_a_mission_is_not_closed_with_an_objective_left_unsaid(rules, approbation, today):
    mission = abroad(stage=MissionStage.DONE, record_id="M1")
    ObjectiveFactory(mission=mission, text="Voir le tramway")
    ObjectiveFactory(mission=mission, text="Voir le port", result=ObjectiveResult.UNKNOWN)
    with pytest.raises(ValidationError) as refusal:
        operations.advance(mission, MissionStage.CLOSED, by=approbation, today=today)
    (sentence,) = refusal.value.message_dict["stage"]
    assert "Voir le tramway" in sentence
    assert "Voir le port" not in sentence
    Objective.objects.update(result=ObjectiveResult.UNKNOWN)
    assert operations.advance(mission, MissionStage.CLOSED, by=approbation, today=today).is_held


@pytest.mark.parametrize(("direction", "is_refused"), [("sortante", True), ("entrante", False)])
def test_a_trip_without_an_objective_is_not_closed(rules, approbation, today, direction, is_refused):
    mission = abroad(stage=MissionStage.DONE, record_id="M1", direction=direction)
    if is_refused:
        with pytest.raises(ValidationError, match="avec au moins un objectif"):
            operations.advance(mission, MissionStage.CLOSED, by=approbation, today=today)
    else:
        assert operations.advance(mission, MissionStage.CLOSED, by=approbation, today=today).is_held


@pytest.mark.parametrize("stage", [MissionStage.DONE, MissionStage.CLOSED])
@pytest.mark.parametrize(
    ("case", "starts_on", "ends_on", "precision", "day"),
    [
        ("the last day is to come", (2026, 2, 27), (2026, 3, 3), "jour", "3\u00a0mars 2026"),
        ("the only day is to come", (2026, 3, 3), None, "jour", "3\u00a0mars 2026"),
        ("the last day", (2026, 2, 27), (2026, 3, 1), "jour", None),
        ("the month has begun", (2026, 3, 1), (2026, 3, 31), "mois", None),
        ("the month is to come", (2026, 4, 1), (2026, 4, 30), "mois", "1er\u00a0avril 2026"),
    ],
)
def test_a_mission_is_not_told_as_made_before_its_last_day(
    rules, approbation, stage, case, starts_on, ends_on, precision, day
):
    dates = {"starts_on": dt.date(*starts_on), "ends_on": dt.date(*ends_on) if ends_on else None}
    mission = abroad(**dates, date_precision=precision, **DECISION)
    ObjectiveFactory(mission=mission, result=ObjectiveResult.UNKNOWN)
    if day is None:
        assert operations.advance(mission, stage, by=approbation, today=dt.date(2026, 3, 1)).is_held
    else:
        with pytest.raises(ValidationError) as refusal:
            operations.advance(mission, stage, by=approbation, today=dt.date(2026, 3, 1))
        assert day in refusal.value.message_dict["stage"][0]


@pytest.mark.parametrize("result", ObjectiveResult)
def test_a_result_says_what_came_of_it_unless_it_is_unknown(result):
    objective = Objective(text="Voir le tramway", result=result)
    if result == ObjectiveResult.UNKNOWN:
        objective.clean()
        return
    with pytest.raises(ValidationError) as refusal:
        objective.clean()
    assert "result_note" in refusal.value.message_dict


@pytest.mark.parametrize(
    ("case", "values", "is_expected"),
    [
        ("back from the first day of the promise", {"ends_on": dt.date(2025, 3, 21)}, True),
        ("back the day before", {"ends_on": dt.date(2025, 3, 20)}, False),
        ("back nobody knows when", {"starts_on": None, "ends_on": None, "date_precision": ""}, True),
        ("received", {"direction": Direction.IN, "ends_on": dt.date(2026, 2, 3)}, False),
        ("hosted", {"direction": Direction.HOSTED, "ends_on": dt.date(2026, 2, 3)}, False),
    ],
)
def test_a_trip_that_comes_back_expects_its_report(rules, approbation, today, case, values, is_expected):
    mission = abroad(**{"starts_on": dt.date(2025, 3, 1), "led_by_mayor": True, **values})
    operations.advance(mission, MissionStage.DONE, by=approbation, today=today)
    assert Report.objects.filter(mission=mission, published_on=None).exists() == is_expected, case


def test_a_report_already_there_stays_as_it_is(rules, approbation, today):
    mission = abroad(ends_on=dt.date(2026, 2, 3), led_by_mayor=True)
    report = ReportFactory(mission=mission)
    operations.advance(mission, MissionStage.DONE, by=approbation, today=today)
    assert Report.objects.get() == report


@pytest.mark.parametrize(
    ("decided_on", "is_late"), [(dt.date(2026, 2, 1), False), (dt.date(2026, 2, 2), True), (None, False)]
)
def test_a_decision_after_the_departure_is_late(decided_on, is_late):
    assert is_decided_late(Mission(starts_on=dt.date(2026, 2, 1), decided_on=decided_on)) == is_late


def test_a_mission_closed_without_a_report_awaits_none_that_nobody_recorded(rules, approbation, today):
    mission = abroad(stage=MissionStage.DONE, record_id="M1", ends_on=dt.date(2026, 2, 3))
    ObjectiveFactory(mission=mission, result=ObjectiveResult.MET, result_note="Vu.")
    assert operations.advance(mission, MissionStage.CLOSED, by=approbation, today=today).stage == MissionStage.CLOSED
    assert not Report.objects.exists()


@pytest.mark.parametrize("stage", [MissionStage.UNDER_WAY, MissionStage.TO_CHECK])
def test_a_trip_that_is_not_back_awaits_no_report(rules, approbation, today, stage):
    mission = abroad(ends_on=dt.date(2026, 2, 3), led_by_mayor=True, city_delegates=1)
    operations.advance(mission, stage, by=approbation, today=today)
    assert not Report.objects.exists()


def test_a_mission_that_is_not_whole_is_not_advanced(rules, approbation, today):
    mission = abroad(led_by_mayor=True, city_delegates=1)
    Mission.objects.update(title="")
    with pytest.raises(ValidationError) as refusal:
        operations.advance(mission, MissionStage.UNDER_WAY, by=approbation, today=today)
    assert list(refusal.value.message_dict) == ["title"]
    assert Mission.objects.get().stage == MissionStage.PROPOSED


def test_a_mission_is_found_as_soon_as_it_advances(rules, approbation, today, commits):
    mission = abroad(led_by_mayor=True, city_delegates=1)
    operations.advance(mission, MissionStage.UNDER_WAY, by=approbation, today=today)
    assert SearchEntry.objects.filter(kind="missions", key=mission.pk).count() == 2


def test_a_mission_refused_leaves_nothing_behind(rules, approbation, today):
    mission = abroad(ends_on=dt.date(2026, 2, 3))
    with pytest.raises(ValidationError):
        operations.advance(mission, MissionStage.DONE, by=approbation, today=today)
    assert mission.history.count() == 1
    assert not Report.objects.exists()
    assert not SearchEntry.objects.exists()


def test_what_is_no_longer_needed_is_settled_whatever_the_stage(rules, today):
    mission = abroad(stage=MissionStage.AUTHORIZED, authorization_required=True, **DECISION)
    mission.stops.update(place=PartnerFactory(country="CA"))
    Mission.objects.update(ceiling=Decimal(100))
    assert operations.store_requirement(mission, today=today).is_required is False
    assert Mission.objects.get().authorization_required is False


def test_before_its_authorization_a_mission_may_lack_the_decision_it_comes_to_need(rules, today):
    mission = abroad()
    assert operations.store_requirement(mission, today=today).is_required
    assert Mission.objects.get().authorization_required is True


@pytest.mark.parametrize(
    ("case", "part", "required"),
    [
        ("nothing said", None, None),
        (
            "an estimate",
            lambda mission: CostFactFactory(mission=mission, fact_type=CostType.ESTIMATED, amount=3001),
            True,
        ),
        ("a part of the ceiling", lambda mission: CeilingItemFactory(mission=mission, amount=3001), True),
        ("little", lambda mission: CeilingItemFactory(mission=mission, amount=9), False),
    ],
)
def test_missions_just_loaded_are_settled_by_all_their_amounts(rules, today, case, part, required):
    mission, other = (MissionFactory(starts_on=dt.date(2026, 2, 1), date_precision="jour") for _each in (1, 2))
    for each in (mission, other):
        StopFactory(mission=each, place__country="CA")
    if part:
        part(mission)
    operations.store_requirements({mission.pk, other.pk}, today=today)
    mission.refresh_from_db(), other.refresh_from_db()
    assert (mission.authorization_required, other.authorization_required) == (required, None), case


def test_a_mission_authorized_that_comes_to_need_nothing_lacks_nothing(rules, today):
    mission = MissionFactory(starts_on=dt.date(2026, 2, 1), date_precision="jour", stage=MissionStage.AUTHORIZED)
    StopFactory(mission=mission, place__country="CA")
    CeilingItemFactory(mission=mission, amount=9)
    assert operations.store_requirement(mission, today=today).is_required is False
    assert Mission.objects.get().authorization_required is False
