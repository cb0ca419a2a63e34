"""The sums of a year: what each counts, what it leaves out, and the list that each number leads to."""

from decimal import Decimal

import pytest

from missions.costs import Span
from missions.models import CostType, Direction, MissionStage, Objective, ObjectiveResult, Report, Rule, RuleKind
from missions.report_status import ReportState
from portal.accountability.years import TO_CONFIRM, Money, summarize_year, summarize_years
from tests.missions.facts_of_cost import authorized, fact, spent
from tests.portal.accountability.entries import D, entry_of

DELAY = Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2024, 1, 1))
ONLINE = {"published_on": D(2024, 6, 1)}


def figures(found):
    """Return {name: number} of Figures."""
    return {name: figure.number for name, figure in found.items()}


def test_what_was_held_is_counted_by_direction():
    directions = [*Direction, Direction.OUT, Direction.IN, Direction.IN, Direction.HOSTED]
    account = summarize_year([entry_of(direction=each) for each in directions])
    assert figures(account.held) == {"out": 2, "in": 3, "hosted": 2}


@pytest.mark.parametrize(
    ("stage", "held", "to_confirm", "declined"),
    [
        (MissionStage.PROPOSED, 0, 1, 0),
        (MissionStage.AUTHORIZED, 0, 1, 0),
        (MissionStage.UNDER_WAY, 0, 1, 0),
        (MissionStage.TO_CHECK, 0, 1, 0),
        (MissionStage.DONE, 1, 0, 0),
        (MissionStage.CLOSED, 1, 0, 0),
        (MissionStage.DECLINED, 0, 0, 1),
    ],
)
def test_each_stage_counts_in_one_column(stage, held, to_confirm, declined):
    account = summarize_year([entry_of(stage=stage)])
    counted = (account.held["out"].number, account.to_confirm.number, account.declined.number)
    assert counted == (held, to_confirm, declined)
    assert (stage in TO_CONFIRM) == bool(to_confirm)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ({"year": 2024}, "annee=2024"),
        ({"year": None}, "annee=inconnue"),
        ({"every_year": True}, ""),
    ],
)
def test_each_number_leads_to_the_list_of_its_year(options, asked):
    account = summarize_year([], **options)
    held, before = "statut=realisee&statut=close", f"{asked}&" if asked else ""
    assert account.query == (f"?{asked}" if asked else "")
    assert account.held["in"].query == f"?{before}sens=entrante&{held}"
    assert account.to_confirm.query == "?" + before + "&".join(f"statut={each.value}" for each in TO_CONFIRM)
    assert account.declined.query == f"?{before}statut=non_retenue"
    assert {each.query for each in account.trips} == {f"?{before}sens=sortante&{held}"}
    assert {each.query for each in account.welcomes} == {f"?{before}sens=entrante&sens=accueil_evenement&{held}"}
    assert account.report[ReportState.LATE].query == f"?{before}rapport=en_retard"
    assert account.missing_reports.query == f"?{before}rapport=en_retard&rapport=introuvable"
    assert account.objectives[0].missions.query == f"?{before}{held}&objectif=atteint"
    assert account.objectives[-1].missions.query == f"?{before}{held}&objectif=a_dire"


def test_years_come_from_the_latest_what_has_no_date_last_each_with_its_own():
    undated = {"starts_on": None, "ends_on": None, "date_precision": ""}
    entries = [entry_of(starts_on=D(year, 5, 1)) for year in (2022, 2024, 2022)] + [entry_of(**undated)]
    assert [(each.year, each.held["out"].number) for each in summarize_years(entries)] == [
        (2024, 1),
        (2022, 2),
        (None, 1),
    ]
    assert summarize_years([]) == []


def test_days_and_people_are_summed_over_the_trips_that_know_them():
    entries = [
        entry_of(city_delegates=0),  # five days; nobody of the City is a number
        entry_of(city_delegates=4, ends_on=D(2024, 5, 1)),
        entry_of(ends_on=None),
        entry_of(direction=Direction.IN, city_delegates=9),
        entry_of(stage=MissionStage.UNDER_WAY, city_delegates=9),
    ]
    account = summarize_year(entries)
    assert (account.days, account.people) == ((6, 2, 1), (4, 2, 1))


def test_money_of_trips_and_of_welcomes_is_never_in_one_sum():
    entries = [entry_of(direction=each, costs=[authorized(100), spent(90)]) for each in Direction]
    account = summarize_year(entries)
    assert [each.span for each in (*account.trips, *account.welcomes)] == [
        Span(100, 100),
        Span(90, 90),
        Span(200, 200),
        Span(180, 180),
    ]


@pytest.mark.parametrize(
    ("costs", "options", "known", "unknown", "contradicted", "exempt", "rough"),
    [
        ([], {}, 0, 1, 0, 0, 0),
        ([authorized(100)], {}, 1, 0, 0, 0, 0),
        ([], {"ceiling": Decimal(0)}, 1, 0, 0, 0, 0),  # nothing may be spent: it is known
        ([authorized(100), fact(3, CostType.AUTHORIZED, 120)], {}, 1, 0, 1, 0, 0),
        ([authorized(100, is_approximate=True)], {}, 0, 0, 0, 0, 1),
        ([], {"authorization_required": False}, 0, 0, 0, 1, 0),
        ([], {"authorization_required": True}, 0, 1, 0, 0, 0),
        # It needed none, and an amount was published all the same.
        ([authorized(100)], {"authorization_required": False}, 1, 0, 0, 0, 0),
        ([authorized(100, is_approximate=True)], {"authorization_required": False}, 0, 0, 0, 0, 1),
        ([spent(100)], {}, 0, 1, 0, 0, 0),  # declared, of an amount that nobody authorized in public
    ],
)
def test_each_trip_counts_once_in_what_is_known_of_the_money_authorized(
    costs, options, known, unknown, contradicted, exempt, rough
):
    money = summarize_year([entry_of(costs=costs, **options)]).trips[0]
    assert (money.known, money.unknown, money.contradicted, money.exempt, money.rough) == (
        known,
        unknown,
        contradicted,
        exempt,
        rough,
    )
    assert money.missions == 1


def test_what_needs_no_authorization_declares_what_it_cost_all_the_same():
    declared = summarize_year([entry_of(authorization_required=False)]).trips[1]
    assert (declared.exempt, declared.unknown) == (0, 1)


def test_a_sum_goes_from_the_lowest_to_the_highest_that_publications_say():
    entries = [entry_of(costs=[spent(100), fact(3, CostType.DECLARED, 130)]), entry_of(costs=[spent(1000)])]
    declared = summarize_year(entries).trips[1]
    assert (declared.span, declared.contradicted) == (Span(1100, 1130), 1)
    assert summarize_year([entry_of()]).trips[1].span is None


def test_the_missions_of_a_sum_are_the_known_the_unknown_the_exempt_and_the_rough():
    assert Money(None, known=1, unknown=20, contradicted=1, exempt=300, rough=4000, query="").missions == 4321


def reported(report=None, **options):
    return entry_of(rules=[DELAY], report=report, **options)


@pytest.mark.parametrize(
    ("entry", "state", "is_told"),
    [
        (reported(Report(**ONLINE)), ReportState.ONLINE_ON_TIME, True),
        (reported(Report(published_on=D(2025, 1, 1))), ReportState.ONLINE_LATE, True),
        (reported(Report()), ReportState.LATE, True),
        (reported(), ReportState.NOT_FOUND, True),
        (reported(Report(), stage=MissionStage.UNDER_WAY), ReportState.LATE, True),  # held or not, late is late
        (reported(Report(), starts_on=D(2026, 2, 1), ends_on=D(2026, 2, 5)), ReportState.EXPECTED, False),
        (entry_of(report=Report(**ONLINE)), ReportState.ONLINE_NO_DEADLINE, False),  # no promise bound it
        (reported(starts_on=D(2026, 4, 1), ends_on=D(2026, 4, 5)), ReportState.UPCOMING, False),
        (reported(ends_on=None), ReportState.UNKNOWN, False),
    ],
)
def test_each_report_counts_where_it_stands(entry, state, is_told):
    account = summarize_year([entry])
    assert {each: figure.number for each, figure in account.reports if figure.number} == {state: 1}
    assert account.knows_reports == is_told
    assert account.missing_reports.number == (state in (ReportState.LATE, ReportState.NOT_FOUND))


@pytest.mark.parametrize("options", [{"direction": Direction.IN}, {"stage": MissionStage.DECLINED}])
def test_what_asks_no_report_counts_in_none(options):
    account = summarize_year([reported(Report(**ONLINE), **options)])
    assert not any(figure.number for _state, figure in account.reports)


def aims(*results, **options):
    return entry_of(objectives=[Objective(result=each) for each in results], **options)


def test_objectives_are_counted_by_result_and_by_mission():
    met, unknown = ObjectiveResult.MET, ObjectiveResult.UNKNOWN
    account = summarize_year([aims(met, met, ""), aims(met, unknown), aims(), aims(met, stage=MissionStage.PROPOSED)])
    told = {str(each.label): (each.number, each.missions.number) for each in account.objectives if each.number}
    assert told == {str(met.label): (3, 2), str(unknown.label): (1, 1), "pas encore dit": (1, 1)}
    assert account.without_objective == 1
    assert [str(each.label) for each in account.objectives] == [*map(str, ObjectiveResult.labels), "pas encore dit"]


def test_a_year_without_any_mission_counts_nothing():
    account = summarize_year([], 2024)
    assert (figures(account.held), account.without_objective) == ({"out": 0, "in": 0, "hosted": 0}, 0)
    assert (account.days, account.people) == ((0, 0, 0), (0, 0, 0))
    assert {(money.span, money.missions) for money in (*account.trips, *account.welcomes)} == {(None, 0)}
    assert not account.knows_reports
