"""What is not taken is refused in words, and leaves nothing behind; what is taken is told by its content."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from records.documents import refusals
from records.documents.checking import read_upload
from records.documents.refusals import MAX_BYTES, RefusedFileError
from records.documents.storing import FOLDER, name_at_width, store_upload
from tests.records.document_samples import (
    CSV,
    ODS,
    ODT,
    PDF,
    archive,
    content_of,
    docx,
    open_document,
    picture,
    sent,
    xlsx,
)


def announced(width, height):
    """Return a PNG (bytes) that says it has so many pixels, and holds none."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def talkative():
    """Return a PNG (bytes) whose text grows a thousandfold once it is read."""
    words, out = PngInfo(), io.BytesIO()
    for number in range(80):
        words.add_text(f"Comment{number}", "a" * 1_000_000, zip=True)
    Image.new("RGB", (10, 10)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def locked():
    """Return a DOCX (bytes) that says its parts are encrypted."""
    content = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


ATTACKS = {
    "a script in SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', refusals.SVG),
    "a PDF that is a ZIP": (PDF + archive({"a.txt": b"a"}), refusals.TWO_TYPES),
    "a PDF that is a page": (PDF.replace(b"1 0 obj", b"<script>alert(1)</script>"), refusals.TWO_TYPES),
    "a DOCX that something follows": (docx() + b"<script>alert(1)</script>", refusals.TWO_TYPES),
    "a bomb in a DOCX": (docx(bomb=b"0" * 30_000_000), refusals.EXPANDS),
    "a bomb of many parts": (docx(**{f"p{n}": b"" for n in range(10_001)}), refusals.EXPANDS),
    "a bomb in the words of a picture": (talkative(), refusals.BROKEN),
    "60,000 x 60,000 pixels": (announced(60_000, 60_000), refusals.TOO_MANY_PIXELS),
    "one pixel too many": (announced(50_000_001, 1), refusals.TOO_MANY_PIXELS),
    "an executable": (b"MZ\x90\x00\x03" + b"\x00" * 200, refusals.UNKNOWN_TYPE),
    "a script of the shell": (b"#!/bin/sh\nrm -rf /\n", refusals.UNKNOWN_TYPE),
    "a page named as a table": (b"<!DOCTYPE html><p>a,b,c</p>\n1,2,3\n", refusals.UNKNOWN_TYPE),
    "an empty file": (b"", refusals.EMPTY),
    "one byte too many": (PDF.ljust(MAX_BYTES + 1), refusals.TOO_HEAVY),
    "a path inside a DOCX": (docx(**{"../../etc/cron.d/a": b"a"}), refusals.PATH_IN_NAME),
    "macros in a DOCX": (docx(**{"word/vbaProject.bin": b"a"}), refusals.MACROS),
    "macros in an ODT": (archive({"mimetype": ODT, "Basic/Standard/a.xml": b"a"}), refusals.MACROS),
    "a DOCX under lock": (locked(), refusals.LOCKED),
    "a ZIP of anything": (archive({"a.exe": b"MZ"}), refusals.UNKNOWN_TYPE),
    "half a DOCX": (docx()[:200], refusals.BROKEN),
    "half a PDF": (PDF[:40], refusals.BROKEN),
    "half a picture": (picture()[:500], refusals.BROKEN),
    "zeros among a table": (b"a,b\n1,\x00\n", refusals.UNKNOWN_TYPE),
}


@pytest.mark.parametrize(("content", "words"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_refused_in_words_and_leaves_nothing(content, words):
    before = kept()
    with pytest.raises(RefusedFileError) as refusal:
        store_upload(sent(content))
    assert refusal.value.messages == [str(words)]
    assert kept() == before


@pytest.mark.parametrize("name", ["..%2F..%2Fetc%2Fpasswd.pdf", "a..b.pdf", "..%5crapport.pdf", "a%00.pdf"])
def test_a_path_in_the_name_is_refused(name):
    with pytest.raises(RefusedFileError, match="contient un chemin"):
        read_upload(sent(PDF, name))


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (PDF, "PDF"),
        (PDF.ljust(MAX_BYTES - 6) + b"%%EOF\n", "PDF"),
        (docx(), "DOCX"),
        (xlsx(), "XLSX"),
        (open_document(ODT), "ODT"),
        (open_document(ODS), "ODS"),
        (CSV, "CSV"),
        (picture(), "WebP"),
        (picture(file_format="PNG"), "WebP"),
        (picture(file_format="WEBP"), "WebP"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
@pytest.mark.parametrize("name", ["rapport.exe", "rapport.pdf", "Procès-verbal (3) – été.bin"])
def test_a_type_is_told_by_the_content_whatever_the_name(content, label, name):
    media_type, read = read_upload(sent(content, name))
    assert (media_type.label, read) == (label, content)


def test_a_picture_is_drawn_again_in_three_widths_without_what_it_carried():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "secret de la photo", 6  # its description; it lies on its side
    stored = store_upload(sent(picture(4000, 2000, exif=exif, comment=b"secret du commentaire")))
    assert (stored.widths, stored.height) == ([480, 960, 1600], 3200)
    for width in stored.widths:
        content = content_of(name_at_width(stored.file, width))
        with Image.open(io.BytesIO(content)) as drawn:
            assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("WEBP", (width, width * 2), {})
        assert b"secret" not in content


def test_a_picture_that_is_also_an_archive_is_only_a_picture_once_drawn_again():
    stored = store_upload(sent(picture() + archive({"a.exe": b"MZ"})))
    assert not zipfile.is_zipfile(io.BytesIO(content_of(stored.file)))


@pytest.mark.parametrize(("width", "widths"), [(300, [300]), (480, [480]), (700, [480, 700]), (1600, [480, 960, 1600])])
def test_a_small_picture_is_not_enlarged(width, widths):
    assert store_upload(sent(picture(width, 100))).widths == widths


def test_a_transparent_picture_stays_transparent():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    stored = store_upload(sent(out.getvalue()))
    with Image.open(io.BytesIO(content_of(stored.file))) as drawn:
        assert drawn.mode == "RGBA"


def kept():
    """Return the names of what the storage holds this year (a set)."""
    try:
        return {
            name
            for folder in default_storage.listdir(FOLDER)[0]
            for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]
        }
    except FileNotFoundError:
        return set()
