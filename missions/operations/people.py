"""Verbs over the people of missions, and over who asks for one: their names are erased, on demand or in time."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from missions.models import DelegationRequest, Participant, RequestDecision
from records.publication.deletions import DELETION
from records.publication.personal import ERASED

# How long the name of somebody deleted with a mission may still come back with it.
DELETED_NAME_KEPT = dt.timedelta(days=30)
# How long who asked is known, once a request was declined and nobody chose to show it.
DECLINED_KEPT = dt.timedelta(days=730)
NAME_ERASED = _("Nom effacé")


@transaction.atomic
def erase_participant_name(key: int, by: User) -> None:
    """Erase the name of the participant with this `key`, there or deleted: the function stays, of nobody."""
    for person in Participant.objects.filter(pk=key):
        person.name, person.name_is_public = "", False
        person._history_user, person._change_reason = by, str(NAME_ERASED)
        person.save()
    Participant.history.filter(id=key).update(name="", name_is_public=False)


def purge_names(today: dt.date) -> int:
    """Erase from the history the names that are no longer public on `today` (a date); return of how many rows."""
    unnamed = Participant.objects.filter(name="").values("pk")
    gone = Participant.history.filter(
        id=OuterRef("id"), history_type=DELETION, history_date__date__lt=today - DELETED_NAME_KEPT
    )
    there = Participant.objects.filter(pk=OuterRef("id"))
    old = Participant.history.exclude(name="").filter(Q(id__in=unnamed) | (Exists(gone) & ~Exists(there)))
    return old.update(name="", name_is_public=False)


@transaction.atomic
def erase_requester(key: int, by: User | None) -> None:
    """Erase who made the request with this `key`, there or deleted, and what it tells of the people who would come."""
    for request in DelegationRequest.objects.filter(pk=key):
        request.asked_by, request.titles, request.needs = ERASED, "", ""
        request._history_user, request._change_reason = by, str(NAME_ERASED)
        request.save()
    DelegationRequest.history.filter(id=key).update(asked_by=ERASED, titles="", needs="")


def purge_requesters(today: dt.date) -> int:
    """Erase who made the requests declined long before `today` (a date) and never shown; return how many."""
    old = DelegationRequest.objects.filter(
        decision=RequestDecision.DECLINED, is_public=False, decided_on__lt=today - DECLINED_KEPT
    )
    keys = list(old.exclude(asked_by=ERASED).values_list("pk", flat=True))
    for key in keys:
        erase_requester(key, None)
    return len(keys)
