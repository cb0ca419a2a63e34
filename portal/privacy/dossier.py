"""All that is kept of somebody, as it is read and given to them."""

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from portal.models import JournalEntry
from portal.privacy.copies import kind_of, named_in
from portal.privacy.erasing import Mention, mentions_of
from portal.privacy.finding import FoundRow, identity_of

# Entries of the journal told of one person, the latest first.
MAX_ENTRIES = 500


class Dossier(NamedTuple):
    """What is kept of somebody on a day: the rows, who may read each file, the texts, the kept copies, the journal.

    `copies`: (kind, number) of what is kept of texts that name them.
    """

    day: dt.date
    rows: list[FoundRow]
    mentions: list[Mention]
    copies: list[tuple[str, int]]
    journal: list[JournalEntry]
    writes: int

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON: the words of the files, the values as the portal holds them."""
        return {
            "date": self.day.isoformat(),
            "fichiers": [_row_as_data(each) for each in self.rows],
            "mentions": [{"fiche": str(each.row), "sorte": each.kind, "champs": each.fields} for each in self.mentions],
            "textes_gardes": [{"sorte": kind, "nombre": count} for kind, count in self.copies],
            "journal": [_entry_as_data(each) for each in self.journal],
            "ecritures": self.writes,
        }


def _row_as_data(found: FoundRow) -> dict[str, Any]:
    file = found.file
    return {
        "fichier": str(file.title),
        "numero": found.key,
        "fiche": found.words,
        "supprimee": found.row is None,
        "pourquoi": str(file.purpose),
        "provenance": str(file.origin),
        "qui_lit": str(file.readers),
        "duree": str(file.retention.words),
        "renseignements": [
            {"nom": label, "aujourdhui": _now(found, name), "valeurs": [str(value) for value in found.held[name]]}
            for label, name in zip(file.labels(), file.fields, strict=True)
            if name in found.held
        ],
    }


def _now(found: FoundRow, name: str) -> str:
    return "" if found.row is None else str(getattr(found.row, name) or "")


def _entry_as_data(entry: JournalEntry) -> dict[str, str]:
    told = {"quand": entry.at.isoformat(), "evenement": str(entry.get_event_display()), "quoi": entry.what}
    return {**told, "page": entry.page, "adresse": entry.network or ""}


def dossier_of(found: list[FoundRow], today: dt.date) -> Dossier:
    """Return the Dossier of the person, or the people, that rows hold."""
    identity = identity_of(found)
    copies = Counter(kind_of(each.model) for each in named_in(identity, in_copies=True))
    accounts = [each.row for each in found if isinstance(each.row, User)]
    entries = JournalEntry.objects.filter(person__in=[each.username for each in accounts])
    return Dossier(
        today,
        found,
        mentions_of(identity, but=found),
        sorted(copies.items()),
        list(entries[:MAX_ENTRIES]),
        LogEntry.objects.filter(user__in=accounts).count(),
    )
