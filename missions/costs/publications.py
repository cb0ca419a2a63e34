"""What was declared of a mission, publication by publication: each total with the items published with it."""

from collections import defaultdict
from typing import NamedTuple

from missions.costs.facts import DECLARED_TYPES, add_up, published_together, uncorrected
from missions.models import CostCategory, CostType

# The categories of cost under each heading of the disclosure rule.
DISCLOSURE_HEADINGS = {
    "transport": (CostCategory.AIR, CostCategory.GROUND, CostCategory.TRANSPORT),
    "lodging": (CostCategory.LODGING,),
    "meals": (CostCategory.MEALS,),
    "other": (CostCategory.REGISTRATION, CostCategory.HOSPITALITY, CostCategory.INTERPRETING, CostCategory.OTHER),
}


class Declaration(NamedTuple):
    """What one publication says that one person, or a mission as a whole (None), cost: a total, items, or both."""

    participant_id: int | None
    total: object | None
    items: list

    @property
    def amount(self):
        """The total, or else what its items add up to, in Canadian dollars; None where they cannot be added."""
        return self.total.amount if self.total else self.items_sum

    @property
    def items_sum(self):
        """What its items add up to; None without any, and where one of several is approximate."""
        return add_up(self.items)

    @property
    def is_rough(self):
        """Whether its amount is approximate, or cannot be told from items of which one is."""
        return self.total.is_approximate if self.total else self.is_approximate

    @property
    def is_approximate(self):
        """Whether one of its amounts is approximate."""
        return any(fact.is_approximate for fact in self.facts)

    @property
    def is_whole(self):
        """Whether it is a total of the mission."""
        return self.participant_id is None and self.total is not None

    @property
    def facts(self):
        """The published amounts it is made of (a list of CostFacts)."""
        return [self.total, *self.items] if self.total else self.items

    @property
    def made_public_on(self):
        """The day it was published; None if it is not known."""
        return self.facts[0].made_public_on

    @property
    def gap(self):
        """The total minus its items, in Canadian dollars; None unless both are known."""
        return self.total.amount - self.items_sum if self.total and self.items_sum is not None else None

    def under(self, heading):
        """Return what the items under a heading of the disclosure rule add up to; None where none falls under it."""
        return add_up([item for item in self.items if item.category in DISCLOSURE_HEADINGS[heading]])


def publications_of(costs):
    """Return what was declared of one mission, publication by publication (a list of lists of Declarations).

    `costs`: its facts, each with its sources as `cited`. Facts of the same day that share a source, or that all lack
    one, were published together: items belong to the total they were published with.
    """
    groups = []
    for cost in uncorrected(costs):
        if cost.fact_type in DECLARED_TYPES:
            group = next((group for group in groups if published_together(group[0], cost)), None)
            groups.append([cost]) if group is None else group.append(cost)
    return [_declarations(group) for group in groups]


def _declarations(publication):
    by_person = defaultdict(lambda: ([], []))
    for cost in publication:
        by_person[cost.participant_id][cost.fact_type == CostType.DECLARED_ITEM].append(cost)
    return [each for person, (totals, items) in by_person.items() for each in _attached(person, totals, items)]


def _attached(person, totals, items):
    """Return the Declarations of one publication on one person: each item with the total of its scope, or the first."""
    if not totals:
        return [Declaration(person, None, items)]
    scopes = {cost.scope_code: cost for cost in reversed(totals)}
    owners = [scopes.get(item.scope_code, totals[0]) for item in items]
    return [
        Declaration(person, each, [item for item, owner in zip(items, owners, strict=True) if owner is each])
        for each in totals
    ]
