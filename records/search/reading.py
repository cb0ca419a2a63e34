"""What a reader typed, as the words an index is asked for: no character of it reaches the database as an operator."""

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

# Further characters are not read, further words not asked for: each costs a reading of the index.
MAX_QUERY_LENGTH = 200
MAX_WORDS = 10
APOSTROPHE_LIKE = str.maketrans(dict.fromkeys("‘ʼ′´`", "’"))

SQLITE = "records_searchentry.id IN (SELECT rowid FROM records_searchindex WHERE records_searchindex MATCH %s)"
POSTGRESQL = "records_searchentry.vector @@ %s::tsquery"


@dataclass(frozen=True)
class Asked:
    """The words a reader asks for, each as the indexed forms that answer it.

    typed: what was typed, made readable; words: tuples of forms; shown: the same words, as they were typed;
    is_cut: whether some of it was left out; last: the beginning of a word still being typed, or an empty string.
    """

    typed: str
    words: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]
    is_cut: bool = False
    last: str = ""

    @property
    def single_words(self) -> tuple[str, ...]:
        """The words, to be tried one by one; none if there is only one."""
        return self.shown if len(self.shown) > 1 else ()

    @property
    def as_titles(self) -> list[str]:
        """The indexed forms of the titles made of these very words, in this order (a list)."""
        return [" ".join(forms[place] for forms in self.words) for place in (0, -1)]

    def __bool__(self) -> bool:
        return bool(self.words or self.last)

    def matches(self, *, in_title: bool = False) -> RawSQL:
        """Return the condition that holds of the entries with every word; of those with all in their title if asked."""
        write, template = (_for_sqlite, SQLITE) if connection.vendor == "sqlite" else (_for_postgresql, POSTGRESQL)
        # The words are letters and digits, and travel as a parameter.
        return RawSQL(template, [write(self, in_title)], output_field=BooleanField())  # noqa: S611


def read(typed: str, language: str, *, being_typed: bool = False) -> Asked:
    """Return what a reader `typed` (any string) as Asked, in a language of the settings.

    Words too common to tell anything are left out, unless there are no others. `being_typed`: the last word may go on.
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
    """Return the Q of the entries that `user` may read on `today` (a date): drafts only of the `kinds` they may see."""
    own = [kind.name for kind in kinds if user.has_perm(kind.permission)]
    public = Q(public_since__lte=today)
    return public | Q(kind__in=own) if own else public


def _forms(word: str, language: str) -> tuple[str, ...]:
    """Return what answers a normalized `word`: its stem, and its French one where texts may not be translated."""
    return tuple(
        dict.fromkeys([stem(word, language), stem(word, FRENCH)] if language == ENGLISH else [stem(word, FRENCH)])
    )


def _for_sqlite(asked: Asked, in_title: bool) -> str:
    """Write the query of FTS5: « {title_words} : (("a" OR "b") AND "c" *) »."""
    parts = [f"({' OR '.join(f'{chr(34)}{form}{chr(34)}' for form in forms)})" for forms in asked.words]
    parts += [f'"{asked.last}" *'] if asked.last else []
    every = " AND ".join(parts)
    return f"{{title_words}} : ({every})" if in_title else every


def _for_postgresql(asked: Asked, in_title: bool) -> str:
    """Write the tsquery: « ('a':A | 'b':A) & 'c':*A »."""
    weight = "A" if in_title else ""
    label = f":{weight}" if weight else ""
    parts = [f"({' | '.join(f'{chr(39)}{form}{chr(39)}{label}' for form in forms)})" for forms in asked.words]
    parts += [f"'{asked.last}':*{weight}"] if asked.last else []
    return " & ".join(parts)
