"""The regions of the world that countries lie in: those of the United Nations' M49 (Kosovo as CLDR has it)."""

import csv
from pathlib import Path
from typing import NamedTuple

from records.words.countries import REGION_OF_COUNTRY
from records.words.languages import is_french
from records.words.normalizing import normalize, words

with (Path(__file__).parent / "regions.csv").open(encoding="utf-8", newline="") as file:
    _ROWS = list(csv.DictReader(file))


class Region(NamedTuple):
    """A region of the world: its name in addresses, its French and English names, the folded words that name it.

    `countries`: the codes of those that lie in it.
    """

    slug: str
    french: str
    english: str
    words: frozenset[str]
    countries: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the active language."""
        return self.french if is_french() else self.english


def _region(row: dict[str, str]) -> Region:
    named = [row["fr"], row["en"], *row["also"].split("|")]
    countries = tuple(code for code, m49 in REGION_OF_COUNTRY.items() if m49 == row["m49"])
    return Region(row["slug"], row["fr"], row["en"], frozenset(map(normalize, filter(None, named))), countries)


# {name in addresses: Region}
REGIONS = {row["slug"]: _region(row) for row in _ROWS}


def regions_named(typed: str) -> list[Region]:
    """Return the Regions that a word of `typed` names, in French or in English, whatever its accents and capitals."""
    said = set(words(typed))
    return [region for region in REGIONS.values() if region.words & said]
