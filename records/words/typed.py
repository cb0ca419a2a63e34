"""Dates, hours and numbers as people write them in Québec: read where they can only mean one thing, else refused."""

import datetime as dt
import re

from records.words.dates import DatePrecision, parse_approximate
from records.words.normalizing import normalize

MONTH_NAMES = [
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"),
    ("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september"), ("octobre", "october"),
    ("novembre", "november"), ("decembre", "december"),
]  # fmt: skip
# Words of a date that say nothing more of it.
LEFT_OUT = {
    "le", "the", "of", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}  # fmt: skip
# Of a month, people write the name or its beginning (« nov. »); « jui » could be two.
SHORTEST_MONTH = 3
AFTERNOON = 12
# The figures of a group of thousands.
GROUP = 3

IS_YEAR = re.compile("[12][0-9]{3}").fullmatch
IS_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?").fullmatch
IS_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})").fullmatch
IS_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})").fullmatch
IS_HOUR = re.compile(
    r"(\d{1,2})(?: ?(?:h|:|heures?) ?(?:(\d{2})(?::\d{2})?(?: ?min(?:utes)?\.?)?)?)? ?(am|pm|a\.m\.|p\.m\.)?"
).fullmatch
NAMED_HOURS = {"midi": dt.time(12), "minuit": dt.time(0), "noon": dt.time(12), "midnight": dt.time(0)}
# Figures set apart otherwise than by thousands: « 12 97 » may be a point left out.
IS_BADLY_SPACED = re.compile(r"\d (?!\d{3}(?!\d))\d|\d{4} \d").search
MONEY = re.compile(r"^(?:ca|cad)? ?\$|\$ ?(?:ca|cad)?$|(?<=\d) ?cad$", re.IGNORECASE)


class TwoDaysError(ValueError):
    """A date that could be either of `days` (two dates)."""

    def __init__(self, first: dt.date, second: dt.date) -> None:
        super().__init__(f"{first} or {second}")
        self.days = (first, second)


def parse_day(text: str) -> tuple[dt.date, DatePrecision]:
    """Read a date, written in figures or in words; return it with how well it is known.

    Raise TwoDaysError where the day and the month could change places, ValueError on anything else.
    """
    written = " ".join(text.split()).strip(" .")
    if found := IS_ISO(written):
        year, month, day = found.groups()
        return parse_approximate("-".join([year, f"{month:0>2}", *([f"{day:0>2}"] if day else [])]))
    if found := IS_NUMERIC(written):
        return _day_of_figures(*(int(each) for each in found.groups())), DatePrecision.DAY
    if found := IS_MONTH_AND_YEAR(written):
        return dt.date(int(found[2]), int(found[1]), 1), DatePrecision.MONTH
    return _in_words(normalize(written).split())


def _day_of_figures(first: int, second: int, year: int) -> dt.date:
    days = [_day_or_none(year, month, day) for day, month in ((first, second), (second, first))]
    possible = list(dict.fromkeys(day for day in days if day))
    if len(possible) == 2:
        raise TwoDaysError(*possible)
    if not possible:
        raise ValueError(f"{first}/{second}/{year}")
    return possible[0]


def _day_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _in_words(words: list[str]) -> tuple[dt.date, DatePrecision]:
    """Read « le jeudi 3 novembre 2022 », « Nov. 3, 2022 », « 1er nov. 2022 », « novembre 2022 », « 2022 »."""
    kept = [word for word in words if word not in LEFT_OUT]
    figures = [re.sub(r"(?<=\d)(?:er|st|nd|rd|th|e)$", "", word) for word in kept]
    match figures:
        case [year]:
            return parse_approximate(year)
        case [month, year] if _is_year(year):
            return dt.date(int(year), _month(month), 1), DatePrecision.MONTH
        case [day, month, year] if day.isdecimal() and _is_year(year):
            return dt.date(int(year), _month(month), int(day)), DatePrecision.DAY
        case [month, day, year] if day.isdecimal() and _is_year(year):
            return dt.date(int(year), _month(month), int(day)), DatePrecision.DAY
    raise ValueError(" ".join(words))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal()


def _month(word: str) -> int:
    found = {rank for rank, names in enumerate(MONTH_NAMES, start=1) if any(name.startswith(word) for name in names)}
    if len(word) < SHORTEST_MONTH or len(found) != 1:
        raise ValueError(word)
    return found.pop()


def parse_hour(text: str) -> dt.time:
    """Read « 9 h 30 », « 9h », « 9:30 », « 14:30:00 », « 2:30 pm », « midi »; raise ValueError on anything else."""
    written = " ".join(text.split()).lower()
    if written in NAMED_HOURS:
        return NAMED_HOURS[written]
    found = IS_HOUR(written)
    if not found or (written.isdecimal()):
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half and not 1 <= hour <= AFTERNOON:
        raise ValueError(text)
    hour = hour % AFTERNOON + (AFTERNOON if half == "pm" else 0) if half else hour
    return dt.time(hour, minute)


def parse_number(text: str, decimals: int) -> str:
    """Read a number of at most so many `decimals` into one that Python understands (a string).

    Thousands may be set apart by a space, a comma or a point, decimals by the other sign, « $ » stands before or after.
    A single comma before three figures sets thousands apart where there cannot be as many decimals. Raise ValueError on
    what is written otherwise; whether there are too many decimals is for others to say.
    """
    spaced = MONEY.sub("", " ".join(text.split()))
    if IS_BADLY_SPACED(spaced):
        raise ValueError(text)
    bare = "".join(spaced.split())
    sign, figures = ("-", bare[1:]) if bare[:1] in {"-", "−"} else ("", bare)
    mark = next((each for each in reversed(figures) if each in ",."), "")
    whole, _mark, rest = figures.rpartition(mark) if mark else (figures, "", "")
    is_group = mark == "," and len(rest) == GROUP > decimals and "." not in whole and not whole.startswith("0")
    if mark and (figures.count(mark) > 1 or is_group):
        whole, rest = figures, ""
    grouped = re.fullmatch(r"\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+", whole)
    if not (grouped or (not whole and rest)) or (rest and not rest.isdecimal()) or (mark and mark in whole and rest):
        raise ValueError(text)
    return f"{sign}{re.sub(r'[,.]', '', whole) or '0'}{'.' + rest if rest else ''}"
