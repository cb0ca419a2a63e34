"""The files of the public register as plain lines: what is recounted from them owes nothing to the product."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def lines(name):
    """Return the lines of a file of the register, named without its `.csv` (a list of dicts)."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
