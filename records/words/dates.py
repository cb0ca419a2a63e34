"""Dates known to the day, the month, the year, or only to fall within a period: stored, sorted and said in words.

The order of words is a matter of language: each sentence is a pattern that the catalogue translates.
"""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

NBSP = "\u00a0"
MONTHS = (
    _("janvier"), _("février"), _("mars"), _("avril"), _("mai"), _("juin"),
    _("juillet"), _("août"), _("septembre"), _("octobre"), _("novembre"), _("décembre"),
)  # fmt: skip

# The days a date of the register may be: beyond, somebody mistyped.
FIRST_DAY, LAST_DAY = dt.date(1800, 1, 1), dt.date(2100, 12, 31)
OUT_OF_CALENDAR = _("Une date se situe entre 1800 et 2100.")

# Where undated rows stand in an order, on every database: before all others.
UNDATED = dt.date(1, 1, 1)

DATE_AND_PRECISION = _("Une date va avec sa précision, et une précision avec sa date.")


class DatePrecision(models.TextChoices):
    """How well a date is known."""

    DAY = "jour", _("au jour près")
    MONTH = "mois", _("au mois près")
    YEAR = "annee", _("à l’année près")
    PERIOD = "periode", _("pendant la période")


ISO_LENGTHS: dict[str, int] = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}


def sort_date(*dates: dt.date | None) -> dt.date:
    """Return the first known of `dates`, or UNDATED: never null, so that every row has its place in an order."""
    return next((date for date in dates if date), UNDATED)


def in_calendar(date_field: str, *, is_moment: bool = False) -> Q:
    """Return the Q that holds when a date (or, if `is_moment`, a date and time) is absent, or in the calendar."""
    return Q(**{f"{date_field}__isnull": True}) | Q(**{f"{date_field}__range": bounds(is_moment=is_moment)})


def bounds(*, is_moment: bool) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the calendar; if `is_moment`, their first and last moments."""
    return (moment_of(FIRST_DAY), moment_of(LAST_DAY + dt.timedelta(days=1))) if is_moment else (FIRST_DAY, LAST_DAY)


def moment_of(day: dt.date) -> dt.datetime:
    """Return the first moment of a day, in universal time."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def goes_with(date_field: str, precision_field: str) -> Q:
    """Return the Q that holds when a date and its precision (an empty string if none) are both given or both absent."""
    absent = Q(**{f"{date_field}__isnull": True, precision_field: ""})
    return absent | (Q(**{f"{date_field}__isnull": False}) & ~Q(**{precision_field: ""}))


def years_before(date: dt.date, years: int) -> dt.date:
    """Return the day so many years before `date`; 28 February for a 29th that the year lacks."""
    year = min(max(date.year - years, dt.MINYEAR), dt.MAXYEAR)
    try:
        return date.replace(year=year)
    except ValueError:
        return date.replace(year=year, day=28)


def years_between(start: dt.date, end: dt.date) -> int:
    """Return the number of whole years from a day to another, not before it; `years_after` says which day ends one."""
    years = end.year - start.year
    return years - (end < years_after(start, years))


def years_after(date: dt.date, years: int) -> dt.date:
    """Return the day so many years after `date`; 28 February for a 29th that the year lacks."""
    return years_before(date, -years)


def parse_approximate(text: str) -> tuple[dt.date, DatePrecision]:
    """Read « 1979 », « 1993-09 » or « 1993-09-08 »; return (date, precision). Raise ValueError on anything else."""
    for length, precision, missing in ((4, DatePrecision.YEAR, "-01-01"), (7, DatePrecision.MONTH, "-01")):
        if len(text) == length:
            return dt.date.fromisoformat(text + missing), precision
    # The library reads the day of a week too (« 2022-W01-1 »).
    if len(text) != 10 or "W" in text:
        raise ValueError(text)
    return dt.date.fromisoformat(text), DatePrecision.DAY


def in_words(date: dt.date | None, precision: str = DatePrecision.DAY) -> str:
    """Say a date: « 1er mars 2026 », « mai 2023 », « 1999 », « date inconnue »; “March 1, 2026” in English."""
    if date is None:
        return gettext("date inconnue")
    if precision == DatePrecision.YEAR:
        return str(date.year)
    if precision == DatePrecision.MONTH:
        return f"{_month(date)} {date.year}"
    return gettext("{day}\u00a0{month} {year}").format(day=_day(date), month=_month(date), year=date.year)


def _day(date: dt.date) -> str:
    return pgettext("quantième", "1er") if date.day == 1 else str(date.day)


def _month(date: dt.date) -> str:
    return str(MONTHS[date.month - 1])


def span_in_words(
    start: dt.date | None,
    end: dt.date | None,
    precision: str = DatePrecision.DAY,
    *,
    within: str = "",
    open_ended: bool = False,
) -> str:
    """Say a period: « 11 au 19 novembre 2022 », « mai 2023 », « 2021 à 2023 », « depuis 2007 ».

    `within`: words for a date that falls somewhere in the period (« pendant le congrès »), told in brackets after it.
    `open_ended`: a start without an end means it goes on.
    """
    if start is None:
        return in_words(None)
    if precision == DatePrecision.PERIOD:
        period = span_in_words(start, end)
        return f"{within or DatePrecision.PERIOD.label} ({period})"
    if end is None:
        return _since(start, precision) if open_ended else in_words(start, precision)
    first, last = in_words(start, precision), in_words(end, precision)
    if first == last:
        return last
    if precision == DatePrecision.DAY:
        return _days(start, end)
    first = _month(start) if precision == DatePrecision.MONTH and start.year == end.year else first
    return gettext("{first} à {last}").format(first=first, last=last)


def _since(start: dt.date, precision: str) -> str:
    pattern = gettext("depuis le {date}") if precision == DatePrecision.DAY else gettext("depuis {date}")
    return pattern.format(date=in_words(start, precision))


def _days(start: dt.date, end: dt.date) -> str:
    """Say two days without repeating the month and the year they share."""
    if start.year != end.year:
        pattern = gettext("{first} au {last}")
    elif start.month != end.month:
        pattern = gettext("{first_day}\u00a0{first_month} au {last_day}\u00a0{month} {year}")
    else:
        pattern = gettext("{first_day} au {last_day}\u00a0{month} {year}")
    return pattern.format(
        first=in_words(start),
        last=in_words(end),
        first_day=_day(start),
        last_day=_day(end),
        first_month=_month(start),
        month=_month(end),
        year=end.year,
    )


def iso(date: dt.date | None, precision: str = DatePrecision.DAY) -> str:
    """Write a date for a table or a machine: « 2026-03-01 », « 2023-05 », « 1999 »; an empty string if unknown."""
    if date is None:
        return ""
    return date.isoformat()[: ISO_LENGTHS.get(precision, 10)]


def span_iso(start: dt.date | None, end: dt.date | None, precision: str = DatePrecision.DAY) -> str:
    """Write a period for a table: « 2022-11-11 – 2022-11-19 »; one date if the end is the same or unknown."""
    first, last = iso(start, precision), iso(end, precision)
    return f"{first} – {last}" if last and last != first else first


def time_in_words(time: dt.time) -> str:
    """Say a time of day as the OQLF asks: « 14 h 30 », « 9 h 5 », « 13 h »; “14:30” in English."""
    if not time.minute:
        return gettext("{hour}\u00a0h").format(hour=time.hour)
    pattern = gettext("{hour}\u00a0h\u00a0{minute}")
    return pattern.format(hour=time.hour, minute=time.minute, minute_of_two_digits=f"{time.minute:02}")
