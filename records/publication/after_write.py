"""What must follow every write, from one place: what is found of the rows is written again, kept pages are stale.

Rows note themselves as they are saved and deleted (`history.Historic`); whoever writes rows in bulk notes their keys.
Nothing happens before the commit: a write that is rolled back leaves no trace. What was noted of one may be followed
with the next commit of the same thread: following a row that did not change writes what is there already.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from django.db import models, transaction

from records.page_cache.version import renew_version

logger = logging.getLogger(__name__)
_noted = threading.local()

RowKeys: TypeAlias = defaultdict[type[models.Model], set[int]]
Affected: TypeAlias = dict[str, set[int]]


class Follower(NamedTuple):
    """What keeps something made from rows (the search keeps its entries).

    `affected_by`: {model: set of keys} → {name: set of keys}, what was made from those rows; `rewrite`: makes it again.
    """

    affected_by: Callable[[Mapping[type[models.Model], set[int]]], Affected]
    rewrite: Callable[..., None]


class Changes:
    """What was written and is not followed yet: keys by model, and what each follower made from rows now deleted."""

    def __init__(self) -> None:
        self.written: RowKeys = defaultdict(set)
        self.orphaned: dict[Follower, Affected] = defaultdict(lambda: defaultdict(set))
        self.options: dict[str, Any] = {}


FOLLOWERS: list[Follower] = []


def note_written(model: type[models.Model], keys: Iterable[int], **options: Any) -> None:
    """Have the rows of `model` with these `keys`, just written, followed once the transaction is committed.

    `options`: what the rewriting takes besides (progress: wraps the batches to show them).
    """
    changes = _changes()
    changes.written[model].update(keys)
    changes.options.update(options)
    transaction.on_commit(_follow, robust=True)


def note_deleted(row: models.Model) -> None:
    """Have what was made from `row`, about to be deleted, made again once the transaction is committed."""
    note_all_deleted(type(row), {row.pk})


def note_all_deleted(model: type[models.Model], keys: set[int]) -> None:
    """Have what was made from the rows of `model` with these `keys`, about to be deleted, made again once committed."""
    changes = _changes()
    for follower in FOLLOWERS:
        _merge(changes.orphaned[follower], follower.affected_by({model: keys}))
    transaction.on_commit(_follow, robust=True)


def _changes() -> Changes:
    if getattr(_noted, "changes", None) is None:
        _noted.changes = Changes()
    return _noted.changes


def _follow() -> None:
    """Follow all that was noted, the first time it is called after a commit; then there is nothing left to follow."""
    changes, _noted.changes = getattr(_noted, "changes", None), None
    if changes is None:
        return
    try:
        for follower in FOLLOWERS:
            affected = changes.orphaned[follower]
            _merge(affected, follower.affected_by(changes.written))
            follower.rewrite(affected, **changes.options)
    except Exception:  # the write stands: kept pages must go all the same, and the nightly run mends the rest
        logger.exception("What was written could not be followed")
    finally:
        renew_version()


def _merge(affected: Affected, more: Affected) -> None:
    for name, keys in more.items():
        affected[name] |= keys
