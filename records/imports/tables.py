"""Tables, as an app declares them: a file, a model, and the columns that fill its fields."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from django.db import models

from records.imports.columns import Children, Link
from records.imports.rows import CsvRow
from records.publication.conditions import condition_of, name_of, parts_of
from records.publication.fields import attribute_of, field_of
from records.publication.history import Historic
from records.publication.loaded import Loaded
from records.words.cleaning import named, unseen_in
from records.words.said import Said

MECHANICAL = {"id", "record_id", "slug"}

# What no two rows may share: fields, the one the message stands beside, the message if the model words it.
UniqueSet: TypeAlias = tuple[tuple[str, ...], str | None, Said | None]
# A row, the column it is doubted for, what is doubted.
Doubt: TypeAlias = tuple[CsvRow, str, Said]


class DeclaredColumn(Protocol):
    """A declaration of a table: the columns it reads, the fields it fills, and how."""

    @property
    def names(self) -> Sequence[str]:
        """Names of the columns of the file it reads."""

    @property
    def fields(self) -> Sequence[str]:
        """Names of the fields of the model it fills."""

    def bind(self, model: type[models.Model]) -> None:
        """Set, from `model`, how to read a cell."""

    def read(self, row: CsvRow) -> None:
        """Put in `row` the values of the line, or a refusal."""


@dataclass
class Table:
    """A file of the register (or the lines of it that `takes` keeps) whose lines are rows of `model`.

    key: the column of the stable identifier; named_by: the column by which other files refer to a line, if another;
    rules: functions of a CsvRow that yield (column, reason); single: the file has exactly one line;
    address: the words a new row's slug is made of; afterwards(keys, today=): called once everything is loaded, with the
    keys of the rows written (a set), to store what depends on several tables; shared_links: {foreign key: (another
    foreign key that the row it points to must share with the line, the message if it does not)};
    doubts(rows, earlier): functions that yield (row, column, what is doubted) of the rows of the table, `earlier` being
    those of the tables before it that have the same model. A doubt does not keep a line from being loaded.
    """

    file: str
    model: type[Loaded]
    key: str
    columns: Sequence[DeclaredColumn]
    named_by: str = ""
    takes: Callable[[dict[str, str]], bool] | None = None
    rules: Iterable[Callable[[CsvRow], Iterable[tuple[str, Said]]]] = ()
    single: bool = False
    address: Callable[[Any], str] = lambda instance: instance.named_for_address()
    afterwards: Callable[..., None] | None = None
    shared_links: Mapping[str, tuple[str, Said]] = field(default_factory=dict)
    doubts: Iterable[Callable[[Sequence[CsvRow], Sequence[CsvRow]], Iterable[Doubt]]] = ()
    names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.named_by = self.named_by or self.key
        for column in self.columns:
            column.bind(self.model)
        read = [self.key, *(name for column in self.columns for name in column.names)]
        self.names = list(dict.fromkeys(read))
        self._column_of: dict[str, Sequence[str]] = {
            name: column.names for column in self.columns for name in column.fields
        }
        self.id_length = field_of(self.model, "record_id").max_length or 0

    def read(self, line: int, cells: dict[str, str]) -> CsvRow:
        """Return the CsvRow of one line, with its refusals."""
        row = CsvRow(line, cells[self.key], cells)
        refuse_unseen(row, self.key)
        for column in self.columns:
            if not any(refuse_unseen(row, name, column) for name in column.names):
                column.read(row)
        return row

    def column_of(self, name: str | None) -> str | None:
        """Return the name of the column that fills the field `name`; None if no column does."""
        return next(iter(self._column_of.get(name or "", ())), None)

    def digest(self, row: CsvRow) -> str:
        """Return the digest of the values of the line, the same for lines with the same values."""
        said = "\x1f".join(f"{name}\x1e{row.cells[name]}" for name in sorted(self.names))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def fields(self) -> list[str]:
        """Names of the fields of the model that the file fills, except many-to-many."""
        many = {each.name for each in self.model._meta.many_to_many}
        return [name for name in self._column_of if name not in many]

    @property
    def own_link(self) -> Link | None:
        """The Link from a line to another of the same table; None if the table has none."""
        return next((each for each in self.columns if isinstance(each, Link) and each.model is self.model), None)

    @property
    def child_models(self) -> dict[type[Historic], tuple[str, tuple[str, ...]]]:
        """{model of the children: (foreign key to the parent, fields that tell siblings apart)}."""
        return {
            each.model: (each.parent, tuple(attribute_of(each.model, name) for name in each.identified_by))
            for each in self.columns
            if isinstance(each, Children)
        }

    @property
    def conditions(self) -> list[models.CheckConstraint]:
        """CHECK constraints of the model that depend only on fields of the file."""
        known = {"id", *self._column_of}
        checks = (each for each in self.model._meta.constraints if isinstance(each, models.CheckConstraint))
        return [each for each in checks if mentioned(condition_of(each)) <= known]

    @property
    def unique_sets(self) -> list[UniqueSet]:
        """Sets of fields whose values are unique: (fields, field the message is about, message or None)."""
        options = self.model._meta
        alone: list[UniqueSet] = [((each.name,), each.name, None) for each in options.fields if each.unique]
        together: list[UniqueSet] = [
            (tuple(each.fields), each.violation_error_code, each.violation_error_message)
            for each in options.constraints
            if isinstance(each, models.UniqueConstraint) and not each.condition
        ]
        return [each for each in alone + together if not MECHANICAL & set(each[0])]


def refuse_unseen(row: CsvRow, name: str, column: DeclaredColumn | None = None) -> bool:
    """Refuse the cell of the column `name` if it holds a character nobody sees; return whether it does.

    `column`: what reads the cell; None for the identifier.
    """
    found = unseen_in(row.cells[name], is_multiline=getattr(column, "is_multiline", False))
    if found:
        row.refuse(name, named(found), into=column.fields if column else ())
    return bool(found)


def mentioned(condition: models.Q) -> set[str]:
    """Return the names of the fields in a Q."""
    names = set()
    for part in parts_of(condition):
        if isinstance(part, models.Q):
            names |= mentioned(part)
        else:
            lookup, value = part
            names.add(lookup.split("__")[0])
            names |= {name_of(value)} if isinstance(value, models.F) else set()
    return names
