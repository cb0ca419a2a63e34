"""The options readers choose from in a list, and what a page shows of them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from records.words.normalizing import normalize
from records.words.said import Said

# The value, in any facet, of the rows where the thing is unknown; and its rank, after the other values.
UNKNOWN_VALUE = "inconnu"
LAST_RANK = 9999


class Option(NamedTuple):
    """Something readers may choose: its value in query strings, its label, its rank, and the key that rows match."""

    value: str
    label: str
    rank: int = 0
    key: object = None


class Counted(NamedTuple):
    """An option of a facet: the number of rows it would give alone in its facet, and whether it is chosen."""

    option: Option
    count: int  # type: ignore[assignment] # what a tuple counts is not asked here
    is_chosen: bool


class Panel(NamedTuple):
    """A facet as a page shows it; `is_open`: something is chosen; `is_cut`: values were left out.

    `is_switch`: it offers one value, to be turned on or off.
    """

    name: str
    label: Said
    values: list[Counted]
    is_open: bool
    is_cut: bool
    is_switch: bool = False


class Chip(NamedTuple):
    """A choice in force: the label of its filter, its Option, and the query string of the list without it."""

    label: Said
    option: Option
    query: str


class Setting(NamedTuple):
    """A parameter that does not narrow the list, such as its order: its label and its values."""

    label: Said
    values: "list[SettingValue]"


class SettingValue(NamedTuple):
    """One value of a setting: its label, the query string that asks for it, and whether it is in force."""

    label: Said
    query: str
    is_chosen: bool


class Pick(NamedTuple):
    """A parameter that takes several values, separated by commas: its label, and {value: words} of those it knows.

    `under`: the (setting, value) under which they have a sense, and which they imply.
    """

    label: Said
    known: Mapping[str, Said]
    under: tuple[str, str]


def unknown_option(typed: str) -> Option | None:
    """Return the Option « inconnu » if `typed` is UNKNOWN_VALUE; None otherwise."""
    return Option(UNKNOWN_VALUE, str(_("inconnu")), LAST_RANK, UNKNOWN_VALUE) if typed == UNKNOWN_VALUE else None


def sort_options(counted: Iterable[tuple[Option, int]]) -> list[tuple[Option, int]]:
    """Return the pairs sorted by rank, then by label whatever its accents and capitals."""
    return sorted(counted, key=lambda pair: (pair[0].rank, normalize(pair[0].label)))
