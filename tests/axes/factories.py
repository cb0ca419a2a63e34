"""The smallest valid rows of what the office aims at."""

import datetime as dt

import factory

from axes.documents import AxisDocument, VisionDocument
from axes.models import (
    Axis,
    AxisProposal,
    Commitment,
    CommitmentKind,
    Milestone,
    Theme,
    Vision,
    VisionItem,
    VisionItemKind,
    VisionProposal,
)
from tests.records.factories import DocumentFactory, online


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
