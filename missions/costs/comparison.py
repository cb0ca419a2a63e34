"""Amounts of a mission held against one another: authorized and declared, totals and items, totals among them."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs.facts import add_up, of_type, people_of, published_together, uncorrected
from missions.models import CostType, RuleKind, ScopeCode


class Comparison(NamedTuple):
    """A declared total against what was authorized for the same people; `percent` of the authorized amount.

    Nothing is a percentage of zero: `percent` is then None, and anything spent exceeds the tolerance.
    """

    authorized: object
    declared: object
    gap: Decimal
    percent: Decimal | None
    exceeds_tolerance: bool

    @property
    def excess(self):
        """What was declared above the authorized amount; 0 if nothing was."""
        return max(self.gap, Decimal(0))

    @property
    def unspent(self):
        """What was not spent of the authorized amount; 0 if all was."""
        return max(-self.gap, Decimal(0))


class Reconciliation(NamedTuple):
    """A declared total and its items, published together; `gap` is the total minus the items, to the cent."""

    total: object
    items: list
    items_sum: Decimal
    gap: Decimal

    @property
    def distance(self):
        """How far apart they are, whichever is greater."""
        return abs(self.gap)


def contradictions_among(costs):
    """Return the uncorrected declared totals of the same people that differ (a list of lists of CostFacts)."""
    by_people = defaultdict(list)
    for cost in of_type(uncorrected(costs), CostType.DECLARED):
        by_people[people_of(cost)].append(cost)
    return [totals for totals in by_people.values() if len({cost.amount for cost in totals}) > 1]


def compare_costs(costs, rules):
    """Return a Comparison for each declared total and authorized amount of the same people (a list).

    `costs`: the facts of one mission; `rules`: {RuleKind: Rule} in force. The same people: the same scope code, and the
    same person or none. An amount whose scope is « non précisé » is compared with nothing. A total above the authorized
    amount by more than the rule « depassement » (a percentage) exceeds the tolerance: it goes back to the committee.
    """
    overrun = rules.get(RuleKind.OVERRUN)
    facts = [cost for cost in uncorrected(costs) if cost.scope_code != ScopeCode.UNSPECIFIED]
    authorized, totals = of_type(facts, CostType.AUTHORIZED), of_type(facts, CostType.DECLARED)
    pairs = [(one, other) for one in authorized for other in totals if people_of(one) == people_of(other)]
    return [_compare(one, other, overrun) for one, other in pairs]


def reconcile_totals(costs):
    """Return a Reconciliation for each declared total that has items of the same source and day (a list).

    Items that cannot be added, one of several being approximate, are held against nothing.

    `costs`: the facts of one mission, each with its sources as `cited` (a list of Source). The items of other people,
    said to be so, belong to another total.
    """
    facts = uncorrected(costs)
    pairs = [(total, _items_of(total, facts)) for total in of_type(facts, CostType.DECLARED)]
    return [_reconcile(total, items) for total, items in pairs if add_up(items) is not None]


def _items_of(total, facts):
    """Return the items a total is made of: those published with it.

    Of the same people, where it is for one person or was published with other totals; otherwise the items of single
    people count only where no item covers all of them.
    """
    items = [cost for cost in of_type(facts, CostType.DECLARED_ITEM) if published_together(cost, total)]
    items = [item for item in items if not _of_other_people(item, total)]
    totals = of_type(facts, CostType.DECLARED)
    others = [cost for cost in totals if cost is not total and published_together(cost, total)]
    if others or total.participant_id:
        return [item for item in items if people_of(item) == people_of(total)]
    return [item for item in items if item.participant_id is None] or items


def _of_other_people(item, total):
    return len({item.scope_code, total.scope_code} - {ScopeCode.UNSPECIFIED}) > 1


def _compare(authorized, declared, overrun):
    gap = declared.amount - authorized.amount
    percent = (gap * 100 / authorized.amount).quantize(Decimal("0.1")) if authorized.amount else None
    limit = authorized.amount * (100 + overrun.value) / 100 if overrun else None
    return Comparison(authorized, declared, gap, percent, limit is not None and declared.amount > limit)


def _reconcile(total, items):
    items_sum = add_up(items)
    return Reconciliation(total, items, items_sum, total.amount - items_sum)
