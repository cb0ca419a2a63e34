"""One table of cases per app: what breaks each rule of the database, and beside which field the form says so."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@dataclass
class Broken:
    """A row that breaks one constraint: how to make it, and where its message stands."""

    constraint: str
    factory: Any
    beside: str
    values: dict = field(default_factory=dict)
    # Makes a first, valid row that the second one collides with; its fields are given to the second.
    shares: tuple = ()

    def __str__(self):
        return self.constraint

    def build(self):
        """Return the faulty row, not saved, with everything it points to saved."""
        values = {name: value() if callable(value) else value for name, value in self.values.items()}
        if self.shares:
            first = self.factory(**values)
            values |= {name: getattr(first, name) for name in self.shares}
        row = self.factory.build(**values)
        for relation in row._meta.concrete_fields:
            if relation.is_relation and relation.is_cached(row):
                _save(getattr(row, relation.name))
                setattr(row, relation.name, getattr(row, relation.name))
        return row

    def message(self):
        """Return the French words of the constraint."""
        constraints = self.factory._meta.model._meta.constraints
        return next(str(c.violation_error_message) for c in constraints if c.name == self.constraint)


def _save(record):
    if record is not None and record.pk is None:
        for relation in record._meta.concrete_fields:
            if relation.is_relation and getattr(record, relation.name, None) is not None:
                _save(getattr(record, relation.name))
                setattr(record, relation.name, getattr(record, relation.name))
        record.save()


def form_refuses(case):
    """Check that validation says no, in French, beside the field."""
    row = case.build()
    row.fill_derived_fields() if hasattr(row, "fill_derived_fields") else None
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert case.message() in refusal.value.message_dict[case.beside]


def database_refuses(case):
    """Check that the database says no to whatever never met a form."""
    row = case.build()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
    told = str(refusal.value)
    assert case.constraint in told or "UNIQUE constraint failed" in told
