"""What is computed once of each mission that is counted, and the query of the list that shows a number."""

import pytest
from django.http import QueryDict

from missions.costs import Span
from missions.models import Direction, MissionPartner, MissionRole, MissionStage, Rule, RuleKind
from missions.models.rule import RuleBook
from missions.report_status import ReportState
from partners.models import Partner
from portal.accountability.counted import count_missions, list_query
from records.words.dates import DatePrecision
from tests.missions.factories import MissionFactory, StopFactory
from tests.missions.facts_of_cost import authorized, spent
from tests.portal.accountability.entries import ART, SCIENCE, TODAY, D, entry_of, stops_in

OUT, IN, HOSTED = Direction.OUT, Direction.IN, Direction.HOSTED


@pytest.mark.parametrize(
    ("starts_on", "year"),
    [
        (D(2024, 1, 1), 2024),  # the first day
        (D(2024, 12, 31), 2024),  # the last day, back in the next year
        (None, None),
    ],
)
def test_a_mission_is_of_the_year_it_starts(starts_on, year):
    assert entry_of(starts_on=starts_on, ends_on=starts_on and D(2025, 1, 2)).year == year


@pytest.mark.parametrize(
    ("direction", "stage", "is_held", "is_out", "is_trip"),
    [
        (OUT, MissionStage.DONE, True, True, True),
        (OUT, MissionStage.CLOSED, True, True, True),
        (OUT, MissionStage.UNDER_WAY, False, True, False),
        (OUT, MissionStage.TO_CHECK, False, True, False),
        (OUT, MissionStage.DECLINED, False, False, False),  # the City did not leave
        (IN, MissionStage.DONE, True, False, False),
        (HOSTED, MissionStage.CLOSED, True, False, False),
        (IN, MissionStage.DECLINED, False, False, False),
    ],
)
def test_a_trip_is_a_mission_out_that_took_place(direction, stage, is_held, is_out, is_trip):
    entry = entry_of(direction=direction, stage=stage)
    assert (entry.is_held, entry.is_out, entry.is_trip) == (is_held, is_out, is_trip)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "precision", "days"),
    [
        (D(2024, 5, 1), D(2024, 5, 1), DatePrecision.DAY, 1),  # there and back
        (D(2024, 2, 28), D(2024, 3, 1), DatePrecision.DAY, 3),  # a leap year
        (D(2023, 12, 30), D(2024, 1, 2), DatePrecision.DAY, 4),
        (D(2024, 5, 1), None, DatePrecision.DAY, None),
        (D(2024, 5, 1), D(2024, 5, 31), DatePrecision.MONTH, None),  # a month is not thirty-one days of travel
        (None, None, "", None),
    ],
)
def test_days_count_the_first_and_the_last(starts_on, ends_on, precision, days):
    assert entry_of(starts_on=starts_on, ends_on=ends_on, date_precision=precision).days == days


@pytest.mark.parametrize(
    ("direction", "countries"),
    [
        (OUT, {"FR", "BE"}),  # the stops, each once, a network of cities being nowhere
        (IN, {"MA"}),  # the origin, not who was met
        (HOSTED, {"MA"}),
    ],
)
def test_a_trip_goes_to_its_stops_and_a_delegation_comes_from_its_origin(direction, countries):
    roles = [
        MissionPartner(role=MissionRole.ORIGIN, partner=Partner(country="MA")),
        MissionPartner(role=MissionRole.ORIGIN, partner=Partner(country="")),
        MissionPartner(role=MissionRole.MET, partner=Partner(country="CD")),
    ]
    assert entry_of(direction=direction, stops=stops_in("FR", "BE", "", "FR"), roles=roles).countries == countries


def test_a_mission_without_stop_nor_axis_goes_nowhere_known():
    assert (entry_of().countries, entry_of().axes) == (set(), set())


def test_a_mission_serves_each_of_its_axes_once():
    assert entry_of(axes=[SCIENCE, ART, SCIENCE]).axes == {SCIENCE.pk, ART.pk}


def test_costs_and_report_are_read_by_the_rules_of_the_day_of_the_mission():
    delay = Rule(pk=1, kind=RuleKind.REPORT_DELAY, value=42, valid_from=D(2024, 1, 1), valid_until=D(2024, 12, 31))
    overrun = Rule(pk=2, kind=RuleKind.OVERRUN, value=10, valid_from=D(2025, 1, 1))
    costs = [authorized(100), spent(200)]
    former, later = (
        entry_of(rules=[delay, overrun], costs=costs, starts_on=D(year, 5, 1), ends_on=D(year, 5, 5))
        for year in (2024, 2025)
    )
    assert (former.report.state, former.report.due_on, former.report.days_late) == (
        ReportState.NOT_FOUND,
        D(2024, 6, 16),
        (D(2026, 3, 2) - D(2024, 6, 16)).days,
    )
    assert later.report.state == ReportState.UNKNOWN
    assert (former.costs.exceeds_tolerance, later.costs.exceeds_tolerance) == (False, True)
    assert former.costs.authorized_span == Span(100, 100)


def test_a_mission_without_date_is_read_by_the_rules_of_today():
    ended = Rule(pk=1, kind=RuleKind.OVERRUN, value=10, valid_from=D(2020, 1, 1), valid_until=D(2026, 3, 1))
    undated = {"starts_on": None, "ends_on": None, "date_precision": "", "costs": [authorized(100), spent(200)]}
    assert not entry_of(rules=[ended], **undated).costs.exceeds_tolerance
    ended.valid_until = D(2026, 3, 2)
    assert entry_of(rules=[ended], **undated).costs.exceeds_tolerance


@pytest.mark.django_db
def test_what_anyone_may_read_is_counted_from_the_latest_with_its_places(django_assert_num_queries):
    undated, dated = (
        MissionFactory(published=True),
        MissionFactory(published=True, starts_on=TODAY, date_precision="jour"),
    )
    MissionFactory()
    MissionFactory(published=True, embargo_until=D(2026, 3, 3))
    StopFactory(mission=dated, place__published=True, place__country="FR")
    StopFactory(mission=dated, place__country="BE")  # a place that is not told
    entries = count_missions(TODAY, RuleBook([]))
    assert [entry.mission for entry in entries] == [dated, undated]
    with django_assert_num_queries(0):
        assert [entry.countries for entry in entries] == [{"FR"}, set()]


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, ""),
        ({"annee": 2024}, "?annee=2024"),
        ({"annee": None, "axe": ""}, ""),  # what is asked of nothing is not asked
        ({"statut": []}, ""),
        ({"statut": ["realisee", "close"], "sens": "sortante"}, "?statut=realisee&statut=close&sens=sortante"),
        ({"statut": MissionStage.DECLINED}, "?statut=non_retenue"),
        ({"q": "Québec & Lévis"}, "?q=Qu%C3%A9bec+%26+L%C3%A9vis"),  # nothing typed breaks the address
    ],
)
def test_the_query_of_a_list_asks_what_is_known_and_nothing_else(asked, query):
    assert list_query(**asked) == query


def test_what_the_query_of_a_list_asks_is_read_as_it_was():
    asked = {"q": "é=&+%", "axe": ["agir", "à part"]}
    assert dict(QueryDict(list_query(**asked)[1:]).lists()) == {"q": ["é=&+%"], "axe": ["agir", "à part"]}
