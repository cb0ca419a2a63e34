"""The smallest valid rows of what the office does."""

import datetime as dt
from decimal import Decimal
from string import ascii_uppercase

import factory

from axes.models import VisionItemKind
from missions.models import (
    Action,
    ActionDocument,
    ActionKind,
    ActionPartner,
    ActionProposal,
    Airport,
    CabinClass,
    CeilingItem,
    CostCategory,
    CostFact,
    CostType,
    CriterionCheck,
    DelegationRequest,
    Direction,
    EmissionFactor,
    FollowUp,
    Leg,
    Meeting,
    Mission,
    MissionDocument,
    MissionPartner,
    MissionProposal,
    NextStep,
    Objective,
    Outcome,
    Participant,
    Priority,
    PriorityKind,
    PriorityProposal,
    Reminder,
    ReminderKind,
    Report,
    Rule,
    RuleKind,
    Service,
    ServiceKind,
    Stop,
    Verdict,
)
from tests.axes.factories import AxisFactory, VisionItemFactory
from tests.partners.factories import PartnerFactory
from tests.records.factories import DocumentFactory, online


class ServiceFactory(factory.django.DjangoModelFactory):
    """A municipal service."""

    class Meta:
        model = Service

    name = factory.Sequence("Service {}".format)
    kind = ServiceKind.SERVICE


class MissionFactory(factory.django.DjangoModelFactory):
    """A mission out, undated; `published=True` puts it online."""

    class Meta:
        model = Mission

    class Params:
        published = online()

    title = factory.Sequence("Mission {}".format)
    direction = Direction.OUT


class ActionFactory(factory.django.DjangoModelFactory):
    """An action, undated; `published=True` puts it online with its axis and its lead partner."""

    class Meta:
        model = Action

    class Params:
        published = online(axis__published=True, lead_partner__published=True)

    title = factory.Sequence("Action {}".format)
    kind = ActionKind.EXCHANGE
    axis = factory.SubFactory(AxisFactory)
    lead_partner = factory.SubFactory(PartnerFactory)


class NextStepFactory(factory.django.DjangoModelFactory):
    """A thing to do for an action, some day."""

    class Meta:
        model = NextStep

    action = factory.SubFactory(ActionFactory)
    text = factory.Sequence("Étape {}".format)


class ActionPartnerFactory(factory.django.DjangoModelFactory):
    """Another partner of an action."""

    class Meta:
        model = ActionPartner

    action = factory.SubFactory(ActionFactory)
    partner = factory.SubFactory(PartnerFactory)


class MissionPartnerFactory(factory.django.DjangoModelFactory):
    """A partner of a mission."""

    class Meta:
        model = MissionPartner

    mission = factory.SubFactory(MissionFactory)
    partner = factory.SubFactory(PartnerFactory)


class StopFactory(factory.django.DjangoModelFactory):
    """A stop of a mission."""

    class Meta:
        model = Stop

    mission = factory.SubFactory(MissionFactory)
    position = factory.Sequence(int)
    place = factory.SubFactory(PartnerFactory)


class ParticipantFactory(factory.django.DjangoModelFactory):
    """Someone who takes part in a mission."""

    class Meta:
        model = Participant

    mission = factory.SubFactory(MissionFactory)
    function = factory.Sequence("Fonction {}".format)


class ObjectiveFactory(factory.django.DjangoModelFactory):
    """An objective of a mission."""

    class Meta:
        model = Objective

    mission = factory.SubFactory(MissionFactory)
    text = factory.Sequence("Objectif {}".format)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of a mission."""

    class Meta:
        model = Meeting

    mission = factory.SubFactory(MissionFactory)
    subject = factory.Sequence("Rencontre {}".format)


class CostFactFactory(factory.django.DjangoModelFactory):
    """An amount authorized for a mission."""

    class Meta:
        model = CostFact

    mission = factory.SubFactory(MissionFactory)
    fact_type = CostType.AUTHORIZED
    amount = Decimal("1000.00")


class ReportFactory(factory.django.DjangoModelFactory):
    """The report of a mission, not published yet."""

    class Meta:
        model = Report

    mission = factory.SubFactory(MissionFactory)


class OutcomeFactory(factory.django.DjangoModelFactory):
    """What came of an action."""

    class Meta:
        model = Outcome

    action = factory.SubFactory(ActionFactory)
    text = factory.Sequence("Retombée {}".format)


class RuleFactory(factory.django.DjangoModelFactory):
    """The promise of a report within 42 days, from 21 March 2025."""

    class Meta:
        model = Rule

    kind = RuleKind.REPORT_DELAY
    text = "Le rapport est en ligne au plus tard 42 jours après le retour."
    value = Decimal(42)
    valid_from = dt.date(2025, 3, 21)


class DelegationRequestFactory(factory.django.DjangoModelFactory):
    """A request to receive a delegation, to be decided."""

    class Meta:
        model = DelegationRequest

    direction = Direction.IN
    title = factory.Sequence("Demande {}".format)
    asked_by = "Mairie d’une ville"
    received_on = dt.date(2026, 2, 1)
    purpose = "Voir le tramway."
    axis = factory.SubFactory(AxisFactory)


class CriterionCheckFactory(factory.django.DjangoModelFactory):
    """A criterion that a mission meets."""

    class Meta:
        model = CriterionCheck

    mission = factory.SubFactory(MissionFactory)
    criterion = factory.SubFactory(VisionItemFactory, kind=VisionItemKind.CRITERION)
    verdict = Verdict.MET
    reason = "Un gain est identifié."


class CeilingItemFactory(factory.django.DjangoModelFactory):
    """What may be spent on lodging."""

    class Meta:
        model = CeilingItem

    mission = factory.SubFactory(MissionFactory)
    category = CostCategory.LODGING
    amount = Decimal("500.00")


class AirportFactory(factory.django.DjangoModelFactory):
    """An airport somewhere."""

    class Meta:
        model = Airport

    code = factory.Sequence(lambda n: "".join(ascii_uppercase[n // 26**place % 26] for place in (2, 1, 0)))
    name = factory.Sequence("Aéroport {}".format)
    latitude = Decimal("46.7911")
    longitude = Decimal("-71.3933")


class EmissionFactorFactory(factory.django.DjangoModelFactory):
    """The factor of economy class for 2026."""

    class Meta:
        model = EmissionFactor

    cabin = CabinClass.ECONOMY
    year = 2026
    with_forcing = Decimal("0.10916")
    without_forcing = Decimal("0.06449")


class LegFactory(factory.django.DjangoModelFactory):
    """A flight between two airports."""

    class Meta:
        model = Leg

    mission = factory.SubFactory(MissionFactory)
    position = factory.Sequence(int)
    from_airport = factory.SubFactory(AirportFactory)
    to_airport = factory.SubFactory(AirportFactory)


class FollowUpFactory(factory.django.DjangoModelFactory):
    """Something promised at a meeting, not done yet."""

    class Meta:
        model = FollowUp

    meeting = factory.SubFactory(MeetingFactory)
    text = factory.Sequence("Promesse {}".format)
    owner = factory.SubFactory(ServiceFactory)


class ReminderFactory(factory.django.DjangoModelFactory):
    """A reminder that was sent."""

    class Meta:
        model = Reminder

    mission = factory.SubFactory(MissionFactory)
    kind = ReminderKind.FORTNIGHT
    due_on = dt.date(2026, 3, 16)
    attempted_at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    was_sent = True


class MissionDocumentFactory(DocumentFactory):
    """A document of a mission."""

    class Meta:
        model = MissionDocument

    record = factory.SubFactory(MissionFactory)


class ActionDocumentFactory(DocumentFactory):
    """A document of an action."""

    class Meta:
        model = ActionDocument

    record = factory.SubFactory(ActionFactory)


class MissionProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on a mission that is online."""

    class Meta:
        model = MissionProposal

    record = factory.SubFactory(MissionFactory, published=True)
    title = "Mission"
    changes = {"fields": {"note": ["", "Autre"]}}


class ActionProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on an action that is online."""

    class Meta:
        model = ActionProposal

    record = factory.SubFactory(ActionFactory, published=True)
    title = "Action"
    changes = {"fields": {"note": ["", "Autre"]}}


class PriorityFactory(factory.django.DjangoModelFactory):
    """A country of greatest interest; `published=True` puts it online with its axis."""

    class Meta:
        model = Priority

    class Params:
        published = online(axis__published=True)

    axis = factory.SubFactory(AxisFactory)
    kind = PriorityKind.COUNTRY
    title = factory.Sequence("Priorité {}".format)
    position = factory.Sequence(int)
    country = "BE"
    reason = "Une raison."
    starts_on = dt.date(2025, 1, 1)


class PriorityProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on a priority that is online."""

    class Meta:
        model = PriorityProposal

    record = factory.SubFactory(PriorityFactory, published=True)
    title = "Priorité"
    changes = {"fields": {"note": ["", "Autre"]}}
