"""What changed in a record since it was put online, for readers: days and names of fields; never who, nor the draft."""

import datetime as dt
from itertools import pairwise
from typing import NamedTuple

from django.db.models import CharField, Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from axes.models import Axis
from missions.exports import ACTION_DATASET, MISSION_DATASET
from missions.models import Action, ActionPartner, CostFact, Mission, MissionPartner, Objective, Outcome, Report, Stop
from partners.exports import AGREEMENT_DATASET, PARTNER_DATASET
from partners.models import Agreement, AgreementParty, Partner

# The fields of each kind of records that readers see: what its file tells.
PUBLIC_FIELDS = {
    Axis: {"name", "intent", "rationale", "note", "confidence"},
    Partner: PARTNER_DATASET.told(),
    Agreement: AGREEMENT_DATASET.told(),
    Mission: MISSION_DATASET.told(),
    Action: ACTION_DATASET.told(),
}
# The parts of a record whose changes are told, by the key that leads to it; those that may wait for a return are not.
PUBLIC_PARTS = {
    Agreement: {AgreementParty: "agreement"},
    Mission: dict.fromkeys((CostFact, Report, Outcome, Objective, MissionPartner, Stop), "mission"),
    Action: {ActionPartner: "action"},
}
# Changes of these are steps of publication, not of the fact.
OF_PUBLICATION = {"status", "published_on"}
# Rows of history read of a record, and days told, from the latest.
MAX_VERSIONS, MAX_TRAIL = 200, 20


class TrailDay(NamedTuple):
    """A day on which something public changed: what, in words (a list)."""

    on: dt.date
    labels: list[str]


def trail_of(record):
    """Return the days on which what readers see of an online record changed, the latest first (TrailDays)."""
    since = record.public_since()
    if since is None:
        return []
    days = {}
    for on, label in [*_changes_of_fields(record), *_changes_of_parts(record, since)]:
        if on >= since:
            days.setdefault(on, set()).add(capfirst(str(label)))
    return [TrailDay(on, sorted(labels)) for on, labels in sorted(days.items(), reverse=True)][:MAX_TRAIL]


def _changes_of_fields(record):
    """Yield (day, label) of each public field that differs from a version online to the next."""
    rows = type(record).history.filter(id=record.pk).order_by("-history_date", "-history_id")[:MAX_VERSIONS]
    fields = _public_fields(type(record))
    for current, former in pairwise(row for row in rows if row.instance.is_online):
        for field in fields:
            if getattr(current, field.attname) != getattr(former, field.attname):
                yield _day(current.history_date), _label(field)


def _public_fields(model):
    public = PUBLIC_FIELDS[model] - OF_PUBLICATION
    tracked = {field.name for field in model.history.model._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name.removesuffix("_en") in public and field.name in tracked
    ]


def _label(field):
    return _("adresse de la page") if field.name == "slug" else field.verbose_name


def _changes_of_parts(record, since):
    """Yield (day, label) of each part written after the day the record was put online; one statement."""
    parts = PUBLIC_PARTS.get(type(record), {})
    if not parts:
        return
    wanted = [
        model.history.filter(**{key: record.pk}, history_date__date__gt=since)
        .order_by()
        .values_list("history_date", Value(model._meta.label, CharField()))
        for model, key in parts.items()
    ]
    labels = {model._meta.label: model._meta.verbose_name_plural for model in parts}
    for moment, label in wanted[0].union(*wanted[1:]) if len(wanted) > 1 else wanted[0]:
        yield _day(moment), labels[label]


def _day(moment):
    return timezone.localtime(moment).date()
