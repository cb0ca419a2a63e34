"""Whom a step of publication is told to; each is written a notice once the step is committed."""

from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from missions.reminders import settings_missing
from portal.models import Notice, NoticeEvent, NoticeRhythm
from portal.notices.people import who_may
from portal.notices.sending import send_waiting

# The steps that someone is told of.
EVENTS = {
    "submit": NoticeEvent.SUBMITTED,
    "send_back": NoticeEvent.SENT_BACK,
    "publish": NoticeEvent.PUBLISHED,
    "change_online": NoticeEvent.CHANGED,
}
# Those that are told to whoever approves; the others, to who wrote.
FOR_APPROVERS = {"submit", "change_online"}


def tell_step(name, title, address, *, by, approvers="", authors=()):
    """Write, once the transaction commits, a notice to each person a step concerns, and send those wanted at once.

    `name`: of the step; nobody is told of those that are not in EVENTS. `title`, `address`: of what it was taken with,
    and of its page at the bureau. `by`: who took it, told nothing. `approvers`: the permission of those who are told of
    what is submitted or changed online; `authors`: the keys of those who are told of the rest. No failure reaches who
    took the step.
    """
    if name not in EVENTS:
        return
    people = who_may(approvers) if name in FOR_APPROVERS else User.objects.filter(pk__in=authors, is_active=True)
    people = people.filter(is_staff=True).exclude(pk=by.pk)
    transaction.on_commit(partial(_write, people, EVENTS[name], title, address), robust=True)


def _write(people, event, title, address):
    """Write the notices, then send what waits for who wants it at once."""
    told = list(people.exclude(notice_choice__rhythm=NoticeRhythm.NEVER).select_related("notice_choice"))
    Notice.objects.bulk_create(
        Notice(recipient=person, event=event, title=title[:300], address=address) for person in told
    )
    at_once = [person for person in told if _rhythm(person) == NoticeRhythm.AT_ONCE]
    if at_once and not settings_missing():
        send_waiting(at_once, timezone.localdate())


def _rhythm(person):
    return person.notice_choice.rhythm if hasattr(person, "notice_choice") else NoticeRhythm.DAILY
