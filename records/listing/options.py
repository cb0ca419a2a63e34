"""What readers may choose in a list, and how a page shows it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from records.words.normalizing import normalize
from records.words.said import Said

# What asks for the rows of which a thing is not known, whatever the facet, and where it stands among the values.
UNKNOWN_VALUE = "inconnu"
LAST_RANK = 9999


class Option(NamedTuple):
    """Something readers may choose: its value in addresses, its name, its place, and what rows are compared with."""

    value: str
    label: str
    rank: int = 0
    key: object = None


class Counted(NamedTuple):
    """An option, the rows it would give whatever else its facet has chosen, and whether it is chosen."""

    option: Option
    count: int  # type: ignore[assignment] # what a tuple counts is not asked here
    is_chosen: bool


class Panel(NamedTuple):
    """A facet as a page shows it."""

    name: str
    label: Said
    values: list[Counted]
    is_open: bool
    is_cut: bool


class Chip(NamedTuple):
    """A choice in force, and the query string of the list without it."""

    label: Said
    option: Option
    query: str


class Setting(NamedTuple):
    """A way of having a list without narrowing it, as a page shows it: its label, and for each value a SettingValue."""

    label: Said
    values: "list[SettingValue]"


class SettingValue(NamedTuple):
    """One value of a setting: its words, the query string that asks for it, and whether it is in force."""

    label: Said
    query: str
    is_chosen: bool


def unknown_option(typed: str) -> Option | None:
    """Return the Option of what is not known if `typed` (a string) asks for it; None otherwise."""
    return Option(UNKNOWN_VALUE, str(_("inconnu")), LAST_RANK, UNKNOWN_VALUE) if typed == UNKNOWN_VALUE else None


def sort_options(counted: Iterable[tuple[Option, int]]) -> list[tuple[Option, int]]:
    """Return (Option, number) pairs as a facet shows them: by rank, then by name."""
    return sorted(counted, key=lambda pair: (pair[0].rank, normalize(pair[0].label)))
