"""Parts of pages kept as long as the content stands still, for whoever sees the same records.

A part is kept by its name, the language spoken, what its reader may see (`publication.status.may_see`, given by the
caller: this room knows no model) and whatever else it depends on. What depends on anything more is not kept.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from django.utils.translation import get_language

from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache

# Parts kept by a process: some hundred bytes each for most of them.
MOST = 4000
FRAGMENTS = VersionedCache(MOST, CONTENT_VERSION.edition)

_KeyT = TypeVar("_KeyT", bound=Hashable)
_ResultT = TypeVar("_ResultT")


def keep(name: str, on: Hashable, make: Callable[[], _ResultT]) -> _ResultT:
    """Return the result of `make()`, made once an edition for each value of `on`; made each time if `on` is None.

    `name`: a word of its own for each sort of part.
    """
    return make() if on is None else FRAGMENTS.recall((name, get_language(), on), make)


def keep_each(
    name: str, on: Hashable, keys: Iterable[_KeyT], make: Callable[[list[_KeyT]], Mapping[_KeyT, _ResultT]]
) -> list[_ResultT]:
    """Return the results of `keys`, as `keep` does; `make` returns {key: result} of those that are not kept.

    A key that `make` leaves out is left out.
    """
    begun = (name, get_language(), on)
    found = FRAGMENTS.recall_all(
        [(*begun, key) for key in keys],
        lambda missing: {(*begun, key): result for key, result in make([key for *_, key in missing]).items()},
    )
    return list(found.values())
