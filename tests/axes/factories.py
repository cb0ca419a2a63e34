"""The smallest valid rows of what the office aims at."""

import datetime as dt

import factory

from axes.documents import AxisDocument, VisionDocument
from axes.models import (
    Axis,
    AxisProposal,
    Commitment,
    CommitmentKind,
    Indicator,
    IndicatorProposal,
    Measure,
    Milestone,
    Theme,
    Vision,
    VisionItem,
    VisionItemKind,
    VisionProposal,
)
from tests.records.factories import DocumentFactory, SourceFactory, online


class VisionFactory(factory.django.DjangoModelFactory):
    """A vision; `published=True` puts it online."""

    class Meta:
        model = Vision

    class Params:
        published = online()

    title = factory.Sequence("Vision {}".format)
    statement = "Un énoncé."


class VisionItemFactory(factory.django.DjangoModelFactory):
    """A lever of a vision."""

    class Meta:
        model = VisionItem

    vision = factory.SubFactory(VisionFactory)
    kind = VisionItemKind.LEVER
    position = factory.Sequence(int)
    text = factory.Sequence("Levier {}".format)


class MilestoneFactory(factory.django.DjangoModelFactory):
    """A milestone of a vision."""

    class Meta:
        model = Milestone

    vision = factory.SubFactory(VisionFactory)
    title = factory.Sequence("Jalon {}".format)
    happened_on = dt.date(2022, 11, 8)


class AxisFactory(factory.django.DjangoModelFactory):
    """An axis; `published=True` puts it and its vision online."""

    class Meta:
        model = Axis

    class Params:
        published = online(vision__published=True)

    vision = factory.SubFactory(VisionFactory)
    position = factory.Sequence(int)
    name = factory.Sequence("Québec agit {}".format)
    short_label = factory.Sequence("Agir {}".format)
    intent = "Une intention."


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A commitment under an axis."""

    class Meta:
        model = Commitment

    axis = factory.SubFactory(AxisFactory)
    kind = CommitmentKind.COMMITMENT
    position = factory.Sequence(int)
    text = factory.Sequence("Engagement {}".format)


class ThemeFactory(factory.django.DjangoModelFactory):
    """A theme."""

    class Meta:
        model = Theme

    name = factory.Sequence("Thème {}".format)
    slug = factory.Sequence("theme-{}".format)


class VisionDocumentFactory(DocumentFactory):
    """A document of a vision."""

    class Meta:
        model = VisionDocument

    record = factory.SubFactory(VisionFactory)


class AxisDocumentFactory(DocumentFactory):
    """A document of an axis."""

    class Meta:
        model = AxisDocument

    record = factory.SubFactory(AxisFactory)


class VisionProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on a vision that is online."""

    class Meta:
        model = VisionProposal

    record = factory.SubFactory(VisionFactory, published=True)
    title = "Vision"
    changes = {"fields": {"note": ["", "Autre"]}}


class AxisProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on an axis that is online."""

    class Meta:
        model = AxisProposal

    record = factory.SubFactory(AxisFactory, published=True)
    title = "Axis"
    changes = {"fields": {"note": ["", "Autre"]}}


class IndicatorFactory(factory.django.DjangoModelFactory):
    """What a commitment is measured by; `published=True` puts it online with its axis."""

    class Meta:
        model = Indicator

    class Params:
        published = online(axis__published=True)

    axis = factory.SubFactory(AxisFactory)
    commitment = factory.SubFactory(CommitmentFactory, axis=factory.SelfAttribute("..axis"))
    name = factory.Sequence("Indicateur {}".format)
    unit = "missions"


class MeasureFactory(factory.django.DjangoModelFactory):
    """What an indicator was worth on a day."""

    class Meta:
        model = Measure

    indicator = factory.SubFactory(IndicatorFactory)
    measured_on = dt.date(2024, 12, 31)
    value = 12
    evidence = factory.SubFactory(SourceFactory)


class IndicatorProposalFactory(factory.django.DjangoModelFactory):
    """A change of the note, prepared on an indicator that is online."""

    class Meta:
        model = IndicatorProposal

    record = factory.SubFactory(IndicatorFactory, published=True)
    title = "Indicateur"
    changes = {"fields": {"note": ["", "Autre"]}}
