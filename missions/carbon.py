"""What the flights of a mission emit: distance times factor, both kept with the figure.

Distance: great circle of each leg (haversine), from airport to airport; between city centres where no airport is
given. Factors: DESNZ, per passenger-kilometre, international flights that do not touch the United Kingdom; they
already include 8 % for indirect routing, so nothing is added to the distance.
"""

from decimal import Decimal
from typing import NamedTuple

from records.projection import great_circle


class Emission(NamedTuple):
    """What a leg emits, for all who travel: kilometres of one way, kg CO2e with and without radiative forcing."""

    leg: object
    kilometres: int
    with_forcing: Decimal
    without_forcing: Decimal
    from_centres: bool


class Total(NamedTuple):
    """What a mission emits, in kg CO2e; `unknown` legs could not be computed, and are not counted as nothing."""

    emissions: list
    with_forcing: Decimal
    without_forcing: Decimal
    unknown: int

    @property
    def from_centres(self):
        """Whether some distance was taken between city centres."""
        return any(emission.from_centres for emission in self.emissions)


def emission_of(leg):
    """Return the Emission of a flight; None if it is no flight, or if a place or the factor is unknown."""
    start, end = leg.from_airport or leg.from_place, leg.to_airport or leg.to_place
    if not leg.is_flight or leg.factor is None or not (_placed(start) and _placed(end)):
        return None
    kilometres = round(great_circle(_position(start), _position(end)))
    carried = kilometres * leg.travellers
    return Emission(
        leg,
        kilometres,
        (carried * leg.factor.with_forcing).quantize(Decimal(1)),
        (carried * leg.factor.without_forcing).quantize(Decimal(1)),
        leg.from_airport is None or leg.to_airport is None,
    )


def total_of(legs):
    """Return the Total of the flights among `legs` (with their airports, places and factors); None if there is none."""
    flights = [leg for leg in legs if leg.is_flight]
    if not flights:
        return None
    emissions = [emission for emission in map(emission_of, flights) if emission]
    return Total(
        emissions,
        sum((each.with_forcing for each in emissions), Decimal(0)),
        sum((each.without_forcing for each in emissions), Decimal(0)),
        len(flights) - len(emissions),
    )


def _placed(place):
    return place is not None and place.latitude is not None and place.longitude is not None


def _position(place):
    return float(place.latitude), float(place.longitude)
