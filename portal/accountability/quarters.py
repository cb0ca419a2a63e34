"""Quarters of the year, and the one to which a trip belongs: that of its return."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.words.dates import MONTHS, DatePrecision

ORDINALS = (_("1er trimestre"), _("2e trimestre"), _("3e trimestre"), _("4e trimestre"))


class Quarter(NamedTuple):
    """Three months of a year."""

    year: int
    number: int

    def __str__(self):
        return f"{self.year}-T{self.number}"

    @property
    def first_day(self):
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self):
        """Its last day."""
        return self.next.first_day - dt.timedelta(days=1)

    @property
    def next(self):
        """The quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self):
        """The quarter before it."""
        return quarter_of(self.first_day - dt.timedelta(days=1))

    @property
    def words(self):
        """Its name: « 4e trimestre de 2022 »."""
        return gettext("{quarter} de {year}").format(quarter=ORDINALS[self.number - 1], year=self.year)

    @property
    def months(self):
        """Its months: « octobre à décembre »."""
        first, last = MONTHS[3 * self.number - 3], MONTHS[3 * self.number - 1]
        return gettext("{first} à {last}").format(first=first, last=last)


class QuarterConverter:
    """A quarter in an address: « 2022-T4 »."""

    regex = "[1-9][0-9]{3}-T[1-4]"

    def to_python(self, value):
        """Return the Quarter that an address names."""
        return Quarter(int(value[:4]), int(value[-1]))

    def to_url(self, quarter):
        """Return what an address calls a Quarter."""
        return str(quarter)


def quarter_of(day):
    """Return the Quarter of a day (a date)."""
    return Quarter(day.year, (day.month + 2) // 3)


def return_quarter(starts_on, ends_on, precision):
    """Return the Quarter in which a trip came back; None where the dates do not tell.

    Known to the month, the month of the return tells; known only to fall within a period, the period must hold within
    one quarter; known to the year, nothing tells.
    """
    if ends_on is None or precision not in (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.PERIOD):
        return None
    quarter = quarter_of(ends_on)
    return None if precision == DatePrecision.PERIOD and quarter_of(starts_on) != quarter else quarter


def quarters_through(first, last):
    """Return every Quarter from `first` through `last` (a list)."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return found


class YearConverter:
    """A year in an address, of four digits."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value):
        """Return the year that an address names (an integer)."""
        return int(value)

    def to_url(self, year):
        """Return what an address calls a year."""
        return str(year)
