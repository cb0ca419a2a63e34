"""Amounts as far as they are known: from the lowest to the highest.

Amounts are only ever added where they are parts of one whole: the items, or the people, of one publication. Two totals
of one mission are never added: where they contradict one another, the figure is a span. An approximate amount enters no
sum.
"""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs.facts import exact, of_type, paid_by_city, uncorrected
from missions.costs.publications import publications_of
from missions.models import CostType


class Span(NamedTuple):
    """An amount in Canadian dollars as far as it is known: from `low` to `high`, equal where publications agree."""

    low: Decimal
    high: Decimal

    @property
    def is_open(self):
        """Whether publications contradict one another."""
        return self.low != self.high


def declared_span(costs):
    """Return the Span that the City declared to have spent on a mission; None if nothing was declared.

    Without a total for the mission, the parts of one publication are added: its items, the totals of its people.
    """
    found = publications_of(paid_by_city(uncorrected(costs)))
    exactly = [publication for publication in found if not any(each.is_rough for each in publication)]
    totals = [each.amount for publication in found for each in publication if each.is_whole and not each.is_rough]
    return _span(totals or [sum(each.amount for each in publication) for publication in exactly])


def authorized_span(costs, ceiling):
    """Return the Span authorized by the facts of one mission, or else its ceiling; None if neither is known."""
    facts = exact(of_type(uncorrected(costs), CostType.AUTHORIZED))
    by_person = defaultdict(list)
    for cost in paid_by_city(facts):
        by_person[cost.participant_id].append(cost.amount)
    whole = by_person.pop(None, None) or ([ceiling] if ceiling is not None and not facts else [])
    return _span(whole) or sum_spans(map(_span, by_person.values()))


def sum_spans(spans):
    """Return the Span that the Spans of different things add up to; None if there is none."""
    spans = list(spans)
    return Span(sum(span.low for span in spans), sum(span.high for span in spans)) if spans else None


def _span(amounts):
    return Span(min(amounts), max(amounts)) if amounts else None
