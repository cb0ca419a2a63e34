"""The key figures of the record: what anyone can open and check; what is not known is said so, never counted as 0."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import NamedTuple

from missions.costs import read_costs
from missions.filters import KnownResult
from missions.lists import ACTION_LIST
from missions.models import ActionState, CostFact, Mission, Rule
from missions.models.stage import HELD_STAGES
from missions.report_status import MISSING_STATES, ReportState, report_status
from partners.lists import AGREEMENT_LIST
from partners.models import AgreementState, RelationState
from portal.accountability.counted import list_query
from portal.accountability.years import Figure
from records.publication.status import visible


class Reports(NamedTuple):
    """The reports of the missions bound by the promise, once they are due or online.

    `missing`: how many of them are due and not online, late or not found; `unknown`: of how many nothing can be said.
    """

    on_time: int
    late: int
    missing: int
    unknown: int

    @property
    def due(self):
        """The number of reports that were due by now, or are online."""
        return self.on_time + self.late + self.missing

    @property
    def missing_query(self):
        """The query of the list of the missions whose report is due and not online."""
        return list_query(rapport=MISSING_STATES)


class Spending(NamedTuple):
    """What was authorized and declared for the same people, over the `missions` that publish both (Canadian dollars).

    Of each mission and scope, the last total declared; never that of one person alone. Whoever pays.
    """

    missions: int
    authorized: Decimal
    declared: Decimal


class ActionFigures(NamedTuple):
    """The actions as their list counts them: how many have a result, how many lapsed."""

    total: int
    with_result: Figure
    without_result: Figure
    lapsed: Figure


class AgreementFigures(NamedTuple):
    """The agreements as their list counts them: how many are in force, how many end in `year`, the current one."""

    in_force: Figure
    ending: Figure
    year: int


class Figures(NamedTuple):
    """The figures of the home page.

    Of the `partners`, `active` have an active relationship.
    """

    missions: int
    declined: int
    reports: Reports
    spending: Spending
    actions: ActionFigures
    agreements: AgreementFigures
    active: int
    partners: int

    @property
    def compares_nothing(self):
        """Whether missions were held and none tells what was declared and authorized for the same people."""
        return bool(self.missions) and not self.spending.missions

    @property
    def lacks_something(self):
        """Whether the record lacks something that the home page tells."""
        lacks = (self.reports.missing, self.reports.unknown, self.actions.without_result.number)
        return any(lacks) or bool(self.actions.lapsed.number) or self.compares_nothing

    @property
    def held_query(self):
        """The query of the list of the missions counted as held."""
        return list_query(statut=HELD_STAGES)

    @property
    def active_query(self):
        """The query of the list of the partners counted as active."""
        return list_query(etat=RelationState.ACTIVE)


def key_figures(user, today, partners):
    """Return the Figures of what `user` may read on `today` (a date): six statements whatever the register.

    `partners`: all that they may read, each with its `state_value` (a list).
    """
    missions = list(Mission.objects.visible_to(user, today).select_related("report"))
    book = Rule.objects.book()
    return Figures(
        missions=sum(mission.is_held for mission in missions),
        declined=sum(mission.is_declined for mission in missions),
        reports=_reports(missions, today, book),
        spending=_spending(missions, user, today, book),
        actions=_actions(user, today),
        agreements=_agreements(user, today),
        active=sum(partner.state_value == RelationState.ACTIVE for partner in partners),
        partners=len(partners),
    )


def _actions(user, today):
    counts = ACTION_LIST.narrow_for({}, user, today).counting("resultat", "statut")
    return ActionFigures(
        total=counts.total,
        with_result=_listed(counts, "resultat", KnownResult.KNOWN),
        without_result=_listed(counts, "resultat", KnownResult.NONE),
        lapsed=_listed(counts, "statut", ActionState.LAPSED),
    )


def _agreements(user, today):
    counts = AGREEMENT_LIST.narrow_for({}, user, today).counting("etat", "fin")
    return AgreementFigures(
        in_force=_listed(counts, "etat", AgreementState.IN_FORCE),
        ending=_listed(counts, "fin", str(today.year)),
        year=today.year,
    )


def _listed(counts, name, value):
    """Return the Figure of one value of a facet: as many rows as the list it leads to shows."""
    return Figure(counts.number_of(name, value), list_query(**{name: value}))


def _reports(missions, today, book):
    statuses = [status for status in (report_status(mission, today, book) for mission in missions) if status.is_bound]
    counted = Counter(status.state for status in statuses)
    return Reports(
        on_time=counted[ReportState.ONLINE_ON_TIME],
        late=counted[ReportState.ONLINE_LATE],
        missing=sum(counted[state] for state in MISSING_STATES),
        unknown=counted[ReportState.UNKNOWN],
    )


def _spending(missions, user, today, book):
    """Sum the last declared total of each scope of `missions`, and what was authorized for the same people."""
    by_mission = defaultdict(list)
    for cost in CostFact.objects.filter(visible(Mission, user, today, "mission__")):
        by_mission[cost.mission_id].append(cost)
    readings = [
        read_costs(by_mission[mission.pk], mission.ceiling, book.of_mission(mission, today)) for mission in missions
    ]
    last = [each for reading in readings for each in reading.last_comparisons]
    return Spending(
        missions=sum(bool(reading.last_comparisons) for reading in readings),
        authorized=sum((each.authorized.amount for each in last), Decimal(0)),
        declared=sum((each.declared.amount for each in last), Decimal(0)),
    )
