"""The columns of a file: the header of each, the type of its values, and how they are read from a row."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, reduce
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Choices

from records.words.languages import is_french
from records.words.said import Said

_Words: TypeAlias = type[Choices]


class Spoken(NamedTuple):
    """What a column reads in the language spoken when a file is begun: `bind()` returns the function of a row."""

    bind: Callable[[], Callable[[Any], Any]]


class ColumnType(StrEnum):
    """The type of the values of a column: LIST is a list of texts; ADDRESS is a URL, or a path of this site."""

    TEXT = "texte"
    DATE = "date"
    NUMBER = "nombre"
    AMOUNT = "montant"
    ADDRESS = "adresse"
    LIST = "liste"
    CHOICE = "choix"


class Column(NamedTuple):
    """A column: its header (the same in every language), its label, the type of its values and what it means.

    `source`: the path of a field ("place.name"), or what returns the value of a row. `choices`: the
    TextChoices that gives the words to write for that value, or for each value of a list. `fields`: if `source` is a
    function, the names of the fields of the record that it reads. `items`: the type of each value of a list.
    """

    header: str
    label: Said
    type: ColumnType
    meaning: Said
    source: str | Spoken | Callable[[Any], Any]
    choices: _Words | None = None
    fields: tuple[str, ...] = ()
    items: ColumnType = ColumnType.TEXT

    @property
    def told(self) -> tuple[str, ...]:
        """Names of the fields of the record that the column shows; empty for a function that declares none."""
        return self.fields or ((self.source.partition(".")[0],) if isinstance(self.source, str) else ())

    def reader(self) -> Callable[[Any], Any]:
        """Return the function that returns the value of a row, in the active language, or else in French.

        The words of `choices` are translated once, when this is called.
        """
        read = self.raw_reader()
        if not self.choices:
            return read
        words = {value: str(label) for value, label in self.choices.choices}
        if self.type == ColumnType.LIST:
            return lambda row: [words[value] for value in read(row)]
        return lambda row: words.get(read(row), "")

    def raw_reader(self) -> Callable[[Any], Any]:
        """Return the function that returns the value of a row as `reader` does, but that of `choices` without words."""
        if isinstance(self.source, str):
            return field_reader(self.source)
        return self.source.bind() if isinstance(self.source, Spoken) else self.source


class Dataset(NamedTuple):
    """A file: its name without its end, its columns, and the fields left out: {name of the field: reason}.

    `internal`: names of those left out that the files of the bureau tell; `on_paper`: headers of the few columns that
    paper has room for, its name first.
    """

    name: str
    columns: list[Column]
    left_out: dict[str, str]
    internal: tuple[str, ...] = ()
    on_paper: tuple[str, ...] = ()

    def labels(self) -> dict[str, Said]:
        """Return {header: label} of the columns."""
        return {column.header: column.label for column in self.columns}

    def chosen(self, headers: Iterable[str]) -> list[Column]:
        """Return the column that names the row, then those of `headers` in that order, the unknown left out."""
        by_header = {column.header: column for column in self.columns}
        name = (self.on_paper or [self.columns[0].header])[0]
        return [by_header[each] for each in dict.fromkeys([name, *headers]) if each in by_header]

    def told(self) -> set[str]:
        """Return the names of the fields of the record that at least one column shows."""
        return {name for column in self.columns for name in column.told}


# Fields of any published record that no file shows: {name: reason}.
NEVER_TOLD = {
    "id": "the address tells the record apart",
    "record_id": "a key of the files of the bureau",
    "record_hash": "tells the loader whether a line changed",
    "english_written_for": "serves to tell which translations are older",
    "outdated_english": "of use to the bureau, and said beside each text",
    "edited_at": "tells the loader whether the bureau changed a row",
    "search_text": "other columns hold its words",
    "published_on": "of use to the bureau: when its page was put online says nothing of the fact",
    "editor_note": "between the people of the bureau",
    "review_comment": "between the author and the approver",
}
# Those of them that tell the bureau something.
INTERNAL = ("record_id", "published_on", "edited_at", "editor_note", "review_comment")


def field_reader(path: str) -> Callable[[Any], Any]:
    """Return the function that reads the field at `path` ("place.name") of a row: None if a relation of it is empty.

    It reads in the language active when this is called, or else in French.
    """
    return _field_reader(path, is_french())


@cache
def _field_reader(path: str, spoken_in_french: bool) -> Callable[[Any], Any]:
    relation, _dot, name = path.rpartition(".")
    in_french, in_english = attrgetter(name), f"{name}_en"
    read = in_french if spoken_in_french else lambda row: getattr(row, in_english, "") or in_french(row)
    if not relation:
        return read
    held_by = _relation_reader(relation)

    def read_beyond(row: Any) -> Any:
        owner = held_by(row)
        return None if owner is None else read(owner)

    return read_beyond


def _relation_reader(path: str) -> Callable[[Any], Any]:
    """Return the function that follows the relations at `path` from a row: None as soon as one of them is empty."""
    if "." not in path:
        return attrgetter(path)
    return lambda row: reduce(lambda record, relation: record and getattr(record, relation), path.split("."), row)


def names_of(relation: str, path: str = "name") -> Spoken:
    """Return what lists the field at `path` of the related rows: `relation` names a list or a manager."""

    def bind() -> Callable[[Any], list[str]]:
        held_by, read = attrgetter(relation), field_reader(path)

        def read_all(row: Any) -> list[str]:
            held = held_by(row)
            return [read(each) for each in (held if isinstance(held, list) else held.all())]

        return read_all

    return Spoken(bind)


def where_shown(flag: str, path: str) -> Spoken:
    """Return what reads the field at `path` where the row says, by `flag`, that it may be read; None elsewhere."""

    def bind() -> Callable[[Any], Any]:
        is_shown, read = attrgetter(flag), field_reader(path)
        return lambda row: read(row) if is_shown(row) else None

    return Spoken(bind)
