"""The rows of the datasets that no list has: what anyone may read, in what order; and the days of what is online."""

import datetime as dt

import pytest

from missions.models import MissionStage
from portal.opendata import rows
from portal.opendata.catalogue import published_between
from portal.opendata.datasets import DATASETS
from records.publication.status import PublicationStatus
from tests.axes.factories import AxisFactory, IndicatorFactory, MeasureFactory
from tests.missions.factories import (
    CostFactFactory,
    MissionFactory,
    ObjectiveFactory,
    ParticipantFactory,
    StopFactory,
)
from tests.portal.accountability.entries import TODAY, D
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def trip(year=2024, **options):
    """Make a mission online and held, back on the fifth of May."""
    dates = {"starts_on": D(year, 5, 1), "ends_on": D(year, 5, 5), "date_precision": "jour"}
    return MissionFactory(**{"published": True, "stage": MissionStage.DONE, **dates, **options})


@pytest.mark.parametrize(
    ("options", "place", "is_told"),
    [
        ({}, True, True),
        ({"published": False}, True, False),
        ({"embargo_until": D(2026, 3, 3)}, True, False),
        ({}, False, False),  # a place that is not online
        ({"stage": MissionStage.DECLINED, "declined_reason": "Non."}, True, False),  # it went nowhere
        ({"starts_on": TODAY, "ends_on": TODAY}, True, False),  # still away: movements wait for the return
        ({"starts_on": D(2026, 3, 1), "ends_on": D(2026, 3, 1)}, True, True),  # back since yesterday
        ({"starts_on": TODAY, "ends_on": TODAY, "movements_after_return": False}, True, True),
    ],
)
def test_a_stop_is_told_once_the_trip_is_back_where_all_may_be_read(options, place, is_told):
    stop = StopFactory(mission=trip(**options), place__published=place)
    assert rows.stops(TODAY) == [stop] * is_told


def test_stops_come_from_the_latest_mission_each_in_its_order():
    older, newer = trip(2023), trip(2024)
    made = [
        StopFactory(mission=each, position=rank, place__published=True) for each in (older, newer) for rank in (2, 1)
    ]
    assert rows.stops(TODAY) == [made[3], made[2], made[1], made[0]]


@pytest.mark.parametrize(
    ("select", "make"),
    [(rows.participants, ParticipantFactory), (rows.objectives, ObjectiveFactory), (rows.costs, CostFactFactory)],
    ids=["people", "objectives", "costs"],
)
def test_parts_of_public_missions_are_told_from_the_latest(select, make):
    older, newer = make(mission=trip(2023)), make(mission=trip(2024))
    make(mission=trip(published=False))
    second = make(mission=older.mission)
    assert list(select(TODAY)) == [newer, older, second]


def test_amounts_of_a_mission_come_by_day_each_with_its_sources():
    mission, source = trip(), SourceFactory()
    later = CostFactFactory(mission=mission, made_public_on=D(2024, 7, 1))
    first = CostFactFactory(mission=mission, made_public_on=D(2024, 6, 1))
    first.sources.add(source)
    assert [(each, each.cited) for each in rows.costs(TODAY)] == [(first, [source]), (later, [])]


def test_measures_are_those_of_public_indicators_by_axis_each_from_its_latest():
    second, first = (IndicatorFactory(published=True, axis__position=position) for position in (2, 1))
    hidden = IndicatorFactory(axis=AxisFactory(published=True, position=3))
    days = (D(2023, 12, 31), D(2024, 12, 31))
    made = [MeasureFactory(indicator=each, measured_on=day) for each in (second, first, hidden) for day in days]
    assert list(rows.measures(TODAY)) == [made[3], made[2], made[1], made[0]]


def test_the_disclosure_of_every_quarter_is_told_from_the_latest():
    older, newer = trip(2023), trip(2024)
    CostFactFactory(mission=newer, fact_type="declare")
    CostFactFactory(mission=newer, fact_type="declare", amount=2, made_public_on=D(2025, 1, 1))
    trip(ends_on=None)  # of no quarter
    told = rows.disclosures(TODAY)
    assert [(row.mission, bool(row.declaration)) for row in told] == [(newer, True), (newer, True), (older, False)]
    assert DATASETS["divulgation"].count_rows(TODAY) == 3


def test_rows_are_counted_whatever_they_are_read_as():
    StopFactory(mission=trip(), place__published=True)
    told = {
        slug: DATASETS[slug].count_rows(TODAY) for slug in ("missions", "etapes", "partenaires", "ententes", "couts")
    }
    assert told == {"missions": 1, "etapes": 1, "partenaires": 1, "ententes": 0, "couts": 0}


def test_nothing_online_has_no_day():
    MissionFactory()
    assert published_between(TODAY) == (None, None)


def test_the_register_was_first_put_online_and_last_changed_on_these_days():
    first = trip(published_on=D(2025, 6, 1))
    trip(published_on=D(2026, 1, 5))
    trip(published_on=D(2020, 1, 1), embargo_until=D(2030, 1, 1))  # not told, nor when
    archived = trip(status=PublicationStatus.ARCHIVED, published_on=D(2019, 1, 1))
    history = type(first).history
    history.update(history_date=dt.datetime(2026, 1, 6, 12, tzinfo=dt.UTC))
    history.filter(id=archived.pk).update(history_date=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    # The second of February in Greenwich, the first in Québec.
    history.filter(id=first.pk).update(history_date=dt.datetime(2026, 2, 2, 2, tzinfo=dt.UTC))
    assert published_between(TODAY) == (D(2025, 6, 1), D(2026, 2, 1))
