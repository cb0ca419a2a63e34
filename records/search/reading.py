"""From what a reader typed to a full-text query; no character typed is an operator of the query."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from records.publication.status import Reader
from records.search.kinds import Kind
from records.search.stemming import COMMON, spans, spell, stem
from records.words.languages import ENGLISH, FRENCH

# Characters read and words searched at most: each word costs a reading of the index.
MAX_QUERY_LENGTH = 200
MAX_WORDS = 10
APOSTROPHE_LIKE = str.maketrans(dict.fromkeys("‘ʼ′´`", "’"))

SQLITE = "records_searchentry.id IN (SELECT rowid FROM records_searchindex WHERE records_searchindex MATCH %s)"
POSTGRESQL = "records_searchentry.vector @@ %s::tsquery"


@dataclass(frozen=True)
class Asked:
    """The words of a query, each as the indexed forms that match it.

    typed: what was typed, normalized and cut; words: the forms of each word; shown: the same words, as typed;
    is_cut: whether some of what was typed is left out; last: the beginning of a word still being typed, or empty.
    """

    typed: str
    words: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]
    is_cut: bool = False
    last: str = ""

    @property
    def single_words(self) -> tuple[str, ...]:
        """The words, to be searched one by one; empty if there is only one."""
        return self.shown if len(self.shown) > 1 else ()

    @property
    def as_titles(self) -> list[str]:
        """The `title_words` of a title made of exactly these words, in this order."""
        return [" ".join(forms[place] for forms in self.words) for place in (0, -1)]

    def __bool__(self) -> bool:
        return bool(self.words or self.last)

    def matches(self, *, in_title: bool = False) -> RawSQL:
        """Return the condition met by entries with every word: anywhere, or all in their title if `in_title`."""
        write, template = (_for_sqlite, SQLITE) if connection.vendor == "sqlite" else (_for_postgresql, POSTGRESQL)
        # The words are letters and digits, and travel as a parameter.
        return RawSQL(template, [write(self, in_title)], output_field=BooleanField())  # noqa: S611


def read(typed: str, language: str, *, being_typed: bool = False) -> Asked:
    """Return the query a reader `typed` (any string) as Asked; `language`: a code of the settings.

    Stop words are left out, unless there are no others. `being_typed`: the last word may be incomplete.
    """
    composed = unicodedata.normalize("NFC", typed.replace("\0", "")).translate(APOSTROPHE_LIKE)
    plain = " ".join(composed.split())
    readable = plain[:MAX_QUERY_LENGTH]
    found = {word: readable[start:end] for start, end, word in spans(readable)}
    last = spell(found.popitem()[0]) if being_typed and found and composed[-1].isalnum() else ""
    telling = [word for word in found if word not in COMMON[language]] or ([] if last else list(found))
    asked = telling[:MAX_WORDS]
    return Asked(
        typed=readable,
        words=tuple(_forms(word, language) for word in asked),
        shown=tuple(found[word] for word in asked),
        is_cut=len(plain) > MAX_QUERY_LENGTH or len(telling) > MAX_WORDS,
        last=last,
    )


def readable_entries(user: Reader, today: dt.date, kinds: Iterable[Kind]) -> Q:
    """Return the Q of the entries `user` may read on `today`: public ones, and drafts of the `kinds` they may view."""
    own = [kind.name for kind in kinds if user.has_perm(kind.permission)]
    public = Q(public_since__lte=today)
    return public | Q(kind__in=own) if own else public


def _forms(word: str, language: str) -> tuple[str, ...]:
    """Return the indexed forms that match a normalized `word`: its stem and, in English, its French stem too.

    Texts without a translation are indexed in French.
    """
    return tuple(
        dict.fromkeys([stem(word, language), stem(word, FRENCH)] if language == ENGLISH else [stem(word, FRENCH)])
    )


def _for_sqlite(asked: Asked, in_title: bool) -> str:
    """Return the query of FTS5: « {title_words} : (("a" OR "b") AND "c" *) »."""
    parts = [f"({' OR '.join(f'{chr(34)}{form}{chr(34)}' for form in forms)})" for forms in asked.words]
    parts += [f'"{asked.last}" *'] if asked.last else []
    every = " AND ".join(parts)
    return f"{{title_words}} : ({every})" if in_title else every


def _for_postgresql(asked: Asked, in_title: bool) -> str:
    """Return the tsquery: « ('a':A | 'b':A) & 'c':*A »."""
    weight = "A" if in_title else ""
    label = f":{weight}" if weight else ""
    parts = [f"({' | '.join(f'{chr(39)}{form}{chr(39)}{label}' for form in forms)})" for forms in asked.words]
    parts += [f"'{asked.last}':*{weight}"] if asked.last else []
    return " & ".join(parts)
