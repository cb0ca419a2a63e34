"""Verbs over what is asked of the office: accepted, a request becomes a mission; declined, it says why."""

import datetime as dt

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from missions.models import DelegationRequest, Direction, Mission, MissionPartner, MissionRole, RequestDecision
from records.publication.operations import lock_row
from records.words.dates import DatePrecision, in_words

ALREADY = _("Cette demande est déjà décidée\u00a0: %(decision)s, %(day)s.")
WITHOUT_AXIS = _("Choisissez d’abord l’axe de la demande, et enregistrez-la.")
WITHOUT_REASON = _("Dites pourquoi la demande est refusée.")
# What the organization that asks is to the mission.
ROLES: dict[str, MissionRole] = {
    Direction.OUT: MissionRole.HOST,
    Direction.IN: MissionRole.ORIGIN,
    Direction.HOSTED: MissionRole.ORGANIZER,
}


@transaction.atomic
def accept(request: DelegationRequest, *, by: User, today: dt.date) -> Mission:
    """Accept a request on `today` (a date); return the draft of the mission it becomes.

    Raise ValidationError if it is already decided, has no axis, or does not make a mission.
    """
    request = _hold_pending(request)
    if request.axis is None:
        raise ValidationError(WITHOUT_AXIS)
    mission = _draft_of(request)
    mission._history_user = by
    mission.full_clean()
    mission.save()
    mission.axes.add(request.axis)
    if request.theme:
        mission.themes.add(request.theme)
    if request.partner:
        role = MissionPartner(mission=mission, partner=request.partner, role=ROLES[request.direction])
        role._history_user = by
        role.save()
    request.mission = mission
    _decide(request, RequestDecision.ACCEPTED, by=by, today=today)
    return mission


@transaction.atomic
def decline(
    request: DelegationRequest, *, by: User, today: dt.date, reason: str, is_public: bool = False
) -> DelegationRequest:
    """Decline a request on `today` (a date), for a reason that the office may make public; return it.

    Raise ValidationError if it is already decided, or without a reason.
    """
    request = _hold_pending(request)
    if not reason.strip():
        raise ValidationError({"reason": WITHOUT_REASON})
    request.reason, request.is_public = reason.strip(), is_public
    return _decide(request, RequestDecision.DECLINED, by=by, today=today)


def _hold_pending(request: DelegationRequest) -> DelegationRequest:
    request = lock_row(request)
    if not request.is_pending:
        said = {"decision": request.get_decision_display(), "day": in_words(request.decided_on)}
        raise ValidationError(ALREADY % said)
    return request


def _draft_of(request: DelegationRequest) -> Mission:
    return Mission(
        direction=request.direction,
        title=request.title,
        title_en=request.title_en,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
        date_precision=DatePrecision.DAY if request.starts_on else "",
        purpose=request.purpose,
    )


def _decide(request: DelegationRequest, decision: RequestDecision, *, by: User, today: dt.date) -> DelegationRequest:
    request.decision, request.decided_on = decision, today
    request._history_user = by
    request.save()
    return request
