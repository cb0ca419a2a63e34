"""Tables, as an app declares them: a file, a model, and what each column becomes."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models

from records.imports.columns import Children, Link
from records.imports.rows import CsvRow

MECHANICAL = {"id", "record_id", "slug"}


@dataclass
class Table:
    """A file of the record (or the lines of it that `takes` keeps) whose lines are rows of `model`.

    key: the column of the stable identifier; named_by: the column by which other files refer to a line, if another;
    rules: functions of a CsvRow that yield (column, reason); single: the file has exactly one line;
    address: the words a new row's slug is made of; afterwards(keys, today=): called once everything is loaded, with the
    keys of the rows written (a set), to store what depends on several tables.
    """

    file: str
    model: type
    key: str
    columns: list
    named_by: str = ""
    takes: Callable[[dict], bool] | None = None
    rules: Iterable[Callable] = ()
    single: bool = False
    address: Callable = lambda instance: instance.named_for_address()
    afterwards: Callable | None = None
    names: list[str] = field(init=False)

    def __post_init__(self):
        self.named_by = self.named_by or self.key
        for column in self.columns:
            column.bind(self.model)
        read = [self.key, *(name for column in self.columns for name in column.names)]
        self.names = list(dict.fromkeys(read))
        self._column_of = {name: column.names for column in self.columns for name in column.fields}
        self.id_length = self.model._meta.get_field("record_id").max_length

    def read(self, line, cells):
        """Return the CsvRow of one line, its refusals inside."""
        row = CsvRow(line, cells[self.key], cells)
        for column in self.columns:
            column.read(row)
        return row

    def column_of(self, name):
        """Return the column of the file that fills the field `name`; None if no column does."""
        return next(iter(self._column_of.get(name, ())), None)

    def digest(self, row):
        """Return the fingerprint of the line: two lines that say the same have the same."""
        said = "\x1f".join(f"{name}\x1e{row.cells[name]}" for name in sorted(self.names))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def fields(self):
        """The names of the model's fields that the file fills, many-to-many apart."""
        many = {each.name for each in self.model._meta.many_to_many}
        return [name for name in self._column_of if name not in many]

    @property
    def own_link(self):
        """The Link by which a line names another of the same table; None if there is none."""
        return next((each for each in self.columns if isinstance(each, Link) and each.model is self.model), None)

    @property
    def child_models(self):
        """The models of its children, each with the key to its parent and the columns that tell siblings apart."""
        return {
            each.model: (each.parent, tuple(each.model._meta.get_field(name).attname for name in each.identified_by))
            for each in self.columns
            if isinstance(each, Children)
        }

    @property
    def conditions(self):
        """The CHECK constraints of the model that the values of one line decide."""
        known = {"id", *self._column_of}
        checks = (each for each in self.model._meta.constraints if isinstance(each, models.CheckConstraint))
        return [each for each in checks if mentioned(each.condition) <= known]

    @property
    def unique_sets(self):
        """What no two rows may share: (fields, field named by the message, message or None)."""
        options = self.model._meta
        alone = [((each.name,), each.name, None) for each in options.fields if each.unique]
        together = [
            (each.fields, each.violation_error_code, each.violation_error_message)
            for each in options.constraints
            if isinstance(each, models.UniqueConstraint) and not each.condition
        ]
        return [each for each in alone + together if not MECHANICAL & set(each[0])]


def mentioned(condition):
    """Return the names of the fields a Q speaks of."""
    names = set()
    for part in condition.children:
        if isinstance(part, models.Q):
            names |= mentioned(part)
        else:
            lookup, value = part
            names.add(lookup.split("__")[0])
            names |= {value.name} if isinstance(value, models.F) else set()
    return names
