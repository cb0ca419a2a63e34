"""A ZIP written again without what is to be erased: its texts, the ZIPs in it, its checksums; nothing else changes."""

import hashlib
import io
import zipfile

import pytest

from portal.opendata.archive import rewrite_archive
from portal.opendata.notices import CHECKSUMS

PICTURE = b"\x89PNG\xff\xfe Camille"


def zipped(entries):
    """Return the bytes of a ZIP of {name: bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(entries):
    """Return the ZIP of `entries` without the name of Camille."""
    return rewrite_archive(zipped(entries), lambda text: "camille" in text, lambda text: text.replace("Camille", "—"))


def test_a_text_that_tells_is_written_again_and_the_others_are_as_they_were():
    entries = {"a.csv": b"Camille, maire", "b.csv": b"Namur", "c.png": PICTURE}
    assert unzipped(rewrite(entries)) == {"a.csv": "—, maire".encode(), "b.csv": b"Namur", "c.png": PICTURE}


@pytest.mark.parametrize(
    "entries",
    [
        {"a.csv": b"Namur", "b.csv": b""},
        {"c.png": PICTURE},  # not a text
        {},
    ],
)
def test_a_zip_that_tells_nothing_keeps_its_bytes(entries):
    assert rewrite(entries) == zipped(entries)


def test_what_is_told_is_found_whatever_its_case_and_its_accents():
    told = []
    rewrite_archive(zipped({"a.txt": "ÉLOÏSE Œuvre".encode()}), lambda text: told.append(text) or False, str)
    assert told == ["eloise oeuvre"]


def test_a_workbook_is_written_again_likewise():
    entries = {"a.xlsx": zipped({"sheet.xml": b"<c>Camille</c>", "image.png": PICTURE}), "b.xlsx": zipped({"s": b"x"})}
    found = unzipped(rewrite(entries))
    assert unzipped(found["a.xlsx"]) == {"sheet.xml": "<c>—</c>".encode(), "image.png": PICTURE}
    assert found["b.xlsx"] == entries["b.xlsx"]


def test_the_checksums_are_those_of_the_files_as_they_are_now():
    former = {"a.csv": b"Camille", "b.csv": b"Namur"}
    sums = "".join(f"{hashlib.sha256(each).hexdigest()}  {name}\n" for name, each in former.items())
    found = unzipped(rewrite({**former, CHECKSUMS: sums.encode()}))
    assert list(found) == ["a.csv", "b.csv", CHECKSUMS]
    told = dict(reversed(line.split("  ")) for line in found[CHECKSUMS].decode().splitlines())
    assert told == {name: hashlib.sha256(found[name]).hexdigest() for name in former}


def test_a_zip_without_checksums_is_given_none():
    assert list(unzipped(rewrite({"a.csv": b"Camille"}))) == ["a.csv"]


def test_the_same_texts_are_written_again_as_the_same_bytes():
    entries = {"a.csv": b"Camille"}
    assert rewrite(entries) == rewrite(entries)
    with zipfile.ZipFile(io.BytesIO(rewrite(entries))) as archive:
        [entry] = archive.infolist()
    assert (entry.date_time, entry.compress_type) == ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED)
