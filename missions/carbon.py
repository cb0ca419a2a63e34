"""What the flights of a mission emit: distance times factor, both kept with the figure.

Distance: great circle of each leg (haversine), from airport to airport; between city centres where no airport is
given. Factors: DESNZ, per passenger-kilometre, international flights that do not touch the United Kingdom; they
already include 8 % for indirect routing, so nothing is added to the distance. Only flights are computed: no factor is
recorded for the rest, which is told as not computed, never as nothing.
"""

from decimal import Decimal
from typing import NamedTuple

from partners.projection import great_circle

KILOGRAM = Decimal(1)


class Mass(NamedTuple):
    """Whole kilograms of CO2e, with and without radiative forcing."""

    with_forcing: Decimal
    without_forcing: Decimal


class Emission(NamedTuple):
    """What a leg emits, for one person and for all who travel.

    `kilometres` (one way) is None where a place is unknown; `per_person` and `for_all` are None where that or the
    factor is, and for a leg that is not flown.
    """

    leg: object
    kilometres: int | None
    per_person: Mass | None
    for_all: Mass | None

    @property
    def is_unknown(self):
        """Whether it is a flight that could not be computed."""
        return self.leg.is_flight and self.for_all is None

    @property
    def from_centres(self):
        """Whether the distance was taken from the centre of a city: no airport is given at one end."""
        return self.leg.from_airport is None or self.leg.to_airport is None


class TotalEmission(NamedTuple):
    """What a mission emits, leg by leg (all of them, in order).

    `per_person`: what is emitted for someone who makes every flight that could be computed. `unknown` flights could not
    be, and `not_flown` legs are not: neither is counted as nothing.
    """

    emissions: list
    per_person: Mass
    for_all: Mass
    unknown: int
    not_flown: int

    @property
    def from_centres(self):
        """Whether some distance that counts was taken from the centre of a city."""
        return any(emission.from_centres for emission in self.emissions if emission.for_all)

    @property
    def is_known(self):
        """Whether some flight could be computed."""
        return any(emission.for_all for emission in self.emissions)

    @property
    def factors(self):
        """The factors used, each once (a list)."""
        used = [emission.leg.factor for emission in self.emissions if emission.for_all]
        return list({factor.pk: factor for factor in used}.values())


def total_emission(legs):
    """Return the TotalEmission of `legs` (with their airports, places and factors); None if there is no flight."""
    emissions = [emission_of(leg) for leg in legs]
    flights = [emission for emission in emissions if emission.leg.is_flight]
    if not flights:
        return None
    known = [emission for emission in flights if emission.for_all]
    return TotalEmission(
        emissions,
        _sum(emission.per_person for emission in known),
        _sum(emission.for_all for emission in known),
        unknown=len(flights) - len(known),
        not_flown=len(emissions) - len(flights),
    )


def emission_of(leg):
    """Return the Emission of a leg."""
    start, end = _position(leg.from_airport or leg.from_place), _position(leg.to_airport or leg.to_place)
    kilometres = round(great_circle(start, end)) if start and end else None
    if kilometres is None or leg.factor is None or not leg.is_flight:
        return Emission(leg, kilometres, None, None)
    return Emission(leg, kilometres, _mass(kilometres, leg.factor), _mass(kilometres * leg.travellers, leg.factor))


def _mass(kilometres, factor):
    masses = (kilometres * factor.with_forcing, kilometres * factor.without_forcing)
    return Mass(*(mass.quantize(KILOGRAM) for mass in masses))


def _sum(masses):
    """Return the sum of Masses as they are shown: a total equals the rows above it."""
    masses = list(masses)
    return Mass(
        sum((mass.with_forcing for mass in masses), Decimal(0)),
        sum((mass.without_forcing for mass in masses), Decimal(0)),
    )


def _position(place):
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return float(place.latitude), float(place.longitude)
