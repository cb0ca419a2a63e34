"""Missions as the accounts count them, each made in memory with its parts at hand: no database is asked."""

import datetime as dt
from itertools import count

from axes.models import Axis
from missions.models import Mission, MissionStage, Stop
from missions.models.rule import RuleBook
from partners.models import Partner
from portal.accountability.balance import Balance, Cell, CountryLine
from portal.accountability.counted import CountedMission
from portal.accountability.years import Figure
from records.words.dates import DatePrecision

D = dt.date
TODAY = D(2026, 3, 2)
KEYS = count(1)
SCIENCE, ART = Axis(pk=1, slug="apprendre", name="Apprendre"), Axis(pk=2, slug="fete", name="Fête")


def mission_of(*, costs=(), stops=(), roles=(), axes=(), objectives=(), participants=(), report=None, **fields):
    """Return a trip held from the first to the fifth of May 2024, with these parts and no other; `fields`: its own."""
    dates = {"starts_on": D(2024, 5, 1), "ends_on": D(2024, 5, 5), "date_precision": DatePrecision.DAY}
    known = {"pk": next(KEYS), "title": "Turin", "direction": "sortante", "stage": MissionStage.DONE, **dates}
    mission = Mission(**{**known, **fields})
    mission._prefetched_objects_cache = {
        "costs": list(costs),
        "axes": list(axes),
        "objectives": list(objectives),
        "participants": list(participants),
    }
    mission.shown_stops, mission.shown_roles = list(stops), list(roles)
    mission._state.fields_cache["report"] = report
    return mission


def entry_of(*, rules=(), **options):
    """Return the CountedMission of `mission_of(**options)` on the second of March 2026, by these Rules."""
    return CountedMission(mission_of(**options), TODAY, RuleBook(rules))


def stops_in(*countries):
    """Return a stop in each of `countries` (codes; an empty one is an organization, at no place)."""
    return [Stop(place=Partner(country=code)) for code in countries]


def balance_drawn(lines, axes=(SCIENCE,)):
    """Return a Balance of `lines`: (code of the country, {year: numbers, one an axis then the unknown})."""
    told = [
        CountryLine(
            code,
            Figure(sum(map(sum, years.values())), ""),
            [
                Cell(year, Figure(sum(numbers), ""), [Figure(each, "") for each in numbers])
                for year, numbers in years.items()
            ],
        )
        for code, years in lines
    ]
    sums = [sum(cell.axes[rank].number for line in told for cell in line.cells) for rank in range(len(axes) + 1)]
    return Balance(list(axes), told, Figure(sum(sums), ""), [Figure(each, "") for each in sums])
