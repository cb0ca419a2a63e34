"""The constraints of a row, evaluated without the database: as it would, or left to it where that is not sure."""

import datetime as dt
from itertools import product

import pytest
from django.db.models import CheckConstraint, F, IntegerField, Q, UniqueConstraint, Value
from django.db.models.functions import Length

from records.publication.conditions import condition_of, holds, is_met, name_of, parts_of

DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("condition", "facts", "answer"),
    [
        (Q(a=1), {"a": 1}, True),
        (Q(a=1), {"a": 2}, False),
        (Q(a=1), {"a": None}, None),  # what is not known is neither
        (Q(a__exact="x"), {"a": "x"}, True),
        (Q(a=""), {"a": ""}, True),
        (Q(a=None), {"a": None}, True),  # Django reads it as an absence
        (Q(a=None), {"a": 1}, False),
        (Q(a__isnull=True), {"a": None}, True),
        (Q(a__isnull=False), {"a": None}, False),
        (Q(a__isnull=False), {"a": ""}, True),  # an empty text is there
        (Q(a__gt=1), {"a": 1}, False),
        (Q(a__gt=1), {"a": 2}, True),
        (Q(a__gte=1), {"a": 1}, True),
        (Q(a__lt=1), {"a": 1}, False),
        (Q(a__lt=1), {"a": 0}, True),
        (Q(a__lte=1), {"a": 1}, True),
        (Q(a__in=["x", "y"]), {"a": "y"}, True),
        (Q(a__in=["x", "y"]), {"a": "z"}, False),
        (Q(a__in=["x"]), {"a": None}, None),
        (Q(a__range=(1, 3)), {"a": 1}, True),
        (Q(a__range=(1, 3)), {"a": 3}, True),
        (Q(a__range=(1, 3)), {"a": 4}, False),
        (Q(a__range=(1, 3)), {"a": 0}, False),
        (Q(a__gt=DAY), {"a": dt.date(2026, 3, 3)}, True),
        (Q(a=F("b")), {"a": 1, "b": 1}, True),  # another field
        (Q(a__gt=F("b")), {"a": 1, "b": 1}, False),
        (Q(a__gt=F("b")), {"a": 1, "b": None}, None),
        (~Q(a=1), {"a": 1}, False),
        (~Q(a=1), {"a": 2}, True),
        (~Q(a=1), {"a": None}, None),
        (Q(a=1, b=1), {"a": 1, "b": 1}, True),
        (Q(a=1, b=1), {"a": None, "b": 2}, False),  # one that is false decides
        (Q(a=1, b=1), {"a": None, "b": 1}, None),
        (Q(a=1) | Q(b=1), {"a": None, "b": 1}, True),  # one that is true decides
        (Q(a=1) | Q(b=1), {"a": None, "b": 2}, None),
        (Q(a=1) | Q(b=1), {"a": 2, "b": 2}, False),
        (~(Q(a=1) | Q(b=1)), {"a": 2, "b": 1}, False),
        (Q(a=1) & (Q(b=1) | ~Q(b=2)), {"a": 1, "b": 3}, True),
        (Q(), {}, True),
    ],
)
def test_a_condition_is_true_false_or_unknown_as_in_sql(condition, facts, answer):
    assert holds(condition, facts) is answer


def test_a_field_that_nobody_gave_is_a_mistake():
    with pytest.raises(KeyError, match="b"):
        holds(Q(a=1) & Q(b=1), {"a": 1})


CONDITIONS = [
    Q(a=1),
    ~Q(a=1),
    Q(a__isnull=True) | Q(a__range=(1, 2)),
    Q(a=None, b=None) | Q(a__isnull=False, b__isnull=False),
    Q(a__lt=F("b")) | Q(a__isnull=True),
    ~Q(a=1) | Q(b__in=[1, 2]),
    ~(Q(a__gt=1) & Q(b__lte=1)),
    Q(a__gte=1) & ~Q(b=2),
    ~(Q(a=1) | ~Q(b=1)),
    ~(~Q(a=1) & ~~Q(b=2)),
]


@pytest.mark.django_db
@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_what_a_condition_lets_through_is_what_the_database_does(condition):
    for a, b in product([None, 0, 1, 2], repeat=2):
        facts = {"a": a, "b": b}
        asked = {name: Value(value, IntegerField()) for name, value in facts.items()}
        assert (holds(condition, facts) is not False) == condition.check(asked), facts


def check(condition):
    """Return the constraint of a condition."""
    return CheckConstraint(condition=condition, name="essai")


@pytest.mark.parametrize(
    ("constraint", "facts", "met"),
    [
        (check(Q(a=1)), {"a": 1}, True),
        (check(Q(a=1)), {"a": 2}, False),
        (check(Q(a=1)), {"a": None}, True),  # only what is false breaks a check
        (check(Q(a=1)), {}, False),  # not sure: a field is missing
        (check(Q(a__gt=1)), {"a": "texte"}, False),  # not converted yet
        (check(Q(a__regex="^x")), {"a": "x"}, False),  # what is not read here
        (check(Q(Length("a"))), {"a": "x"}, False),  # an expression
        (check(Q(a__gt=Length("b"))), {"a": 1, "b": ""}, False),
        (UniqueConstraint(fields=["a"], name="essai"), {"a": 1}, False),  # other rows decide
        (UniqueConstraint(fields=["a"], condition=Q(a=1), name="essai"), {"a": 1}, False),
    ],
)
def test_a_constraint_is_met_where_that_is_sure(constraint, facts, met):
    assert is_met(constraint, facts) is met


def test_what_a_constraint_is_made_of_is_told():
    condition = Q(a=1) & ~Q(b=2)
    assert condition_of(check(condition)) is condition
    assert parts_of(condition) == [("a", 1), ~Q(b=2)]
    assert name_of(F("author__name")) == "author__name"
