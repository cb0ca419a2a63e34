"""The smallest notice, the smallest choice of a person, the smallest message."""

import factory
from django.contrib.auth.models import User

from portal.models import Message, Notice, NoticeChoice, NoticeEvent, NoticeRhythm


class PersonFactory(factory.django.DjangoModelFactory):
    """Someone of the bureau."""

    class Meta:
        model = User

    username = factory.Sequence("personne{}".format)
    email = factory.Sequence("personne{}@exemple.invalid".format)
    is_staff = True


class NoticeFactory(factory.django.DjangoModelFactory):
    """A notice that waits."""

    class Meta:
        model = Notice

    recipient = factory.SubFactory(PersonFactory)
    event = NoticeEvent.SUBMITTED
    title = "Namur"
    address = "/admin/"


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
