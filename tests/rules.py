"""One table of cases per app: what breaks each rule of the database, and beside which field the form says so."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


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
    """Check that the database says no to whatever never met a form, and that it is for this constraint."""
    row = case.build()
    assert refused_by(row.save) == case.constraint


def refused_by(write):
    """Return the name of the constraint for which the database refuses what `write()` does.

    SQLite names checks and triggers; of what must be unique it tells the columns, or the index if it has expressions.
    """
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    told = str(refusal.value)
    named = re.search(r'constraint "(\w+)"|CHECK constraint failed: (\w+)|index \'(\w+)\'|^(\w+) : ', told)
    if named:
        return next(filter(None, named.groups()))
    columns = re.fullmatch(r"UNIQUE constraint failed: (.+)", told)
    return _unique_names().get(tuple(columns[1].split(", ")), told) if columns else told


@cache
def _unique_names():
    """Return the constraint that holds each set of columns unique, as SQLite names them: {(table.column, …): name}."""
    held = [
        (model._meta, constraint)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    named = defaultdict(list)
    for options, constraint in held:
        columns = [options.get_field(name).column for name in constraint.fields]
        named[tuple(f"{options.db_table}.{column}" for column in columns)].append(constraint.name)
    assert all(len(names) == 1 for names in named.values()), "two constraints that SQLite could not tell apart"
    return {columns: name for columns, [name] in named.items()}
