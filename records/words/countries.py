"""The countries, by ISO 3166 code, named in French and in English (names: Unicode CLDR, Unicode licence).

Each has its region of the world (M49, of the United Nations); Antarctica has none.
"""

import csv
from pathlib import Path

from django.utils.translation import gettext

from records.words.languages import is_french

with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
    _ROWS = list(csv.DictReader(file))

# Codes that others than ISO write for a country (the European Union does).
WRITTEN_FOR = {"UK": "GB", "EL": "GR"}
# Codes of countries that are no more (ISO 3166-3): when each was withdrawn, and which stand for them today.
WITHDRAWN = {
    "AN": (2010, "BQ, CW, SX"),
    "BU": (1989, "MM"),
    "CS": (2006, "CZ, SK, RS, ME"),
    "DD": (1990, "DE"),
    "SU": (1992, "RU, AM, AZ, BY, EE, GE, KG, KZ, LT, LV, MD, TJ, TM, UA, UZ"),
    "TP": (2002, "TL"),
    "YD": (1990, "YE"),
    "YU": (2003, "BA, HR, ME, MK, RS, SI"),
    "ZR": (1997, "CD"),
}

# Two-letter code → French name, English name.
COUNTRIES = {row["code"]: row["fr"] for row in _ROWS}
ENGLISH_NAMES = {row["code"]: row["en"] for row in _ROWS}
# Two-letter code → code of its region, empty if it has none.
REGION_OF_COUNTRY = {row["code"]: row["m49"] for row in _ROWS}


def country_names() -> dict[str, str]:
    """Return {code: name} of the countries, in the language being spoken."""
    return COUNTRIES if is_french() else ENGLISH_NAMES


def country_name(code: str) -> str:
    """Return the name of the country of `code` (ISO 3166, two letters); the code itself if it is not one."""
    return country_names().get(code, code)


def unknown_country(code: str) -> str:
    """Return the sentence that refuses `code`, with what to write instead where it is known."""
    if code in WRITTEN_FOR:
        return gettext("pays inconnu\u00a0: «\u00a0%(code)s\u00a0»?") % {"code": WRITTEN_FOR[code]}
    if code in WITHDRAWN:
        year, successors = WITHDRAWN[code]
        words = gettext("pays disparu, code retiré en %(year)s; écrivez, selon le lieu\u00a0: %(codes)s")
        return words % {"year": year, "codes": successors}
    return gettext("pays inconnu, attendu\u00a0: code ISO à deux lettres")
