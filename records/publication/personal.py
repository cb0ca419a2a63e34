"""What a table holds of people: whose, why, who reads it, how long; how one of them is found, and erased.

Each app declares its own in its `personal.py`; the inventory, the page of a person, the retention and the public page
on privacy all read these declarations.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from records.words.said import Said

# What stands in the place of a name that was erased, wherever a text is needed.
ERASED = "(effacé)"


@dataclass(frozen=True)
class Retention:
    """How long something is kept: in words, and what erases it at night (takes the day, returns how many rows).

    Without `erase`, it goes with something else, which the words say. They write the `days` as « {days} ».
    """

    told: Said
    erase: Callable[[dt.date], int] | None = None
    days: int = 0

    @property
    def words(self) -> str:
        """How long it is kept, in the active language."""
        return str(self.told).format(days=self.days)


@dataclass(frozen=True, eq=False)
class PersonalFile:
    """What a table holds of people (art. 76 of the Loi sur l’accès).

    `key`: its word in addresses. `fields`: names of those that hold somebody. `people`, `purpose`, `origin`, `readers`:
    in words. `found_by`: the fields by which one is found; none where nobody is looked for. `told_by`: among them,
    those that tell a person in any text, a tuple being one name in several. `erase`: takes the key of a row, there or
    deleted, and who asks; a file in which somebody is found has one. In the others, erasing somebody replaces what
    names them.
    """

    key: str
    title: Said
    model: type[models.Model]
    fields: tuple[str, ...]
    people: Said
    purpose: Said
    origin: Said
    readers: Said
    retention: Retention
    found_by: tuple[str, ...] = ()
    told_by: tuple[str | tuple[str, ...], ...] = ()
    erase: Callable[[int, User], None] | None = None

    @property
    def history(self) -> Any:
        """The model of what the rows were before; None if no history of them is kept."""
        manager = getattr(self.model, "history", None)
        return manager.model if manager is not None else None

    @property
    def table(self) -> str:
        """Where it is kept."""
        return self.model._meta.db_table

    def labels(self) -> list[str]:
        """Return what the fields are called (a list)."""
        return [str(getattr(self.model._meta.get_field(name), "verbose_name", name)) for name in self.fields]
