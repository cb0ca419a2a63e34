"""Dated copies: at each quarter, the ZIP of everything as it was published that day, kept to be read again."""

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from typing import IO, NamedTuple, cast

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import get_language, override

from portal.accountability.quarters import Quarter, quarter_of
from portal.opendata.archive import rewrite_archive, write_archive
from records.page_cache.files import IN_MEMORY
from records.words.languages import FRENCH

SNAPSHOTS = "open-data"
NAME = re.compile(r"(?P<year>\d{4})-T(?P<number>[1-4])_(?P<day>\d{4}-\d{2}-\d{2})_(?P<language>[a-z]{2})\.zip")


class Snapshot(NamedTuple):
    """A copy: the quarter that had just ended, the day it was made, its language, its name in the storage."""

    quarter: Quarter
    day: dt.date
    language: str
    name: str

    @property
    def file_name(self) -> str:
        """What the file is called where it is taken away."""
        return self.name.rpartition("/")[2]

    def open(self) -> IO[bytes]:
        """Return the file, open for reading."""
        return cast(IO[bytes], default_storage.open(self.name))


def snapshots() -> list[Snapshot]:
    """Return the Snapshots kept in the active language, the latest first."""
    language = (get_language() or FRENCH)[:2]
    return [each for each in _every_snapshot() if each.language == language]


def keep_snapshot(today: dt.date) -> list[Snapshot]:
    """Keep a copy of everything, in each language, for the quarter before that of `today`, unless one is kept already.

    Return the Snapshots that were made. The addresses in the files begin with SITE_URL.
    """
    quarter = quarter_of(today).previous
    kept = {each.language for each in _every_snapshot() if each.quarter == quarter}
    return [_keep(quarter, today, language) for language, _name in settings.LANGUAGES if language[:2] not in kept]


def _keep(quarter: Quarter, today: dt.date, language: str) -> Snapshot:
    name = f"{SNAPSHOTS}/{quarter}_{today.isoformat()}_{language[:2]}.zip"
    with override(language), tempfile.SpooledTemporaryFile(IN_MEMORY) as made:
        write_archive(cast(IO[bytes], made), today=today, site=f"{settings.SITE_URL}/")
        made.seek(0)
        kept = default_storage.save(name, File(cast(IO[bytes], made)))
    return Snapshot(quarter, today, language[:2], kept)


def rewrite_snapshots(is_told: Callable[[str], bool], rewritten: Callable[[str], str]) -> int:
    """Write again the copies of which a file tells something; return how many.

    `is_told`: says it of a folded text; `rewritten`: returns a text without it.
    """
    count = 0
    for each in _every_snapshot():
        with each.open() as kept:
            content = kept.read()
        changed = rewrite_archive(content, is_told, rewritten)
        if changed != content:
            default_storage.delete(each.name)
            default_storage.save(each.name, ContentFile(changed))
            count += 1
    return count


def _every_snapshot() -> list[Snapshot]:
    try:
        _folders, names = default_storage.listdir(SNAPSHOTS)
    except FileNotFoundError:
        return []
    found = [_read(name) for name in sorted(names, reverse=True)]
    return [each for each in found if each]


def _read(name: str) -> Snapshot | None:
    """Return the Snapshot that a name tells; None for any other file."""
    told = NAME.fullmatch(name)
    if not told:
        return None
    quarter = Quarter(int(told["year"]), int(told["number"]))
    return Snapshot(quarter, dt.date.fromisoformat(told["day"]), told["language"], f"{SNAPSHOTS}/{name}")
