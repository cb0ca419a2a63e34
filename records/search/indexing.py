"""Keeping the index up to date: entries are rewritten whenever their record, or a record it names, changes.

Called after every write by records.publication.after_write, never directly. A test checks that `rebuild` gives the
same entries.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import override

from records.page_cache.version import renew_version
from records.publication.after_write import FOLLOWERS, Follower
from records.publication.status import public_since
from records.search.entries import SearchEntry
from records.search.kinds import KINDS, Kind, page_kinds, record_kinds
from records.search.pages import PageKind
from records.search.stemming import each_once, indexed, spelled
from records.search.texts import Bilingual, columns_of, text_of, texts_of
from records.words.dates import UNDATED
from records.words.languages import FRENCH

# Records read and written at once.
ENTRY_BATCH = 1000
# Stands for the keys of all the pages of a kind.
EVERY_PAGE = 0
# The number that stands for this index among PostgreSQL's advisory locks.
LOCK = 7_432_001
IDENTITY = ("kind", "key", "language")
COLUMNS = [str(field.column) for field in SearchEntry._meta.fields if not field.primary_key]
# Rows in one statement: SQLite takes some thirty thousand values.
ROWS = 1000

_Progress = Callable[[Iterable[Any], int], Iterable[Any]]


def entries_affected_by(keys: Mapping[type[models.Model], set[int]]) -> dict[str, set[int]]:
    """Return {name of the kind: keys of the records whose entries depend on rows}, the rows given by {model: keys}.

    Pages of a kind are written again together: EVERY_PAGE stands for them.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for model, changed in keys.items():
        for pages in page_kinds():
            if changed and model in pages.depends_on:
                found[pages.name].add(EVERY_PAGE)
        for kind in record_kinds():
            if kind.model is model:
                found[kind.name] |= changed
            for path in kind.paths_to(model):
                for some in batches(changed):
                    rows = kind.model.objects.order_by().filter(**{f"{path}__in": some})
                    found[kind.name].update(rows.values_list("pk", flat=True))
    return found


@transaction.atomic
def rewrite_entries(
    found: Mapping[str, Collection[int]],
    *,
    today: dt.date | None = None,
    progress: _Progress = lambda batches, total: batches,
) -> None:
    """Rewrite the entries of the records `found` (by `entries_affected_by`); delete those of deleted records.

    Texts of other records are included if these are public on `today` (by default the current date).
    progress(batches, total): wraps an iterable to show it.
    """
    if not any(found.values()):
        return
    today = today or timezone.localdate()
    _lock_index()
    todo = [(KINDS[name], some) for name, keys in found.items() for some in batches(keys)]
    for kind, some in progress(todo, len(todo)):
        if isinstance(kind, PageKind):
            _rewrite_pages(kind, today)
        else:
            _rewrite_records(kind, some, today)


@transaction.atomic
def rebuild(*, today: dt.date) -> int:
    """Rewrite every entry with what is public on `today`; return the number of entries."""
    _lock_index()
    SearchEntry.objects.exclude(kind__in=KINDS).delete()
    found = {}
    for kind in record_kinds():
        entries = SearchEntry.objects.filter(kind=kind.name)
        found[kind.name] = {*kind.model.objects.values_list("pk", flat=True), *entries.values_list("key", flat=True)}
    found |= {pages.name: {EVERY_PAGE} for pages in page_kinds()}
    rewrite_entries(found, today=today)
    transaction.on_commit(renew_version, robust=True)
    return SearchEntry.objects.count()


def batches(keys: Iterable[int]) -> list[list[int]]:
    """Return `keys` sorted, in lists of ENTRY_BATCH at most."""
    ordered = sorted(keys)
    return [ordered[start : start + ENTRY_BATCH] for start in range(0, len(ordered), ENTRY_BATCH)]


def _rewrite_records(kind: Kind, keys: Collection[int], today: dt.date) -> None:
    entries = list(_entries(kind, keys, today))
    gone = set(keys) - {entry["key"] for entry in entries}
    if gone:
        SearchEntry.objects.filter(kind=kind.name, key__in=gone).delete()
    _store(entries)


def _rewrite_pages(kind: PageKind, today: dt.date) -> None:
    entries = list(_page_entries(kind, today))
    last = max((entry["key"] for entry in entries), default=0)
    SearchEntry.objects.filter(kind=kind.name, key__gt=last).delete()
    _store(entries)


def _store(entries: list[dict[str, Any]]) -> None:
    """Insert or replace `entries` in plain SQL, in half the time of the ORM: it matters when the register is loaded."""
    place = f"({', '.join(['%s'] * len(COLUMNS))})"
    changed = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in IDENTITY)
    with connection.cursor() as cursor:
        for start in range(0, len(entries), ROWS):
            some = entries[start : start + ROWS]
            cursor.execute(
                f"INSERT INTO {SearchEntry._meta.db_table} ({', '.join(COLUMNS)}) "  # noqa: S608 - names of the model
                f"VALUES {', '.join([place] * len(some))} ON CONFLICT ({', '.join(IDENTITY)}) DO UPDATE SET {changed}",
                [entry[name] for entry in some for name in COLUMNS],
            )


def _lock_index() -> None:
    """Wait until no other transaction writes entries: it could have read texts that this one changes.

    SQLite already has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _entries(kind: Kind, keys: Collection[int], today: dt.date) -> Iterator[dict[str, Any]]:
    """Yield the entries (dicts) of the records of `kind` with these keys, one a language; none if archived."""
    columns = {"pk", "slug", *columns_of(kind.model, kind.names), *([kind.dated_by] if kind.dated_by else [])}
    rows = (
        kind.model.objects.not_archived().filter(kind.only, pk__in=keys).annotate(entry_since=public_since(kind.model))
    )
    said = [texts_of(kind, texts, keys, today) for texts in kind.texts]
    for row in rows.order_by("pk").values(*columns, "entry_since"):
        body = list(dict.fromkeys(text for each in said for text in each.get(row["pk"], ()) if text.french))
        for language, _name in settings.LANGUAGES:
            yield _entry(kind, row, body, language)


def _entry(kind: Kind, row: dict[str, Any], body: list[Bilingual], language: str) -> dict[str, Any]:
    title, french_title = _in(language, text_of(row, kind.model, (kind.title,)))
    also, french_also = _in(language, text_of(row, kind.model, kind.also_named))
    own, french = _in(language, body)
    names, french_names = _in(language, [each for each in body if each.is_name])
    named, french_named = title + also, french_title + french_also
    return {
        "kind": kind.name,
        "key": row["pk"],
        "slug": row["slug"],
        "language": language,
        "title": " ".join((title or french_title)[0].split()),
        "title_is_french": not title or language == FRENCH,
        "body": "\n".join(own),
        "french_body": "\n".join(french),
        "title_words": each_once(*_indexed(named, french_named, language), *map(spelled, named + french_named)),
        "body_words": each_once(*_indexed(own, french, language), *map(spelled, names + french_names)),
        "sorts_on": row[kind.dated_by] if kind.dated_by else UNDATED,
        "public_since": row["entry_since"],
    }


def _page_entries(kind: PageKind, today: dt.date) -> Iterator[dict[str, Any]]:
    """Yield the entries (dicts) of the pages of `kind` on `today`, one a language; their key is their rank."""
    read = kind.read(today)
    for language, _name in settings.LANGUAGES:
        with override(language):
            pages = list(kind.pages(read))
        for rank, page in enumerate(pages, 1):
            yield {
                "kind": kind.name,
                "key": rank,
                "slug": page.slug,
                "language": language,
                "title": page.title,
                "title_is_french": language == FRENCH,
                "body": "\n".join(page.lines),
                "french_body": "",
                "title_words": each_once(indexed(page.title, language), spelled(page.title)),
                "body_words": each_once(*(indexed(line, language) for line in page.lines)),
                "sorts_on": page.sorts_on,
                "public_since": UNDATED,
            }


def _in(language: str, said: list[Bilingual]) -> tuple[list[str], list[str]]:
    """Return (texts in `language`, texts in French because they have no translation)."""
    if language == FRENCH:
        return [each.french for each in said], []
    return [each.english for each in said if each.english], [each.french for each in said if not each.english]


def _indexed(own: list[str], french: list[str], language: str) -> list[str]:
    return [*(indexed(text, language) for text in own), *(indexed(text, FRENCH) for text in french)]


FOLLOWERS.append(Follower(entries_affected_by, rewrite_entries))
