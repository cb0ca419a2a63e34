"""One line of a file, once read: its values, and its references to other tables."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from records.words.said import Said


@dataclass
class CsvRow:
    """One line of a file, being read; it refers to other rows by their names."""

    line: int
    id: str
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str | None] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)
    children: list["Child"] = field(default_factory=list)
    references: list["Reference"] = field(default_factory=list)
    refusals: list[tuple[Said, Said, str]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    # The day on which it is checked.
    today: dt.date | None = None

    def refuse(self, column: Said, reason: Said, value: str | None = None, into: Iterable[str] = ()) -> None:
        """Add a refusal of `column`; the fields `into` have no value, and are not checked further."""
        self.refusals.append((column, reason, self.cells.get(str(column), "") if value is None else value))
        self.unread.update(into)

    def facts(self) -> dict[str, Any]:
        """Return {field: value or name referred to}, to evaluate the constraints of the model."""
        return {"id": self.id, **self.values, **self.links}


@dataclass
class Child:
    """A child row of the line: the Children that declares it (`of`), its values and its links."""

    of: Any
    values: dict[str, Any]
    links: dict[str, str]

    @property
    def identity(self) -> tuple[Any, ...]:
        """(model, *`identified_by` values): distinct for each child of a line."""
        facts = {**self.values, **self.links}
        return self.of.model, *(facts[name] for name in self.of.identified_by)


@dataclass
class Reference:
    """A reference of a cell to a row of another table; `among`: the only file where that row may be."""

    column: str
    model: type[models.Model]
    name: str
    among: str = ""
