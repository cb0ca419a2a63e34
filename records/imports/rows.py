"""One line of a file, once read: its values, and what it names in other tables."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from records.words.said import Said


@dataclass
class CsvRow:
    """One line of a file, being read; names stand for the rows it refers to."""

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

    def refuse(self, column: Said, reason: Said, value: str | None = None, into: Iterable[str] = ()) -> None:
        """Note that `column` is wrong, and that the fields `into` have no value to check."""
        self.refusals.append((column, reason, self.cells.get(str(column), "") if value is None else value))
        self.unread.update(into)

    def facts(self) -> dict[str, Any]:
        """Return the values and links by field, as conditions of the model see them."""
        return {"id": self.id, **self.values, **self.links}


@dataclass
class Child:
    """A row that belongs to the row of the file: the declaration it follows, its values and its links."""

    of: Any
    values: dict[str, Any]
    links: dict[str, str]

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells it from its siblings, as the file says it."""
        facts = {**self.values, **self.links}
        return self.of.model, *(facts[name] for name in self.of.identified_by)


@dataclass
class Reference:
    """What a cell names in another table; `among`, the only file where it may stand."""

    column: str
    model: type[models.Model]
    name: str
    among: str = ""
