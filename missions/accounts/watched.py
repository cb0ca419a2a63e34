"""What a manager and the press look for first: what is late, what exceeds, what was corrected."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs import Comparison, comparisons, standing
from missions.reports import ReportState


class Excess(NamedTuple):
    """A mission declared to have cost so much more than authorized that it goes back to the committee."""

    mission: object
    comparison: Comparison


class Erratum(NamedTuple):
    """A published amount that another corrects."""

    mission: object
    wrong: object
    right: object

    @property
    def made_on(self):
        """The day of the correction; None if it is not known."""
        return self.right.made_public_on

    @property
    def difference(self):
        """By how much the amount changes."""
        return Decimal(self.right.amount - self.wrong.amount)


def late(entries):
    """Return the entries whose report is late, the latest of all first (a list)."""
    found = [entry for entry in entries if entry.clock.state == ReportState.LATE]
    return sorted(found, key=lambda entry: (-entry.clock.days_late, entry.mission.pk))


def unsaid(entries):
    """Return the entries that the promise binds and whose report nobody said anything of (a list)."""
    return [entry for entry in entries if entry.clock.is_bound and entry.clock.state == ReportState.UNKNOWN]


def excesses(entries, book):
    """Return every Excess of the missions that took place or will: each by the rules of its day."""
    found = []
    for entry in entries:
        if not entry.mission.is_declined:
            rules = book.in_force(entry.mission.sorts_on)
            found += [Excess(entry.mission, each) for each in _compared(entry.costs, rules) if each.goes_back]
    return found


def errata(entries):
    """Return every Erratum, the latest first, those without a date last (a list)."""
    found = [
        Erratum(entry.mission, cost.corrects, cost) for entry in entries for cost in entry.costs if cost.corrects_id
    ]
    return sorted(found, key=lambda each: (each.made_on or dt.date.min, each.right.pk), reverse=True)


def _compared(costs, rules):
    """Compare what was authorized and declared for the mission, and for each person on their own."""
    by_person = defaultdict(list)
    for cost in standing(costs):
        by_person[cost.participant_id].append(cost)
    return [each for own in by_person.values() for each in comparisons(own, rules)]
