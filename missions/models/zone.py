"""The names of time zones, and the one of a city."""

import datetime as dt
import re
import zoneinfo
from functools import cache
from importlib import resources
from math import cos, radians
from pathlib import Path
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNKNOWN_ZONE = _("Fuseau inconnu\u00a0: écrivez par exemple Europe/Paris.")
# Degrees around a place, some thousand kilometres: where zones differ within, nobody can tell by the distance.
AROUND = 9
# The table of the time zone database: country, coordinates in degrees and minutes, name; the most peopled first.
TABLE = "zone.tab"
COORDINATES = re.compile(r"([+-])(\d{2})(\d{2})\d{0,2}([+-])(\d{3})(\d{2})\d{0,2}").fullmatch


def refuse_unknown_zone(name):
    """Raise ValidationError, beside the field `time_zone`, if `name` is given and names no time zone."""
    if name and name not in available_timezones():
        raise ValidationError({"time_zone": UNKNOWN_ZONE})


def zone_near(country, latitude, longitude):
    """Return the name of the time zone of a place; "" if its country has several hours around there.

    `country`: its code of two letters; `latitude`, `longitude`: in degrees, None if unknown.
    """
    found = places_of_zones().get(country, [])
    if latitude is not None and longitude is not None:
        here = (float(latitude), float(longitude))
        found = [place for place in found if _squared(here, place) <= AROUND**2] or found
    names = [name for _latitude, _longitude, name in found]
    return names[0] if len({_hours(name) for name in names}) == 1 else ""


def _hours(name):
    """Return how far a zone is from universal time in winter and in summer."""
    zone = zoneinfo.ZoneInfo(name)
    return tuple(dt.datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))


def _squared(here, place):
    """Return the square of a distance in degrees, meridians drawn together as they are there."""
    return (here[0] - place[0]) ** 2 + ((here[1] - place[1]) * cos(radians(here[0]))) ** 2


@cache
def places_of_zones():
    """Return {country: [(latitude, longitude, time zone)]}, read from the time zone database."""
    places = {}
    for line in _table().splitlines():
        country, coordinates, name = [*line.split("\t"), "", ""][:3]
        if found := COORDINATES(coordinates):
            places.setdefault(country, []).append((_degrees(*found.groups()[:3]), _degrees(*found.groups()[3:]), name))
    return places


def _degrees(sign, degrees, minutes):
    return (-1 if sign == "-" else 1) * (int(degrees) + int(minutes) / 60)


def _table():
    """Return the table of this machine, or that of the package beside Python; an empty string without either."""
    paths = [Path(folder) / TABLE for folder in zoneinfo.TZPATH]
    found = next((path for path in paths if path.is_file()), None)
    if found:
        return found.read_text(encoding="utf-8")
    try:
        return resources.files("tzdata.zoneinfo").joinpath(TABLE).read_text(encoding="utf-8")
    except ModuleNotFoundError:
        return ""
