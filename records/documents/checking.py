"""What a file that was sent is, told from its content and not from its name; what is refused says why."""

import re
import zipfile
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.core.files.uploadedfile import UploadedFile

from records.documents import refusals
from records.documents.archives import OPENING, type_of_archive
from records.documents.media_types import CSV, PDF, WEBP, MediaType
from records.documents.pictures import looks_like_a_picture
from records.documents.refusals import MAX_BYTES, RefusedFileError

# Where a browser that guesses looks for what a file is.
HEAD_BYTES = 1024
PDF_OPENING, PDF_ENDING = b"%PDF-", b"%%EOF"
MARKUP = re.compile(rb"<\s*(?:script|html|body|svg|!doctype|\?xml|iframe|img)\b", re.IGNORECASE)
NO_NAME = re.compile(r"[/\\\x00-\x1f\x7f]|\.\.")
# What no text has.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DELIMITERS = ",;\t"
# The first lines of a table, of which most are cut in columns.
FIRST_LINES = 20


def read_upload(upload: "UploadedFile[Any]") -> tuple[MediaType, bytes]:
    """Return the MediaType and the content (bytes) of a file as it was sent.

    Raise RefusedFileError, in words, if it is not taken. A picture is of the type it will be drawn again in.
    """
    if NO_NAME.search(unquote(upload.name or "")):
        raise RefusedFileError(refusals.PATH_IN_NAME)
    if not upload.size:
        raise RefusedFileError(refusals.EMPTY)
    if upload.size > MAX_BYTES:
        raise RefusedFileError(refusals.TOO_HEAVY)
    upload.seek(0)
    content = upload.read()
    return type_of(content), content


def type_of(content: bytes) -> MediaType:
    """Return the MediaType of a file (bytes). Raise RefusedFileError if it is none that is taken, or two at once."""
    if looks_like_a_picture(content):
        return WEBP
    if content.startswith(PDF_OPENING):
        _refuse_another_reading(content)
        return PDF
    if content.startswith(OPENING):
        return type_of_archive(content)
    if b"<svg" in content[:HEAD_BYTES].lower():
        raise RefusedFileError(refusals.SVG)
    if _is_table(content):
        return CSV
    raise RefusedFileError(refusals.UNKNOWN_TYPE)


def _refuse_another_reading(content: bytes) -> None:
    """Refuse a PDF that is also a page or an archive, or that does not end."""
    if MARKUP.search(content[:HEAD_BYTES]) or zipfile.is_zipfile(BytesIO(content)):
        raise RefusedFileError(refusals.TWO_TYPES)
    if PDF_ENDING not in content[-HEAD_BYTES:]:
        raise RefusedFileError(refusals.BROKEN)


def _is_table(content: bytes) -> bool:
    text = _text_of(content)
    if text is None or NO_TEXT.search(text) or MARKUP.search(content[:HEAD_BYTES]):
        return False
    lines = [line for line in text.splitlines() if line.strip()][:FIRST_LINES]
    return any(sum(mark in line for line in lines) * 2 > len(lines) for mark in DELIMITERS)


def _text_of(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
