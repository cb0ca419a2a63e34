"""What a day brings to an end or leaves late, told once to each person it concerns, even if nights were missed."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Model
from django.urls import reverse

from missions.models import FollowUp, NextStep
from partners.anniversaries import upcoming_anniversaries
from partners.models import Agreement
from portal.models import Notice, NoticeEvent, NoticeRhythm
from portal.models.notices import NOTICE_DAYS_KEPT
from portal.notices.people import who_may
from records.publication.status import PublicationStatus

# Days before the end of an agreement, the nearest first: one missed gives way to the next.
THRESHOLDS = [(30, NoticeEvent.ENDS_IN_30), (90, NoticeEvent.ENDS_IN_90), (180, NoticeEvent.ENDS_IN_180)]


class Deadline(NamedTuple):
    """A day that someone is told of: what of, which row, the day, the page of the bureau, the Users told; words."""

    event: NoticeEvent
    row: Model
    day: dt.date
    address: str
    people: list
    words: str = ""

    def notices(self):
        """Return a Notice, not saved, for each person told (a list)."""
        key = f"{self.row._meta.label_lower} {self.row.pk} {self.day}"
        title = ", ".join(filter(None, [str(self.row), self.words]))
        words = {"event": self.event, "title": title[:300], "address": self.address, "deadline": key}
        return [Notice(recipient=person, **words) for person in self.people]


def tell_deadlines(today):
    """Write a notice to each person whom a deadline concerns on `today` (a date); return how many were written.

    Each is written once: the database refuses a second. What has been late for longer than notices are kept is told on
    the desk only.
    """
    known = set(Notice.objects.exclude(deadline="").values_list("recipient", "event", "deadline"))
    new = [notice for told, notice in standing_deadlines(today).items() if told not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def standing_deadlines(today):
    """Return {(key of a person, event, deadline): Notice, not saved} of all there is to tell on `today` (a date)."""
    found = (notice for source in DEADLINE_KINDS for deadline in source(today) for notice in deadline.notices())
    return {(each.recipient_id, each.event, each.deadline): each for each in found}


def _ending_agreements(today):
    people = list(_wanting(who_may("partners.publish_agreement")))
    furthest = max(days for days, _event in THRESHOLDS)
    for agreement in Agreement.objects.not_archived().ending(today, today + dt.timedelta(days=furthest)):
        event = next(event for days, event in THRESHOLDS if (agreement.closes_on - today).days <= days)
        address = reverse("admin:partners_agreement_change", args=[agreement.pk])
        yield Deadline(event, agreement, agreement.closes_on, address, people)


def _anniversaries(today):
    people = list(_wanting(who_may("partners.publish_agreement")))
    for each in upcoming_anniversaries(today):
        address = reverse("admin:partners_agreement_change", args=[each.agreement.pk])
        # Told again nearer: the day is that from which it is told.
        told_on = each.day - dt.timedelta(days=each.told_since(today))
        yield Deadline(NoticeEvent.ANNIVERSARY, each.agreement, told_on, address, people, each.in_words(today))


def _late_promises(today):
    approvers = set(_wanting(who_may("missions.publish_mission")))
    readers = {person.pk: person for person in _wanting(who_may("missions.view_mission"))}
    late = FollowUp.objects.late(today).filter(due_on__gte=_since(today)).select_related("meeting__mission")
    for promise in late.exclude(meeting__mission__status=PublicationStatus.ARCHIVED):
        address = reverse("admin:missions_followup_change", args=[promise.pk])
        people = approvers | {readers.get(promise.meeting.mission.owner_id)} - {None}
        yield Deadline(NoticeEvent.PROMISE_LATE, promise, promise.due_on, address, list(people))


def _late_steps(today):
    people = {person.pk: person for person in _wanting(who_may("missions.view_action"))}
    late = NextStep.objects.late(today).filter(due_on__gte=_since(today), action__owner__in=people)
    for step in late.select_related("action"):
        address = reverse("admin:missions_action_change", args=[step.action_id])
        yield Deadline(NoticeEvent.STEP_LATE, step, step.due_on, address, [people[step.action.owner_id]])


def _wanting(people):
    return people.filter(is_staff=True).exclude(notice_choice__rhythm=NoticeRhythm.NEVER)


def _since(today):
    return today - dt.timedelta(days=NOTICE_DAYS_KEPT)


# Each takes a day and gives the Deadlines to tell on it.
DEADLINE_KINDS = [_ending_agreements, _late_promises, _late_steps, _anniversaries]
