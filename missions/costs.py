"""What published amounts say once read together: facts stay as they are, comparisons are computed."""

from collections import defaultdict
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


class Erratum(NamedTuple):
    """A fact that was published, and the one that corrects it."""

    was: object
    now: object

    @property
    def changes_scope(self):
        """Whether it is no longer said of the same people."""
        return (self.was.scope_code, self.was.scope) != (self.now.scope_code, self.now.scope)


def money_of(costs, rules):
    """Return what a page says of the money of a mission, by name (a dict).

    `costs`: its facts, each with its sources as `cited`; `rules`: {RuleKind: Rule} in force on its day.
    """
    costs = list(costs)
    facts, compared = standing(costs), comparisons(costs, rules)
    return {
        "expenses": [cost for cost in facts if not cost.is_claimed_benefit],
        "benefits": [cost for cost in facts if cost.is_claimed_benefit],
        "authorized": [cost for cost in facts if cost.fact_type == CostType.AUTHORIZED],
        "declared": declared(costs),
        "comparisons": compared,
        "exceeds_tolerance": any(each.exceeds_tolerance for each in compared),
        "reconciliations": reconciliations(costs),
        "contradictions": contradictions(costs),
        "errata": errata(costs),
    }


def declared(costs):
    """Return the declared totals that no other fact corrects (a list): several, where publications contradict.

    Those of single people are told where nobody told the total of all.
    """
    totals = _totals(standing(costs))
    return [cost for cost in totals if cost.participant_id is None] or totals


def standing(costs):
    """Return the facts that no other corrects (a list, in the order given)."""
    corrected = {cost.corrects_id for cost in costs}
    return [cost for cost in costs if cost.pk not in corrected]


def errata(costs):
    """Return an Erratum for each fact that corrects another (a list, in the order given)."""
    return [Erratum(cost.corrects, cost) for cost in costs if cost.corrects_id]


def contradictions(costs):
    """Return the declared totals that stand, said of the same people, and differ (a list of lists)."""
    by_people = defaultdict(list)
    for cost in _totals(standing(costs)):
        by_people[_people(cost)].append(cost)
    return [totals for totals in by_people.values() if len({cost.amount for cost in totals}) > 1]


def comparisons(costs, rules):
    """Return a Comparison for each declared total and authorized amount of the same people.

    `costs`: the facts of one mission; `rules`: {RuleKind: Rule} in force. The same people: the same scope code, and the
    same person or none. An amount whose scope is « non précisé » is compared with nothing. A total above the ceiling by
    more than the rule « depassement » goes back to the committee.
    """
    overrun = rules.get(RuleKind.OVERRUN)
    facts = [cost for cost in standing(costs) if cost.scope_code != ScopeCode.UNSPECIFIED]
    authorized = [cost for cost in facts if cost.fact_type == CostType.AUTHORIZED]
    pairs = [(one, other) for one in authorized for other in _totals(facts) if _people(one) == _people(other)]
    return [_compare(one, other, overrun) for one, other in pairs]


def comparable(missions):
    """Keep, of a queryset, those with an amount authorized and a total declared, each with its costs at hand."""
    both = missions.filter(costs__fact_type=CostType.AUTHORIZED).filter(costs__fact_type=CostType.DECLARED)
    return both.distinct().prefetch_related("costs")


def overruns(missions, book):
    """Return (mission, Comparison) of each total that goes back to the committee, by the rules of a RuleBook (a list).

    `missions`: with their costs at hand (`comparable`).
    """
    found = []
    for mission in missions:
        compared = comparisons(mission.costs.all(), book.in_force(mission.sorts_on))
        found += [(mission, each) for each in compared if each.exceeds_tolerance]
    return found


def reconciliations(costs):
    """Return a Reconciliation for each declared total that has items of the same source and date of publication.

    `costs`: the facts of one mission, each with its sources as `cited` (a list of Source). The items of other people,
    said to be so, belong to another total.
    """
    facts = standing(costs)
    pairs = [(total, _items_of(total, facts)) for total in _totals(facts)]
    return [_reconcile(total, items) for total, items in pairs if items]


def _totals(costs):
    return [cost for cost in costs if cost.is_declared_total]


def _people(cost):
    """Return whom an amount covers: its scope code, and the one person it is for, if it is for one."""
    return cost.scope_code, cost.participant_id


def _items_of(total, facts):
    """Return the items a total is made of: those published with it.

    Of the same people, where it is for one person or was published with other totals; otherwise the items of single
    people count only where no item is told of all.
    """
    items = [cost for cost in facts if cost.fact_type == CostType.DECLARED_ITEM and published_together(cost, total)]
    items = [item for item in items if not _of_other_people(item, total)]
    others = [cost for cost in _totals(facts) if cost is not total and published_together(cost, total)]
    if others or total.participant_id:
        return [item for item in items if _people(item) == _people(total)]
    return [item for item in items if item.participant_id is None] or items


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


def published_together(one, other):
    """Whether two facts, with their sources as `cited`, are of one publication: a same day, and a source in common.

    Where neither has a source, the day alone tells.
    """
    sources, others = ({source.pk for source in each.cited} for each in (one, other))
    return one.made_public_on == other.made_public_on and (bool(sources & others) or not (sources or others))
