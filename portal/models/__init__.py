"""What the portal keeps of its own: notices of the bureau, messages of readers, who asked to be told of what is new."""

from portal.models.attempts import AttemptCount
from portal.models.incident import Incident, IncidentNature, InjuryRisk
from portal.models.journal import JOURNAL_ADDRESS_KEPT, JournalEntry, JournalEvent, JournalQuerySet
from portal.models.message import Message, MessageQuerySet, MessageState
from portal.models.notices import Notice, NoticeChoice, NoticeEvent, NoticeQuerySet, NoticeRhythm
from portal.models.saved_view import SavedView, ViewedList
from portal.models.stand_in import StandIn, StandInQuerySet
from portal.models.subscriptions import (
    DigestRhythm,
    OptOut,
    Subscriber,
    SubscriberQuerySet,
    Subscription,
    SubscriptionQuerySet,
)
from portal.models.topic import Topic, TopicKind

__all__ = [
    "JOURNAL_ADDRESS_KEPT",
    "AttemptCount",
    "DigestRhythm",
    "Incident",
    "IncidentNature",
    "InjuryRisk",
    "JournalEntry",
    "JournalEvent",
    "JournalQuerySet",
    "Message",
    "MessageQuerySet",
    "MessageState",
    "Notice",
    "NoticeChoice",
    "NoticeEvent",
    "NoticeQuerySet",
    "NoticeRhythm",
    "OptOut",
    "SavedView",
    "StandIn",
    "StandInQuerySet",
    "Subscriber",
    "SubscriberQuerySet",
    "Subscription",
    "SubscriptionQuerySet",
    "Topic",
    "TopicKind",
    "ViewedList",
]
