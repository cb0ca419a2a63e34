"""What must be known of the records found, which the index does not hold: how well they are supported, what lapsed."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import CharField, F, Value

from missions.models import Action, ActionState
from missions.models.action_state import state_expression
from records.listing.counting import read_at_once
from records.models import Confidence
from records.search.kinds import record_kinds

UNMARKED = ("", "")


class Marks(NamedTuple):
    """What must be known of a record wherever it is found."""

    is_weakly_sourced: bool
    is_lapsed: bool


def with_marks(hits, today):
    """Return the (hit, its Marks on `today`) pairs of `hits` (Hits of any kinds): a list; one statement at most."""
    hits, keys = list(hits), defaultdict(list)
    for hit in hits:
        keys[hit.entry.kind].append(hit.entry.key)
    models = {kind.name: kind.model for kind in record_kinds()}
    rows = read_at_once([_told(name, models[name], some, today) for name, some in keys.items() if name in models])
    told = {(kind, key): (confidence, state) for kind, key, confidence, state in rows}
    return [(hit, _marks(*told.get((hit.entry.kind, hit.entry.key), UNMARKED))) for hit in hits]


def _told(kind, model, keys, today):
    state = state_expression(today) if model is Action else Value("", CharField())
    rows = model.objects.order_by().filter(pk__in=keys)
    told = rows.annotate(found_kind=Value(kind), found_state=state, found_confidence=F("confidence"))
    return told.values_list("found_kind", "pk", "found_confidence", "found_state")


def _marks(confidence, state):
    return Marks(confidence == Confidence.LOW, state == ActionState.LAPSED)
