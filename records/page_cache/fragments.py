"""Parts of pages kept as long as the content stands still, for whoever sees the same records.

A part is kept by its name, the language spoken, what its reader may see (`publication.status.may_see`, given by the
caller: this room knows no model) and whatever else it depends on. What depends on anything more is not kept.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.utils.translation import get_language

from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache

# Parts kept by a process, and of those that few will ask for again; the characters of each sort, two bytes at most.
PARTS_KEPT, RARE_KEPT = 4000, 200
PARTS_ROOM, RARE_ROOM = 6_000_000, 2_000_000
FRAGMENTS = VersionedCache(PARTS_KEPT, CONTENT_VERSION.edition, PARTS_ROOM)
RARE_FRAGMENTS = VersionedCache(RARE_KEPT, CONTENT_VERSION.edition, RARE_ROOM)

_ResultT = TypeVar("_ResultT")


class Rare(tuple[Any, ...]):
    """What a part depends on, when few will ask for it again: no flood of such parts drives out the others."""

    __slots__ = ()


def keep(name: str, on: tuple[Any, ...], make: Callable[[], _ResultT]) -> _ResultT:
    """Return the result of `make()`, made once an edition for each value of `on`.

    `name`: a word of its own for each sort of part.
    """
    shelf = RARE_FRAGMENTS if isinstance(on, Rare) else FRAGMENTS
    return shelf.recall((name, get_language(), *on), make)


def keep_each(
    name: str, on: tuple[Any, ...], keys: Iterable[int], make: Callable[[list[int]], Mapping[int, _ResultT]]
) -> list[_ResultT]:
    """Return the results of `keys`, in their order, as `keep` does; `make` gives {key: result} of those not kept.

    A key that `make` leaves out is left out.
    """
    begun = (name, get_language(), *on)

    def make_missing(missing: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], _ResultT]:
        return {(*begun, key): result for key, result in make([key[-1] for key in missing]).items()}

    return list(FRAGMENTS.recall_all([(*begun, key) for key in keys], make_missing).values())
