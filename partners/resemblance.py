"""Partners that may be one and the same, by their names, their countries and their places.

The loader, the import of a spreadsheet and the form of a partner all ask here.
"""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from math import ceil, cos, radians
from typing import NamedTuple

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.map import position
from partners.models import Partner
from partners.places import doubt_of_place
from partners.projection import KILOMETRES_A_DEGREE, great_circle
from records.templatetags.typography import number
from records.words.countries import COUNTRIES
from records.words.normalizing import normalize

# Words that do not tell two names apart; those that are often shortened.
GENERIC = {
    "ville",
    "city",
    "cite",
    "commune",
    "municipalite",
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "of",
    "the",
}
SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "mt": "mont", "ft": "fort"}
HERE = "quebec"
# Two places nearer than NEAR, in kilometres, are one if their names are so much alike (1: the same); two cities nearer
# than ONE_PLACE, whatever their names (Cracovie, Kraków); farther than APART, one name is that of two places.
NEAR, LIKENESS = 10, 0.8
ONE_PLACE, APART = 1, 100
# Places are sought by squares higher than NEAR.
SQUARES_A_DEGREE = 5
LOOKS_LIKE = _("ressemble à %(other)s (%(why)s)")


class ComparedName(NamedTuple):
    """What is compared of a partner; `label`: what it is called in a sentence, `place`: its coordinates or None."""

    label: str
    name: str
    acronym: str
    country: str
    place: tuple[float, float] | None
    english: str = ""
    geonames: int | None = None
    is_city: bool = False

    @property
    def keys(self):
        """The names it may be called, each reduced to the words that tell it apart (a set)."""
        spelt = (name_key(self.name, self.country), name_key(self.english, self.country), name_key(self.acronym))
        return {key for key in spelt if key}

    def kilometres_to(self, other):
        """Return how far another is, in kilometres; None where a place is unknown."""
        return great_circle(self.place, other.place) if self.place and other.place else None

    def reasons(self, other):
        """Return what makes it look like `other`, beside their names (a list of words)."""
        found = [gettext("même pays")] if self.country and self.country == other.country else []
        kilometres = self.kilometres_to(other)
        if kilometres is not None:
            found.append(gettext("{kilometres}\u00a0km").format(kilometres=number(round(kilometres, 1))))
        return found or [gettext("même nom")]

    def sentence(self, other):
        """Say that it looks like `other`."""
        return LOOKS_LIKE % {"other": other.label, "why": ", ".join(self.reasons(other))}


def named_of(partner):
    """Return the ComparedName of a partner."""
    place, is_city = position(partner), partner.is_city
    named = (partner.name, partner.acronym, partner.country)
    return ComparedName(partner.slug, *named, place, partner.name_en, partner.geonames_id, is_city)


@lru_cache(maxsize=20_000)
def name_key(name, country=""):
    """Return `name` reduced to the words that tell it apart, without its country nor ours."""
    found = [SHORTENED.get(word, word) for word in normalize(re.sub(r"\([^)]*\)", " ", name)).split()]
    there = normalize(COUNTRIES.get(country, "")).split()
    if there and len(found) > len(there) and found[-len(there) :] == there:
        found = found[: -len(there)]
    told = [word for word in found if word not in GENERIC] or found
    return " ".join(told[1:] if len(told) > 1 and told[0] == HERE else told)


class Resemblances:
    """The partners known so far, found by what may be another spelling of their names."""

    def __init__(self, known=()):
        self.by_key, self.by_place, self.by_geonames = defaultdict(list), defaultdict(list), defaultdict(list)
        for each in known:
            self.add(each)

    def add(self, named):
        """Remember a ComparedName."""
        for key in named.keys:
            self.by_key[key].append(named)
        if named.place:
            self.by_place[_square(named.place)].append(named)
        if named.geonames:
            self.by_geonames[named.geonames].append(named)

    def of(self, named):
        """Return the ComparedName that may be the same partner as `named` (a list, each once)."""
        same = [other for key in sorted(named.keys) for other in self.by_key[key] if not _is_far(named, other)]
        near = [other for square in _around(named.place) for other in self.by_place.get(square, ())]
        found = [*same, *(other for other in near if _is_misspelt(named, other) or _is_one_place(named, other))]
        numbered = self.by_geonames.get(named.geonames, ())
        return list(dict.fromkeys([*(each for each in found if _may_share_country(named, each)), *numbered]))


def near_partners(named, but=None):
    """Return the (Partner, words) that may be the same as `named`, other than that of key `but` (a list).

    Only those that have the words of one of its names, or are near its place, are read: the words say why.
    """
    padded = Concat(Value(" "), "search_text", Value(" "), output_field=TextField())
    known = Partner.objects.not_archived().exclude(pk=but).alias(padded=padded).filter(_may_resemble(named))
    partners = {str(partner.pk): partner for partner in known}
    alike = Resemblances(named_of(partner)._replace(label=key) for key, partner in partners.items()).of(named)
    return [(partners[other.label], ", ".join(named.reasons(other))) for other in alike]


def _may_resemble(named):
    """Return the condition (on `padded`, the text searched between spaces) of all that may be the same as `named`."""
    condition = Q(pk__in=[])
    for key in named.keys:
        condition |= Q(*map(_has_word, key.split()))
    if named.geonames:
        condition |= Q(geonames_id=named.geonames)
    return condition | _beside(named.place) if named.place else condition


def _has_word(word):
    spellings = [word, *(short for short, whole in SHORTENED.items() if whole == word)]
    return Q(*(("padded__contains", f" {spelling} ") for spelling in spellings), _connector=Q.OR)


def _degrees_near(place):
    """Return what NEAR makes about a place, in degrees of latitude and of longitude: those are short in the north."""
    up = NEAR / KILOMETRES_A_DEGREE
    return up, up / max(cos(radians(place[0])), up)


def _beside(place):
    up, right = _degrees_near(place)
    return Q(latitude__range=(place[0] - up, place[0] + up), longitude__range=(place[1] - right, place[1] + right))


def _may_share_country(named, other):
    return not (named.country and other.country) or named.country == other.country


def _is_far(named, other):
    kilometres = named.kilometres_to(other)
    return bool(kilometres and kilometres > APART) and not any(map(_is_misplaced, (named, other)))


def _is_misplaced(named):
    """Say whether its place is not in its country: it tells nothing apart."""
    return bool(doubt_of_place(named.country, named.place))


def _is_misspelt(named, other):
    is_near = named.kilometres_to(other) <= NEAR
    return is_near and SequenceMatcher(None, normalize(named.name), normalize(other.name)).ratio() >= LIKENESS


def _is_one_place(named, other):
    return named.is_city and other.is_city and named.kilometres_to(other) <= ONE_PLACE


def _square(place):
    return round(place[0] * SQUARES_A_DEGREE), round(place[1] * SQUARES_A_DEGREE)


def _around(place):
    if place is None:
        return []
    row, column = _square(place)
    wide = ceil(_degrees_near(place)[1] * SQUARES_A_DEGREE)
    return [(row + up, column + right) for up in (-1, 0, 1) for right in range(-wide, wide + 1)]
