"""Files that nothing holds any more: no document, no proposal, nothing somebody is typing."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TypeAlias

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Q

from records.documents.models import document_models
from records.documents.storing import KEPT_FILE, WAITS_FOR, read_signed, stray_names
from records.publication.kept_typing import KeptTyping
from records.publication.proposals import OPEN_VALUES, Proposal

# The name of a file, and the widths of a picture.
HeldFile: TypeAlias = tuple[str, list[int] | None]


def remove_stray_files(now: dt.datetime) -> int:
    """Remove the files that nothing holds and that no longer wait at `now`; return how many."""
    names = stray_names(chain(_held_by_documents(), _held_by_forms(now)), now)
    for name in names:
        default_storage.delete(name)
    return len(names)


def _held_by_documents() -> Iterator[HeldFile]:
    """Yield the files that a document has or had; those of a deleted one are not among them."""
    for model in document_models().values():
        rows = model.history.filter(id__in=model._default_manager.values("pk"))
        yield from rows.exclude(file="").order_by().values_list("file", "widths")
        yield from model._default_manager.exclude(file="").values_list("file", "widths")


def _held_by_forms(now: dt.datetime) -> Iterator[HeldFile]:
    """Yield the files that a proposal or a form that was not saved would put with a document."""
    for signed in chain(_proposed(now), _typed()):
        if stored := read_signed(signed):
            yield stored.file, stored.widths


def _proposed(now: dt.datetime) -> Iterator[str]:
    """Yield what proposals hold of files: those still open, and those dropped lately, which may be taken back."""
    held = Q(state__in=OPEN_VALUES) | Q(state_since__gt=now - WAITS_FOR)
    for model in apps.get_models():
        if issubclass(model, Proposal):
            for changes in model.objects.filter(held).values_list("changes", flat=True):
                yield from _signed_in(changes.get("parts", {}).values())


def _signed_in(parts: Iterable[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        changed = [row[KEPT_FILE][1] for row in part.get("rows", {}).values() if KEPT_FILE in row]
        yield from (*changed, *(row[KEPT_FILE] for row in part.get("new", []) if KEPT_FILE in row))


def _typed() -> Iterator[str]:
    for typed in KeptTyping.objects.values_list("typed", flat=True):
        yield from (value for name, values in typed.items() if name.endswith(f"-{KEPT_FILE}") for value in values)
