"""Results kept as long as the content stands still: made once an edition, then recalled."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import transaction

_ResultT = TypeVar("_ResultT")


class VersionedCache:
    """Results of one edition, by key: at most `size` of them, the least recently asked leaving first.

    `edition`: returns the edition in force, or None. Safe for threads.
    """

    def __init__(self, size: int, edition: Callable[[], object]) -> None:
        self.size, self.edition = size, edition
        self._held: object = None
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], _ResultT]) -> _ResultT:
        """Return the result of `make()` for `key`, made once an edition.

        Inside a transaction it is made each time: what is read there may never be committed.
        """
        edition = None if transaction.get_connection().in_atomic_block else self.edition()
        if edition is None:
            return make()
        with self._lock:
            if edition != self._held:
                self._results.clear()
                self._held = edition
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        return self._hold(key, make(), edition)

    def _hold(self, key: Hashable, result: _ResultT, edition: object) -> _ResultT:
        with self._lock:
            if edition == self._held:
                self._results[key] = result
                while len(self._results) > self.size:
                    self._results.popitem(last=False)
        return result
