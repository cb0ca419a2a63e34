"""Erasing somebody: the rows that hold them, then what names them in histories, journals and kept files, at once."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.journal.writing import note_event
from portal.models import JournalEvent
from portal.opendata.snapshots import rewrite_snapshots
from portal.privacy.copies import NamedRow, erase_from_copies, named_in
from portal.privacy.files import FOUND_IN
from portal.privacy.finding import FoundRow, identity_of
from portal.privacy.identities import Identity
from records.page_cache.version import renew_version

# Mentions shown at most: beyond, the texts are to be searched again once these are corrected.
MAX_MENTIONS = 200


class Mention(NamedTuple):
    """A text of today that names somebody: the row, what it is, the fields in words."""

    row: Any
    kind: str
    fields: str


class Erased(NamedTuple):
    """What erasing somebody did: the rows, in how many kept texts, and the texts that still name them."""

    rows: list[FoundRow]
    copies: int
    mentions: list[Mention]

    @property
    def words(self) -> str:
        """What was done, without anything that was erased."""
        return _("%(rows)s; textes gardés\u00a0: %(copies)s") % {
            "rows": rows_in_words(self.rows),
            "copies": self.copies,
        }


def rows_in_words(found: Iterable[FoundRow]) -> str:
    """Name rows by their file and their number, never by what they hold."""
    return ", ".join(f"{each.file.title} no\u00a0{each.key}" for each in found)


def mentions_of(identity: Identity, but: Iterable[FoundRow] = ()) -> list[Mention]:
    """Return the Mentions of somebody in the texts of today, but in the rows that hold them (a list)."""
    left_out = {(each.file.model, each.key) for each in but}
    found = (each for each in named_in(identity, in_copies=False) if (each.model, each.key) not in left_out)
    return [_mention(each) for each, _number in zip(found, range(MAX_MENTIONS), strict=False)]


def _mention(named: NamedRow) -> Mention:
    fields = [str(cast(Any, named.model._meta.get_field(name)).verbose_name) for name in named.fields]
    row = named.model._base_manager.get(pk=named.key)
    return Mention(row, str(capfirst(named.model._meta.verbose_name)), ", ".join(fields))


def erase_people(found: list[FoundRow], *, by: User) -> Erased:
    """Erase the people that rows hold, wherever the portal keeps them; return what was done.

    Raise ValidationError if one of them may not be. It is written in the journal, without what was erased.
    """
    with transaction.atomic():
        erased = _erase(found, by)
        note_event(JournalEvent.PERSON_ERASED, by.get_username(), erased.words)
        identity = identity_of(found)
        transaction.on_commit(partial(_erase_outside, identity), robust=True)
    return erased


def erase_texts(identity: Identity, *, by: User) -> int:
    """Erase what tells somebody from what is kept of texts, wherever no row holds them any more; return in how many."""
    with transaction.atomic():
        count = erase_from_copies(identity, but=_still_held([]))
        note_event(JournalEvent.PERSON_ERASED, by.get_username(), _("textes gardés\u00a0: %s") % count)
        transaction.on_commit(partial(_erase_outside, identity), robust=True)
    return count


def foresee_erasing(found: list[FoundRow], *, by: User) -> Erased:
    """Return what erasing people would do: it is done, then undone. Raise ValidationError as `erase_people` does."""
    with transaction.atomic():
        erased = _erase(found, by)
        transaction.set_rollback(True)
    return erased


def _erase(found: list[FoundRow], by: User) -> Erased:
    identity = identity_of(found)
    for each in found:
        if each.file.erase:
            each.file.erase(each.key, by)
    copies = erase_from_copies(identity, but=_still_held(found))
    return Erased(found, copies, mentions_of(identity))


def _still_held(found: list[FoundRow]) -> dict[Any, set[Any]]:
    """Return the histories of rows that were not chosen and are there: what they hold is still somebody's."""
    chosen = {(each.file, each.key) for each in found}
    return {
        file.history: {
            key for key in file.model._default_manager.values_list("pk", flat=True) if (file, key) not in chosen
        }
        for file in FOUND_IN
        if file.history is not None
    }


def _erase_outside(identity: Identity) -> None:
    """Erase somebody from the dated copies of the open data; pages and files made before are no longer served."""
    rewrite_snapshots(identity.is_in, identity.erased_from)
    renew_version()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        # What was erased stays in the pages of the file until they are written back.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def backups_in_words() -> str:
    """Say how long copies of the database still hold what is erased."""
    return _("Les copies de sauvegarde la gardent encore %(days)s\u00a0jours au plus.") % {"days": settings.BACKUP_DAYS}
