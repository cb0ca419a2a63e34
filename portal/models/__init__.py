"""What the portal keeps of its own: notices of the bureau, messages of readers."""

from portal.models.message import Message, MessageQuerySet, MessageState
from portal.models.notices import Notice, NoticeChoice, NoticeEvent, NoticeQuerySet, NoticeRhythm

__all__ = [
    "Message",
    "MessageQuerySet",
    "MessageState",
    "Notice",
    "NoticeChoice",
    "NoticeEvent",
    "NoticeQuerySet",
    "NoticeRhythm",
]
