"""The smallest notice, the smallest choice of a person, the smallest message, who follows the portal."""

import datetime as dt

import factory
from django.contrib.auth.models import User

from portal.models import (
    DigestRhythm,
    Incident,
    IncidentNature,
    JournalEntry,
    JournalEvent,
    Message,
    Notice,
    NoticeChoice,
    NoticeEvent,
    NoticeRhythm,
    OptOut,
    SavedView,
    StandIn,
    Subscriber,
    Subscription,
    TopicKind,
    ViewedList,
)


class PersonFactory(factory.django.DjangoModelFactory):
    """Someone of the bureau."""

    class Meta:
        model = User

    username = factory.Sequence("personne{}".format)
    email = factory.Sequence("personne{}@exemple.invalid".format)
    is_staff = True


class StandInFactory(factory.django.DjangoModelFactory):
    """Somebody approves in the place of somebody away in March 2026."""

    class Meta:
        model = StandIn

    absent = factory.SubFactory(PersonFactory)
    deputy = factory.SubFactory(PersonFactory)
    starts_on, ends_on = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


class NoticeFactory(factory.django.DjangoModelFactory):
    """A notice that waits."""

    class Meta:
        model = Notice

    recipient = factory.SubFactory(PersonFactory)
    event = NoticeEvent.SUBMITTED
    title = "Namur"
    address = "/admin/"


class SavedViewFactory(factory.django.DjangoModelFactory):
    """The agreements over, as somebody looks at them."""

    class Meta:
        model = SavedView

    owner = factory.SubFactory(PersonFactory)
    name = factory.Sequence("Échues {}".format)
    listed = ViewedList.AGREEMENTS
    query = "etat=echue"


class IncidentFactory(factory.django.DjangoModelFactory):
    """A list left on a desk, whose risk nobody weighed yet."""

    class Meta:
        model = Incident

    happened_on = dt.date(2026, 1, 5)
    known_on = dt.date(2026, 1, 6)
    nature = IncidentNature.LOSS
    circumstances = "Une liste oubliée sur un bureau."
    data = "Des adresses électroniques."


class JournalEntryFactory(factory.django.DjangoModelFactory):
    """Someone came in."""

    class Meta:
        model = JournalEntry

    event = JournalEvent.SIGNED_IN
    person = "redaction"


class NoticeChoiceFactory(factory.django.DjangoModelFactory):
    """Someone who wants one mail a day."""

    class Meta:
        model = NoticeChoice

    user = factory.SubFactory(PersonFactory)
    rhythm = NoticeRhythm.DAILY


class MessageFactory(factory.django.DjangoModelFactory):
    """A message that came, without an address."""

    class Meta:
        model = Message

    subject = factory.Sequence("Question {}".format)
    text = "Qui a fait ce voyage?"


class SubscriberFactory(factory.django.DjangoModelFactory):
    """An address that is told each day, and was told up to the first of March."""

    class Meta:
        model = Subscriber

    email = factory.Sequence("lectrice{}@exemple.invalid".format)
    rhythm = DigestRhythm.DAILY
    told_until = dt.date(2026, 3, 1)


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """Someone who follows everything, and confirmed it."""

    class Meta:
        model = Subscription

    subscriber = factory.SubFactory(SubscriberFactory)
    kind = TopicKind.ALL
    rhythm = DigestRhythm.DAILY
    consent = "Je consens."
    confirmed_at = dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC)


class OptOutFactory(factory.django.DjangoModelFactory):
    """An address that left."""

    class Meta:
        model = OptOut

    digest = factory.Sequence("{:064d}".format)
    left_at = dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC)
