"""What a manager and the press look for first: what is late, what exceeds, what was corrected."""

import datetime as dt
from typing import NamedTuple

from missions.costs import Comparison, Correction


class Excess(NamedTuple):
    """A mission, and a declared total of it so far above the authorized amount that it goes back to the committee."""

    mission: object
    comparison: Comparison


class CorrectedMission(NamedTuple):
    """A mission, and a published amount of it that another corrects."""

    mission: object
    correction: Correction

    @property
    def made_on(self):
        """The day of the correction; None if it is not known."""
        return self.correction.now.made_public_on


def missing_reports(entries):
    """Return those of `entries` (CountedMissions) whose report is late or not found, the longest first (a list)."""
    found = [entry for entry in entries if entry.report.is_missing]
    return sorted(found, key=lambda entry: (-entry.report.days_late, entry.mission.pk))


def undocumented_reports(entries):
    """Return those of `entries` that the promise binds, and of whose report nothing can be said yet (a list)."""
    return [entry for entry in entries if entry.report.is_undocumented]


def excesses(entries):
    """Return every Excess of the missions that took place or will, each by the rules of its day (a list)."""
    made = [entry for entry in entries if not entry.mission.is_declined]
    return [Excess(entry.mission, each) for entry in made for each in entry.costs.overruns]


def corrected_missions(entries):
    """Return a CorrectedMission for each corrected amount, the latest first, those without a date last (a list)."""
    found = [CorrectedMission(entry.mission, each) for entry in entries for each in entry.costs.corrections]
    return sorted(found, key=lambda each: (each.made_on or dt.date.min, each.correction.now.pk), reverse=True)
