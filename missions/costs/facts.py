"""The published amounts of one mission: which of them stand, and what corrects what."""

from decimal import Decimal
from typing import NamedTuple

from missions.models import CostType, Payer

# A total, or one item of it.
DECLARED_TYPES = {CostType.DECLARED, CostType.DECLARED_ITEM}
# Whose money is not the City's.
OTHER_PAYERS = {Payer.OTHER, Payer.SELF}


class Correction(NamedTuple):
    """A fact that was published, and the one that corrects it."""

    was: object
    now: object

    @property
    def changes_scope(self):
        """Whether the two cover different people."""
        return (self.was.scope_code, self.was.scope) != (self.now.scope_code, self.now.scope)


def uncorrected(costs):
    """Return those of `costs` (CostFacts) that no other of them corrects (a list, in the order given)."""
    costs = list(costs)
    corrected = {cost.corrects_id for cost in costs if cost.corrects_id}
    return [cost for cost in costs if cost.pk not in corrected]


def corrections_of(costs):
    """Return a Correction for each of `costs` that corrects another (a list, in the order given)."""
    return [Correction(cost.corrects, cost) for cost in costs if cost.corrects_id]


def of_type(costs, fact_type):
    """Return those of `costs` of one CostType (a list)."""
    return [cost for cost in costs if cost.fact_type == fact_type]


def exact(costs):
    """Return those of `costs` that may be added to others (a list): approximate amounts are only shown."""
    return [cost for cost in costs if not cost.is_approximate]


def add_up(costs):
    """Return the sum of `costs` (a list); None without any, and where an approximate one would be added to others."""
    if not costs or (len(costs) > 1 and len(exact(costs)) < len(costs)):
        return None
    return sum((cost.amount for cost in costs), Decimal(0))


def paid_by_city(costs):
    """Return those of `costs` that are not said to be paid by others (a list)."""
    return [cost for cost in costs if cost.payer not in OTHER_PAYERS]


def people_of(cost):
    """Return whom an amount covers: (its scope code, the key of the one person it is for or None)."""
    return cost.scope_code, cost.participant_id


def published_together(one, other):
    """Whether two facts, with their sources as `cited`, are of one publication: a same day, and a source in common.

    Where neither has a source, the day alone tells.
    """
    sources, others = ({source.pk for source in each.cited} for each in (one, other))
    return one.made_public_on == other.made_public_on and (bool(sources & others) or not (sources or others))
