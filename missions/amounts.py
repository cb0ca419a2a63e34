"""What a mission was authorized to cost and was declared to cost, once its published amounts are read together.

Amounts are only ever added where they are parts of one whole: the items, or the people, of one publication. Two totals
of one mission are never added: where they contradict one another, the figure is a span, from the lowest to the highest.
"""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs import published_together, standing
from missions.models import CostCategory, CostType, Payer

DECLARED = {CostType.DECLARED, CostType.DECLARED_ITEM}
# Whose money is not the City's.
OTHERS = {Payer.OTHER, Payer.SELF}
# What the disclosure rule calls each category.
TRANSPORT = (CostCategory.AIR, CostCategory.GROUND, CostCategory.TRANSPORT)
OTHER = (CostCategory.REGISTRATION, CostCategory.HOSPITALITY, CostCategory.INTERPRETING, CostCategory.OTHER)
HEADINGS = {"transport": TRANSPORT, "lodging": (CostCategory.LODGING,), "meals": (CostCategory.MEALS,), "other": OTHER}


class Span(NamedTuple):
    """An amount as far as it is known: from `low` to `high`, equal where publications agree."""

    low: Decimal
    high: Decimal

    @property
    def is_open(self):
        """Whether publications contradict one another."""
        return self.low != self.high


class Declaration(NamedTuple):
    """What one publication says that one person, or a mission as a whole (None), cost: a total, items, or both."""

    participant_id: int | None
    total: object | None
    items: list

    @property
    def amount(self):
        """The total, or else the sum of the items."""
        return self.total.amount if self.total else sum((item.amount for item in self.items), Decimal(0))

    @property
    def is_whole(self):
        """Whether it is a total of the mission."""
        return self.participant_id is None and self.total is not None

    @property
    def facts(self):
        """The published amounts it is made of."""
        return [self.total, *self.items] if self.total else self.items

    @property
    def made_public_on(self):
        """The day it was published; None if it is not known."""
        return self.facts[0].made_public_on

    @property
    def gap(self):
        """What the total holds more than its items; None unless both are known."""
        return self.total.amount - sum(item.amount for item in self.items) if self.total and self.items else None

    def under(self, heading):
        """Return the sum of the items under a heading of the rule; None where no item says anything of it."""
        amounts = [item.amount for item in self.items if item.category in HEADINGS[heading]]
        return sum(amounts, Decimal(0)) if amounts else None


def publications(costs):
    """Return what was declared of one mission, publication by publication (a list of lists of Declarations).

    `costs`: its facts, each with its sources as `cited`. Facts of the same day that share a source, or that all lack
    one, were published together: items belong to the total they were published with.
    """
    groups = []
    for cost in standing(costs):
        if cost.fact_type in DECLARED:
            group = next((group for group in groups if published_together(group[0], cost)), None)
            groups.append([cost]) if group is None else group.append(cost)
    return [_declarations(group) for group in groups]


def declared_span(costs):
    """Return the Span that the City declared to have spent on a mission; None if nothing was declared.

    Without a total for the mission, the parts of one publication are added: its items, the totals of its people.
    """
    found = publications(paid_by_city(standing(costs)))
    totals = [each.amount for publication in found for each in publication if each.is_whole]
    return _span(totals or [sum(each.amount for each in publication) for publication in found])


def authorized_span(costs, ceiling):
    """Return the Span authorized by the facts of one mission, or else its ceiling; None if neither is known."""
    facts = [cost for cost in standing(costs) if cost.fact_type == CostType.AUTHORIZED]
    by_person = defaultdict(list)
    for cost in paid_by_city(facts):
        by_person[cost.participant_id].append(cost.amount)
    whole = by_person.pop(None, None) or ([ceiling] if ceiling is not None and not facts else [])
    return _span(whole) or total(map(_span, by_person.values()))


def paid_by_city(costs):
    """Return those of `costs` that are not said to be paid by others."""
    return [cost for cost in costs if cost.payer not in OTHERS]


def total(spans):
    """Return the Span that the Spans of different things make together; None if there is none."""
    spans = list(spans)
    return Span(sum(span.low for span in spans), sum(span.high for span in spans)) if spans else None


def _span(amounts):
    return Span(min(amounts), max(amounts)) if amounts else None


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
