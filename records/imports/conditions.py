"""Asking a CHECK of the database about one line, without the database: the rule keeps its one home in the model."""

import operator

from django.db.models import F, Q

LOOKUPS = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, expected: value in expected,
    "range": lambda value, expected: expected[0] <= value <= expected[1],
}


def holds(condition, facts):
    """Say whether a Q is true of `facts` (a dict by field): True, False, or None where SQL says NULL.

    A CHECK is broken by False alone. Raise KeyError for a field that `facts` does not know.
    """
    answers = [holds(part, facts) if isinstance(part, Q) else _compare(*part, facts) for part in condition.children]
    decisive = condition.connector == Q.OR
    answer = decisive if decisive in answers else None if None in answers else not decisive
    return answer if answer is None else answer != condition.negated


def _compare(lookup, expected, facts):
    name, _separator, test = lookup.partition("__")
    value = facts[name]
    expected = facts[expected.name] if isinstance(expected, F) else expected
    if test == "isnull":
        return (value is None) == expected
    if value is None or expected is None:
        return None
    return LOOKUPS[test or "exact"](value, expected)
