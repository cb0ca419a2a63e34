"""Where a person may be named: in what is kept of texts that changed or were sent, and in the texts of today."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext

from missions.models import Reminder
from portal.models import JournalEntry, Notice
from portal.privacy.identities import Identity
from records.models import ImportedRow, KeptTyping, Proposal, RecordMerge, SearchEntry, SheetImport
from records.publication.personal import ERASED
from records.words.normalizing import fold

ROWS_AT_ONCE = 2000
# What was written once of other rows, beside histories and proposals: what names somebody there is replaced.
COPIES = {JournalEntry, LogEntry, KeptTyping, SheetImport, ImportedRow, RecordMerge, Notice, Reminder}
# Made again from the rows, or of nobody.
MADE_AGAIN = {SearchEntry}
# Made again from the rows; where something was done, which the journal tells whatever is erased: routes hold no name.
NAMES_NOBODY = {"search_text", "page"}
OTHER_APPS = {"sessions", "contenttypes", "account", "mfa", "usersessions"}


class NamedRow(NamedTuple):
    """A row that names somebody, and the names of the fields where it does."""

    model: type[models.Model]
    key: Any
    fields: list[str]


def is_copy(model: type[models.Model]) -> bool:
    """Say whether the rows of a model are what is kept of others: histories, proposals, journals."""
    return hasattr(model, "instance_type") or issubclass(model, Proposal) or model in COPIES


def kind_of(model: type[models.Model]) -> str:
    """Return what the rows of a model are, in words; of a history, what it is the history of."""
    whose: Any = getattr(model, "instance_type", None)
    name = (whose or model)._meta.verbose_name
    return gettext("Historique\u00a0: %s") % name if whose else str(capfirst(name))


@cache
def naming_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the fields of a model that may hold a name."""
    fields = [field for field in model._meta.concrete_fields if not field.choices and not field.is_relation]
    kinds = (models.CharField, models.TextField, models.JSONField)
    return tuple(field.name for field in fields if isinstance(field, kinds) and field.name not in NAMES_NOBODY)


def named_in(identity: Identity, *, in_copies: bool) -> Iterator[NamedRow]:
    """Yield each row that names a person: among copies, or among the rows of today."""
    if identity.is_empty:
        return
    for model in apps.get_models():
        is_read = model not in MADE_AGAIN and model._meta.app_label not in OTHER_APPS and is_copy(model) == in_copies
        if is_read and naming_fields(model):
            yield from _named_in(model, identity)


def _named_in(model: type[models.Model], identity: Identity) -> Iterator[NamedRow]:
    names, chunk = naming_fields(model), []
    for row in model._base_manager.values_list("pk", *names).iterator(chunk_size=ROWS_AT_ONCE):
        chunk.append(row)
        if len(chunk) == ROWS_AT_ONCE:
            yield from _named_among(model, names, chunk, identity)
            chunk = []
    yield from _named_among(model, names, chunk, identity)


def _named_among(model: Any, names: tuple[str, ...], chunk: list[Any], identity: Identity) -> Iterator[NamedRow]:
    """Yield the rows of a chunk that name a person: the whole is looked at before any of them."""
    rows = [(key, [_as_text(value) for value in values]) for key, *values in chunk]
    if not identity.is_in_data(fold("\n\0\n".join(text for _key, texts in rows for text in texts))):
        return
    asks = [_asks(model, name, identity) for name in names]
    for key, texts in rows:
        found = [name for name, text, ask in zip(names, texts, asks, strict=True) if text and ask(fold(text))]
        if found:
            yield NamedRow(model, key, found)


def _asks(model: type[models.Model], name: str, identity: Identity) -> Callable[[str], bool]:
    return identity.is_in_data if isinstance(model._meta.get_field(name), models.JSONField) else identity.is_in


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def erase_from_copies(identity: Identity, *, but: dict[type[models.Model], set[Any]]) -> int:
    """Replace what names a person in what is kept of texts; return in how many rows.

    `but`: {model of a history: keys} of rows that are still somebody's.
    """
    found = list(named_in(identity, in_copies=True))
    count = 0
    for model, key, names in found:
        rows = model._base_manager.filter(pk=key)
        if model in but and rows.values_list("id", flat=True).first() in but[model]:
            continue
        for values in rows.values(*names):
            count += rows.update(**{name: _erased(model, name, value, identity) for name, value in values.items()})
    return count


def _erased(model: type[models.Model], name: str, value: Any, identity: Identity) -> Any:
    field: Any = model._meta.get_field(name)
    if not isinstance(value, str):
        return identity.erased_from_data(value)
    if isinstance(field, models.SlugField):
        return slugify(identity.erased_from(value))
    if isinstance(field, models.EmailField):
        return ""
    text = _erased_from_text(value, identity)
    return text[: field.max_length] if getattr(field, "max_length", None) else text


def _erased_from_text(value: str, identity: Identity) -> str:
    """Return a text with what names a person replaced: all of it, if it is but that."""
    return ERASED if fold(value).strip() in identity.values else identity.erased_from(value)
