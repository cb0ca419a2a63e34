"""Sending the notices that wait: one mail to each person, once."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext, override

from portal.models import Notice
from portal.notices.standing import StandingNotices

# The notices that a mail lists; their page holds the others.
MAX_MAILED = 50

logger = logging.getLogger(__name__)


def send_waiting(people, today):
    """Send each of `people` (Users) one mail of the notices that wait for them; return these Notices (a list).

    Those that are no longer so on `today` (a date) are dropped. Each of the others is sent, or says why not and is
    tried again at the next call. Those of a person are held under a lock from the check to the log, so that two calls
    at once send once; a call that is cut short is taken up where it stopped.
    """
    standing = StandingNotices(today)
    return [notice for person in people for notice in _send_to(person, standing)]


@transaction.atomic
def _send_to(person, standing):
    waiting = list(
        Notice.objects.waiting().filter(recipient=person).order_by("created_at", "pk").select_for_update(of=("self",))
    )
    notices = standing.among(waiting)
    kept = {notice.pk for notice in notices}
    Notice.objects.filter(pk__in=[each.pk for each in waiting if each.pk not in kept]).delete()
    if not notices:
        return []
    error = _send(person, notices)
    for notice in notices:
        notice.sent_at, notice.error = None if error else timezone.now(), error
    Notice.objects.bulk_update(notices, ["sent_at", "error"])
    return notices


def _send(person, notices):
    """Send a person one mail; return why it could not be sent, an empty string if it was."""
    with override(settings.LANGUAGE_CODE):
        subject = str(notices[0]) if len(notices) == 1 else _counted(len(notices))
        text = render_to_string("portal/notices.txt", _listed(notices))
    try:
        send_mail(" ".join(subject.split()), text, None, [person.email])
    except Exception as error:  # each mail server fails in its own way; one person's must not stop the others
        logger.exception("Notices could not be sent (user %s)", person.pk)
        return f"Le courriel n’est pas parti\u00a0: {error or type(error).__name__}"
    return ""


def _listed(notices):
    """Return what the mail shows: so many notices, and how many others the page of notices holds."""
    shown = notices[:MAX_MAILED]
    return {"notices": shown, "others": len(notices) - len(shown), "site": settings.SITE_URL}


def _counted(count):
    return ngettext("%(count)s avis du bureau", "%(count)s avis du bureau", count) % {"count": count}
