"""The countries, by ISO 3166 code, named in French and in English (names: Unicode CLDR, Unicode licence)."""

import csv
from pathlib import Path

from records.words.languages import is_french

with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
    _ROWS = list(csv.DictReader(file))

# Two-letter code → French name, English name.
COUNTRIES = {row["code"]: row["fr"] for row in _ROWS}
ENGLISH_NAMES = {row["code"]: row["en"] for row in _ROWS}


def country_name(code: str) -> str:
    """Return the name of the country of `code` (ISO 3166, two letters); the code itself if it is not one."""
    return (COUNTRIES if is_french() else ENGLISH_NAMES).get(code, code)
