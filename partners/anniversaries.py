"""The anniversaries of twinnings and other agreements, computed from the day each was first signed."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext as _

from partners.models import Agreement, AgreementState
from records.words.dates import DatePrecision, in_words, years_after, years_between

# One year in so many is an anniversary.
EVERY = 5
# How long before it is told, in days, the first first.
TOLD_BEFORE = (365, 90, 30)
ENDED = (AgreementState.OVER, AgreementState.EXPIRED)


class Anniversary(NamedTuple):
    """So many years of an agreement, the last of its renewals: from which day, and how well it is known."""

    agreement: Agreement
    years: int
    day: dt.date
    precision: str

    @property
    def last_day(self):
        """The last day it may be: the day itself, or the end of its month or of its year."""
        if self.precision == DatePrecision.YEAR:
            return self.day.replace(month=12, day=31)
        next_month = self.day.replace(day=28) + dt.timedelta(days=4)
        return self.day if self.precision == DatePrecision.DAY else next_month - dt.timedelta(days=next_month.day)

    @property
    def when(self):
        """When it is, in words."""
        return in_words(self.day, self.precision)

    def told_since(self, today):
        """Return the least number of TOLD_BEFORE whose time has come on `today` (a date); None if none has.

        Of what is known to its year alone, nobody can say that it is near: it is told from the year before.
        """
        left = (self.day - today).days
        known = TOLD_BEFORE[:1] if self.precision == DatePrecision.YEAR else TOLD_BEFORE
        return min((days for days in known if left <= days), default=None)

    def in_words(self, today):
        """Say which anniversary it is, when, and how near on `today` (a date): in days only where its day is known."""
        words = {"years": self.years, "when": self.when, "near": self._nearness(today)}
        return _("%(years)s\u00a0ans\u00a0: %(when)s (%(near)s)") % words

    def _nearness(self, today):
        if self.precision == DatePrecision.YEAR:
            return _("cette année") if self.day.year == today.year else _("l’an prochain")
        if self.precision == DatePrecision.MONTH and self.day <= today:
            return _("ce mois-ci")
        return _("à moins de %(days)s jours") % {"days": self.told_since(today)}


def anniversaries(agreements, first_day, last_day):
    """Return the Anniversaries of `agreements` (a queryset) from a day through another, the nearest first (a list).

    Counted from the first signature of a chain of renewals; none of what ended by `first_day`.
    """
    found = []
    for chain in agreements.with_state(first_day).prefetch_related("partners").chains():
        signed = next((each for each in chain if each.signed_on), None)
        lasting = [each for each in chain if each.state_value not in ENDED]
        if signed and lasting:
            found += _of(signed, lasting[-1], first_day, last_day)
    return sorted(found, key=lambda each: (each.day, each.agreement.pk))


def upcoming_anniversaries(today):
    """Return the Anniversaries that are told on `today` (a date): those of the coming year (a list)."""
    return anniversaries(Agreement.objects.not_archived(), today, today + dt.timedelta(days=TOLD_BEFORE[0]))


def _of(signed, agreement, first_day, last_day):
    for years in range(EVERY, years_between(signed.signed_on, last_day) + 1, EVERY):
        found = Anniversary(agreement, years, years_after(signed.signed_on, years), signed.signed_precision)
        if found.last_day >= first_day:
            yield found
