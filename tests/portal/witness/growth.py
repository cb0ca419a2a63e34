"""More of everything, to see what pages cost as the record grows."""

import datetime as dt

from axes.models import CommitmentKind, VisionItemKind
from missions.models import (
    CostCategory,
    CostType,
    PriorityKind,
    RequestDecision,
)
from records.search.indexing import rebuild
from tests.axes.factories import (
    AxisFactory,
    CommitmentFactory,
    IndicatorFactory,
    MeasureFactory,
    MilestoneFactory,
    ThemeFactory,
    VisionFactory,
    VisionItemFactory,
)
from tests.missions.factories import (
    ActionFactory,
    ActionPartnerFactory,
    CeilingItemFactory,
    CostFactFactory,
    CriterionCheckFactory,
    DelegationRequestFactory,
    EmissionFactorFactory,
    LegFactory,
    MeetingFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    OutcomeFactory,
    ParticipantFactory,
    PriorityFactory,
    ServiceFactory,
    StopFactory,
)
from tests.partners.factories import (
    AgreementActFactory,
    AgreementFactory,
)
from tests.portal.public_record import make_record
from tests.portal.witness.thread import add_documents
from tests.portal.witness.words import TODAY
from tests.records.factories import SourceFactory


def grow(world):
    """Make five more of everything: whole records, and rows of each table beside those of the public thread."""
    thread = world.thread
    for number in range(5):
        record = make_record(f"nouvelle {number}", published=True)
        _grow_parts(thread, record, number)
    rebuild(today=TODAY)


def _grow_parts(thread, record, number):
    """Give the thread one more row of each of its tables, tied to a `record` of its own."""
    mission, action, source = thread.mission, thread.action, SourceFactory()
    for each in (thread.vision, thread.axis, thread.partner, thread.agreement, mission, action):
        each.sources.add(source)
    for each in (thread.vision, thread.axis, thread.partner, thread.agreement, mission, action):
        add_documents(each)
    VisionItemFactory(vision=thread.vision)
    MilestoneFactory(vision=thread.vision).sources.add(source)
    criterion = VisionItemFactory(vision=thread.vision, kind=VisionItemKind.CRITERION)
    axis = AxisFactory(vision=thread.vision, published=True)
    theme, service = ThemeFactory(), ServiceFactory()
    theme.axes.add(thread.axis)
    mission.axes.add(axis)
    mission.themes.add(theme)
    action.themes.add(theme)
    action.services.add(service)
    partner = record.partner
    thread.agreement.parties.create(partner=partner)
    AgreementActFactory(agreement=thread.agreement, evidence=source)
    AgreementFactory(published=True, partners=[thread.partner], renews=thread.agreement)
    stop = StopFactory(mission=mission, place=partner)
    MissionPartnerFactory(mission=mission, partner=partner)
    MissionPartnerFactory(mission=record.mission, partner=thread.partner)
    objective = ObjectiveFactory(mission=mission, evidence=source)
    person = ParticipantFactory(mission=mission)
    MeetingFactory(mission=mission, partner=partner, stop=stop, objective=objective).attendees.add(person)
    cost = CostFactFactory(mission=mission, fact_type=CostType.DECLARED, participant=person)
    cost.sources.add(source)
    CriterionCheckFactory(mission=mission, criterion=criterion)
    CeilingItemFactory(mission=mission, category=CostCategory.values[number])
    LegFactory(mission=mission, factor=EmissionFactorFactory(year=2000 + number))
    LegFactory(mission=mission, from_airport=None, from_place=partner)
    for of in ({"action": action}, {"mission": mission, "action": None}):
        OutcomeFactory(receiver=service, evidence=source, **of)
    ActionPartnerFactory(action=action, partner=partner)
    ActionPartnerFactory(action=record.action, partner=thread.partner)
    commitment = CommitmentFactory(axis=thread.axis)
    indicator = IndicatorFactory(published=True, axis=thread.axis, commitment=action.commitment)
    for each in (indicator, action.commitment.indicators.earliest("pk")):
        MeasureFactory(indicator=each, measured_on=dt.date(2020, 1, 1 + number), evidence=source)
        each.sources.add(source)
    PriorityFactory(published=True, axis=thread.axis).sources.add(source)
    within = {"partner": partner, "within": theme, "country": ""}
    PriorityFactory(published=True, axis=axis, kind=PriorityKind.CITY, **within).sources.add(source)
    for item in thread.vision.items.all():
        item.themes.add(theme)
    VisionFactory(published=True)
    commitment_valued = CommitmentFactory(axis=thread.axis, kind=CommitmentKind.STATUS)
    ActionFactory(published=True, axis=thread.axis, lead_partner=partner, commitment=commitment_valued)
    for each in (action.commitment, commitment):
        ActionFactory(
            published=True, axis=thread.axis, lead_partner=thread.partner, mission=mission, commitment=each
        ).services.add(service)
    DelegationRequestFactory(
        axis=axis,
        decision=RequestDecision.DECLINED,
        decided_on=dt.date(2026, 1, 1 + number),
        reason="Non.",
        is_public=True,
    )
