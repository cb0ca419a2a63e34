"""Evaluating the CHECK constraints of a model on one line or one row, without the database."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, cast

from django.db.models import BaseConstraint, CheckConstraint, F, Q

LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, expected: value in expected,
    "range": lambda value, expected: expected[0] <= value <= expected[1],
}


def condition_of(constraint: CheckConstraint) -> Q:
    """Return the condition of a CHECK constraint: in this project, always a Q."""
    return cast(Q, constraint.condition)


def parts_of(condition: Q) -> list[Any]:
    """Return the children of a Q: Qs, and (lookup, value expected) pairs."""
    return cast(list[Any], condition.children)


def name_of(reference: F) -> str:
    """Return the name of the field of an F."""
    return cast(Any, reference).name


def holds(condition: Q, facts: Mapping[str, Any]) -> bool | None:
    """Return whether a Q is true of `facts`, {field: value}: True, False, or None where SQL gives NULL.

    Only False breaks a CHECK. Raise KeyError if a field is not in `facts`.
    """
    answers = [
        holds(part, facts) if isinstance(part, Q) else _compare(part[0], part[1], facts) for part in parts_of(condition)
    ]
    decisive = condition.connector == Q.OR
    answer = decisive if decisive in answers else None if None in answers else not decisive
    return answer if answer is None else answer != condition.negated


def is_met(constraint: BaseConstraint, facts: Mapping[str, Any]) -> bool:
    """Return whether `facts`, {field: value}, surely meet a constraint; where it is not sure, the database says."""
    try:
        return isinstance(constraint, CheckConstraint) and holds(condition_of(constraint), facts) is not False
    except (AttributeError, KeyError, TypeError):  # what this does not read: an expression, a value not converted yet
        return False


def _compare(lookup: str, expected: Any, facts: Mapping[str, Any]) -> bool | None:
    name, _separator, test = lookup.partition("__")
    value = facts[name]
    if expected is None:  # the ORM reads « = None » as « IS NULL »
        test, expected = "isnull", True
    expected = facts[name_of(expected)] if isinstance(expected, F) else expected
    if test == "isnull":
        return (value is None) == expected
    if value is None or expected is None:
        return None
    return LOOKUPS[test or "exact"](value, expected)
