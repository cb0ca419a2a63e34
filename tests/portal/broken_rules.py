"""What the database refuses of notices, messages and subscriptions."""

import datetime as dt

from django.contrib.auth.models import User
from django.utils import timezone

from tests.portal.factories import (
    IncidentFactory,
    JournalEntryFactory,
    MessageFactory,
    NoticeChoiceFactory,
    NoticeFactory,
    SavedViewFactory,
    StandInFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from tests.rules import Broken


def someone():
    """Return the same person each time."""
    return User.objects.get_or_create(username="elle-même", is_staff=True)[0]


CASES = [
    Broken(
        "portal_notice_sent_without_error", NoticeFactory, "error", {"sent_at": timezone.now, "error": "Boîte pleine"}
    ),
    Broken("portal_notice_event_is_known", NoticeFactory, "event", {"event": "lu"}),
    Broken(
        "portal_notice_deadline_told_once", NoticeFactory, "deadline", {"deadline": "suite 1"}, shares=("recipient",)
    ),
    Broken("portal_journalentry_event_is_known", JournalEntryFactory, "event", {"event": "lu"}),
    Broken("portal_incident_nature_is_known", IncidentFactory, "nature", {"nature": "vol"}),
    Broken("portal_incident_risk_is_known", IncidentFactory, "risk", {"risk": "moyen", "risk_reasons": "Vu"}),
    Broken("portal_incident_risk_has_its_reasons", IncidentFactory, "risk_reasons", {"risk": "serieux"}),
    Broken("portal_incident_says_what_and_which_data", IncidentFactory, "circumstances", {"circumstances": ""}),
    Broken(
        "portal_incident_ends_after_it_began",
        IncidentFactory,
        "happened_until",
        {"happened_until": dt.date(2026, 1, 4)},
    ),
    Broken("portal_incident_known_once_it_happened", IncidentFactory, "known_on", {"known_on": dt.date(2026, 1, 4)}),
    Broken("portal_standin_ends_after_start", StandInFactory, "ends_on", {"ends_on": dt.date(2026, 2, 28)}),
    Broken("portal_standin_lasts_a_year_at_most", StandInFactory, "ends_on", {"ends_on": dt.date(2027, 3, 3)}),
    Broken("portal_standin_of_somebody_else", StandInFactory, "deputy", {"absent": someone, "deputy": someone}),
    Broken("portal_standin_named_by_somebody_else", StandInFactory, "deputy", {"named_by": someone, "deputy": someone}),
    Broken("portal_noticechoice_rhythm_is_known", NoticeChoiceFactory, "rhythm", {"rhythm": "souvent"}),
    Broken("portal_savedview_list_is_known", SavedViewFactory, "listed", {"listed": "contacts"}),
    Broken("portal_savedview_has_a_name", SavedViewFactory, "name", {"name": ""}),
    Broken("portal_savedview_name_once_each", SavedViewFactory, "name", {"name": "Échues"}, shares=("owner",)),
    Broken("portal_message_state_is_known", MessageFactory, "state", {"state": "lu"}),
    Broken("portal_message_answered_to_someone", MessageFactory, "answer", {"answered_at": timezone.now}),
    Broken("portal_subscriber_rhythm_is_known", SubscriberFactory, "rhythm", {"rhythm": "souvent"}),
    Broken("portal_subscriber_asked_rhythm_is_known", SubscriberFactory, "asked_rhythm", {"asked_rhythm": "souvent"}),
    Broken("portal_subscription_has_its_consent", SubscriptionFactory, "consent", {"consent": ""}),
    Broken("portal_subscription_kind_has_its_target", SubscriptionFactory, "kind", {"kind": "axe"}),
    Broken("portal_subscription_once_each", SubscriptionFactory, "kind", shares=("subscriber",)),
]
