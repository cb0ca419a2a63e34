"""The world seen from Québec: where the partners are, at their true distance and in their true direction."""

from collections import Counter, defaultdict
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.projection import Point, Projection, apart, direction, great_circle
from records.listing.options import UNKNOWN_VALUE
from records.templatetags.reliability import plain_with_marks
from records.templatetags.typography import number
from records.words.countries import country_name
from records.words.normalizing import normalize

# Source: GeoNames, by this number (CC BY 4.0).
QUEBEC_GEONAMES = 6325494
QUEBEC = (46.8123, -71.2145)
# Markers nearer than this, in units of the map, would be touched together.
TOO_NEAR = 60
# A frame draws no more markers than this: they stand for places farther and farther apart, until they are so few.
MAX_MARKERS = 30
WIDER = 1.3
# How many partners the label of a marker names, and how many countries a large group; how many partners a group names
# beside the map, and all of a frame. A larger group, or one that comes once so many are named, tells its countries.
NAMED = 2
MAX_LISTED, LISTED_IN_ALL = 20, 40


class Ring(NamedTuple):
    """A circle of places equally far from Québec."""

    kilometres: int
    radius: int
    top: int


class CountryCount(NamedTuple):
    """A country (its code, empty where it is unknown) and how many partners of the whole selection it has."""

    code: str
    count: int

    @property
    def value(self):
        """What asks for it in an address of the directory."""
        return self.code.lower() or UNKNOWN_VALUE


class Marker(NamedTuple):
    """One partner, or several too near one another to be told apart."""

    point: Point
    partners: list

    @property
    def only(self):
        """The partner, if there is but one."""
        return self.partners[0] if len(self.partners) == 1 else None

    @property
    def label(self):
        """Who is there: one name, its distance and the relationship, or a few names and how many others."""
        if self.only:
            return gettext("{name}, à {kilometres} km, relation {state}").format(
                name=plain_with_marks(self.only, "name"),
                kilometres=number(distance(self.only)),
                state=self.only.state_label,
            )
        names = ", ".join(plain_with_marks(partner, "name") for partner in self.partners[:NAMED])
        others = len(self.partners) - NAMED
        return gettext("{names} et {others} de plus").format(names=names, others=others) if others else names


class MarkerGroup(NamedTuple):
    """What a marker stands for, beside the map: its number there, its partners or, where they are many, countries."""

    number: int
    partners: list
    countries: list[CountryCount]

    @property
    def named(self):
        """The countries that are named, each with its own link."""
        return self.countries[:NAMED]

    @property
    def others(self):
        """The other countries, which share a link."""
        return self.countries[NAMED:]

    @property
    def query_of_others(self):
        """What asks for the other countries in an address of the directory."""
        return urlencode([("pays", each.value) for each in self.others])

    @property
    def count_of_others(self):
        """How many partners of the whole selection the other countries have."""
        return sum(each.count for each in self.others)


class Frame(NamedTuple):
    """A view of the world: its land, its rings, and how it is cut."""

    key: str
    title: str
    land: str
    projection: Projection
    rings: list[Ring]


class View(NamedTuple):
    """A frame with the partners it shows."""

    frame: Frame
    markers: list[Marker]
    by_country: Counter

    @property
    def placed(self):
        """How many partners are on it."""
        return sum(len(marker.partners) for marker in self.markers)

    @property
    def groups(self):
        """The MarkerGroups: its markers that stand for several partners."""
        groups, left = [], LISTED_IN_ALL
        for rank, marker in enumerate(self.markers, 1):
            if marker.only:
                continue
            is_listed = len(marker.partners) <= min(MAX_LISTED, left)
            left -= len(marker.partners) if is_listed else 0
            listed, countries = (marker.partners, []) if is_listed else ([], self._countries(marker))
            groups.append(MarkerGroup(rank, listed, countries))
        return groups

    def _countries(self, marker):
        codes = {partner.country for partner in marker.partners}
        ordered = sorted(codes, key=lambda code: (not code, normalize(country_name(code))))
        return [CountryCount(code, self.by_country[code]) for code in ordered]


def _frame(key, title, land, rim, rings):
    projection = Projection(QUEBEC, rim)
    half = projection.size // 2
    drawn = [Ring(each, round(projection.radius(each)), half - round(projection.radius(each))) for each in rings]
    return Frame(key, title, land, projection, drawn)


WORLD = _frame("monde", _("Le monde vu de Québec"), "map/world.svg", 165, [2_500, 5_000, 10_000, 15_000])
ATLANTIC = _frame("atlantique", _("De part et d’autre de l’Atlantique"), "map/atlantic.svg", 65, [2_500, 5_000])


def position(partner):
    """Return the (latitude, longitude) of a partner; None if it is not known."""
    if partner.latitude is None or partner.longitude is None:
        return None
    return float(partner.latitude), float(partner.longitude)


def distance(partner):
    """Return how far a partner is from Québec, in whole kilometres; None if nobody knows where it is."""
    place = position(partner)
    return round(great_circle(QUEBEC, place)) if place else None


def whereabouts(partner):
    """Return (kilometres from Québec, words for the direction) of a partner; None if nobody knows where it is."""
    place = position(partner)
    return (distance(partner), direction(QUEBEC, place)) if place else None


def frame_for(places):
    """Return the Frame in which all `places`, (latitude, longitude) pairs, are best seen."""
    return ATLANTIC if all(map(ATLANTIC.projection.reaches, places)) else WORLD


def views(partners):
    """Return the Views of the world and of the Atlantic of `partners` (all the rows of a selection).

    Those that cannot be placed are on neither, but counted in their country.
    """
    partners = list(partners)
    by_country = Counter(partner.country for partner in partners)
    placed = sorted(filter(position, partners), key=lambda partner: (partner.search_text, partner.pk))
    near = [partner for partner in placed if ATLANTIC.projection.reaches(position(partner))]
    return [View(frame, _grouped(frame, shown), by_country) for frame, shown in ((WORLD, placed), (ATLANTIC, near))]


def _grouped(frame, partners):
    """Return the Markers of `partners`, no more than MAX_MARKERS."""
    placed = [(frame.projection.point(position(partner)), partner) for partner in partners]
    reach = TOO_NEAR
    while len(markers := _joined(placed, reach)) > MAX_MARKERS:
        reach *= WIDER
    return markers


def _joined(placed, reach):
    """Return the Markers of (Point, partner) pairs; one nearer than `reach` to the first of a marker joins it."""
    markers, cells = [], defaultdict(list)
    for point, partner in placed:
        column, row = int(point.x // reach), int(point.y // reach)
        around = [each for x in (-1, 0, 1) for y in (-1, 0, 1) for each in cells.get((column + x, row + y), ())]
        near = min((rank for rank in around if apart(markers[rank].point, point) < reach), default=None)
        if near is None:
            cells[column, row].append(len(markers))
            markers.append(Marker(point, [partner]))
        else:
            markers[near].partners.append(partner)
    return markers
