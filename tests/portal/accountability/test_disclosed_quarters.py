"""The disclosure of a quarter: which trips, in what order, between which others, and what is still to be confirmed."""

import pytest

from missions.models import Direction, MissionStage
from portal.accountability import disclosure_of, quarters_on_record
from portal.accountability.quarters import Quarter
from portal.accountability.report import period_report, quarter_period, year_period
from tests.missions.factories import CostFactFactory, MissionFactory
from tests.partners.factories import AgreementFactory
from tests.portal.accountability.entries import TODAY, D
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db
Q2, MAY = Quarter(2024, 2), D(2024, 5, 5)


def trip(title="", ends_on=MAY, **options):
    """Make a trip held and online, begun on the first of March 2024."""
    dates = {"starts_on": D(2024, 3, 1), "ends_on": ends_on, "date_precision": "jour"}
    known = {"title": title, "published": True, "stage": MissionStage.DONE, "direction": Direction.OUT}
    return MissionFactory(**{**known, **dates, **options})


def titles(trips):
    return [each.mission.title for each in trips]


def test_trips_back_in_the_quarter_come_in_the_order_of_their_return():
    trip("Dernier jour", D(2024, 6, 30))
    trip("Premier jour", D(2024, 4, 1))
    trip("Le même", D(2024, 4, 1))
    trip("Avant", D(2024, 3, 31))
    trip("Après", D(2024, 7, 1))
    trip("Période d’un trimestre", D(2024, 6, 1), starts_on=D(2024, 4, 1), date_precision="periode")
    trip("Période plus longue", D(2024, 6, 1), date_precision="periode")
    trip("Toute l’année", D(2024, 6, 30), date_precision="annee")
    told = titles(disclosure_of(Q2, TODAY).trips)
    assert told == ["Premier jour", "Le même", "Période d’un trimestre", "Dernier jour"]


def test_what_was_not_a_trip_or_is_not_told_is_not_in_it_what_is_to_confirm_stands_apart():
    held = trip("Tenue", stage=MissionStage.CLOSED)
    trip("Reçue", direction=Direction.IN)
    trip("Non retenue", stage=MissionStage.DECLINED, declined_reason="Non.")
    trip("Brouillon", published=False)
    waiting = trip("À confirmer", stage=MissionStage.TO_CHECK)
    told = disclosure_of(Q2, TODAY)
    assert ([each.mission for each in told.trips], told.unconfirmed) == ([held], [waiting])
    CostFactFactory(mission=held, fact_type="declare")
    CostFactFactory(mission=held, fact_type="declare", amount=2, made_public_on=TODAY)
    trip("Seconde")
    assert [row.mission.title for row in disclosure_of(Q2, TODAY).rows] == ["Tenue", "Tenue", "Seconde"]


@pytest.mark.parametrize(
    ("quarter", "today", "previous", "following", "is_under_way"),
    [
        (Q2, TODAY, None, "2024-T3", False),  # the first on record
        (Quarter(2024, 3), TODAY, "2024-T2", "2024-T4", False),
        (Quarter(2026, 1), TODAY, "2025-T4", None, True),
        (Quarter(2026, 1), D(2026, 3, 31), "2025-T4", None, True),  # its last day
        (Quarter(2026, 1), D(2026, 4, 1), "2025-T4", "2026-T2", False),
    ],
)
def test_a_quarter_stands_between_those_on_record(quarter, today, previous, following, is_under_way):
    trip()
    told = disclosure_of(quarter, today)
    assert (told.previous and str(told.previous), told.next and str(told.next)) == (previous, following)
    assert told.is_under_way == is_under_way


def test_before_the_register_begins_and_after_today_there_is_no_disclosure():
    trip()
    trip(ends_on=D(2024, 11, 1), direction=Direction.IN)
    assert (disclosure_of(Q2.previous, TODAY), disclosure_of(Quarter(2026, 2), TODAY)) == (None, None)
    numbers = {str(quarter): number for quarter, number in quarters_on_record(TODAY).items()}
    assert (list(numbers)[-1], {each: number for each, number in numbers.items() if number}) == (
        "2024-T2",
        {"2024-T2": 1},
    )


def report_of(period, today=TODAY):
    """Return (titles of the missions, of the agreements signed, of those ended) of a period, and its report."""
    report = period_report(period, today)
    return [[each.title for each in rows] for rows in (report.missions, report.signed, report.ended)], report


def test_the_report_of_a_quarter_and_that_of_a_year_hold_what_is_theirs():
    spring = trip("Printemps")
    trip("Automne", D(2024, 11, 1))
    trip("L’an d’avant", D(2024, 4, 2), starts_on=D(2023, 12, 30))
    trip("Brouillon", published=False)
    later = trip("L’an d’après", D(2025, 5, 5), starts_on=D(2025, 5, 1))
    own, other = SourceFactory.create_batch(2)
    spring.sources.add(own), later.sources.add(other)
    AgreementFactory(title="Plus tard", published=True, signed_on=D(2025, 4, 1), signed_precision="jour")
    AgreementFactory(
        title="Le jour", published=True, signed_on=D(2024, 4, 1), signed_precision="jour", ends_on=D(2024, 6, 30)
    )
    AgreementFactory(title="L’année", published=True, signed_on=D(2024, 4, 1), signed_precision="annee")
    AgreementFactory(title="Secrète", signed_on=D(2024, 4, 1), signed_precision="jour", ends_on=D(2024, 6, 30))
    found, quarter = report_of(quarter_period(Q2))
    assert found == [["Printemps", "L’an d’avant"], ["Le jour"], ["Le jour"]]
    assert (quarter.is_under_way, quarter.work, quarter.series) == (False, None, [])
    assert (quarter.account.held["out"].number, list(quarter.sources)) == (2, [own])
    found, year = report_of(year_period(2024))
    assert found == [["Automne", "Printemps"], ["Le jour", "L’année"], ["Le jour"]]
    assert (year.account.held["out"].number, year.account.query) == (2, "?annee=2024")
    assert (year.work.year, year.work.signed.number, list(year.sources)) == (2024, 2, [own])
    # The years after it are not drawn.
    assert {max(series.numbers) for series in year.series} == {2024}


@pytest.mark.parametrize(("today", "is_under_way"), [(D(2024, 6, 30), True), (D(2024, 7, 1), False)])
def test_a_period_is_under_way_through_its_last_day(today, is_under_way):
    assert period_report(quarter_period(Q2), today).is_under_way == is_under_way
