"""The mission of a thread: its programme, its decision, what it cost, how it went there."""

import datetime as dt
from decimal import Decimal

from missions.models import (
    CabinClass,
    CostCategory,
    CostType,
    MissionRole,
    MissionStage,
    ObjectiveResult,
    Payer,
    ScopeCode,
)
from records.models import Confidence
from tests.missions.factories import (
    AirportFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    EmissionFactorFactory,
    LegFactory,
    MeetingFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    ParticipantFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)
from tests.portal.witness.words import DATED


def make_trip(axis, owner, number):
    mission = MissionFactory(
        stage=MissionStage.CLOSED,
        city_delegates=31,
        all_delegates=47,
        decided_on=dt.date(2025, 4, number),
        ceiling=Decimal(45670 + number),
        decision_number="-",
        authorization_required=True,
        owner=owner,
        **DATED,
    )
    mission.axes.add(axis)
    ReportFactory(mission=mission, published_on=dt.date(2025, 6, number), document_url="https://exemple.invalid/r")
    return mission


def add_programme(mission, city, body, source):
    MissionPartnerFactory(mission=mission, partner=body, role=MissionRole.HOST)
    stop = StopFactory(
        mission=mission,
        place=city,
        arrives_on=dt.date(2025, 5, 2),
        leaves_on=dt.date(2025, 5, 8),
        time_zone="Asia/Tokyo",
    )
    objective = ObjectiveFactory(mission=mission, result=ObjectiveResult.PARTLY, result_note="-", evidence=source)
    person = ParticipantFactory(mission=mission, payer=Payer.OTHER, payer_name="-", name="-", name_is_public=True)
    meeting = MeetingFactory(
        mission=mission,
        partner=body,
        stop=stop,
        objective=objective,
        held_on=dt.date(2025, 5, 4),
        starts_at=dt.time(13, 37),
        ends_at=dt.time(14, 53),
    )
    meeting.attendees.add(person)


def add_decision(mission, criterion):
    CriterionCheckFactory(mission=mission, criterion=criterion, verdict="sans_objet")
    CeilingItemFactory(mission=mission, category=CostCategory.INTERPRETING, amount=Decimal(8765))


def add_costs(mission, source):
    """Give a mission a declared item that corrects another, and an estimate of what one person costs."""
    words = {
        "payer": Payer.OTHER,
        "payer_name": "-",
        "fact_type": CostType.DECLARED_ITEM,
        "category": CostCategory.INTERPRETING,
    }
    wrong = CostFactFactory(mission=mission, amount=Decimal(7651), made_public_on=dt.date(2025, 7, 4), **words)
    CostFactFactory(
        mission=mission,
        amount=Decimal(7654),
        made_public_on=dt.date(2025, 7, 5),
        corrects=wrong,
        correction_reason="-",
        confidence=Confidence.LOW,
        **words,
    )
    CostFactFactory(
        mission=mission,
        fact_type=CostType.ESTIMATED,
        scope_code=ScopeCode.COMPANIONS,
        participant=mission.participants.get(),
    )
    CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=Decimal(7999))


def add_journey(mission, city, number):
    RuleFactory(kind="seuil_autorisation", valid_from=dt.date(2019, 10, number), value=3000)
    LegFactory(
        mission=mission,
        from_airport=AirportFactory(code=f"QB{number}"),
        to_airport=AirportFactory(code=f"OS{number}", latitude=34, longitude=135),
        cabin=CabinClass.PREMIUM,
        factor=EmissionFactorFactory(cabin=CabinClass.PREMIUM, year=2020 + number),
        travellers=31,
    )
    LegFactory(mission=mission, from_airport=None, from_place=city, to_airport=None, to_place=city, mode="train")
