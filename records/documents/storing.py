"""Where the files of documents are kept: under names drawn at random, in the storage of the settings.

A file never changes once it is kept: a new version has a name of its own. Those that no document holds are found by
`stray_names`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.documents.checking import read_upload
from records.documents.media_types import MEDIA_TYPES, WEBP
from records.documents.pictures import draw_again
from records.documents.sizes import size_in_words

FOLDER = "documents"
# A file sent with a form that was not saved, or with a proposal, waits so long.
WAITS_FOR = dt.timedelta(days=30)
# The field of a form, and of what it sent, that tells a file kept already.
KEPT_FILE = "kept_file"
NO_LONGER_KEPT = _("Le fichier déposé n’est plus gardé\u00a0: déposez-le de nouveau.")
SIGNER = signing.Signer(salt="records.documents")


@dataclass(frozen=True)
class StoredFile:
    """A file as it is kept: its name in the storage, its type, its size in bytes, its checksum (SHA-256).

    Of a picture, the widths it was drawn in, and the height of the widest; `name` is that of the widest.
    """

    file: str
    media_type: str
    size: int
    checksum: str
    widths: list[int] = field(default_factory=list)
    height: int | None = None

    @property
    def in_words(self) -> str:
        """What it is: « PDF, 1,2 Mo »."""
        return f"{MEDIA_TYPES[self.media_type].label}, {size_in_words(self.size)}"


def store_upload(upload: "UploadedFile[Any]") -> StoredFile:
    """Check a file as it was sent and keep it. Raise RefusedFileError, in words, if it is not taken."""
    media_type, content = read_upload(upload)
    stem = f"{FOLDER}/{timezone.localdate():%Y}/{uuid.uuid4().hex}"
    if media_type is not WEBP:
        name = _keep(f"{stem}.{media_type.extension}", content)
        return StoredFile(name, media_type.name, len(content), _checksum(content))
    pictures = draw_again(content)
    names = [_keep(name_at_width(stem, each.width), each.content) for each in pictures]
    widest = pictures[-1]
    return StoredFile(
        names[-1],
        media_type.name,
        len(widest.content),
        _checksum(widest.content),
        [each.width for each in pictures],
        widest.height,
    )


def name_at_width(name: str, width: int) -> str:
    """Return the name of a picture in a width, from its stem or from its name in another width."""
    stem = name.rsplit("-", 1)[0] if name.endswith(f".{WEBP.extension}") else name
    return f"{stem}-{width}.{WEBP.extension}"


def sign(stored: StoredFile) -> str:
    """Return what a form sends again of a file that is kept already (a string nobody else can make)."""
    return SIGNER.sign_object(asdict(stored))


def read_signed(signed: str) -> StoredFile | None:
    """Return the StoredFile that `sign` wrote, kept still or not; None if nobody signed it."""
    try:
        return StoredFile(**SIGNER.unsign_object(signed))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def unsign(signed: str) -> StoredFile:
    """Return the StoredFile that `sign` wrote. Raise ValidationError if nobody signed it, or it is no longer kept."""
    stored = read_signed(signed)
    if stored is None or not default_storage.exists(stored.file):
        raise ValidationError(NO_LONGER_KEPT)
    return stored


def stray_names(held: Iterable[tuple[str, list[int] | None]], now: dt.datetime) -> list[str]:
    """Return the names of the files kept that none of `held` names, and that no longer wait at `now` (a list).

    `held`: the (name, widths) of each file that a document has or had.
    """
    names = {each for name, widths in held for each in (name, *(name_at_width(name, width) for width in widths or ()))}
    found = sorted(set(_names_under(FOLDER)) - names)
    return [name for name in found if default_storage.get_modified_time(name) <= now - WAITS_FOR]


def _names_under(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files if name)
    for inner in folders:
        yield from _names_under(f"{folder}/{inner}")


def _keep(name: str, content: bytes) -> str:
    return default_storage.save(name, ContentFile(content))


def _checksum(content: bytes) -> Any:
    return hashlib.sha256(content).hexdigest()
