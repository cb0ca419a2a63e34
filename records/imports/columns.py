"""Columns, as an app declares them: what each is called in the file, and what it becomes in the model."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from records.imports import cells, faults
from records.imports.cells import CellReader
from records.imports.faults import CellError
from records.imports.rows import Child, CsvRow, Reference
from records.publication.fields import field_of, pointed_by
from records.publication.history import Historic
from records.publication.sources import Source

SEPARATOR = "|"
# The name by which the one row of a table of one row is found.
ONLY = "*"


@dataclass
class ImportColumn:
    """A column that fills a field; `words` when the file does not write what the field stores."""

    name: str
    field: str
    words: dict[str, Any] | None = None
    reader: CellReader | None = None

    @property
    def names(self) -> list[str]:
        """The columns of the file it reads."""
        return [self.name]

    @property
    def fields(self) -> list[str]:
        """The fields of the model it fills."""
        return [self.field]

    def bind(self, model: type[Model]) -> None:
        """Learn from the `model`'s field how to read a cell, and what an empty one is worth."""
        target = field_of(model, self.field)
        self.read_cell = self.reader or cells.reader_of(target, self.words)
        self.required, self.absent = not target.blank, None if target.null else ""

    def read(self, row: CsvRow) -> None:
        """Put the value of the cell in `row`, or a refusal."""
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
        """The fields of the model it fills."""
        return [self.field]

    def bind(self, model: type[Model]) -> None:
        """Nothing to learn."""

    def read(self, row: CsvRow) -> None:
        """Put the value in `row`."""
        row.values[self.field] = self.value


@dataclass
class Empty:
    """A column of the file that these lines leave empty."""

    name: str
    fields = ()

    @property
    def names(self) -> list[str]:
        """The columns of the file it reads."""
        return [self.name]

    def bind(self, model: type[Model]) -> None:
        """Nothing to learn."""

    def read(self, row: CsvRow) -> None:
        """Refuse anything written."""
        if row.cells[self.name]:
            row.refuse(self.name, faults.VALUE_UNWANTED)


class Approximate(ImportColumn):
    """A column that fills a date `<moment>_on` and its `<moment>_precision`, read from its form."""

    @property
    def fields(self) -> list[str]:
        """The fields of the model it fills."""
        return [f"{self.field}_on", f"{self.field}_precision"]

    def bind(self, model: type[Model]) -> None:
        """Nothing to learn."""

    def read(self, row: CsvRow) -> None:
        """Put the date and its precision in `row`, or a refusal."""
        cell = row.cells[self.name]
        try:
            found = cells.approximate_day(cell) if cell else (None, "")
            row.values.update(zip(self.fields, found, strict=True))
        except CellError as bad:
            row.refuse(self.name, bad.reason, into=self.fields)


class Lines(ImportColumn):
    """A column of several texts, kept one a line."""

    def read(self, row: CsvRow) -> None:
        """Put the texts in `row`."""
        row.values[self.field] = "\n".join(pieces(row.cells[self.name]))


class Link(ImportColumn):
    """A column that names a row of another table."""

    def bind(self, model: type[Model]) -> None:
        """Learn from the `model`'s foreign key which table, and whether it may be empty."""
        self.model, self.required = pointed_by(model, self.field), not field_of(model, self.field).null

    def read(self, row: CsvRow) -> None:
        """Put the name in `row`, or a refusal."""
        name = row.cells[self.name]
        row.links[self.field] = name or None
        if name:
            row.references.append(Reference(self.name, self.model, name))
        elif self.required:
            row.refuse(self.name, faults.VALUE_MISSING, into=self.fields)


@dataclass
class LinkToOnly:
    """A foreign key that no column gives: it points to the one row of a table of one row."""

    field: str
    names = ()

    @property
    def fields(self) -> list[str]:
        """The fields of the model it fills."""
        return [self.field]

    def bind(self, model: type[Model]) -> None:
        """Nothing to learn."""

    def read(self, row: CsvRow) -> None:
        """Put the link in `row`."""
        row.links[self.field] = ONLY


class Links(ImportColumn):
    """A column that names several rows of another table, for a many-to-many field."""

    def bind(self, model: type[Model]) -> None:
        """Learn from the `model`'s field which table."""
        self.model = pointed_by(model, self.field)

    def read(self, row: CsvRow) -> None:
        """Put the names in `row`, each once."""
        names = row.many.setdefault(self.field, [])
        for name in self.pieces(row.cells[self.name]):
            if name in names:
                row.refuse(self.name, faults.NAMED_TWICE, name)
                continue
            names.append(name)
            row.references.append(Reference(self.name, self.model, name))

    @staticmethod
    def pieces(cell: str) -> list[str]:
        """Return the names a cell holds."""
        return pieces(cell)


class SourceAddress(Links):
    """A column that holds the address of one source of the line."""

    def __init__(self, name: str, *, required: bool = False) -> None:
        super().__init__(name, "sources")
        self.model, self.required = Source, required

    def read(self, row: CsvRow) -> None:
        """Put the address in `row`, or a refusal."""
        if self.required and not row.cells[self.name]:
            row.refuse(self.name, faults.VALUE_MISSING)
        super().read(row)

    @staticmethod
    def pieces(cell: str) -> list[str]:
        """An address is taken whole."""
        return [cell] if cell else []


def sourced(columns: int) -> list[ImportColumn]:
    """Return the columns every fact of the register has: up to `columns` sources, confidence and note."""
    first, *others = ["source_url", "source_url_2", "source_url_3"][:columns]
    return [
        SourceAddress(first, required=True),
        *(SourceAddress(name) for name in others),
        ImportColumn("confidence", "confidence"),
        ImportColumn("note_fr", "note"),
    ]


@dataclass
class Children:
    """A column of several things, each a row of `model` that belongs to the line's row by its `parent` key.

    field: where each goes; fixed: what else they hold; when: on which rows the column means this;
    identified_by: what tells them apart; whole: the cell is one thing; among: the only file it may name;
    required: there is at least one.
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
    fields = ()

    @property
    def names(self) -> list[str]:
        """The columns of the file it reads."""
        return [self.name]

    def bind(self, model: type[Model]) -> None:
        """Learn from the field of the child's model how to read each thing."""
        options = self.model._meta
        target = field_of(self.model, self.field)
        self.related = target.related_model
        self.reader: CellReader = str if self.related else cells.reader_of(target)
        self.is_ranked = any(each.name == "position" for each in options.fields)

    def read(self, row: CsvRow) -> None:
        """Put the children in `row`, or refusals."""
        if not self.when(row):
            return
        cell = row.cells[self.name]
        things = [cell] if self.whole and cell else pieces(cell)
        if self.required and not things:
            row.refuse(self.name, faults.VALUE_MISSING)
        for rank, thing in enumerate(things, start=1):
            ranked = {"position": rank} if self.is_ranked else {}
            child = Child(self, {**self.fixed, **ranked}, {})
            if self._fill(child, thing, row):
                row.children.append(child)

    def _fill(self, child: Child, thing: str, row: CsvRow) -> bool:
        """Put `thing` in `child`; return False, with a refusal in `row`, if it cannot be."""
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


def pieces(cell: str) -> list[str]:
    """Return the non-empty things a cell holds, separated by vertical bars."""
    return [piece for piece in map(str.strip, cell.split(SEPARATOR)) if piece]
