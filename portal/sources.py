"""The sources anyone may read: those that something public cites, and no other."""

from itertools import chain

from django.db.models import Q

from axes.models import Axis, Commitment, Indicator, Measure, Milestone, Theme, Vision, VisionItem
from missions.models import (
    Action,
    Airport,
    CostFact,
    EmissionFactor,
    Mission,
    Objective,
    Outcome,
    Priority,
    Rule,
    Service,
)
from partners.models import Agreement, AgreementAct, Partner
from records.models import Source
from records.publication.status import public

# What may cite a source, by the path that leads to what must be public for it to be; empty: the row itself.
CITED_BY = {
    **dict.fromkeys((Vision, Axis, Indicator, Priority, Partner, Agreement, Mission, Action), ("", None)),
    **dict.fromkeys((VisionItem, Milestone), ("vision__", Vision)),
    Commitment: ("axis__", Axis),
    CostFact: ("mission__", Mission),
}
# Plain lists, which have no publication: whoever reads the site reads them.
PLAIN_LISTS = (Theme, Service, Airport, Rule, EmissionFactor)


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
    yield AgreementAct.objects.filter(public(Agreement, today, "agreement__")).order_by()
    yield Measure.objects.filter(public(Indicator, today, "indicator__")).order_by()
    yield Objective.objects.filter(of_mission).order_by()
    yield Outcome.objects.filter(of_mission | public(Action, today, "action__")).order_by()
