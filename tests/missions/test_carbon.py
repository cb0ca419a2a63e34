"""What flights emit, by the figures published for it."""

import csv
from decimal import Decimal
from itertools import pairwise

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from missions.carbon import emission_of, total_emission
from missions.models import Airport, CabinClass, EmissionFactor, Leg, TravelMode
from partners.models import Partner
from partners.projection import great_circle
from tests.missions.factories import EmissionFactorFactory, LegFactory


def rows_of(name):
    """Return the lines of a file of the real record (a list of dicts)."""
    with (settings.BASE_DIR / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AIRPORTS = {
    line["code"]: Airport(code=line["code"], latitude=Decimal(line["lat"]), longitude=Decimal(line["lon"]))
    for line in rows_of("airports.csv")
}
FACTORS = {
    line["cabin"]: EmissionFactor(
        pk=rank,
        cabin=line["cabin"],
        year=int(line["year"]),
        with_forcing=Decimal(line["with_forcing"]),
        without_forcing=Decimal(line["without_forcing"]),
    )
    for rank, line in enumerate(rows_of("emission_factors.csv"), 1)
}
PARIS = Partner(name="Paris", latitude=Decimal("48.8534"), longitude=Decimal("2.3488"))
NOWHERE = Partner(name="Quelque part")


def position(place):
    return float(place.latitude), float(place.longitude)


def leg(start, end, cabin=CabinClass.ECONOMY, **options):
    """Return a leg between airports (codes) or places."""
    ends = {}
    for side, place in (("from", start), ("to", end)):
        ends |= {f"{side}_airport": AIRPORTS[place]} if isinstance(place, str) else {f"{side}_place": place}
    return Leg(**{"mode": TravelMode.AIR, "cabin": cabin, "factor": FACTORS[cabin], **ends, **options})


THERE_AND_BACK = ["YQB", "YUL", "CDG", "YUL", "YQB"]


def journey(codes, **options):
    """Return the flights from each airport to the next."""
    return [leg(start, end, **options) for start, end in pairwise(codes)]


@pytest.mark.parametrize(
    ("start", "end", "kilometres"),
    [
        ("YQB", "YUL", 233),
        ("YUL", "CDG", 5524),
        ("YQB", "CDG", 5292),
        ("CDG", "TUN", 1488),
        ("YUL", "CPH", 5802),
        ("YQB", "YVR", 3787),
    ],
)
def test_a_distance_is_that_of_the_great_circle(start, end, kilometres):
    assert great_circle(position(AIRPORTS[start]), position(AIRPORTS[end])) == pytest.approx(kilometres, rel=0.005)
    assert emission_of(leg(start, end)).kilometres == pytest.approx(kilometres, rel=0.005)


@pytest.mark.parametrize(
    ("cabin", "with_forcing", "without_forcing"),
    [
        (CabinClass.ECONOMY, 1257, 742),
        (CabinClass.PREMIUM, 2011, 1188),
        (CabinClass.BUSINESS, 3645, 2153),
        (CabinClass.FIRST, 5027, 2970),
    ],
)
def test_quebec_montreal_paris_and_back(cabin, with_forcing, without_forcing):
    """With the airports and the factors of the record, whatever the class."""
    total = total_emission(journey(THERE_AND_BACK, cabin=cabin))
    assert float(total.per_person.with_forcing) == pytest.approx(with_forcing, rel=0.005)
    assert float(total.per_person.without_forcing) == pytest.approx(without_forcing, rel=0.005)
    assert total.for_all == total.per_person
    assert (total.unknown, total.not_flown, total.from_centres) == (0, 0, False)
    assert total.factors == [FACTORS[cabin]]


def test_everyone_who_travels_is_counted():
    alone, three = total_emission(journey(THERE_AND_BACK)), total_emission(journey(THERE_AND_BACK, travellers=3))
    assert three.per_person == alone.per_person
    assert float(three.for_all.with_forcing) == pytest.approx(3 * 1257, rel=0.005)
    assert [each.kilometres for each in three.emissions] == [each.kilometres for each in alone.emissions]


def test_a_total_equals_the_legs_it_is_shown_under():
    total = total_emission(journey(THERE_AND_BACK, travellers=2))
    for name in ("per_person", "for_all"):
        for forcing in ("with_forcing", "without_forcing"):
            legs = [getattr(getattr(emission, name), forcing) for emission in total.emissions]
            assert getattr(getattr(total, name), forcing) == sum(legs)


@pytest.mark.parametrize(
    ("case", "flight", "is_unknown", "has_distance", "from_centres"),
    [
        ("between airports", leg("YUL", "CDG"), False, True, False),
        ("to a city without airport", leg("YUL", PARIS), False, True, True),
        ("from a city without airport", leg(PARIS, "YUL"), False, True, True),
        ("to a place nobody can place", leg("YUL", NOWHERE), True, False, True),
        ("without a factor", leg("YUL", "CDG", factor=None), True, True, False),
        ("by train", leg("YUL", "YQB", mode=TravelMode.TRAIN), False, True, False),
        ("by train, without a factor", leg("YUL", "YQB", mode=TravelMode.TRAIN, factor=None), False, True, False),
    ],
)
def test_what_is_known_of_a_leg(case, flight, is_unknown, has_distance, from_centres):
    emission = emission_of(flight)
    assert emission.is_unknown is is_unknown, case
    assert (emission.kilometres is not None) is has_distance, case
    assert emission.from_centres is from_centres, case
    assert (emission.for_all is None) is (is_unknown or not flight.is_flight), case


def test_a_flight_that_cannot_be_computed_is_unknown_never_nothing():
    total = total_emission([leg("YQB", "YUL"), leg("YUL", NOWHERE)])
    assert (total.unknown, total.is_known) == (1, True)
    assert total.for_all == total_emission([leg("YQB", "YUL")]).for_all
    assert not total.from_centres
    alone = total_emission([leg("YUL", NOWHERE)])
    assert (alone.unknown, alone.is_known, alone.factors) == (1, False, [])


def test_a_distance_from_a_city_centre_is_said():
    assert total_emission([leg("YQB", "YUL"), leg("YUL", PARIS)]).from_centres


def test_only_flights_count_and_the_rest_is_told():
    total = total_emission([leg("YQB", "YUL", mode=TravelMode.TRAIN), leg("YUL", "CDG")])
    assert total.not_flown == 1
    assert len(total.emissions) == 2
    assert total.for_all == total_emission([leg("YUL", "CDG")]).for_all


def test_without_a_flight_there_is_no_total():
    assert total_emission([leg("YQB", "YUL", mode=TravelMode.TRAIN)]) is None
    assert total_emission([]) is None


def test_the_factors_of_the_record_are_those_published():
    published = {
        "economique": ("0.10916", "0.06449"),
        "economique_superieure": ("0.17465", "0.10318"),
        "affaires": ("0.31656", "0.18701"),
        "premiere": ("0.43663", "0.25794"),
    }
    known = {cabin: (str(each.with_forcing), str(each.without_forcing)) for cabin, each in FACTORS.items()}
    assert known == published
    assert {each.year for each in FACTORS.values()} == {2026}


@pytest.mark.django_db
def test_a_factor_is_that_of_the_class_of_the_flight():
    business, leg = EmissionFactorFactory(cabin=CabinClass.BUSINESS), LegFactory(cabin=CabinClass.BUSINESS)
    leg.factor = business
    leg.full_clean()
    for cabin in (CabinClass.FIRST, CabinClass.ECONOMY, ""):
        leg.cabin = cabin
        with pytest.raises(ValidationError) as refusal:
            leg.full_clean()
        assert "classe du vol" in refusal.value.message_dict["factor"][0]
