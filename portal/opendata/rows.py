"""The rows of the datasets that no list has, as anyone may read them on a day."""

from itertools import chain

from django.db.models import Prefetch, Q

from axes.models import Axis, Commitment, Milestone, Theme, Vision, VisionItem
from missions.models import (
    Action,
    Airport,
    CostFact,
    EmissionFactor,
    Mission,
    MissionStage,
    Objective,
    Outcome,
    Participant,
    Rule,
    Service,
    Stop,
)
from partners.models import Agreement, Partner
from portal.accountability import disclosure_of, quarters_on_record
from records.models import Source
from records.publication.status import public

NEWEST_MISSION_FIRST = ("-mission__sorts_on", "-mission")
# What may cite a source, by the path that leads to what must be public for it to be; empty: the row itself.
CITED_BY = {
    **dict.fromkeys((Vision, Axis, Partner, Agreement, Mission, Action), ("", None)),
    **dict.fromkeys((VisionItem, Milestone), ("vision__", Vision)),
    Commitment: ("axis__", Axis),
    CostFact: ("mission__", Mission),
}
# Plain lists, which have no publication: whoever reads the site reads them.
PLAIN_LISTS = (Theme, Service, Airport, Rule, EmissionFactor)


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


def outcomes(today):
    """Select what came of missions and of actions."""
    came_of = public(Mission, today, "mission__") | public(Action, today, "action__")
    rows = Outcome.objects.filter(came_of).select_related("mission", "action", "receiver", "evidence")
    return rows.order_by("mission", "action", "position", "pk")


def commitments(today):
    """Select what the Vision promises under its axes."""
    rows = Commitment.objects.filter(public(Axis, today, "axis__")).select_related("axis")
    return rows.prefetch_related("sources")


def themes(today):
    """Select the fields of interest, each with its public axes as `shown_axes`."""
    shown = Prefetch("axes", Axis.objects.published(today), to_attr="shown_axes")
    return Theme.objects.prefetch_related(shown, "sources")


def cited_sources(today):
    """Select the pages that something public cites, and no other."""
    cited = [
        model.sources.through.objects.filter(**{f"{_column(model)}__in": _readable(model, today)}).values("source")
        for model in (*CITED_BY, *PLAIN_LISTS)
    ]
    proven = [rows.filter(evidence__isnull=False).values("evidence") for rows in (_proofs(today))]
    anywhere = Q()
    for keys in chain(cited, proven):
        anywhere |= Q(pk__in=keys)
    return Source.objects.filter(anywhere)


def disclosures(today):
    """Return the rows of the disclosure of every quarter on record, the latest first (a list)."""
    return [row for quarter in quarters_on_record(today) for row in disclosure_of(quarter, today).rows]


def _parts_of_missions(model, today, *order):
    rows = model.objects.filter(public(Mission, today, "mission__")).select_related("mission")
    return rows.order_by(*NEWEST_MISSION_FIRST, *order, "pk")


def _readable(model, today):
    """Select the keys of the rows of `model` that anyone may read on `today`."""
    if model in PLAIN_LISTS:
        return model.objects.order_by().values("pk")
    path, shown_with = CITED_BY[model]
    return model.objects.filter(public(shown_with or model, today, path)).order_by().values("pk")


def _column(model):
    """Return the name of the field by which the rows of `model` with their sources name it."""
    return model.sources.field.m2m_field_name()


def _proofs(today):
    of_mission = public(Mission, today, "mission__")
    yield Objective.objects.filter(of_mission).order_by()
    yield Outcome.objects.filter(of_mission | public(Action, today, "action__")).order_by()
