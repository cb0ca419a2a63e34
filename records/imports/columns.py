"""Columns, as an app declares them: the name of each in the file, and the field of the model it fills."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import BooleanField, Field, Model, TextField

from records.imports import cells, faults
from records.imports.cells import CellReader
from records.imports.faults import CellError
from records.imports.pieces import pieces
from records.imports.rows import Child, CsvRow, Reference
from records.publication.fields import field_of, pointed_by
from records.publication.history import Historic

# The name that refers to the row of a table of one row.
ONLY = "*"


@dataclass
class ImportColumn:
    """A column that fills a field; `words`: {word in the file: value stored}, where they differ."""

    name: str
    field: str
    words: dict[str, Any] | None = None
    reader: CellReader | None = None

    @property
    def names(self) -> list[str]:
        """Names of the columns of the file it reads."""
        return [self.name]

    @property
    def fields(self) -> list[str]:
        """Names of the fields of the model it fills."""
        return [self.field]

    def bind(self, model: type[Model]) -> None:
        """Set, from the field of `model`, the reader of a cell and the value of an empty one."""
        target = field_of(model, self.field)
        self.read_cell = self.reader or cells.reader_of(target, self.words)
        self.required, self.absent = not target.blank, _value_of_empty(target)
        self.is_multiline = isinstance(target, TextField)

    def read(self, row: CsvRow) -> None:
        """Put in `row` the value of the cell, or a refusal."""
        cell = row.cells[self.name]
        if cell:
            try:
                row.values[self.field] = self.read_cell(cell)
            except CellError as bad:
                row.refuse(self.name, bad.reason, into=self.fields)
        elif self.required:
            row.refuse(self.name, faults.VALUE_MISSING, into=self.fields)
        else:
            row.values[self.field] = self.absent


@dataclass
class Fixed:
    """A field that takes the same value on every line."""

    field: str
    value: Any
    names = ()

    @property
    def fields(self) -> list[str]:
        """Names of the fields of the model it fills."""
        return [self.field]

    def bind(self, model: type[Model]) -> None:
        """Do nothing: this does not depend on the model."""

    def read(self, row: CsvRow) -> None:
        """Put the value in `row`."""
        row.values[self.field] = self.value


@dataclass
class Empty:
    """A column that must be empty on these lines."""

    name: str
    fields = ()

    @property
    def names(self) -> list[str]:
        """Names of the columns of the file it reads."""
        return [self.name]

    def bind(self, model: type[Model]) -> None:
        """Do nothing: this does not depend on the model."""

    def read(self, row: CsvRow) -> None:
        """Refuse a cell that is not empty."""
        if row.cells[self.name]:
            row.refuse(self.name, faults.VALUE_UNWANTED)


class Approximate(ImportColumn):
    """A column that fills a date, `<field>_on`, and its precision, `<field>_precision`: year, month or day."""

    @property
    def fields(self) -> list[str]:
        """Names of the fields of the model it fills."""
        return [f"{self.field}_on", f"{self.field}_precision"]

    def bind(self, model: type[Model]) -> None:
        """Do nothing: this does not depend on the model."""

    def read(self, row: CsvRow) -> None:
        """Put in `row` the date and its precision, or a refusal."""
        cell = row.cells[self.name]
        try:
            found = cells.approximate_day(cell) if cell else (None, "")
            row.values.update(zip(self.fields, found, strict=True))
        except CellError as bad:
            row.refuse(self.name, bad.reason, into=self.fields)


class Lines(ImportColumn):
    """A column of several texts separated by vertical bars, stored one a line."""

    def read(self, row: CsvRow) -> None:
        """Put the texts in `row`."""
        row.values[self.field] = "\n".join(pieces(row.cells[self.name]))


class Link(ImportColumn):
    """A column that names a row of another table, for a foreign key."""

    def bind(self, model: type[Model]) -> None:
        """Set, from the foreign key of `model`, the table it refers to, and whether a cell may be empty."""
        self.model, self.required = pointed_by(model, self.field), not field_of(model, self.field).null

    def read(self, row: CsvRow) -> None:
        """Put in `row` the name and its reference, or a refusal."""
        name = row.cells[self.name]
        row.links[self.field] = name or None
        if name:
            row.references.append(Reference(self.name, self.model, name))
        elif self.required:
            row.refuse(self.name, faults.VALUE_MISSING, into=self.fields)


@dataclass
class LinkToOnly:
    """A foreign key without a column: it refers to the row of a table of one row."""

    field: str
    names = ()

    @property
    def fields(self) -> list[str]:
        """Names of the fields of the model it fills."""
        return [self.field]

    def bind(self, model: type[Model]) -> None:
        """Do nothing: this does not depend on the model."""

    def read(self, row: CsvRow) -> None:
        """Put the link in `row`."""
        row.links[self.field] = ONLY


class Links(ImportColumn):
    """A column that names several rows of another table, separated by vertical bars, for a many-to-many field."""

    def bind(self, model: type[Model]) -> None:
        """Set, from the field of `model`, the table it refers to."""
        self.model = pointed_by(model, self.field)

    def read(self, row: CsvRow) -> None:
        """Put in `row` the names and their references; refuse a name given twice."""
        names = row.many.setdefault(self.field, [])
        for name in self.pieces(row.cells[self.name]):
            if name in names:
                row.refuse(self.name, faults.NAMED_TWICE, name)
                continue
            names.append(name)
            row.references.append(Reference(self.name, self.model, name))

    @staticmethod
    def pieces(cell: str) -> list[str]:
        """Return the names in a cell."""
        return pieces(cell)


@dataclass
class Children:
    """A column of several things, each a row of `model` whose foreign key `parent` is the row of the line.

    field: the field each thing fills; fixed: {field: value} of their other fields; when: whether a line has them;
    identified_by: the fields that tell siblings apart; whole: the cell is one thing, even with vertical bars;
    among: the only file it may refer to; required: there is at least one; english: the column of their English texts.
    """

    name: str
    model: type[Historic]
    parent: str
    field: str
    fixed: dict[str, Any] = dataclasses.field(default_factory=dict)
    when: Callable[[CsvRow], bool] = lambda row: True
    identified_by: tuple[str, ...] = ("position",)
    whole: bool = False
    among: str = ""
    required: bool = False
    english: str = ""
    fields = ()

    @property
    def names(self) -> list[str]:
        """Names of the columns of the file it reads."""
        return [self.name, self.english] if self.english else [self.name]

    def bind(self, model: type[Model]) -> None:
        """Set, from the field of the model of the children, the reader of each thing."""
        options = self.model._meta
        target = field_of(self.model, self.field)
        self.related = target.related_model
        self.reader: CellReader = str if self.related else cells.reader_of(target)
        self.is_ranked = any(each.name == "position" for each in options.fields)
        self.is_multiline = isinstance(target, TextField)

    def read(self, row: CsvRow) -> None:
        """Put in `row` the children, or refusals."""
        if not self.when(row):
            return
        things = self._pieces(row.cells[self.name])
        if self.required and not things:
            row.refuse(self.name, faults.VALUE_MISSING)
        for rank, (thing, translation) in enumerate(self._translated(things, row), start=1):
            ranked = {"position": rank} if self.is_ranked else {}
            child = Child(self, {**self.fixed, **ranked, **translation}, {})
            if self._fill(child, thing, row):
                row.children.append(child)

    def _pieces(self, cell: str) -> list[str]:
        return [cell] if self.whole and cell else pieces(cell)

    def _translated(self, things: list[str], row: CsvRow) -> Iterable[tuple[str, dict[str, str]]]:
        """Pair each thing with {field of its English: text}; refuse translations that are not one for each."""
        if not self.english:
            return [(thing, {}) for thing in things]
        texts = self._pieces(row.cells[self.english])
        if texts and len(texts) != len(things):
            row.refuse(self.english, faults.TRANSLATIONS_MISALIGNED)
            return []
        return [(thing, {f"{self.field}_en": text}) for thing, text in zip_longest(things, texts, fillvalue="")]

    def _fill(self, child: Child, thing: str, row: CsvRow) -> bool:
        """Put `thing` in `child` and return True; if it cannot be read, put a refusal in `row` and return False."""
        if self.related:
            child.links[self.field] = thing
            row.references.append(Reference(self.name, self.related, thing, self.among))
        else:
            try:
                child.values[self.field] = self.reader(thing)
            except CellError as bad:
                row.refuse(self.name, bad.reason, thing)
                return False
        if any(child.identity == other.identity for other in row.children):
            row.refuse(self.name, faults.NAMED_TWICE, thing)
            return False
        return True


def _value_of_empty(target: "Field[Any, Any]") -> Any:
    """Return what an empty cell stores in the field `target`."""
    if isinstance(target, BooleanField):
        return False
    return None if target.null else ""
