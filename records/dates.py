"""Dates known to the day, the month, the year, or only to fall within a period: stored, sorted and said in French."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NBSP = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

# Where undated rows stand in an order, on every database: before all others.
UNDATED = dt.date(1, 1, 1)

DATE_AND_PRECISION = _("Une date va avec sa précision, et une précision avec sa date.")


class DatePrecision(models.TextChoices):
    """How well a date is known."""

    DAY = "jour", _("au jour près")
    MONTH = "mois", _("au mois près")
    YEAR = "annee", _("à l’année près")
    PERIOD = "periode", _("pendant la période")


def sort_date(*dates):
    """Return the first known of `dates`, or UNDATED: never null, so that every row has its place in an order."""
    return next((date for date in dates if date), UNDATED)


def goes_with(date_field, precision_field):
    """Return the Q that holds when a date and its precision (an empty string if none) are both given or both absent."""
    absent = Q(**{f"{date_field}__isnull": True, precision_field: ""})
    return absent | (Q(**{f"{date_field}__isnull": False}) & ~Q(**{precision_field: ""}))


def parse_approximate(text):
    """Read « 1979 », « 1993-09 » or « 1993-09-08 »; return (date, precision). Raise ValueError on anything else."""
    for length, precision, missing in ((4, DatePrecision.YEAR, "-01-01"), (7, DatePrecision.MONTH, "-01")):
        if len(text) == length:
            return dt.date.fromisoformat(text + missing), precision
    if len(text) != 10:
        raise ValueError(text)
    return dt.date.fromisoformat(text), DatePrecision.DAY


def in_words(date, precision=DatePrecision.DAY):
    """Say a date in French: « 1er mars 2026 », « mai 2023 », « 1999 », « date inconnue »."""
    if date is None:
        return "date inconnue"
    if precision == DatePrecision.YEAR:
        return str(date.year)
    month = f"{MONTHS[date.month - 1]} {date.year}"
    return month if precision == DatePrecision.MONTH else f"{_day(date)}{NBSP}{month}"


def _day(date):
    return "1er" if date.day == 1 else str(date.day)


def span_in_words(start, end, precision=DatePrecision.DAY, *, within="", open_ended=False):
    """Say a period in French: « 11 au 19 novembre 2022 », « mai 2023 », « 2021 à 2023 », « depuis 2007 ».

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
        return f"{_short(start, end)} au {last}"
    return f"{_short_month(start, end) if precision == DatePrecision.MONTH else first} à {last}"


def _since(start, precision):
    article = "le " if precision == DatePrecision.DAY else ""
    return f"depuis {article}{in_words(start, precision)}"


def _short(start, end):
    """Return the first day of a span without what it shares with the last."""
    if start.year != end.year:
        return in_words(start)
    return _day(start) if start.month == end.month else f"{_day(start)}{NBSP}{MONTHS[start.month - 1]}"


def _short_month(start, end):
    return MONTHS[start.month - 1] if start.year == end.year else in_words(start, DatePrecision.MONTH)


def iso(date, precision=DatePrecision.DAY):
    """Write a date for a table or a machine: « 2026-03-01 », « 2023-05 », « 1999 »; an empty string if unknown."""
    if date is None:
        return ""
    return date.isoformat()[: {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(precision, 10)]


def span_iso(start, end, precision=DatePrecision.DAY):
    """Write a period for a table: « 2022-11-11 – 2022-11-19 »; one date if the end is the same or unknown."""
    first, last = iso(start, precision), iso(end, precision)
    return f"{first} – {last}" if last and last != first else first


def time_in_words(time):
    """Say a time of day as the OQLF asks: « 14 h 30 », « 9 h 5 », « 13 h »."""
    minutes = f"{NBSP}{time.minute}" if time.minute else ""
    return f"{time.hour}{NBSP}h{minutes}"
