"""From what a reader typed to a full-text query; no character typed is an operator of the query."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeAlias

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from records.publication.status import Reader
from records.search.kinds import Kind
from records.search.pages import PageKind
from records.search.stemming import each_once, indexed, spans, spell, spelled, stem
from records.search.vocabulary import COMMON, VOCABULARIES
from records.words.languages import FRENCH

# Characters read and words searched at most: each word costs a reading of the index.
MAX_QUERY_LENGTH = 200
MAX_WORDS = 10
APOSTROPHE_LIKE = str.maketrans(dict.fromkeys("‘ʼ′´`", "’"))

SQLITE = "records_searchentry.id IN (SELECT rowid FROM records_searchindex WHERE records_searchindex MATCH %s)"
POSTGRESQL = "records_searchentry.vector @@ %s::tsquery"

# Words that an entry must all hold.
Form: TypeAlias = tuple[str, ...]


class Closeness(Enum):
    """How close to what was typed a word of an entry must be: the same letters, the same stem, a synonym at most."""

    SPELLING = auto()
    STEM = auto()
    SYNONYM = auto()


@dataclass(frozen=True)
class Word:
    """A word asked for: as typed, as spelled in the index, its stems, and the stems of its synonyms."""

    typed: str
    spelling: str
    stems: tuple[str, ...]
    synonyms: tuple[Form, ...] = ()

    def forms(self, closeness: Closeness) -> list[Form]:
        """Return the forms of which an entry must hold one."""
        if closeness is Closeness.SPELLING:
            return [(self.spelling,)]
        return [*((each,) for each in self.stems), *(self.synonyms if closeness is Closeness.SYNONYM else ())]

    @property
    def all_stems(self) -> set[str]:
        """Every stem that may answer to it."""
        return {each for form in self.forms(Closeness.SYNONYM) for each in form}


@dataclass(frozen=True)
class Asked:
    """The words of a query.

    typed: what was typed, normalized and cut; words: the words required; helpful: those that only order what is found;
    titles: the `title_words` of a title made of exactly what was typed; is_cut: whether some of what was typed is left
    out; last: the beginning of a word still being typed, or empty.
    """

    typed: str
    words: tuple[Word, ...]
    helpful: tuple[Word, ...] = ()
    titles: tuple[str, ...] = ()
    is_cut: bool = False
    last: str = ""

    @property
    def single_words(self) -> tuple[str, ...]:
        """The words required, as typed, to be searched one by one; empty if there is only one."""
        return tuple(word.typed for word in self.words) if len(self.words) > 1 else ()

    @property
    def stems(self) -> list[set[str]]:
        """The stems that answer to each word (a set a word)."""
        return [word.all_stems for word in (*self.words, *self.helpful)]

    def only(self, word: Word) -> "Asked":
        """Return the query of one of its words alone."""
        return replace(self, words=(word,), last="")

    def any_of(self) -> "Asked":
        """Return the query of what holds one of its words at least."""
        stems = tuple(dict.fromkeys(each for word in self.words for each in word.stems))
        synonyms = tuple(form for word in self.words for form in word.synonyms)
        either = [Word(self.typed, word.spelling, stems, synonyms) for word in self.words[:1]]
        return replace(self, words=tuple(either), last="")

    def __bool__(self) -> bool:
        return bool(self.words or self.last)

    def matches(self, closeness: Closeness = Closeness.SYNONYM, *, in_title: bool = False) -> RawSQL:
        """Return the condition met by entries with every required word: anywhere, or in their title if `in_title`."""
        return _condition(self.words, closeness, self.last, in_title)

    def helps(self) -> RawSQL:
        """Return the condition met by entries with every helpful word."""
        return _condition(self.helpful, Closeness.STEM)


def read(typed: str, language: str, *, being_typed: bool = False) -> Asked:
    """Return the query a reader `typed` (any string) as Asked; `language`: a code of the settings.

    Stop words are left out, and optional ones help only, unless there are no others. `being_typed`: the last word may
    be incomplete.
    """
    composed = unicodedata.normalize("NFC", typed.replace("\0", "")).translate(APOSTROPHE_LIKE)
    plain = " ".join(composed.split())
    readable = plain[:MAX_QUERY_LENGTH]
    found = {word: readable[start:end] for start, end, word in spans(readable)}
    last = spell(found.popitem()[0]) if being_typed and found and composed[-1].isalnum() else ""
    telling = [word for word in found if word not in COMMON[language]] or ([] if last else list(found))
    asked = {word: _word(found[word], word, language) for word in telling[:MAX_WORDS]}
    optional = VOCABULARIES[language].optional
    required = [word for word in asked if word not in optional] or list(asked)
    return Asked(
        typed=readable,
        words=tuple(asked[word] for word in required),
        helpful=tuple(each for word, each in asked.items() if word not in required),
        titles=tuple({each_once(indexed(readable, each), spelled(readable)) for each in (language, FRENCH)}),
        is_cut=len(plain) > MAX_QUERY_LENGTH or len(telling) > MAX_WORDS,
        last=last,
    )


def readable_entries(user: Reader, today: dt.date, kinds: Iterable[Kind | PageKind]) -> Q:
    """Return the Q of the entries `user` may read on `today`: public ones, and drafts of the `kinds` they may view."""
    own = [kind.name for kind in kinds if kind.permission and user.has_perm(kind.permission)]
    public = Q(public_since__lte=today)
    return public | Q(kind__in=own) if own else public


def _word(typed: str, word: str, language: str) -> Word:
    """Return the Word of a normalized `word`; its stems in `language`, then in French, as texts not translated are."""
    own = stem(word, language)
    stems = tuple(dict.fromkeys([own, stem(word, FRENCH)]))
    return Word(typed, spell(word), stems, tuple(VOCABULARIES[language].synonyms.get(own, ())))


def _condition(words: Iterable[Word], closeness: Closeness, last: str = "", in_title: bool = False) -> RawSQL:
    write, template = (_for_sqlite, SQLITE) if connection.vendor == "sqlite" else (_for_postgresql, POSTGRESQL)
    query = write([word.forms(closeness) for word in words], last, in_title)
    # The words are letters and digits, and travel as a parameter.
    return RawSQL(template, [query], output_field=BooleanField())  # noqa: S611


def _for_sqlite(words: list[list[Form]], last: str, in_title: bool) -> str:
    """Return the query of FTS5: « {title_words} : ((("a") OR ("b" AND "c")) AND "d" *) »."""
    parts = [_joined(forms, '"{}"', " AND ", " OR ") for forms in words] + ([f'"{last}" *'] if last else [])
    every = " AND ".join(parts)
    return f"{{title_words}} : ({every})" if in_title else every


def _for_postgresql(words: list[list[Form]], last: str, in_title: bool) -> str:
    """Return the tsquery: « (('a':A) | ('b':A & 'c':A)) & 'd':*A »."""
    weight = "A" if in_title else ""
    label = "'{}'" + (f":{weight}" if weight else "")
    parts = [_joined(forms, label, " & ", " | ") for forms in words] + ([f"'{last}':*{weight}"] if last else [])
    return " & ".join(parts)


def _joined(forms: list[Form], word: str, all_of: str, one_of: str) -> str:
    each = (all_of.join(word.format(stem) for stem in form) for form in forms)
    return f"({one_of.join(f'({form})' for form in each)})"
