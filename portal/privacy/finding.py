"""Finding somebody by a name, an address or a number, in every file that holds people: what is there, what was."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from portal.privacy.files import FOUND_IN
from portal.privacy.identities import SHORTEST_NUMBER, Identity
from records.publication.personal import PersonalFile
from records.words.normalizing import fold

SHORTEST_QUERY = 3
MAX_FOUND = 200
BY_KEY = {file.key: file for file in FOUND_IN}


class FoundRow(NamedTuple):
    """A row that holds somebody: its file, its key, the row as it is (None once deleted), and what it ever held.

    `held`: {name of a field: values, the latest first}.
    """

    file: PersonalFile
    key: int
    row: models.Model | None
    held: dict[str, list[Any]]

    @property
    def ref(self) -> str:
        """What tells it from any other in an address: nothing of what it holds."""
        return f"{self.file.key}-{self.key}"

    @property
    def words(self) -> str:
        """What the row is, and the mission it is a part of; nothing once deleted."""
        mission = getattr(self.row, "mission", None)
        return f"{self.row} – {mission}" if mission else str(self.row or "")

    @property
    def told(self) -> list[tuple[str, list[Any]]]:
        """The (label, values) of what it holds."""
        return [
            (label, [_in_figures(value) for value in self.held[name]])
            for label, name in zip(self.file.labels(), self.file.fields, strict=True)
            if self.held.get(name)
        ]

    @property
    def identifying(self) -> Iterator[str]:
        """What tells the person in any text."""
        for wanted in self.file.told_by:
            if isinstance(wanted, str):
                yield from self.held.get(wanted, [])
            else:
                yield " ".join(str(value) for name in wanted for value in self.held.get(name, [])[:1])


def _in_figures(value: Any) -> Any:
    """Return a moment as it is read in Québec, anything else as it is."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if isinstance(value, dt.datetime) else value


def find_people(query: str) -> list[FoundRow]:
    """Return the rows of people that a name, an address or a number finds (a list, MAX_FOUND at most).

    Neither case nor accents matter; every word has to be there, today or formerly. Whoever would be erased from a text
    by what is typed is found too, however it is written. Too short a query finds nothing.
    """
    words, figures = fold(query).split(), re.sub(r"\D", "", query)
    if len("".join(words)) < SHORTEST_QUERY:
        return []
    number = figures if len(figures) >= SHORTEST_NUMBER and not re.search(r"[^\W\d_]", query) else ""
    identity = Identity([query])
    found = [(file, key) for file in FOUND_IN for key in _keys(file, words, number, identity)]
    return [each for each in _read(found[:MAX_FOUND]) if each.held]


def _keys(file: PersonalFile, words: list[str], number: str, identity: Identity) -> list[int]:
    keys: dict[int, None] = {}
    for key, *values in _values(file, file.found_by):
        text = fold(" ".join(str(value or "") for value in values))
        is_found = number in re.sub(r"\D", "", text) if number else all(word in text for word in words)
        if is_found or identity.is_in(text):
            keys[key] = None
    return list(keys)


def _values(file: PersonalFile, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the key and the values of each row of a file, then of what its rows were, the latest first."""
    yield from file.model._default_manager.order_by("pk").values_list("pk", *names)
    if file.history is not None:
        yield from file.history._default_manager.order_by("-history_id").values_list("id", *names)


def read_people(refs: Iterable[str]) -> list[FoundRow]:
    """Return the rows that `refs` tell (a list), those that hold something."""
    pairs = [ref.rpartition("-")[::2] for ref in dict.fromkeys(refs)]
    keys = [(BY_KEY[name], int(key)) for name, key in pairs if name in BY_KEY and re.fullmatch(r"[0-9]{1,15}", key)]
    return [each for each in _read(keys[:MAX_FOUND]) if each.held]


def _read(found: Iterable[tuple[PersonalFile, int]]) -> list[FoundRow]:
    return [
        FoundRow(file, key, file.model._default_manager.filter(pk=key).first(), _held(file, key)) for file, key in found
    ]


def _held(file: PersonalFile, key: int) -> dict[str, list[Any]]:
    """Return what a row holds and held, by field, each value once; nothing if it holds nobody."""
    rows = [*file.model._default_manager.filter(pk=key).values(*file.fields)]
    if file.history is not None:
        rows += file.history._default_manager.filter(id=key).order_by("-history_id").values(*file.fields)
    held = {name: list(dict.fromkeys(row[name] for row in rows if row[name] not in ("", None))) for name in file.fields}
    return {name: values for name, values in held.items() if values}


def identity_of(found: Iterable[FoundRow]) -> Identity:
    """Return the Identity of the person, or the people, that rows hold."""
    return Identity(value for each in found for value in each.identifying)
