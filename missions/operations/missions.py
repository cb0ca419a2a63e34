"""Verbs over missions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction

from missions.authorization import (
    Requirement,
    missing_of_decision,
    requirement_as_saved,
    requirement_of,
    stored_requirement,
)
from missions.models import CeilingItem, CostFact, Direction, Mission, Report, Rule, RuleKind, Stop
from missions.models.stage import AUTHORIZED_STAGES, HELD_STAGES
from missions.readiness import MISSING, refusals
from records.publication.after_write import note_written
from records.publication.operations import lock_row
from records.search.indexing import batches

_PartT = TypeVar("_PartT", CeilingItem, CostFact, Stop)


@transaction.atomic
def advance(mission: Mission, stage: str, *, by: User, today: dt.date) -> Mission:
    """Move a mission to a stage and return it; a trip that comes back expects its report.

    Raise ValidationError naming what is missing: the decision of a trip that needs one, the result of an objective.
    """
    mission = lock_row(mission)
    former, mission.stage = mission.stage, stage
    requirement = requirement_as_saved(mission, today)
    refused = refusals(mission, former, requirement, list(mission.objectives.all()), today)
    if refused:
        raise ValidationError(refused)
    mission.authorization_required = stored_requirement(mission, requirement)
    mission.full_clean()
    mission._history_user = by
    mission.save()
    if former not in HELD_STAGES:
        expect_report(mission, today=today)
    return mission


def expect_report(mission: Mission, *, today: dt.date) -> bool:
    """Record that the report of a trip that is back is awaited; return whether it was not yet.

    Only where the promise of a report binds it: of an earlier trip, nobody can tell whether there is one.
    """
    is_back = mission.direction == Direction.OUT and mission.is_held
    is_bound = RuleKind.REPORT_DELAY in Rule.objects.book().in_force(mission.ends_on or today)
    if not (is_back and is_bound):
        return False
    _report, is_new = Report.objects.get_or_create(mission=mission)
    return is_new


@transaction.atomic
def store_requirement(mission: Mission, *, today: dt.date) -> Requirement:
    """Store whether a mission must be authorized, by its stops and amounts as they are; return its Requirement.

    To be called whenever one of them was written. Raise ValidationError when that leaves a mission already authorized
    without the decision it needs.
    """
    mission = lock_row(mission)
    requirement = requirement_as_saved(mission, today)
    required = stored_requirement(mission, requirement)
    if required == mission.authorization_required:
        return requirement
    missing = missing_of_decision(mission)
    if required and missing and mission.stage in AUTHORIZED_STAGES:
        raise ValidationError({name: MISSING[name] for name in missing})
    mission.authorization_required = required
    mission.save()
    return requirement


def store_requirements(keys: Collection[int], *, today: dt.date) -> None:
    """Store whether the missions with these `keys`, just loaded, must be authorized, batch by batch."""
    book = Rule.objects.book()
    for some in batches(keys):
        missions = Mission.objects.in_bulk(some)
        stops = _by_mission(Stop.objects.select_related("place"), some)
        costs, items = _by_mission(CostFact.objects, some), _by_mission(CeilingItem.objects, some)
        changed = []
        for key, mission in missions.items():
            requirement = requirement_of(
                mission,
                places=[stop.place for stop in stops[key]],
                costs=costs[key],
                ceiling_items=items[key],
                book=book,
                today=today,
            )
            if mission.authorization_required != (required := stored_requirement(mission, requirement)):
                mission.authorization_required = required
                changed.append(mission)
        if changed:
            Mission.objects.bulk_update(changed, ["authorization_required"])
            note_written(Mission, [mission.pk for mission in changed])


def _by_mission(
    rows: models.QuerySet[_PartT] | models.Manager[_PartT], keys: Collection[int]
) -> dict[int, list[_PartT]]:
    found: dict[int, list[_PartT]] = defaultdict(list)
    for row in rows.filter(mission__in=keys):
        found[row.mission_id].append(row)
    return found
