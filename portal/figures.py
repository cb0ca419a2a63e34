"""The key figures of the record: what anyone can open and check; what is not known is said so, never counted as 0."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs import comparisons
from missions.models import CostFact, Mission, Rule
from missions.models.stage import HELD_STAGES
from missions.reports import ReportState, clock_of
from partners.models import Partner
from portal.accountability.counted import list_query
from records.publication.status import visible


class Reports(NamedTuple):
    """The reports of the missions bound by the promise, once they are due or online."""

    on_time: int
    late: int
    unknown: int

    @property
    def known(self):
        """Of how many something is known."""
        return self.on_time + self.late


class Spending(NamedTuple):
    """What was authorized and declared for the same people, over the missions that publish both (dollars)."""

    missions: int
    authorized: Decimal
    declared: Decimal


class Figures(NamedTuple):
    """The four figures of the home page."""

    missions: int
    declined: int
    reports: Reports
    spending: Spending
    alive: int
    partners: int

    @property
    def held_query(self):
        """The query of the list of the missions counted as held."""
        return list_query(statut=HELD_STAGES)


def key_figures(user, today):
    """Return the Figures of what `user` may read on `today` (a date): five statements whatever the record."""
    missions = list(Mission.objects.visible_to(user, today).select_related("report"))
    book = Rule.objects.book()
    partners = Partner.objects.visible_to(user, today)
    return Figures(
        missions=sum(mission.is_held for mission in missions),
        declined=sum(mission.is_declined for mission in missions),
        reports=_reports(missions, today, book),
        spending=_spending(user, today, book),
        alive=partners.alive(user, today).count(),
        partners=partners.count(),
    )


def _reports(missions, today, book):
    clocks = [clock for clock in (clock_of(mission, today, book) for mission in missions) if clock.is_bound]
    return Reports(
        on_time=sum(clock.was_on_time is True for clock in clocks),
        late=sum(clock.was_on_time is False or clock.state == ReportState.LATE for clock in clocks),
        unknown=sum(clock.state == ReportState.UNKNOWN for clock in clocks),
    )


def _spending(user, today, book):
    """Sum the last declared total of each scope and mission, and what was authorized for it; never one person alone."""
    by_mission = defaultdict(list)
    for cost in CostFact.objects.filter(visible(Mission, user, today, "mission__")):
        by_mission[cost.mission_id].append(cost)
    compared = {mission: comparisons(costs, book.in_force(today)) for mission, costs in by_mission.items()}
    last = {
        (mission, each.declared.scope_code): each
        for mission, found in compared.items()
        for each in found
        if each.declared.participant_id is None
    }
    return Spending(
        missions=len({mission for mission, _scope in last}),
        authorized=sum((each.authorized.amount for each in last.values()), Decimal(0)),
        declared=sum((each.declared.amount for each in last.values()), Decimal(0)),
    )
