"""Published amounts as tests of costs write them, and the reading of them."""

import datetime as dt
from decimal import Decimal

from missions.costs import read_costs
from missions.models import CostCategory, CostFact, CostType, Rule, RuleKind, ScopeCode
from records.models import Source

RULES = {RuleKind.OVERRUN: Rule(value=10)}
ONE, OTHER = Source(pk=1), Source(pk=2)
DECEMBER, JULY = dt.date(2022, 12, 21), dt.date(2023, 7, 14)


def fact(pk, fact_type, amount, scope=ScopeCode.DELEGATION, **options):
    cited = options.pop("cited", [])
    cost = CostFact(pk=pk, fact_type=fact_type, amount=Decimal(amount), scope_code=scope, **options)
    cost.cited = cited
    return cost


def read(costs, rules=RULES):
    """Return the CostReading of facts of a mission that has no ceiling."""
    return read_costs(costs, None, rules)


def authorized(amount, scope=ScopeCode.DELEGATION, **options):
    return fact(1, CostType.AUTHORIZED, amount, scope, **options)


def spent(amount, scope=ScopeCode.DELEGATION, **options):
    return fact(2, CostType.DECLARED, amount, scope, **options)


def item(pk, amount, **options):
    return fact(pk, CostType.DECLARED_ITEM, amount, category=CostCategory.MEALS, **options)


SAME = {"made_public_on": DECEMBER, "cited": [ONE]}


def published(pk, amount, category="", person=None, scope=ScopeCode.DELEGATION, cited=(ONE,)):
    """Return a fact declared in December: an item if it has a category, a total otherwise."""
    kind = CostType.DECLARED_ITEM if category else CostType.DECLARED
    options = {"category": category, "participant_id": person, "made_public_on": DECEMBER, "cited": list(cited)}
    return fact(pk, kind, amount, scope, **options)
