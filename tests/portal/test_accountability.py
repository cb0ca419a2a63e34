"""The public accounts: each figure, and what it must not count."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from missions.costs import Span
from missions.models import (
    ActionStage,
    CostFact,
    CostType,
    Direction,
    Mission,
    MissionRole,
    MissionStage,
    ObjectiveResult,
    RequestDecision,
    RuleKind,
    ScopeCode,
)
from missions.models.rule import RuleBook
from portal.accountability import matrix_of, summarize
from portal.accountability.counted import CountedMission
from portal.accountability.work import draw_work, work_by_year
from portal.register import TABLES
from records.imports.loading import load
from records.words.dates import DatePrecision
from tests.axes.factories import AxisFactory
from tests.missions.factories import (
    ActionFactory,
    CostFactFactory,
    DelegationRequestFactory,
    MissionFactory,
    MissionPartnerFactory,
    ObjectiveFactory,
    ParticipantFactory,
    ReportFactory,
    RuleFactory,
    StopFactory,
)
from tests.records.factories import SourceFactory

D = dt.date
DATA = Path(__file__).resolve().parents[2] / "data"
PAGE = "/bilan/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, time_machine, today):
    """Read the page on the day, its spaces made ordinary."""
    time_machine.move_to(dt.datetime(today.year, today.month, today.day, 12, tzinfo=dt.UTC))
    return lambda: client.get(PAGE).content.decode().replace("\u00a0", " ")


def test_totals_of_other_people_are_not_offered_to_be_compared(page):
    trip()
    assert "« Autorisé » et « déclaré » ne se comparent pas ici" in page()


def trip(year=2024, **options):
    """Make a trip of five days, online and held."""
    dates = {"starts_on": D(year, 5, 1), "ends_on": D(year, 5, 5), "date_precision": DatePrecision.DAY}
    return MissionFactory(**{"published": True, "stage": MissionStage.DONE, **dates, **options})


def goes_to(mission, *countries):
    for country in countries:
        StopFactory(mission=mission, place__country=country, place__published=True)
    return mission


def declare(mission, amount, **options):
    return CostFactFactory(mission=mission, fact_type=CostType.DECLARED, amount=amount, **options)


def numbers(account):
    """Return how many were out, received, hosted, to be confirmed, declined."""
    return [*(each.number for each in account.held.values()), account.to_confirm.number, account.declined.number]


def test_missions_are_counted_by_direction_and_only_once_held(today):
    for direction in Direction:
        trip(direction=direction)
    trip(stage=MissionStage.CLOSED)
    for stage in (MissionStage.PROPOSED, MissionStage.AUTHORIZED, MissionStage.UNDER_WAY, MissionStage.TO_CHECK):
        trip(stage=stage)
    trip(stage=MissionStage.DECLINED, declined_reason="Trop loin.")
    [year] = summarize(today).years
    assert numbers(year) == [2, 1, 1, 4, 1]


def test_a_mission_counts_in_the_year_it_starts_the_undated_apart(today):
    trip(starts_on=D(2024, 12, 28), ends_on=D(2025, 1, 3))
    trip(2022)
    trip(starts_on=None, ends_on=None, date_precision="")
    accounts = summarize(today)
    assert [(each.year, each.held["out"].number) for each in accounts.years] == [(2024, 1), (2022, 1), (None, 1)]
    assert accounts.total.held["out"].number == 3


@pytest.mark.parametrize(
    ("case", "options", "days"),
    [
        ("both days counted", {}, 5),
        ("one day", {"ends_on": D(2024, 5, 1)}, 1),
        ("known to the month", {"date_precision": DatePrecision.MONTH}, None),
        ("known to the year", {"date_precision": DatePrecision.YEAR}, None),
        ("some day of a period", {"date_precision": DatePrecision.PERIOD}, None),
        ("an unknown return", {"ends_on": None}, None),
        ("no date", {"starts_on": None, "ends_on": None, "date_precision": ""}, None),
    ],
)
def test_days_are_known_only_from_a_departure_and_a_return_known_to_the_day(today, case, options, days):
    trip(**options)
    told = summarize(today).total.days
    assert (told.total, told.known, told.unknown) == (days or 0, int(days is not None), int(days is None)), case


def test_days_and_people_are_those_of_trips_held(today):
    trip(city_delegates=3)
    trip(city_delegates=None)
    trip(direction=Direction.IN, city_delegates=10)
    trip(stage=MissionStage.TO_CHECK, city_delegates=10)
    total = summarize(today).total
    assert total.days == (10, 2, 0)
    assert total.people == (3, 1, 1)


def test_money_is_summed_over_missions_and_what_is_unknown_is_counted(today):
    first, second, _third = trip(), trip(), trip()
    CostFactFactory(mission=first, amount=Decimal(1000))
    CostFactFactory(mission=second, amount=Decimal(500))
    declare(first, Decimal(900))
    authorized, declared = summarize(today).total.trips
    assert (authorized.span, authorized.known, authorized.unknown) == (Span(1500, 1500), 2, 1)
    assert (declared.span, declared.known, declared.unknown) == (Span(900, 900), 1, 2)


def test_contradictory_totals_leave_a_span_and_are_said(today, page):
    mission = trip()
    for amount, day in ((10_700, D(2022, 12, 21)), (12_979, D(2023, 7, 14))):
        declare(mission, Decimal(amount), made_public_on=day)
    declare(trip(), Decimal(100))
    declared = summarize(today).total.trips[1]
    assert (declared.span, declared.contradicted) == (Span(10_800, 13_079), 1)
    assert "10 800 $ à 13 079 $" in page()
    assert "1 mission a plusieurs montants contradictoires" in page()


def test_what_needs_no_authorization_is_not_unknown(today):
    trip(authorization_required=False)
    trip()
    authorized, declared = summarize(today).total.trips
    assert (authorized.known, authorized.unknown, authorized.exempt, authorized.missions) == (0, 1, 1, 2)
    assert (declared.unknown, declared.exempt) == (2, 0)


def test_an_approximate_amount_is_said_and_added_to_no_other(today, page):
    rough, exact = trip(), trip()
    declare(rough, Decimal(10_700), is_approximate=True)
    declare(exact, Decimal(900))
    CostFactFactory(mission=rough, amount=Decimal(5000), is_approximate=True)
    authorized, declared = summarize(today).total.trips
    assert (authorized.span, authorized.unknown, authorized.rough) == (None, 1, 1)
    assert (declared.span, declared.known, declared.unknown, declared.rough) == (Span(900, 900), 1, 0, 1)
    assert "1 au montant approximatif, non additionné" in page()


def test_welcomes_are_never_summed_with_trips_nor_benefits_with_costs(today):
    congress = trip(direction=Direction.HOSTED)
    CostFactFactory(mission=congress, amount=Decimal(620_000))
    CostFactFactory(mission=congress, amount=Decimal(700_000), fact_type=CostType.CLAIMED_BENEFIT)
    CostFactFactory(mission=congress, amount=Decimal(450_000), fact_type=CostType.BUDGET_ASKED)
    CostFactFactory(mission=trip(), amount=Decimal(13_000))
    total = summarize(today).total
    assert [money.span for money in (*total.trips, *total.welcomes)] == [
        Span(13_000, 13_000),
        None,
        Span(620_000, 620_000),
        None,
    ]


def test_a_declined_mission_counts_in_its_own_column_alone(today):
    declined = goes_to(trip(stage=MissionStage.DECLINED, declined_reason="Trop loin.", city_delegates=3), "US")
    CostFactFactory(mission=declined)
    declare(declined, Decimal(10))
    ObjectiveFactory(mission=declined)
    ReportFactory(mission=declined)
    declined.axes.add(AxisFactory(published=True))
    total, accounts = summarize(today).total, summarize(today)
    assert numbers(total) == [0, 0, 0, 0, 1]
    assert (total.days, total.people) == ((0, 0, 0), (0, 0, 0))
    assert not any(figure.number for _state, figure in total.reports)
    assert not any(each.number for each in total.objectives)
    assert not any(money.missions for money in (*total.trips, *total.welcomes))
    assert accounts.outward.lines == []
    assert set(accounts.quarters.values()) == {0}


def test_reports_are_counted_by_where_they_stand_held_or_not(today):
    RuleFactory()
    back = {"starts_on": D(2025, 5, 1), "ends_on": D(2025, 5, 5)}
    online = {"document_url": "https://exemple.invalid/rapport"}
    ReportFactory(mission=trip(**back), published_on=D(2025, 6, 1), **online)
    ReportFactory(mission=trip(**back), published_on=D(2025, 8, 1), **online)
    ReportFactory(mission=trip(**back))
    ReportFactory(mission=trip(**back, stage=MissionStage.UNDER_WAY))
    ReportFactory(mission=trip(starts_on=today, ends_on=today))
    ReportFactory(mission=trip(2022), published_on=D(2023, 1, 1), **online)
    trip(**back)
    trip(**back, direction=Direction.IN)
    told = {state.value: figure.number for state, figure in summarize(today).total.reports}
    assert told == {
        "a_temps": 1,
        "apres_echeance": 1,
        "en_retard": 2,
        "attendu": 0,
        "sans_echeance": 1,
        "a_venir": 1,
        "introuvable": 1,
        "inconnu": 0,
    }


def test_objectives_are_counted_by_result_the_unsaid_and_the_missing_apart(today):
    mission = trip()
    for result in (*ObjectiveResult.values, ObjectiveResult.MET, ""):
        ObjectiveFactory(mission=mission, result=result)
    ObjectiveFactory(mission=trip(stage=MissionStage.PROPOSED), result=ObjectiveResult.MET)
    trip(direction=Direction.IN)
    total = summarize(today).total
    assert [each.number for each in total.objectives] == [2, 1, 1, 1, 1]
    assert total.without_objective == 1


def test_where_nobody_said_anything_a_report_is_not_found_once_it_was_due(page, client, today):
    RuleFactory()
    trip(starts_on=D(2025, 5, 1), ends_on=D(2025, 5, 5), title="San Antonio")
    late = (today - D(2025, 6, 16)).days
    read = page()
    assert f"1 rapport dû le 16 juin 2025, non trouvé en ligne depuis {late} jours" in read
    assert "Aucun rapport dû ne manque." not in read
    address = "/missions/?rapport=en_retard&amp;rapport=introuvable"
    assert f'<dd>\n      <a href="{address}">1</a>' in read or f'<a href="{address}">1</a>' in read
    assert client.get(address.replace("&amp;", "&")).context["filter"].total == 1


def test_before_a_report_is_due_nothing_is_missing_and_the_page_says_unknown(page, today):
    RuleFactory()
    trip(starts_on=today - dt.timedelta(days=9), ends_on=today - dt.timedelta(days=5), title="San Antonio")
    read = page()
    assert "<dd>inconnu</dd>" in read
    assert "Aucun rapport dû ne manque." in read
    assert "rien ne dit encore si leur rapport est dû" in read
    assert "au plus tard le <time" in read


def test_what_is_late_and_what_exceeds_by_more_than_the_rule_is_listed(page, today):
    RuleFactory()
    RuleFactory(kind=RuleKind.OVERRUN, value=10, valid_from=D(2019, 10, 7))
    late = trip(starts_on=D(2025, 5, 1), ends_on=D(2025, 5, 5), title="Porto")
    ReportFactory(mission=late)
    scope = {"scope_code": ScopeCode.DELEGATION}
    for title, amount in (("Turin", "1100.01"), ("Lyon", "1100.00"), ("Non retenue", "9999.00")):
        declined = {"stage": MissionStage.DECLINED, "declined_reason": "Non."} if title == "Non retenue" else {}
        mission = trip(title=title, **declined)
        CostFactFactory(mission=mission, amount=Decimal(1000), **scope)
        declare(mission, Decimal(amount), **scope)
    accounts = summarize(today)
    assert [entry.mission for entry in accounts.missing] == [late]
    assert [each.mission.title for each in accounts.excesses] == ["Turin"]
    read = page()
    watched = read[read.index('id="late"') : read.index('id="years"')]
    assert "en retard de 259 jours" in watched
    assert "1 100,01 $ déclarés pour 1 000 $ autorisés" in watched
    assert "Au-delà de 10 % de plus" in watched
    assert "Lyon" not in watched


def test_what_one_person_cost_is_not_held_against_what_the_mission_was_allowed(today):
    RuleFactory(kind=RuleKind.OVERRUN, value=10, valid_from=D(2019, 10, 7))
    mission = trip()
    person = ParticipantFactory(mission=mission)
    scope = {"scope_code": ScopeCode.DELEGATION}
    CostFactFactory(mission=mission, amount=Decimal(100), participant=person, **scope)
    declare(mission, Decimal(1000), **scope)
    assert summarize(today).excesses == []
    declare(mission, Decimal(111), participant=person, **scope)
    assert len(summarize(today).excesses) == 1


def test_a_mission_counts_once_in_each_country_and_under_each_axis(today):
    first, second = AxisFactory(published=True, position=1), AxisFactory(published=True, position=2)
    goes_to(trip(2023), "FR", "FR", "BE").axes.set([first, second])
    goes_to(trip(2024), "FR").axes.set([first])
    trip(2024)
    balance = summarize(today).outward
    told = {
        line.code: (
            line.missions.number,
            [(cell.year, cell.missions.number, [each.number for each in cell.axes]) for cell in line.cells],
        )
        for line in balance.lines
    }
    assert told == {
        "FR": (2, [(2024, 1, [1, 0, 0]), (2023, 1, [1, 1, 0])]),
        "BE": (1, [(2023, 1, [1, 1, 0])]),
        "": (1, [(2024, 1, [0, 0, 1])]),
    }
    assert list(told) == ["FR", "BE", ""]
    assert balance.missions.number == 3
    assert [each.number for each in balance.by_axis] == [2, 1, 1]
    assert (balance.most.name, balance.most_alike, balance.years) == ("France", [], [2023, 2024])
    assert balance.countries_by_year == {2023: 2, 2024: 1}


def test_only_what_was_held_goes_somewhere_and_a_delegation_comes_from_its_origin(today):
    goes_to(trip(stage=MissionStage.TO_CHECK), "US")
    received = trip(direction=Direction.IN)
    MissionPartnerFactory(mission=received, role=MissionRole.ORIGIN, partner__published=True, partner__country="FR")
    MissionPartnerFactory(mission=received, role=MissionRole.MET, partner__published=True, partner__country="BE")
    accounts = summarize(today)
    assert accounts.outward.lines == []
    assert [line.code for line in accounts.inward.lines] == ["FR"]


def test_our_own_country_is_not_counted_among_those_visited(page):
    goes_to(trip(), "CA", "FR")
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page()))
    assert "pays visités hors du Canada et des missions au Canada; le plus souvent : Canada, France, 1 mission" in told
    assert "pays visités hors du Canada : 1, registre du" in told


def test_a_year_that_the_register_does_not_cover_whole_is_compared_with_none(today):
    for year in (2022, 2023, 2024):
        trip(year)
        ActionFactory(published=True, stage=ActionStage.DONE, starts_on=D(year, 4, 1), date_precision=DatePrecision.DAY)
    compared = {work.year: work.before and work.before.year for work in work_by_year(today)}
    assert compared == {2024: None, 2023: 2022, 2022: None}


def test_what_is_drawn_of_a_year_is_what_its_table_and_its_list_tell(client, today):
    for year in (2009, 2022, 2022):
        ActionFactory(published=True, stage=ActionStage.DONE, starts_on=D(year, 4, 1), date_precision=DatePrecision.DAY)
    works = work_by_year(today)
    actions, partners = draw_work(works)
    assert (actions.numbers, partners.numbers) == ({2022: 2, 2009: 1}, {2022: 2, 2009: 1})
    drawn = {column.year: [part.amount for part in column.parts] for column in actions.chart.columns}
    assert (len(drawn), actions.chart.is_cut, sum(map(bool, drawn.values()))) == (12, True, 1)
    assert [client.get(f"/actions/{each.address}").context["filter"].total for each in drawn[2022]] == [2]
    # No list shows the partners of a year.
    assert {part.amount.address for column in partners.chart.columns for part in column.parts} == {""}
    told = client.get(PAGE).text
    # Drawn, then told in the table; and what is not drawn is in the table.
    assert [told.count(f'href="/actions/?annee={year}"') for year in (2022, 2009)] == [2, 1]


def test_a_place_without_a_country_is_nowhere_only_where_it_is_the_only_one(today):
    for mission in (goes_to(trip(), "FR"), trip()):
        StopFactory(mission=mission, place__organization=True, place__published=True)
    lines = summarize(today).outward.lines
    assert [(line.code, line.missions.number) for line in lines] == [("FR", 1), ("", 1)]


def test_a_draft_place_or_axis_is_not_told(today):
    mission = trip()
    StopFactory(mission=mission, place__country="FR")
    mission.axes.add(AxisFactory())
    balance = summarize(today).outward
    assert [line.code for line in balance.lines] == [""]
    assert [each.number for each in balance.by_axis] == [1]


def test_the_drawing_shows_each_country_through_the_years(today):
    axis = AxisFactory(published=True, slug="rayonner")
    for year in (2022, 2022, 2024):
        goes_to(trip(year), "FR").axes.add(axis)
    goes_to(trip(2024), "CD")
    matrix = matrix_of(summarize(today).outward)
    assert [year for _x, year in matrix.columns] == [2022, 2023, 2024]
    assert [(row.name, row.total) for row in matrix.rows] == [("France", 3), ("Congo-Kinshasa", 1)]
    [france, congo] = matrix.rows
    assert [(square.number, square.shade) for square in france.squares] == [(1, 2), (2, 4)]
    assert [(mark.form, mark.number) for square in france.squares for mark in square.marks] == [
        ("rayonner", 1),
        ("rayonner", 2),
    ]
    assert [(mark.form, mark.number) for mark in congo.squares[0].marks] == [("", 1)]
    assert france.bar == 3 * congo.bar + 1 or france.bar == 3 * congo.bar
    assert not matrix.is_cut


def test_a_long_drawing_is_cut_and_says_so(today, page):
    for number in range(21):
        goes_to(trip(2000 + number), list("ABCDEFGHIJKLMNOPQRSTU")[number] + "X")
    matrix = matrix_of(summarize(today).outward)
    assert (len(matrix.rows), len(matrix.columns), matrix.is_cut) == (20, 12, True)
    assert "le tableau montre tout" in page()


LINK = re.compile(r'<td[^>]*><a href="(/missions/[^"]*)">([^<]+)</a>')


def test_every_figure_leads_to_as_many_missions(client, page):
    load(TABLES, DATA, on=D(2026, 1, 1))
    read = page()
    counted = read[read.index('id="missions"') : read.index('id="money"')] + read[read.index('id="reports"') :]
    counted = counted[: counted.index('id="objectives"')] + counted[counted.index('id="outward-table"') :]
    links = {(link.replace("&amp;", "&"), int(number)) for link, number in LINK.findall(counted)}
    assert len(links) > 80
    for link, number in links:
        listed = client.get(link)
        assert listed.context["filter"].total == number, link
        assert listed.context["filter"].unknown == [], link


def test_the_real_record_gives_the_figures_that_were_counted_by_hand(today):
    load(TABLES, DATA, on=D(2026, 1, 1))
    accounts = summarize(today)
    years = {each.year: each for each in accounts.years}
    assert {year: numbers(each) for year, each in years.items()} == {
        2025: [1, 2, 0, 1, 0],
        2024: [1, 2, 0, 0, 0],
        2023: [4, 2, 0, 0, 1],
        2022: [1, 0, 1, 0, 0],
    }
    assert [money.span for money in years[2022].trips] == [Span(13_000, 13_000), Span(12_979, 12_979)]
    assert [(money.span, money.rough) for money in years[2022].welcomes] == [(None, 1), (None, 0)]
    assert [money.span for money in years[2023].trips] == [Span(49_500, 49_500), None]
    assert years[2023].trips[1].unknown == 4
    assert {year: each.days.total for year, each in years.items()} == {2025: 6, 2024: 12, 2023: 33, 2022: 9}
    assert accounts.total.people == (11, 3, 4)
    assert accounts.total.report["inconnu"].number == 7
    assert [each.number for each in accounts.total.objectives] == [0, 0, 0, 0, 21]
    assert [(line.name, line.missions.number) for line in accounts.outward.lines][:2] == [
        ("France", 4),
        ("Belgique", 2),
    ]
    assert len(accounts.outward.lines) == 10
    assert [entry.mission.record_id for entry in accounts.missing] == ["M2025-03B"]
    assert (accounts.undocumented, accounts.excesses, accounts.corrected) == ([], [], [])


def test_an_erratum_tells_when_what_and_why_with_both_amounts(page, today):
    mission = trip(title="Turin")
    wrong = declare(mission, Decimal(10_700), made_public_on=D(2024, 6, 1))
    declare(
        mission, Decimal(12_979), made_public_on=D(2024, 7, 14), corrects=wrong, correction_reason="Taxes oubliées."
    )
    read = page()
    errata = read[read.index('id="errata-table"') :]
    for words in ("2024-07-14", "Turin", "<del>10 700 $</del>", "<ins>12 979 $</ins>", "Taxes oubliées."):
        assert words in errata
    [erratum] = summarize(today).corrected
    assert (erratum.correction.was, erratum.mission) == (wrong, mission)
    assert summarize(today).total.trips[1].span == Span(12_979, 12_979)


def test_errata_come_latest_first_the_undated_last(today):
    mission = trip()
    for amount, day in ((1, None), (2, D(2024, 7, 1)), (3, D(2025, 7, 1))):
        wrong = declare(mission, Decimal(9))
        declare(mission, Decimal(amount), made_public_on=day, corrects=wrong, correction_reason="Saisie.")
    assert [each.correction.now.amount for each in summarize(today).corrected] == [3, 2, 1]


def declined(**options):
    return DelegationRequestFactory(
        **{
            "decision": RequestDecision.DECLINED,
            "decided_on": D(2026, 2, 10),
            "reason": "Trop court.",
            "is_public": True,
            **options,
        }
    )


def test_a_declined_request_is_told_only_where_the_office_chose_so(page):
    declined(title="Visite du tramway", asked_by="Mairie de Turin")
    declined(title="Canari discret", is_public=False)
    declined(title="Canari de demain", decided_on=D(2026, 3, 3))
    DelegationRequestFactory(title="Canari à décider", is_public=True)
    read = page()
    for words in ("Visite du tramway", "Mairie de Turin", "Trop court.", "10 février 2026"):
        assert words in read
    assert "Canari" not in read


@pytest.mark.parametrize(
    "hidden", [{"published": False}, {"embargo_until": D(2026, 3, 3)}], ids=["a draft", "under embargo"]
)
def test_what_is_not_public_counts_nowhere_even_for_staff(client, gestion, today, page, hidden):
    mission = goes_to(trip(title="Canari", **hidden), "FR")
    wrong = declare(mission, Decimal(5))
    declare(mission, Decimal(6), corrects=wrong, correction_reason="Canari.")
    accounts = summarize(today)
    assert numbers(accounts.total) == [0] * 5
    assert (accounts.outward.lines, accounts.corrected, set(accounts.quarters.values())) == ([], [], {0})
    client.force_login(gestion)
    read = page()
    assert "Canari" not in read
    assert "Le bilan ne compte que ce qui est en ligne" in read


def test_an_empty_record_has_accounts_that_say_so(page):
    read = page()
    for words in (
        "Aucune mission n’est inscrite.",
        "Aucune mission tenue n’est inscrite.",
        "Aucun montant publié n’a été corrigé.",
        "Aucune demande refusée n’est rendue publique.",
        "rien de consigné ici",
        "trimestre en cours",
    ):
        assert words in read


def test_the_accounts_ask_no_more_as_the_record_grows(query_count):
    axis = AxisFactory(published=True)

    def grow(count):
        for number in range(count):
            mission = goes_to(trip(2015 + number), "FR", "BE")
            mission.axes.add(axis)
            wrong = declare(mission, Decimal(5))
            cost = declare(mission, Decimal(6), corrects=wrong, correction_reason="Saisie.")
            cost.sources.add(SourceFactory())
            ObjectiveFactory(mission=mission)
            ReportFactory(mission=mission)
            MissionPartnerFactory(mission=mission, partner__published=True)
            declined()

    grow(1)
    alone = query_count(PAGE)
    grow(5)
    assert query_count(PAGE) == alone <= 21


def test_an_entry_reads_only_what_was_brought(today, django_assert_num_queries):
    goes_to(trip(), "FR")
    mission = Mission.objects.for_accounts(today).get()
    with django_assert_num_queries(0):
        entry = CountedMission(mission, today, RuleBook([]))
        assert (entry.countries, entry.axes) == ({"FR"}, set())
        assert (entry.costs.declared_span, entry.costs.authorized_span) == (None, None)
    assert CostFact.objects.count() == 0
