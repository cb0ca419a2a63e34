"""What was declared of a mission, publication by publication: each total with the items published with it."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs.facts import DECLARED_TYPES, published_together, uncorrected
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
        """The total, or else the sum of the items, in Canadian dollars."""
        return self.total.amount if self.total else sum((item.amount for item in self.items), Decimal(0))

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
        return self.total.amount - sum(item.amount for item in self.items) if self.total and self.items else None

    def under(self, heading):
        """Return the sum of the items under a heading of the disclosure rule; None where no item falls under it."""
        amounts = [item.amount for item in self.items if item.category in DISCLOSURE_HEADINGS[heading]]
        return sum(amounts, Decimal(0)) if amounts else None


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
