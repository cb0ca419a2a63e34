"""The columns of a table given as a file: what each is called, what it holds, and where it is read."""

from collections.abc import Callable
from enum import StrEnum
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Choices

from records.words.languages import in_language
from records.words.said import Said

_Words: TypeAlias = type[Choices]


class ColumnType(StrEnum):
    """What the values of a column are; a list holds several texts, an address may be a path of this site."""

    TEXT = "texte"
    DATE = "date"
    NUMBER = "nombre"
    AMOUNT = "montant"
    ADDRESS = "adresse"
    LIST = "liste"
    CHOICE = "choix"


class Column(NamedTuple):
    """A column: its header (the same in every language), its label, its type, what it means, and where it is read.

    `source`: the path of a field ("place.name") or a function of the row. `choices`: the words of a choice, whose value
    the source gives. `fields`: the fields of the record that a function tells.
    """

    header: str
    label: Said
    type: ColumnType
    meaning: Said
    source: str | Callable[[Any], Any]
    choices: _Words | None = None
    fields: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The names of the fields of the record that the column tells (a tuple)."""
        return self.fields or ((self.source.partition(".")[0],) if isinstance(self.source, str) else ())

    def reader(self) -> Callable[[Any], Any]:
        """Return the function that gives the value of a row, in the language being spoken, or else in French.

        The words of a choice are translated here, once for all the rows.
        """
        read = self.source if callable(self.source) else field_reader(self.source)
        if not self.choices:
            return read
        words = {value: str(label) for value, label in self.choices.choices}
        return lambda row: words.get(read(row), "")


class Dataset(NamedTuple):
    """A table given as a file: its name, its columns, and the fields of the record left out of it, each with why."""

    name: str
    columns: list[Column]
    left_out: dict[str, str]

    def labels(self) -> dict[str, Said]:
        """Return the labels of the columns: {header: label}."""
        return {column.header: column.label for column in self.columns}

    def told(self) -> set[str]:
        """Return the names of the fields of the record that some column tells (a set)."""
        return {name for column in self.columns for name in column.told}


# What no file tells of a published record, whatever it is.
NEVER_TOLD = {
    "id": "the address tells the record apart",
    "record_id": "a key of the files of the bureau",
    "record_hash": "tells the loader whether a line changed",
    "edited_at": "tells the loader whether the bureau changed a row",
    "search_text": "other columns hold its words",
    "published_on": "of use to the bureau: when its page was put online says nothing of the fact",
    "review_comment": "between the author and the approver",
}


def field_reader(path: str) -> Callable[[Any], Any]:
    """Return the function that reads the field at `path` ("place.name") of a row; None where the path stops short."""
    *relations, name = path.split(".")

    def read(row: Any) -> Any:
        owner = reduce(lambda record, relation: record and getattr(record, relation), relations, row)
        return None if owner is None else in_language(owner, name)[0]

    return read


def names_of(relation: str, name: str = "name") -> Callable[[Any], list[str]]:
    """Return the function that lists the field `name` of what a row has under `relation`, a list or a manager."""

    def read(row: Any) -> list[str]:
        held = getattr(row, relation)
        return [in_language(each, name)[0] for each in (held.all() if hasattr(held, "all") else held)]

    return read
