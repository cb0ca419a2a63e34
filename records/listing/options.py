"""What readers may choose in a list, and how a page shows it."""

from typing import NamedTuple

from records.words.normalizing import normalize


class Option(NamedTuple):
    """Something readers may choose: its value in addresses, its name, its place, and what rows are compared with."""

    value: str
    label: str
    rank: int = 0
    key: object = None


class Counted(NamedTuple):
    """An option, the rows it would give whatever else its facet has chosen, and whether it is chosen."""

    option: Option
    count: int
    is_chosen: bool


class Panel(NamedTuple):
    """A facet as a page shows it."""

    name: str
    label: str
    values: list[Counted]
    is_open: bool
    is_cut: bool


class Chip(NamedTuple):
    """A choice in force, and the query string of the list without it."""

    label: str
    option: Option
    query: str


def sort_options(counted):
    """Return (Option, number) pairs as a facet shows them: by rank, then by name."""
    return sorted(counted, key=lambda pair: (pair[0].rank, normalize(pair[0].label)))
