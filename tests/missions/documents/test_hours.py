"""Hours there and here, and the days of a programme."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from missions.documents.hours import LocalTime, ProgrammeItem, items_of, zone_named
from missions.documents.programme import Place, Programme, programme_of
from missions.models import Airport, Leg, Stop
from partners.models import Partner

D, T = dt.date, dt.time
DAY = D(2026, 3, 2)
TOKYO, PARIS, HOME = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Paris"), ZoneInfo("America/Toronto")


def rows(*given):
    """Return what stands for the related rows of a mission."""
    return SimpleNamespace(all=lambda: list(given))


def trip(stops=(), meetings=(), legs=(), **fields):
    """Return what stands for a mission fetched with its programme."""
    told = {"is_out": True, "starts_on": None, "ends_on": None, "date_precision": "", **fields}
    return SimpleNamespace(stops=rows(*stops), meetings=rows(*meetings), legs=rows(*legs), **told)


def meeting(**fields):
    """Return what stands for a meeting that nobody attends, as far as is known."""
    told = dict.fromkeys(("partner", "stop", "objective", "held_on", "starts_at", "ends_at"))
    return SimpleNamespace(**{**told, "venue": "", "attendees": rows(), **fields})


@pytest.mark.parametrize(
    ("case", "moment", "here", "words"),
    [
        ("all of it", (DAY, T(14), PARIS), dt.datetime(2026, 3, 2, 8, tzinfo=HOME), ""),
        ("early there: the day before here", (DAY, T(8), TOKYO), dt.datetime(2026, 3, 1, 18, tzinfo=HOME), "la veille"),
        (
            "late there: the day after here",
            (DAY, T(22), ZoneInfo("Pacific/Honolulu")),
            dt.datetime(2026, 3, 3, 3, tzinfo=HOME),
            "le lendemain",
        ),
        ("no day", (None, T(8), TOKYO), None, ""),
        ("no hour", (DAY, None, TOKYO), None, ""),
        ("no zone", (DAY, T(8), None), None, ""),
        ("nothing", (), None, ""),
        ("midnight", (DAY, T(0), HOME), dt.datetime(2026, 3, 2, tzinfo=HOME), ""),
    ],
)
def test_an_hour_there_is_told_here_with_its_day_where_it_is_another(case, moment, here, words):
    told = LocalTime(*moment)
    assert (told.home, str(told.home_day)) == (here, words), case
    assert (told.at is None) is (here is None), case


@pytest.mark.parametrize(
    ("start", "end", "day", "arrives_another_day"),
    [
        ((DAY,), (DAY,), DAY, False),
        ((DAY,), (D(2026, 3, 3),), DAY, True),
        ((), (DAY,), DAY, False),
        ((DAY,), (), DAY, False),
        ((), (), None, False),
    ],
)
def test_an_item_has_the_day_it_begins_or_that_of_its_end(start, end, day, arrives_another_day):
    item = ProgrammeItem(None, LocalTime(*start), LocalTime(*end), is_journey=True)
    assert (item.day, item.arrives_another_day) == (day, arrives_another_day)


@pytest.mark.parametrize(
    ("fields", "tells"),
    [
        ({}, False),
        ({"partner": "Namur"}, True),
        ({"venue": "Hôtel de ville"}, True),
        ({"stop": "Namur"}, True),
        ({"objective": "Jumeler"}, True),
        ({"attendees": rows("Mairesse")}, True),
    ],
)
def test_a_meeting_tells_more_than_its_subject_once_one_fact_is_known(fields, tells):
    item = ProgrammeItem(meeting(**fields), LocalTime(), LocalTime(), is_journey=False)
    assert item.tells_facts is tells


def test_a_zone_is_that_of_its_name_and_an_empty_name_has_none():
    assert (zone_named("Europe/Paris"), zone_named("")) == (PARIS, None)


@pytest.mark.parametrize(
    ("case", "is_out", "stop", "zone"),
    [
        ("at a stop", True, Stop(time_zone="Europe/Paris"), PARIS),
        ("at a stop whose zone nobody gave", True, Stop(), None),
        ("nowhere said, away", True, None, None),
        ("nowhere said, here", False, None, timezone.get_default_timezone()),
        ("at a stop, of a delegation received", False, Stop(time_zone="Europe/Paris"), PARIS),
    ],
)
def test_a_meeting_has_the_hours_of_its_stop_or_ours_where_the_city_receives(case, is_out, stop, zone):
    [item] = items_of(trip(meetings=[meeting(held_on=DAY, starts_at=T(9), ends_at=T(10), stop=stop)], is_out=is_out))
    assert (item.start, item.end) == ((DAY, T(9), zone), (DAY, T(10), zone)), case


def test_a_meeting_without_an_end_ends_on_no_day():
    [item] = items_of(trip(meetings=[meeting(held_on=DAY, starts_at=T(9))]))
    assert item.end == (None, None, None)
    assert not item.is_journey


NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("case", "leg", "stops", "start", "end"),
    [
        (
            "from an airport to another",
            {
                "from_airport": Airport(time_zone="Europe/Paris"),
                "to_airport": Airport(time_zone="Asia/Tokyo"),
                "leaves_at": NOON,
                "arrives_at": NOON,
            },
            [],
            (DAY, T(18), PARIS),
            (D(2026, 3, 3), T(2), TOKYO),
        ),
        (
            "to a stop of the mission",
            {"to_place_id": 7, "arrives_at": NOON},
            [7],
            (None, None, None),
            (DAY, T(18), PARIS),
        ),
        (
            "to another city: our hours",
            {"to_place_id": 8, "arrives_at": NOON},
            [7],
            (None, None, None),
            (DAY, T(12), HOME),
        ),
        (
            "an airport without a zone at a stop",
            {"from_airport": Airport(), "from_place_id": 7, "leaves_at": NOON},
            [7],
            (DAY, T(18), PARIS),
            (None, None, None),
        ),
    ],
)
def test_a_journey_has_at_each_end_the_hours_of_there(case, leg, stops, start, end):
    held = [Stop(place_id=key, time_zone="Europe/Paris") for key in stops]
    [item] = items_of(trip(held, legs=[Leg(**leg)]))
    assert (tuple(item.start), tuple(item.end)) == (start, end), case
    assert item.is_journey


def day(number):
    return D(2026, 3, number)


def test_days_without_anything_are_told_by_runs():
    mission = trip(
        [Stop(place=Partner(name="Namur"), arrives_on=day(1), leaves_on=day(3))],
        [meeting(held_on=day(4)), meeting()],
        starts_on=day(1),
        ends_on=day(6),
        date_precision="jour",
    )
    programme = programme_of(mission)
    assert [each.date for each in programme.days] == [day(4)]
    assert programme.empty == [(day(1), day(3)), (day(5), day(6))]
    assert [len(each.places) for each in programme.days] == [0]
    assert len(programme.undated) == 1


@pytest.mark.parametrize(
    ("arrives_on", "leaves_on", "there"),
    [
        (day(2), day(3), [2, 3]),
        (day(2), None, [2]),
        (None, day(3), [3]),
        (None, None, []),
    ],
)
def test_the_delegation_is_somewhere_from_its_arrival_through_its_departure(arrives_on, leaves_on, there):
    stop = Stop(arrives_on=arrives_on, leaves_on=leaves_on)
    programme = programme_of(trip([stop], [meeting(held_on=day(number)) for number in range(1, 5)]))
    assert [each.date.day for each in programme.days if each.places] == there


def test_a_day_goes_by_its_instants_whatever_the_zones_and_what_has_no_hour_comes_last():
    there, here = Stop(time_zone="Europe/Paris"), Stop(time_zone="America/Toronto")
    last, first = meeting(held_on=DAY, starts_at=T(9), stop=here), meeting(held_on=DAY, starts_at=T(14), stop=there)
    unknown = meeting(held_on=DAY)
    [only] = programme_of(trip(meetings=[unknown, last, first])).days
    assert [entry.row for entry in only.entries] == [first, last, unknown]


@pytest.mark.parametrize(
    ("stop", "tells"),
    [
        (Stop(), False),
        (Stop(arrives_on=DAY), True),
        (Stop(leaves_on=DAY), True),
        (Stop(time_zone="UTC"), True),
    ],
)
def test_a_programme_tells_its_stops_once_more_than_their_name_is_known(stop, tells):
    assert Programme([Place(Stop(), ""), Place(stop, "")], [], [], []).tells_stops is tells


def test_a_programme_is_empty_without_stops_days_or_anything_undated():
    item = ProgrammeItem(meeting(), LocalTime(), LocalTime(), is_journey=False)
    assert Programme([], [], [(DAY, DAY)], []).is_empty
    assert not Programme([], [], [], [item]).is_empty
    assert not Programme([Place(Stop(), "")], [], [], []).is_empty
    assert not Programme([], [], [], [item]).tells_undated_hours
    assert Programme([], [], [], [item._replace(start=LocalTime(None, T(9)))]).tells_undated_hours


def test_a_programme_says_what_its_stops_and_its_meetings_lack_and_asks_nothing_of_journeys():
    flight = ProgrammeItem(None, LocalTime(), LocalTime(), is_journey=True)
    assert Programme([], [], [], [flight]).unknowns == []
    undated = ProgrammeItem(meeting(venue="Au port"), LocalTime(), LocalTime(), is_journey=False)
    stop = Stop(arrives_on=DAY, leaves_on=DAY)
    assert Programme([Place(stop, "")], [], [], [flight, undated]).unknowns == [
        "fuseau horaire des étapes",
        "heure des rencontres",
        "objectif visé par les rencontres",
        "qui va aux rencontres",
    ]


@pytest.mark.parametrize(
    ("case", "stop", "starts_on", "lag"),
    [
        ("by its day", Stop(time_zone="Europe/Paris", arrives_on=D(2026, 7, 1)), None, "6 h de plus qu’à Québec"),
        (
            "while one of the two has its summer",
            Stop(time_zone="Europe/Paris", leaves_on=D(2026, 3, 20)),
            None,
            "5 h de plus qu’à Québec",
        ),
        ("by the day of the mission", Stop(time_zone="America/Vancouver"), DAY, "3 h de moins qu’à Québec"),
        ("on no day", Stop(time_zone="Europe/Paris"), None, ""),
        ("in no zone", Stop(arrives_on=DAY), DAY, ""),
    ],
)
def test_a_stop_says_how_far_its_hours_are_from_ours(case, stop, starts_on, lag):
    [place] = programme_of(trip([stop], starts_on=starts_on)).places
    assert place.lag.replace("\u00a0", " ") == lag, case


def test_a_journey_of_which_only_the_arrival_is_known_comes_at_that_hour():
    flight = Leg(arrives_at=NOON, to_airport=Airport(time_zone="Europe/Paris"))
    before, after = (
        meeting(held_on=DAY, starts_at=time, stop=Stop(time_zone="Europe/Paris")) for time in (T(17), T(19))
    )
    [only] = programme_of(trip(meetings=[after, before], legs=[flight])).days
    assert [entry.row for entry in only.entries] == [before, flight, after]
