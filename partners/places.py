"""Whether a place may be in a country: near enough to one of the cities that name its time zones.

`country_places.csv`: the cities of the file zone.tab of the tz database (public domain), to a tenth of a degree.
"""

import csv
from collections import defaultdict
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from partners.projection import great_circle
from records.words.countries import country_name

# Farther than this from all of them, in kilometres, a place is in another country, or at sea: no land is so wide
# around its cities (the widest, China's and India's, reach some 2,100).
REACH = 2500
OUTSIDE = _("ces coordonnées ne sont pas dans ce pays (%(country)s)%(hint)s")
AT_SEA = _("ces coordonnées (0, 0) sont en pleine mer")
# What may have been meant, from (latitude, longitude), and the words that ask.
MEANT = [
    (lambda place: (place[1], place[0]), _("latitude et longitude échangées?")),
    (lambda place: (place[0], -place[1]), _("signe de la longitude?")),
    (lambda place: (-place[0], place[1]), _("signe de la latitude?")),
    (lambda place: (-place[0], -place[1]), _("signes de la latitude et de la longitude?")),
]

with (Path(__file__).parent / "country_places.csv").open(encoding="utf-8", newline="") as file:
    PLACES = defaultdict(list)
    for row in csv.DictReader(file):
        PLACES[row["code"]].append((float(row["latitude"]), float(row["longitude"])))


def doubt_of_place(country, place):
    """Return the sentence that doubts a (latitude, longitude) of a country (its code); an empty string without doubt.

    Nothing is doubted of a country nobody can place.
    """
    if place == (0, 0):
        return str(AT_SEA)
    if country not in PLACES or _is_near(country, place):
        return ""
    hint = next((f"; {words}" for meant, words in MEANT if _is_near(country, meant(place))), "")
    return OUTSIDE % {"country": country_name(country), "hint": hint}


def _is_near(country, place):
    return abs(place[0]) <= 90 and any(great_circle(place, known) <= REACH for known in PLACES[country])
