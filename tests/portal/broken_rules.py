"""What the database refuses of notices."""

from django.utils import timezone

from tests.portal.factories import NoticeChoiceFactory, NoticeFactory
from tests.rules import Broken

CASES = [
    Broken(
        "portal_notice_sent_without_error", NoticeFactory, "error", {"sent_at": timezone.now, "error": "Boîte pleine"}
    ),
    Broken("portal_notice_event_is_known", NoticeFactory, "event", {"event": "lu"}),
    Broken("portal_noticechoice_rhythm_is_known", NoticeChoiceFactory, "rhythm", {"rhythm": "souvent"}),
]
