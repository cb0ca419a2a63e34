"""What flights emit, by the figures published for it."""

from decimal import Decimal

import pytest

from missions.carbon import emission_of, total_of
from missions.models import Airport, EmissionFactor, Leg, TravelMode
from partners.models import Partner
from records.projection import great_circle

YQB = Airport(code="YQB", latitude=Decimal("46.7911"), longitude=Decimal("-71.3933"))
YUL = Airport(code="YUL", latitude=Decimal("45.4706"), longitude=Decimal("-73.7408"))
CDG = Airport(code="CDG", latitude=Decimal("49.0128"), longitude=Decimal("2.55"))
TUN = Airport(code="TUN", latitude=Decimal("36.851"), longitude=Decimal("10.2272"))
YVR = Airport(code="YVR", latitude=Decimal("49.1939"), longitude=Decimal("-123.184"))
CPH = Airport(code="CPH", latitude=Decimal("55.6179"), longitude=Decimal("12.656"))
ECONOMY = EmissionFactor(year=2026, with_forcing=Decimal("0.10916"), without_forcing=Decimal("0.06449"))


def position(place):
    return float(place.latitude), float(place.longitude)


def flight(start, end, **options):
    return Leg(from_airport=start, to_airport=end, mode=TravelMode.AIR, factor=ECONOMY, **options)


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [(YQB, YUL, 233), (YUL, CDG, 5524), (YQB, CDG, 5292), (CDG, TUN, 1488), (YUL, CPH, 5802), (YQB, YVR, 3787)],
)
def test_a_distance_is_that_of_the_great_circle(start, end, kilometres):
    assert great_circle(position(start), position(end)) == pytest.approx(kilometres, rel=0.005)


def test_quebec_montreal_paris_and_back_in_economy():
    legs = [flight(YQB, YUL), flight(YUL, CDG), flight(CDG, YUL), flight(YUL, YQB)]
    total = total_of(legs)
    assert float(total.with_forcing) == pytest.approx(1257, rel=0.005)
    assert float(total.without_forcing) == pytest.approx(742, rel=0.005)
    assert not total.from_centres
    assert total.unknown == 0


def test_everyone_who_travels_is_counted():
    alone, three = emission_of(flight(YUL, CDG)), emission_of(flight(YUL, CDG, travellers=3))
    assert three.kilometres == alone.kilometres
    assert three.with_forcing == pytest.approx(3 * alone.with_forcing, abs=2)


def test_a_distance_between_city_centres_says_so():
    paris = Partner(name="Paris", latitude=Decimal("48.8534"), longitude=Decimal("2.3488"))
    leg = Leg(from_airport=YUL, to_place=paris, mode=TravelMode.AIR, factor=ECONOMY)
    assert emission_of(leg).from_centres
    assert total_of([leg]).from_centres


def test_a_flight_that_cannot_be_computed_is_unknown_never_nothing():
    nowhere = Partner(name="Quelque part")
    legs = [flight(YQB, YUL), Leg(from_airport=YUL, to_place=nowhere, mode=TravelMode.AIR, factor=ECONOMY)]
    assert total_of(legs).unknown == 1
    without_factor = Leg(from_airport=YQB, to_airport=YUL, mode=TravelMode.AIR)
    assert total_of([without_factor]).unknown == 1


def test_only_flights_count():
    assert total_of([Leg(from_airport=YQB, to_airport=YUL, mode=TravelMode.TRAIN, factor=ECONOMY)]) is None
    assert total_of([]) is None
