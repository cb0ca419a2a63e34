"""The table of the drill: what was tried, what was measured, what was wanted."""

import os
from typing import NamedTuple

# The short form runs on machines that others use, and times a few pages only: what it times may take twice as long.
SLACK = 2 if os.environ.get("SHORT") == "1" else 1
TIMES = (" s", " ms", " ×")


class Row(NamedTuple):
    """A measure: in words, with what was wanted of it, and whether it was so."""

    what: str
    measured: str
    wanted: str
    is_right: bool


def at_most(what, value, most, unit=""):
    """Return the Row of a number that must not be more than `most`; twice that for a time, in the short form."""
    most *= SLACK if unit in TIMES else 1
    return Row(what, f"{value:.3g}{unit}", f"≤ {most:g}{unit}", value <= most)


def at_least(what, value, least, unit=""):
    """Return the Row of a number that must not be less than `least`."""
    return Row(what, f"{value:.3g}{unit}", f"≥ {least:g}{unit}", value >= least)


def none_of(what, found):
    """Return the Row of a list that must be empty; tell how many it holds, and the first."""
    return Row(what, f"{len(found)}: {str(found[0])[:60]}" if found else "none", "none", not found)


def print_table(steps):
    """Print {step: Rows}; return whether all is right."""
    wide = [max(len(str(row[column])) for rows in steps.values() for row in rows) for column in range(3)]
    for step, rows in steps.items():
        print(f"\n{step}")
        for row in rows:
            told = "  ".join(str(each).ljust(width) for each, width in zip(row[:3], wide, strict=True))
            print(f"  {'pass' if row.is_right else 'FAIL'}  {told}".rstrip())
    return all(row.is_right for rows in steps.values() for row in rows)
