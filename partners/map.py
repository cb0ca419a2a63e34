"""The world seen from Québec: where the partners are, at their true distance and in their true direction."""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.projection import Point, Projection, apart, direction, great_circle
from records.templatetags.typography import number, plain

# Source: GeoNames, 6325494 (CC BY 4.0).
QUEBEC = (46.8123, -71.2145)
# Markers nearer than this, in units of the map, would be touched together.
TOO_NEAR = 50
NAMED = 2


class Ring(NamedTuple):
    """A circle of places equally far from Québec."""

    kilometres: int
    radius: int
    top: int


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
        """Who is there: one name and its distance, or a few names and how many others."""
        if self.only:
            return gettext("{name}, à {kilometres} km").format(
                name=plain(self.only, "name"), kilometres=number(distance(self.only))
            )
        names = ", ".join(plain(partner, "name") for partner in self.partners[:NAMED])
        others = len(self.partners) - NAMED
        return gettext("{names} et {others} de plus").format(names=names, others=others) if others else names


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

    @property
    def placed(self):
        """How many partners are on it."""
        return sum(len(marker.partners) for marker in self.markers)

    @property
    def groups(self):
        """The markers that stand for several partners, with their number on the map."""
        return [(number, marker) for number, marker in enumerate(self.markers, 1) if not marker.only]


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
    """Return the Views of the world and of the Atlantic with those of `partners` (rows) that can be placed."""
    placed = sorted(filter(position, partners), key=lambda partner: (partner.search_text, partner.pk))
    near = [partner for partner in placed if ATLANTIC.projection.reaches(position(partner))]
    return [View(WORLD, _grouped(WORLD, placed)), View(ATLANTIC, _grouped(ATLANTIC, near))]


def _grouped(frame, partners):
    """Return the Markers of `partners`; one too near the first of a marker joins it."""
    markers = []
    for partner in partners:
        point = frame.projection.point(position(partner))
        near = next((marker for marker in markers if apart(marker.point, point) < TOO_NEAR), None)
        if near:
            near.partners.append(partner)
        else:
            markers.append(Marker(point, [partner]))
    return markers
