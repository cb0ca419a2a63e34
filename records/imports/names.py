"""The rows that a cell may name, as people name them: an identifier, an address, a name, whatever the accents."""

from collections import defaultdict
from typing import Any

from django.db.models import Model

from records.imports import faults
from records.imports.faults import CellError
from records.publication.sources import Source
from records.words.normalizing import normalize

# The fields by which a row may be named, besides the first that it is searched by.
NAMING_FIELDS = ("record_id", "slug", "acronym", "url")
# Begins the name of a source that is not there yet.
NEW = "+"


class SeveralRowsError(CellError):
    """A name that several rows have: `keys`, as texts."""

    def __init__(self, name: str, keys: set[str]) -> None:
        super().__init__(faults.NAME_AMBIGUOUS, name=name)
        self.keys = keys


class NamedRows:
    """The rows of one model, among those that answer `limit` ({lookup: value}), by what they are called.

    A row is known by its key, written as a text: what the engine takes for the name of a row.
    """

    def __init__(self, model: type[Model], limit: dict[str, Any]) -> None:
        self.model = model
        fields = {field.name for field in model._meta.fields}
        first = "publisher" if model is Source else getattr(model, "search_fields", ("pk",))[0]
        names = [name for name in NAMING_FIELDS if name in fields]
        self.exact: dict[str, str] = {}
        self.known: dict[str, set[str]] = defaultdict(set)
        self.labels: dict[str, str] = {}
        rows = model._default_manager.filter(**limit).values_list("pk", first, *names)
        for key, label, *others in rows.iterator():
            self.labels[str(key)] = others[-1] if model is Source else str(label)
            self.exact |= {name: str(key) for name in others if name}
            for name in filter(None, [label, *others]):
                self.known[normalize(str(name))].add(str(key))

    def find(self, text: str) -> str:
        """Return the key, as a text, of the row called `text`; raise CellError if there is none, or more than one."""
        if text in self.exact:
            return self.exact[text]
        last = text.rstrip("/").rpartition("/")[2] if "/" in text else ""
        found = {self.exact[last]} if last in self.exact else self.known.get(normalize(text), set())
        if len(found) > 1:
            raise SeveralRowsError(text, found)
        if not found:
            raise CellError(faults.NAME_UNKNOWN, name=text, kind=self.model._meta.verbose_name)
        return next(iter(found))

    def label(self, key: str) -> str:
        """Return what the row of `key` is called."""
        return self.labels.get(key, key.removeprefix(NEW))


class RowsByName:
    """The rows of every model that cells may name, each read once."""

    def __init__(self) -> None:
        self.read: dict[tuple[type[Model], str], NamedRows] = {}
        self.shared: dict[tuple[type[Model], str], dict[str, str]] = {}

    def of(self, model: type[Model], limit: Any = None) -> NamedRows:
        """Return the rows of `model` that answer `limit` ({lookup: value})."""
        key = model, repr(limit or "")
        if key not in self.read:
            self.read[key] = NamedRows(model, limit or {})
        return self.read[key]

    def links(self, model: type[Model], name: str) -> dict[str, str]:
        """Return {key: key of the row that its foreign key `name` points to} of the rows of `model`, as texts."""
        key = model, name
        if key not in self.shared:
            rows = model._default_manager.values_list("pk", f"{name}_id")
            self.shared[key] = {str(row): str(other) for row, other in rows}
        return self.shared[key]
