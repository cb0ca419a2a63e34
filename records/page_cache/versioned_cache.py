"""Results kept as long as the content stands still: made once an edition, then recalled."""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction

_KeyT = TypeVar("_KeyT", bound=Hashable)
_ResultT = TypeVar("_ResultT")


class VersionedCache:
    """Results of one edition, by key: at most `size` of them, the least recently asked leaving first.

    `edition`: returns the edition in force, or None; `room`: the characters that those which are texts may take,
    together. Safe for threads.
    """

    def __init__(self, size: int, edition: Callable[[], object], room: float = math.inf) -> None:
        self.size, self.edition, self.room = size, edition, room
        self._held: object = None
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._length = 0
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], _ResultT]) -> _ResultT:
        """Return the result of `make()` for `key`, made once an edition.

        Inside a transaction it is made each time: what is read there may never be committed.
        """
        return self.recall_all([key], lambda _keys: {key: make()})[key]

    def recall_all(
        self, keys: Iterable[_KeyT], make: Callable[[list[_KeyT]], Mapping[_KeyT, _ResultT]]
    ) -> dict[_KeyT, _ResultT]:
        """Return {key: result} of `keys`, in their order; `make` gives those of the keys that are not kept.

        Inside a transaction all are made: what is read there may never be committed.
        """
        keys = list(keys)
        # Read before anything is made: what is written meanwhile makes it stale at once.
        edition = None if transaction.get_connection().in_atomic_block else self.edition()
        found = self._find(keys, edition)
        missing = [key for key in keys if key not in found]
        if missing:
            made = make(missing)
            self._hold(made, edition)
            found |= made
        return {key: found[key] for key in keys if key in found}

    def _find(self, keys: Iterable[Hashable], edition: object) -> dict[Any, Any]:
        with self._lock:
            if edition is None:
                return {}
            if edition != self._held:
                self._results.clear()
                self._held, self._length = edition, 0
            found = {key: self._results[key] for key in keys if key in self._results}
            for key in found:
                self._results.move_to_end(key)
            return found

    def _hold(self, made: Mapping[Any, Any], edition: object) -> None:
        with self._lock:
            if edition is None or edition != self._held:
                return
            for key, result in made.items():
                self._length += _length_of(result) - _length_of(self._results.get(key))
                self._results[key] = result
            while len(self._results) > self.size or self._length > self.room:
                self._length -= _length_of(self._results.popitem(last=False)[1])


def _length_of(result: Any) -> int:
    return len(result) if isinstance(result, str) else 0
