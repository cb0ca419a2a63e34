"""Partners that may be one and the same, by their names, their countries and their places."""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.map import position
from partners.projection import great_circle
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
# Two places nearer than this, in kilometres, are one if their names are so much alike (1: the same).
NEAR, LIKENESS = 10, 0.8
LOOKS_LIKE = _("ressemble à %(other)s (%(why)s)")


class ComparedName(NamedTuple):
    """What is compared of a partner; `label`: what it is called in a sentence, `place`: its coordinates or None."""

    label: str
    name: str
    acronym: str
    country: str
    place: tuple[float, float] | None

    @property
    def keys(self):
        """The names it may be called, each reduced to the words that tell it apart (a set)."""
        return {key for key in (name_key(self.name, self.country), name_key(self.acronym)) if key}

    def sentence(self, other):
        """Say that it looks like `other`."""
        reasons = [gettext("même pays")] if self.country and self.country == other.country else []
        if self.place and other.place:
            kilometres = round(great_circle(self.place, other.place), 1)
            reasons.append(gettext("{kilometres}\u00a0km").format(kilometres=number(kilometres)))
        return LOOKS_LIKE % {"other": other.label, "why": ", ".join(reasons) or gettext("même nom")}


def named_of(partner):
    """Return the ComparedName of a partner."""
    return ComparedName(partner.slug, partner.name, partner.acronym, partner.country, position(partner))


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
        self.by_key, self.by_place = defaultdict(list), defaultdict(list)
        for each in known:
            self.add(each)

    def add(self, named):
        """Remember a ComparedName."""
        for key in named.keys:
            self.by_key[key].append(named)
        if named.place:
            self.by_place[_square(named.place)].append(named)

    def of(self, named):
        """Return the ComparedName that may be the same partner as `named` (a list, each once)."""
        same = [other for key in sorted(named.keys) for other in self.by_key[key]]
        near = [other for square in _around(named.place) for other in self.by_place.get(square, ())]
        found = [*same, *(other for other in near if _is_misspelt(named, other))]
        return [other for other in dict.fromkeys(found) if _may_share_country(named, other)]


def _may_share_country(named, other):
    return not (named.country and other.country) or named.country == other.country


def _is_misspelt(named, other):
    is_near = great_circle(named.place, other.place) <= NEAR
    return is_near and SequenceMatcher(None, normalize(named.name), normalize(other.name)).ratio() >= LIKENESS


def _square(place):
    return round(place[0] * 5), round(place[1] * 5)


def _around(place):
    if place is None:
        return []
    row, column = _square(place)
    return [(row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1)]
