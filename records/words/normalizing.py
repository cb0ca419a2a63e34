"""Searching without minding case, accents, ligatures or elisions."""

import re
import unicodedata
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
JOINED_FIGURES = re.compile(r"(?:[^\W\d_]+[-‐‑‒–])?\d+(?:[-‐‑‒–]\d+)+")
ACCENTS = re.compile(r"[\u0300-\u036f]+")
ELISIONS = {"c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"}


def fold(text: str) -> str:
    """Return `text` in lower case, without accents or ligatures; what is no letter stays as it is."""
    bare = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES)).lower()
    return ACCENTS.sub("", bare)


def normalize(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures or punctuation, words separated by one space."""
    # Some capitals have no small letter before they are taken apart (№, 𝐀).
    bare = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES)).lower()
    kept = "".join(
        " " if not character.isalnum() else character for character in bare if not unicodedata.combining(character)
    )
    return " ".join(kept.split())


def words(query: str) -> list[str]:
    """Return the folded words of what a reader typed, elided articles left out (« l’eau » gives « eau »).

    Figures joined by dashes are one word, folded: « M-2022-03 » gives « m 2022 03 ».
    """
    apart = re.sub(r"\b(\w+)['’]", lambda found: "" if found[1].lower() in ELISIONS else found[0], query)
    return [word for typed in apart.split() for word in _words_of(typed)]


def _words_of(typed: str) -> list[str]:
    folded = normalize(typed)
    return [folded] if JOINED_FIGURES.fullmatch(typed) else folded.split()


def contains_all(field: str, query: str) -> Q:
    """Return the Q that holds when `field`, a searched column, contains every word of `query`; an empty Q for none."""
    condition = Q()
    for word in words(query):
        condition &= Q(**{f"{field}__contains": word})
    return condition


def narrow_to_words(rows: QuerySet[Any], query: str, *fields: str) -> QuerySet[Any]:
    """Keep the rows whose `fields` hold together every word of `query`, folded; all of them where nothing is typed.

    They are read one by one: for a table that has no searched column, and stays short.
    """
    if not query.strip():
        return rows
    wanted = words(query)
    read = rows.order_by().values_list("pk", *fields) if wanted else ()
    texts = {pk: normalize(" ".join(text or "" for text in told)) for pk, *told in read}
    return rows.filter(pk__in=[pk for pk, text in texts.items() if all(word in text for word in wanted)])


def closeness(field: str, query: str) -> Case:
    """Return the expression that ranks rows by how `field`, a searched column, begins: with the words typed, first."""
    name = normalize(query)
    named = Q(**{field: name}) | Q(**{f"{field}__startswith": f"{name} "})
    begun = Q(**{f"{field}__startswith": name})
    return Case(When(named, then=0), When(begun, then=1), default=2, output_field=IntegerField())
