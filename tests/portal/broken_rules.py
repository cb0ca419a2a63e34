"""What the database refuses of notices, messages and subscriptions."""

from django.utils import timezone

from tests.portal.factories import (
    JournalEntryFactory,
    MessageFactory,
    NoticeChoiceFactory,
    NoticeFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from tests.rules import Broken

CASES = [
    Broken(
        "portal_notice_sent_without_error", NoticeFactory, "error", {"sent_at": timezone.now, "error": "Boîte pleine"}
    ),
    Broken("portal_notice_event_is_known", NoticeFactory, "event", {"event": "lu"}),
    Broken(
        "portal_notice_deadline_told_once", NoticeFactory, "deadline", {"deadline": "suite 1"}, shares=("recipient",)
    ),
    Broken("portal_journalentry_event_is_known", JournalEntryFactory, "event", {"event": "lu"}),
    Broken("portal_noticechoice_rhythm_is_known", NoticeChoiceFactory, "rhythm", {"rhythm": "souvent"}),
    Broken("portal_message_state_is_known", MessageFactory, "state", {"state": "lu"}),
    Broken("portal_message_answered_to_someone", MessageFactory, "answer", {"answered_at": timezone.now}),
    Broken("portal_subscriber_rhythm_is_known", SubscriberFactory, "rhythm", {"rhythm": "souvent"}),
    Broken("portal_subscription_has_its_consent", SubscriptionFactory, "consent", {"consent": ""}),
    Broken("portal_subscription_kind_has_its_target", SubscriptionFactory, "kind", {"kind": "axe"}),
    Broken("portal_subscription_once_each", SubscriptionFactory, "kind", shares=("subscriber",)),
]
