"""Of how many actions and missions no result is known, beside those of which one is."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.http import QueryDict

from missions.filters import KnownResult
from missions.lists import ACTION_LIST, MISSION_LIST
from missions.models import ActionState
from missions.models.stage import HELD_STAGES

# What is over, and may be asked for its result.
DONE_STATES = (ActionState.DONE, ActionState.OVER)


class ResultCount(NamedTuple):
    """How many records are done, of how many of them no result is known, and the query of the list of these."""

    done: int
    without: int
    query: str


def count_without_result(user, today):
    """Return {"actions": ResultCount, "missions": ResultCount} of what `user` may read on `today`: two statements."""
    return {
        name: _count(listing, states, user, today)
        for name, listing, states in (
            ("actions", ACTION_LIST, DONE_STATES),
            ("missions", MISSION_LIST, HELD_STAGES),
        )
    }


def _count(listing, states, user, today):
    asked = "&".join(f"statut={state.value}" for state in states)
    narrowed = listing.narrow_for(QueryDict(asked), user, today)
    rows = narrowed.filters["resultat"].with_column(narrowed.qs)
    unknown = Count("pk", filter=Q(known_result=KnownResult.NONE))
    counted = rows.order_by().aggregate(done=Count("pk"), without=unknown)
    return ResultCount(**counted, query=f"?resultat={KnownResult.NONE.value}&{asked}")
