"""The records that match a query: by kind, with their number; the closest to its words first, then the latest."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Case, Count, F, IntegerField, Model, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from records.search.entries import SearchEntry
from records.search.kinds import KINDS, Kind, record_kinds
from records.search.near_words import nearest_query
from records.search.pages import PageKind
from records.search.reading import Asked, Closeness, read, readable_entries
from records.search.snippets import Snippet, marked, snippet
from records.words.dates import UNDATED
from records.words.languages import FRENCH, tag_of

# Hits shown of each kind, a link leading to the others; titles suggested while a reader types.
MAX_HITS_PER_KIND = 5
MAX_SUGGESTIONS = 8
# Records read for each title suggested: several may have the same one.
NAMESAKES = 4


@dataclass(frozen=True)
class Hit:
    """A record found, as a page shows it; `entry` is its row of the index."""

    entry: SearchEntry
    asked: Asked
    is_public: bool

    @property
    def kind(self) -> Kind | PageKind:
        """Kind of the record."""
        return KINDS[self.entry.kind]

    @property
    def url(self) -> str:
        """Path of the page of the record, in the active language."""
        return self.kind.address(self.entry.slug)

    @property
    def title(self) -> SafeString:
        """Title of the record, as HTML with the words asked in <mark>."""
        return marked(self.entry.title, self.asked, self._language(self.entry.title_is_french))

    @property
    def title_lang(self) -> str:
        """`lang` attribute of the title; empty where it is in the language of the page."""
        return self._declared(self.entry.title_is_french)

    @cached_property
    def snippet(self) -> Snippet | None:
        """Snippet of the text of the record; None if it has no text."""
        own, french = (self.entry.body, self._language(False), False), (self.entry.french_body, FRENCH, True)
        title = self.entry.title, self._language(self.entry.title_is_french)
        return snippet([own, french], self.asked, title)

    @property
    def snippet_lang(self) -> str:
        """`lang` attribute of the snippet; empty where it is in the language of the page."""
        return self._declared(self.snippet.is_french) if self.snippet else ""

    def _language(self, is_french: bool) -> str:
        return FRENCH if is_french else self.entry.language

    def _declared(self, is_french: bool) -> str:
        return tag_of(FRENCH) if is_french and self.entry.language != FRENCH else ""


class Group(NamedTuple):
    """The records found of one kind: their number, and the first hits."""

    kind: Kind | PageKind
    count: int  # type: ignore[assignment] # what a tuple counts is not asked here
    hits: list[Hit]

    @property
    def is_cut(self) -> bool:
        """Whether there are more records than `hits`."""
        return self.count > len(self.hits)


@dataclass(frozen=True)
class Search:
    """A search for `asked` in one language, among what `user` may read on `today`; two statements a method.

    `year`: only the records that this year dates, if it is given.
    """

    asked: Asked
    language: str
    user: User | AnonymousUser
    today: dt.date
    year: int | None = None

    def groups(self, first: int = MAX_HITS_PER_KIND) -> list[Group]:
        """Return a Group for each kind with a match, in the order of KINDS, with its `first` hits at most."""
        if not self.asked:
            return []
        place = Window(RowNumber(), partition_by="kind", order_by=self._order())
        ranked = self._entries().annotate(place=place, total=Window(Count("pk"), partition_by="kind"))
        rows = ranked.filter(place__lte=first).order_by("kind", "place").values_list("kind", "pk", "total")
        found: dict[str, tuple[int, list[int]]] = {}
        for kind, pk, total in rows:
            found.setdefault(kind, (total, []))[1].append(pk)
        entries = SearchEntry.objects.in_bulk([pk for _total, keys in found.values() for pk in keys])
        return [
            Group(KINDS[name], found[name][0], [self._hit(entries[pk]) for pk in found[name][1]])
            for name in KINDS
            if name in found
        ]

    def counts(self) -> list[tuple[Kind | PageKind, int]]:
        """Return (Kind, number of records found) pairs for the kinds with a match, in the order of KINDS."""
        rows = self._entries().order_by().values_list("kind").annotate(Count("pk")) if self.asked else ()
        counted = dict(rows)
        return [(kind, counted[name]) for name, kind in KINDS.items() if name in counted]

    def years(self, kind: Kind | PageKind | None = None) -> list[tuple[int, int]]:
        """Return (year, number of records found) pairs, the latest first, `year` among others; of one Kind if given."""
        entries = replace(self, year=None)._entries().filter(kind__in=_dated_kinds()).exclude(sorts_on=UNDATED)
        some = entries.filter(kind=kind.name) if kind else entries
        rows = some.order_by().values_list("sorts_on__year").annotate(Count("pk")) if self.asked else ()
        asked = {self.year: 0} if self.year else {}
        return sorted({**asked, **dict(rows)}.items(), reverse=True)

    def hits(self, kind: Kind | PageKind, start: int, end: int) -> list[Hit]:
        """Return the hits of one Kind from position `start`, counted from 0, to `end` excluded."""
        entries = self._entries().filter(kind=kind.name).order_by(*self._order())[start:end]
        return [self._hit(entry) for entry in entries]

    def nearest(self) -> str:
        """Return what may have been meant, where nothing was found: near words that do find; or nothing."""
        near = nearest_query(self.asked, self._readable())
        return near if near and self._readable().filter(read(near, self.language).matches()).exists() else ""

    def keys(self) -> dict[type[Model], list[int]]:
        """Return {model: keys of the records found}, without any limit; one statement."""
        found: dict[type[Model], list[int]] = {}
        for name, key in self._entries().order_by().values_list("kind", "key") if self.asked else ():
            if isinstance(kind := KINDS[name], Kind):
                found.setdefault(kind.model, []).append(key)
        return found

    def titles(self, most: int = MAX_SUGGESTIONS) -> list[Hit]:
        """Return at most `most` hits with every word in their title, no title twice; one statement."""
        if not self.asked:
            return []
        named = self.asked.matches(Closeness.STEM, in_title=True)
        entries = self._readable().filter(named).order_by("-sorts_on", "title_words", "pk")
        some = entries.defer("body", "french_body", "body_words")[: most * NAMESAKES]
        by_title = {entry.title: entry for entry in reversed(some)}
        return [self._hit(entry) for entry in some if by_title[entry.title] is entry][:most]

    def _entries(self) -> QuerySet[SearchEntry]:
        found = self._readable().filter(self.asked.matches())
        return found.filter(kind__in=_dated_kinds(), sorts_on__year=self.year) if self.year else found

    def _readable(self) -> QuerySet[SearchEntry]:
        readable = readable_entries(self.user, self.today, KINDS.values())
        return SearchEntry.objects.filter(readable, language=self.language)

    def _order(self) -> list[Any]:
        """Return the `order_by` of hits: the closest to the words, helpful words, the latest, then title.

        Closest: the exact title; every word as typed in the title, then as typed or as a name anywhere; every stem in
        the title, then anywhere; then what only synonyms find. A name comes so before words of its family.
        """
        asked = self.asked
        close = Case(
            When(title_words__in=asked.titles, then=0),
            When(asked.matches(Closeness.SPELLING, in_title=True), then=1),
            When(asked.matches(Closeness.SPELLING), then=2),
            When(asked.matches(Closeness.STEM, in_title=True), then=3),
            When(asked.matches(Closeness.STEM), then=4),
            default=5,
            output_field=IntegerField(),
        )
        helped = [Case(When(asked.helps(), then=0), default=1, output_field=IntegerField())] if asked.helpful else []
        return [close, *helped, F("sorts_on").desc(), F("title_words").asc(), F("pk").asc()]

    def _hit(self, entry: SearchEntry) -> Hit:
        return Hit(entry, self.asked, entry.public_since is not None and entry.public_since <= self.today)


def _dated_kinds() -> list[str]:
    return [kind.name for kind in record_kinds() if kind.dated_by]
