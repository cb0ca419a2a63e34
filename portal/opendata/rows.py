"""The rows of the datasets that no list has, as anyone may read them on a day."""

from django.db.models import Prefetch

from axes.models import Indicator, Measure
from missions.models import (
    CostFact,
    Mission,
    MissionStage,
    Objective,
    Participant,
    Stop,
)
from partners.models import Partner
from portal.accountability import disclosure_of, quarters_on_record
from records.publication.status import public

NEWEST_MISSION_FIRST = ("-mission__sorts_on", "-mission")


def stops(today):
    """Return the stops of trips, but declined ones and those whose movements are told after the return (a list)."""
    rows = Stop.objects.filter(public(Mission, today, "mission__"), public(Partner, today, "place__"))
    rows = rows.exclude(mission__stage=MissionStage.DECLINED).select_related("mission", "place")
    told = rows.order_by(*NEWEST_MISSION_FIRST, "position", "pk")
    return [stop for stop in told if not stop.mission.hides_movements(today)]


def participants(today):
    """Select who takes part in missions: by function, with the name only if it is public."""
    return _parts_of_missions(Participant, today)


def costs(today):
    """Select the published amounts, each with its sources as `cited`."""
    rows = _parts_of_missions(CostFact, today, "made_public_on").select_related("corrects", "participant")
    return rows.prefetch_related(Prefetch("sources", to_attr="cited"))


def objectives(today):
    """Select what missions aim at, and what became of it."""
    return _parts_of_missions(Objective, today).select_related("evidence")


def measures(today):
    """Select the values measured of public indicators, each indicator from its latest."""
    rows = Measure.objects.filter(public(Indicator, today, "indicator__")).select_related("indicator", "evidence")
    return rows.order_by("indicator__axis__position", "indicator_id", "-measured_on", "pk")


def disclosures(today):
    """Return the rows of the disclosure of every quarter on record, the latest first (a list)."""
    return [row for quarter in quarters_on_record(today) for row in disclosure_of(quarter, today).rows]


def _parts_of_missions(model, today, *order):
    rows = model.objects.filter(public(Mission, today, "mission__")).select_related("mission")
    return rows.order_by(*NEWEST_MISSION_FIRST, *order, "pk")
