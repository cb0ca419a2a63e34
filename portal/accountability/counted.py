"""What the accounting is made of: each mission that anyone may read, with what is computed of it once."""

from urllib.parse import urlencode

from missions.costs import read_costs_of
from missions.models import Mission, MissionRole
from missions.report_status import report_status
from records.words.dates import DatePrecision


class CountedMission:
    """A mission as it is counted on a day, by the rules of a RuleBook: its CostReading (`costs`), its ReportStatus."""

    def __init__(self, mission, today, book):
        self.mission, self.costs = mission, read_costs_of(mission, today, book)
        self.report = report_status(mission, today, book)

    @property
    def year(self):
        """The year it starts; None if nobody knows when."""
        return self.mission.starts_on.year if self.mission.starts_on else None

    @property
    def is_held(self):
        """Whether it is known to have taken place."""
        return self.mission.is_held

    @property
    def is_out(self):
        """Whether the City travels: what is declined is not."""
        return self.mission.is_out and not self.mission.is_declined

    @property
    def is_trip(self):
        """Whether the City is known to have travelled."""
        return self.is_held and self.is_out

    @property
    def days(self):
        """How many days it lasted, the first and the last counted; None unless both are known to the day."""
        mission = self.mission
        if mission.date_precision != DatePrecision.DAY or not mission.ends_on:
            return None
        return (mission.ends_on - mission.starts_on).days + 1

    @property
    def countries(self):
        """The countries it went to, or that it came from (a set of ISO codes, empty if none is known)."""
        stops = {stop.place.country for stop in self.mission.shown_stops}
        origins = {role.partner.country for role in self.mission.shown_roles if role.role == MissionRole.ORIGIN}
        return (stops if self.mission.is_out else origins) - {""}

    @property
    def axes(self):
        """The keys of the axes it serves (a set, empty if none is known)."""
        return {axis.pk for axis in self.mission.axes.all()}


def count_missions(today, book):
    """Return the CountedMission of every mission that anyone may read on `today` (a date), the latest first.

    Eight statements, however many missions. Staff are counted the same missions: the accounting is public.
    """
    missions = Mission.objects.published(today).for_accounts(today).newest_first()
    return [CountedMission(mission, today, book) for mission in missions]


def list_query(**values):
    """Return the query string of a list that asks so: each value is a word, or several."""
    asked = urlencode({name: value for name, value in values.items() if value}, doseq=True)
    return f"?{asked}" if asked else ""
