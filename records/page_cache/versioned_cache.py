"""Results kept as long as the content stands still: made once an edition, then recalled."""

import threading
from collections import OrderedDict

from django.db import transaction


class VersionedCache:
    """Results of one edition, by key: at most `size` of them, the least recently asked leaving first.

    `edition`: returns the edition in force, or None. Safe for threads.
    """

    def __init__(self, size, edition):
        self.size, self.edition = size, edition
        self._held, self._results, self._lock = None, OrderedDict(), threading.Lock()

    def recall(self, key, make):
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

    def _hold(self, key, result, edition):
        with self._lock:
            if edition == self._held:
                self._results[key] = result
                while len(self._results) > self.size:
                    self._results.popitem(last=False)
        return result
