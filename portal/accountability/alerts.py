"""What a manager and the press look for first: what is late, what exceeds, what was corrected."""

import datetime as dt
from typing import NamedTuple

from missions import costs
from missions.reports import ReportState


class Excess(NamedTuple):
    """A mission declared to have cost so much more than authorized that it goes back to the committee."""

    mission: object
    comparison: costs.Comparison


class Corrected(NamedTuple):
    """A mission, and a published amount of it that another corrects."""

    mission: object
    erratum: costs.Erratum

    @property
    def made_on(self):
        """The day of the correction; None if it is not known."""
        return self.erratum.now.made_public_on


def late(entries):
    """Return the entries whose report is late, the latest of all first (a list)."""
    found = [entry for entry in entries if entry.clock.state == ReportState.LATE]
    return sorted(found, key=lambda entry: (-entry.clock.days_late, entry.mission.pk))


def unsaid(entries):
    """Return the entries that the promise binds and whose report nobody said anything of (a list)."""
    return [entry for entry in entries if entry.clock.is_undocumented]


def excesses(entries, book):
    """Return every Excess of the missions that took place or will: each by the rules of its day."""
    kept = [entry.mission for entry in entries if not entry.mission.is_declined]
    return [Excess(mission, comparison) for mission, comparison in costs.overruns(kept, book)]


def corrections(entries):
    """Return every Corrected, the latest first, those without a date last (a list)."""
    found = [Corrected(entry.mission, each) for entry in entries for each in costs.errata(entry.costs)]
    return sorted(found, key=lambda each: (each.made_on or dt.date.min, each.erratum.now.pk), reverse=True)
