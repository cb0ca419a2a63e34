"""What documents of office suites are: a ZIP whose parts say which, and that holds no trap."""

import io
import zipfile
import zlib

from records.documents import refusals
from records.documents.media_types import DOCX, ODS, ODT, XLSX, MediaType
from records.documents.refusals import RefusedFileError

OPENING = b"PK\x03\x04"
# The record that ends a ZIP, when nothing follows it.
ENDING, ENDING_LENGTH = b"PK\x05\x06", 22
# What the parts make together, in bytes, and how many they are, at most.
MAX_CONTENT, MAX_PARTS = 200 * 1024 * 1024, 10_000
# A part that grows more than this, from this size on, was made to.
MAX_RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
ENCRYPTED = 0x1
# Where macros are.
MACRO_PARTS = ("basic/", "scripts/")
BY_MIMETYPE = {each.name.encode(): each for each in (ODT, ODS)}
BY_CONTENT_TYPE = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}


def type_of_archive(content: bytes) -> MediaType:
    """Return the MediaType of a ZIP (bytes). Raise RefusedFileError if it is no document, or holds a trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_traps(archive)
            found = _type_of(archive)
            if found is not None and archive.testzip() is not None:
                raise RefusedFileError(refusals.BROKEN)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as fault:
        raise RefusedFileError(refusals.BROKEN) from fault
    if found is None:
        raise RefusedFileError(refusals.UNKNOWN_TYPE)
    if not content[-ENDING_LENGTH:].startswith(ENDING):
        raise RefusedFileError(refusals.TWO_TYPES)
    return found


def _refuse_traps(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.orig_filename.lower() for part in parts]
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise RefusedFileError(refusals.LOCKED)
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise RefusedFileError(refusals.PATH_IN_NAME)
    if any(name.startswith(MACRO_PARTS) or name.endswith("vbaproject.bin") for name in names):
        raise RefusedFileError(refusals.MACROS)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_CONTENT or any(map(_swells, parts)):
        raise RefusedFileError(refusals.EXPANDS)


def _swells(part: zipfile.ZipInfo) -> bool:
    return part.file_size >= RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size


def _type_of(archive: zipfile.ZipFile) -> MediaType | None:
    names = archive.namelist()
    if "mimetype" in names:
        return BY_MIMETYPE.get(archive.read("mimetype").strip())
    if "[Content_Types].xml" not in names:
        return None
    declared = archive.read("[Content_Types].xml")
    return next((found for mark, found in BY_CONTENT_TYPE.items() if mark in declared), None)
