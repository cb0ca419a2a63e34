"""The smallest valid rows of what the office does."""

from decimal import Decimal

import factory

from missions.models import (
    Action,
    ActionKind,
    ActionPartner,
    CostFact,
    CostType,
    Direction,
    Meeting,
    Mission,
    MissionPartner,
    Objective,
    Outcome,
    Participant,
    Report,
    Service,
    ServiceKind,
    Stop,
)
from tests.axes.factories import AxisFactory
from tests.partners.factories import PartnerFactory
from tests.records.factories import online


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
