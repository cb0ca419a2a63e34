"""The ways of the missions on the map: from Québec, through their stops in order."""

from typing import NamedTuple

from django.utils.translation import gettext

from missions.documents.way_on_paper import way_on_paper
from partners.frames import QUEBEC, Frame, frame_for
from partners.labels import NameLine, Sign
from partners.layout import Spot, lay_out
from partners.map import Route, position
from records.templatetags.typography import plain

# Half of what a stop takes, in units of the map; stops nearer than this share their sign.
STOP, STOPS_TOO_NEAR = 11, 24
# The side of a frame, and the room for the names of the stops on each side of them, in units of the map.
FRAME_SIDE, ROOM_FOR_NAMES = 1000, 220
# The routes that a map draws at most, the latest.
MAX_ROUTES = 24


class Way(NamedTuple):
    """A frame, the path of the way on it (SVG) and the Spots of its stops, each with its (rank, place) pairs.

    `stops`: the rows it goes through.
    """

    frame: Frame
    line: str
    home: Spot | None
    spots: list[Spot]
    stops: list

    @property
    def box(self):
        """The part of the frame that is drawn (its viewBox): the way, with room for its names to be read."""
        points = [spot.point for spot in [self.home, *self.spots] if spot]
        ends = [(min(values), max(values)) for values in zip(*points, strict=True)]
        side = min(max(high - low for low, high in ends) + 2 * ROOM_FOR_NAMES, FRAME_SIDE)
        left, top = (min(max((low + high - side) / 2, 0), FRAME_SIDE - side) for low, high in ends)
        return f"{left:g} {top:g} {side:g} {side:g}"

    @property
    def on_paper(self):
        """The same way as paper draws it, a WayOnPaper."""
        return way_on_paper(self.stops)


def way_of(stops):
    """Return the Way through `stops` (rows with their `place`); None if none can be placed."""
    ranked = [(rank, stop.place) for rank, stop in enumerate(stops, 1) if position(stop.place)]
    if not ranked:
        return None
    places = [position(place) for _rank, place in ranked]
    frame = frame_for(places)
    placed = [(frame.spot(position(each[1])), each) for each in ranked]
    spots = lay_out(placed, _sign, frame.home, near=STOPS_TOO_NEAR)
    home, *others = spots if frame.home else [None, *spots]
    return Way(frame, frame.path([QUEBEC, *places]), home, others, stops)


def _sign(spot):
    if not spot.things:
        return Sign(spot.point, STOP, [[NameLine(gettext("Québec"))]], 0)
    return Sign(
        spot.point, STOP, [[NameLine(f"{rank}. {plain(place, 'name')}", place) for rank, place in spot.things]], 0
    )


def routes_of(missions):
    """Return the Routes of those of `missions`, brought for_listing, whose beginning and a place are known."""
    begun = [mission for mission in missions if mission.starts_on]
    stops = [(mission, [stop.place for stop in mission.shown_stops if position(stop.place)]) for mission in begun]
    return [Route(mission, mission.starts_on.year, places) for mission, places in stops if places]
