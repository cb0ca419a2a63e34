"""The world seen from Québec: where the partners are, what ties them to the city, and where the missions went."""

from functools import partial
from itertools import chain
from math import atan2, degrees
from textwrap import wrap
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext

from partners.frames import ATLANTIC, EUROPE, QUEBEC, WORLD, Frame
from partners.labels import TOUCH_SIDE, NameLine, Sign
from partners.layout import RingName, Spot, lay_out, name_rings
from partners.models.relation import RelationState
from partners.models.relation_kind import RelationKind
from partners.projection import direction, great_circle
from records.listing.options import UNKNOWN_VALUE
from records.templatetags.reliability import plain_with_marks
from records.templatetags.typography import number, plain
from records.words.countries import country_name

# Half of what a mark takes, in units of the map: one partner, several, Québec.
ONE_HALF, SEVERAL_HALF, HOME_HALF = 13, 17, 10
# A mark for several names so many beside it, and so many to those who hear it.
NAMED, HEARD = 4, 3
LONGEST_LINE = 18
# The frame of the Atlantic is the one shown unless more than one partner in so many is beyond it.
SELDOM_BEYOND = 4
# The years whose routes are told apart, the latest.
MAX_ROUTE_YEARS = 6


class Marker(NamedTuple):
    """A mark of the map and its name: a partner, several too near to be told apart, or those of another frame."""

    spot: Spot
    turn: int | None = None
    zoom: Frame | None = None

    @property
    def partners(self):
        """The partners it stands for."""
        return self.spot.things

    @property
    def point(self):
        """The Point where it is drawn."""
        return self.spot.point

    @property
    def label(self):
        """Where its name is written: a Label."""
        return self.spot.label

    @property
    def label_beside(self):
        """The same Label, counted from the mark: small numbers, which weigh less in the page."""
        return self.label.seen_from(self.point)

    @property
    def only(self):
        """The partner, if there is but one."""
        return self.partners[0] if len(self.partners) == 1 and not self.zoom else None

    @property
    def is_active(self):
        """Whether one of its relationships is active."""
        return any(partner.state_value == RelationState.ACTIVE for partner in self.partners)

    @property
    def words(self):
        """Who is there, for those who hear it: a name, its distance, its tie and its state; or names and how many."""
        if self.only:
            return gettext("{name}, à {kilometres} km, {kind}, relation {state}").format(
                name=plain_with_marks(self.only, "name"),
                kilometres=number(distance(self.only)),
                kind=RelationKind(self.only.relation_kind).label,
                state=self.only.state_label,
            )
        if self.zoom:
            count = len(self.partners)
            words = ngettext("{frame}\u00a0: {n} partenaire", "{frame}\u00a0: {n} partenaires", count)
            return words.format(frame=self.zoom.title, n=number(count))
        names = ", ".join(plain_with_marks(partner, "name") for partner in self.partners[:HEARD])
        others = len(self.partners) - HEARD
        names = gettext("{names} et {others} de plus").format(names=names, others=others) if others > 0 else names
        return gettext("{names}\u00a0: voir en liste").format(names=names)

    @property
    def query(self):
        """What asks for the partners of its countries in an address of the directory."""
        codes = sorted({partner.country.lower() or UNKNOWN_VALUE for partner in self.partners})
        return urlencode([("pays", code) for code in codes])


class Route(NamedTuple):
    """The way of a mission out: what it is, its year, the partners where it stopped, in order."""

    record: object
    year: int
    stops: list

    @property
    def places(self):
        """The (latitude, longitude) pairs of the way, from Québec."""
        return [QUEBEC, *map(position, self.stops)]


class RouteYear(NamedTuple):
    """A year, its rank among those that can be chosen, and its Routes."""

    year: int
    rank: int
    routes: list[Route]


class View(NamedTuple):
    """A frame with what it shows: the marks, the distances of its rings, the lines (rank of the year, SVG path)."""

    frame: Frame
    home: Spot | None
    markers: list[Marker]
    rings: list[RingName]
    lines: list[tuple[int, str]]


class PartnerMap(NamedTuple):
    """The views of a selection of partners, how many are placed, the kinds of ties there are, the years of routes."""

    views: list[View]
    placed: int
    kinds: list[RelationKind]
    has_groups: bool
    has_beyond: bool
    years: list[RouteYear]


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


def partner_map(partners, routes=()):
    """Return the PartnerMap of `partners` (rows of `for_map`, a whole selection) and of Routes, the latest first.

    Europe has a frame of its own where several are there; the other is left out where it says nothing more.
    """
    placed = sorted(filter(position, partners), key=_importance)
    years = _by_year(routes)
    near = [partner for partner in placed if EUROPE.projection.reaches(position(partner))]
    near = near if len(near) > 1 else []
    shown_near = {partner.pk for partner in near}
    far = [partner for partner in placed if partner.pk not in shown_near]
    wide = _wide_frame(placed)
    views = [_view(wide, far, years, near)] if far or years else []
    views += [_view(EUROPE, near, years)] if near else []
    markers = [marker for view in views for marker in view.markers]
    kinds = {marker.only.relation_kind for marker in markers if marker.only}
    return PartnerMap(
        views=views,
        placed=len(placed),
        kinds=[kind for kind in RelationKind if kind in kinds],
        has_groups=any(not marker.only for marker in markers),
        has_beyond=any(marker.turn is not None for marker in markers),
        years=years,
    )


def _importance(partner):
    rank = RelationKind.values.index(partner.relation_kind)
    return partner.state_value != RelationState.ACTIVE, rank, partner.search_text, partner.pk


def _wide_frame(placed):
    beyond = [partner for partner in placed if not ATLANTIC.projection.reaches(position(partner))]
    return WORLD if len(beyond) * SELDOM_BEYOND > len(placed) else ATLANTIC


def _by_year(routes):
    years = sorted({route.year for route in routes}, reverse=True)[:MAX_ROUTE_YEARS]
    return [
        RouteYear(year, rank, [route for route in routes if route.year == year]) for rank, year in enumerate(years, 1)
    ]


def _view(frame, partners, years, zoomed=()):
    """Return the View of `partners` on a Frame, in which those of the other frame, `zoomed`, are one mark."""
    placed = [(frame.spot(position(partner)), [partner]) for partner in partners]
    zooms = [(frame.spot(EUROPE.projection.centre), list(zoomed))] if zoomed else []
    spots = lay_out(placed, partial(_sign, zoomed), frame.home, zooms)
    signs = [_sign(zoomed, spot) for spot in spots]
    words = {ring.kilometres: f"{number(ring.kilometres)} km" for ring in frame.rings}
    lines = [
        (year.rank, frame.path(route.places, EUROPE if zoomed else None)) for year in years for route in year.routes
    ]
    return View(
        frame=frame,
        home=spots[0] if frame.home else None,
        markers=[_marker(frame, spot, zoomed) for spot in spots if spot.things],
        rings=name_rings(frame, words, spots, signs),
        lines=[line for line in lines if line[1]],
    )


def _partners(spot):
    """Return the partners of a Spot, whose things are lists of them."""
    return list(chain.from_iterable(spot.things))


def _marker(frame, spot, zoomed):
    partners = _partners(spot)
    zoom = EUROPE if zoomed and partners == list(zoomed) else None
    beyond = not zoom and any(not frame.projection.reaches(position(partner)) for partner in partners)
    half = frame.projection.size / 2
    turn = round(degrees(atan2(spot.point.x - half, half - spot.point.y))) if beyond else None
    return Marker(spot._replace(things=partners), turn, zoom)


def _sign(zoomed, spot):
    if not spot.things:
        return Sign(spot.point, HOME_HALF, [[NameLine(gettext("Québec"))]], 0)
    partners = _partners(spot)
    if zoomed and partners == list(zoomed):
        return Sign(spot.point, SEVERAL_HALF, [_lines(str(EUROPE.title), LONGEST_LINE // 2)], TOUCH_SIDE)
    return Sign(spot.point, ONE_HALF if len(partners) == 1 else SEVERAL_HALF, _names(partners), TOUCH_SIDE)


def _names(partners):
    """Return how the partners of a mark may be named, the best first: each by its name, or by their countries."""
    names = [_short_name(partner) for partner in partners[:NAMED]]
    countries = {partner.country for partner in partners}
    if len(partners) == 1:
        return names
    if len(partners) <= NAMED:
        more = gettext("et {others} de plus").format(others=len(names) - 1)
        return [list(chain.from_iterable(names)), [*names[0], NameLine(more)]]
    if len(countries) == 1 and "" not in countries:
        return [_lines(country_name(countries.pop()))]
    return [[NameLine(ngettext("{n} pays", "{n} pays", len(countries)).format(n=len(countries)))]]


def _short_name(partner):
    """Return the NameLines that name a partner beside its mark: its acronym, or less of its name, if that is long."""
    lines = _lines(plain(partner, "name"), record=partner)
    return lines if len(lines) <= 2 else _lines(partner.acronym) or [NameLine(f"{lines[0].text}…", partner)]


def _lines(text, longest=LONGEST_LINE, record=None):
    return [NameLine(line, record) for line in wrap(text, longest, break_long_words=False, break_on_hyphens=False)]
