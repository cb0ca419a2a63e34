"""What published amounts say once read together: facts stay as they are, comparisons are computed."""

from decimal import Decimal
from typing import NamedTuple

from missions.models import CostType, RuleKind, ScopeCode


class Comparison(NamedTuple):
    """A declared total against what was authorized for the same people; `percent` of the authorized amount.

    Nothing is a percentage of zero: `percent` is then None, and anything spent goes back.
    """

    authorized: object
    declared: object
    gap: Decimal
    percent: Decimal | None
    goes_back: bool


class Reconciliation(NamedTuple):
    """A declared total and its items, published together; `gap` is the total minus the items, to the cent."""

    total: object
    items: list
    items_sum: Decimal
    gap: Decimal


def read_together(costs, rules):
    """Return what a page says of the money of a mission: authorized, declared, comparisons, reconciliations (a dict).

    `costs`: its facts, each with its sources as `cited`; `rules`: {RuleKind: Rule} in force on its day.
    """
    costs = list(costs)
    facts = standing(costs)
    return {
        "authorized": [cost for cost in facts if cost.fact_type == CostType.AUTHORIZED],
        "declared": declared(costs),
        "comparisons": comparisons(costs, rules),
        "reconciliations": reconciliations(costs),
    }


def declared(costs):
    """Return the declared totals that no other fact corrects (a list): several, where publications contradict."""
    return [cost for cost in standing(costs) if cost.fact_type == CostType.DECLARED]


def standing(costs):
    """Return the facts that no other corrects (a list, in the order given)."""
    corrected = {cost.corrects_id for cost in costs}
    return [cost for cost in costs if cost.pk not in corrected]


def comparisons(costs, rules):
    """Return a Comparison for each declared total and authorized amount of the same scope code and the same person.

    `costs`: the facts of one mission; `rules`: {RuleKind: Rule} in force. An amount whose scope is « non précisé » is
    compared with nothing. A total above the ceiling by more than the rule « depassement » goes back to the committee.
    """
    overrun = rules.get(RuleKind.OVERRUN)
    facts = [cost for cost in standing(costs) if cost.scope_code != ScopeCode.UNSPECIFIED]
    authorized = [cost for cost in facts if cost.fact_type == CostType.AUTHORIZED]
    totals = [cost for cost in facts if cost.fact_type == CostType.DECLARED]
    pairs = [(one, other) for one in authorized for other in totals if _of_same_people(one, other)]
    return [_compare(one, other, overrun) for one, other in pairs]


def overruns(missions, book):
    """Return (mission, Comparison) of each total that goes back to the committee, by the rules of a RuleBook (a list).

    `missions`: a queryset; two statements whatever their number.
    """
    comparable = missions.filter(costs__fact_type=CostType.AUTHORIZED).filter(costs__fact_type=CostType.DECLARED)
    found = []
    for mission in comparable.distinct().prefetch_related("costs"):
        compared = comparisons(mission.costs.all(), book.in_force(mission.sorts_on))
        found += [(mission, each) for each in compared if each.goes_back]
    return found


def reconciliations(costs):
    """Return a Reconciliation for each declared total that has items of the same source and date of publication.

    `costs`: the facts of one mission, each with its sources as `cited` (a list of Source). The items of other people,
    said to be so, belong to another total.
    """
    facts = standing(costs)
    items = [cost for cost in facts if cost.fact_type == CostType.DECLARED_ITEM]
    found = []
    for total in facts:
        if total.fact_type == CostType.DECLARED:
            own = [item for item in items if _published_together(item, total) and not _of_other_people(item, total)]
            if own:
                found.append(_reconcile(total, own))
    return found


def _of_same_people(one, other):
    return (one.scope_code, one.participant_id) == (other.scope_code, other.participant_id)


def _of_other_people(item, total):
    codes = {item.scope_code, total.scope_code} - {ScopeCode.UNSPECIFIED}
    return len(codes) > 1 or total.participant_id not in (None, item.participant_id)


def _compare(authorized, declared, overrun):
    gap = declared.amount - authorized.amount
    percent = (gap * 100 / authorized.amount).quantize(Decimal("0.1")) if authorized.amount else None
    limit = authorized.amount * (100 + overrun.value) / 100 if overrun else None
    return Comparison(authorized, declared, gap, percent, limit is not None and declared.amount > limit)


def _reconcile(total, items):
    items_sum = sum((item.amount for item in items), Decimal(0))
    return Reconciliation(total, items, items_sum, total.amount - items_sum)


def _published_together(item, total):
    same_day = item.made_public_on == total.made_public_on
    return same_day and bool({source.pk for source in item.cited} & {source.pk for source in total.cited})
