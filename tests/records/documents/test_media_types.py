"""What a file is, told from its first bytes and its parts, at the very limits of what is taken."""

import io
import zipfile

import pytest

from records.documents import archives, refusals
from records.documents.archives import type_of_archive
from records.documents.checking import read_upload, type_of
from records.documents.media_types import CSV, DOCX, MEDIA_TYPES, ODS, ODT, PDF, WEBP, XLSX
from records.documents.pictures import looks_like_a_picture
from records.documents.refusals import RefusedFileError
from tests.records import document_samples as samples
from tests.records.document_samples import archive, docx, sent


def refusal(read, *arguments):
    """Return the words by which a file is refused."""
    with pytest.raises(RefusedFileError) as refused:
        read(*arguments)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (b"\xff\xd8\xff\xe0", True),
        (b"\x89PNG\r\n\x1a\n", True),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", True),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", False),  # a sound
        (b"\x89PNG\n", False),  # damaged by a transfer of text
        (b"GIF89a", False),
        (b"", False),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(content, is_one):
    assert looks_like_a_picture(content) is is_one


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xd8\xff", WEBP),  # drawn again later, or refused then
        (samples.PDF, PDF),
        (samples.PDF + b"\n" * 1000, PDF),
        (samples.CSV, CSV),
        ("pays\tannée\nBelgique\t2024\n".encode(), CSV),
        (b"a,b", CSV),
        (b"\xef\xbb\xbfa;b\n1;2\n", CSV),
        (b"titre\na,b\n1,2\n", CSV),  # most lines are cut in columns
        (b"a,b\n\n\n\n1,2\n", CSV),  # empty lines count for nothing
        (b"a,b\x81\n1,2\n", None),  # no character of any encoding we read
        (b"un texte\nsans colonnes\n", None),
        (b"a,b\nun\n", None),  # half of the lines are no most of them
        (b"a,b;c\nd;e\nf\n", CSV),
        (b"\n\n", None),
        (b"a,b\x07\n1,2\n", None),
        (b"<p>a,b</p>\n1,2\n", CSV),  # no page a browser would run
        (b"a,b\n<img src=x>,2\n", None),
        (b"a,b\n" * 300 + b"<script>,2\n", CSV),  # too far for a browser that guesses
    ],
)
def test_a_file_is_of_one_type_or_of_none(content, found):
    if found:
        assert type_of(content) is found
    else:
        assert refusal(type_of, content) == str(refusals.UNKNOWN_TYPE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (samples.PDF + b" " * 1024, refusals.BROKEN),  # its end is too far from its end
        (samples.PDF.replace(b"1 0 obj", b"<IMG src=x>"), refusals.TWO_TYPES),
        (samples.PDF.replace(b"1 0 obj", b"< html>"), refusals.TWO_TYPES),
        (b"%PDF-" + b" " * 1024 + b"<html> %%EOF", None),  # too far for a browser that guesses
        (samples.PDF.replace(b"1 0 obj", b"<htmlx>"), None),
        (b"<?xml version='1.0'?><SVG/>", refusals.SVG),
        (b" " * 1025 + b"<svg>", refusals.UNKNOWN_TYPE),
    ],
)
def test_a_file_that_may_be_read_in_two_ways_is_refused(content, words):
    if words:
        assert refusal(type_of, content) == str(words)
    else:
        assert type_of(content) is PDF


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"mimetype": samples.ODT}, ODT),
        ({"mimetype": samples.ODS + b"\n"}, ODS),
        ({"[Content_Types].xml": samples.WORD}, DOCX),
        ({"[Content_Types].xml": samples.SHEET}, XLSX),
        ({"mimetype": samples.ODT, "[Content_Types].xml": samples.SHEET}, ODT),  # what it says first
        ({"mimetype": b"application/zip"}, None),
        ({"[Content_Types].xml": b"presentationml.presentation.main+xml"}, None),
        ({"a.txt": b"a"}, None),
        ({}, None),
    ],
)
def test_an_archive_is_the_document_that_its_parts_say(parts, found):
    if found:
        assert type_of_archive(archive(parts)) is found
    else:
        assert refusal(type_of_archive, archive(parts)) == str(refusals.UNKNOWN_TYPE)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/etc/passwd", refusals.PATH_IN_NAME),
        ("a/../../b", refusals.PATH_IN_NAME),
        ("a..b/c", None),
        ("word/VBAProject.BIN", refusals.MACROS),
        ("Scripts/python/a.py", refusals.MACROS),
        ("xl/macrosheets/a.xml", None),
        ("notbasic/a.xml", None),
    ],
)
def test_a_part_of_an_archive_has_an_innocent_name(name, words):
    content = docx(**{name: b"a"})
    if words:
        assert refusal(type_of_archive, content) == str(words)
    else:
        assert type_of_archive(content) is DOCX


def test_a_part_named_with_the_other_bar_is_refused():
    content = docx(**{"word_evil.xml": b"a"}).replace(b"word_evil.xml", b"word\\evil.xml")
    assert refusal(type_of_archive, content) == str(refusals.PATH_IN_NAME)


def weighing(monkeypatch, **limits):
    """Set how much an archive may hold, {name of the limit: value}."""
    for name, value in limits.items():
        monkeypatch.setattr(archives, name, value)


@pytest.mark.parametrize(("beyond", "is_taken"), [(0, True), (1, False)])
def test_what_the_parts_weigh_together_and_how_many_they_are_is_bounded(monkeypatch, beyond, is_taken):
    content = docx()
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = opened.infolist()
    for name, value in (("MAX_CONTENT", sum(part.file_size for part in parts)), ("MAX_PARTS", len(parts))):
        with monkeypatch.context() as patch:
            patch.setattr(archives, name, value - beyond)
            if is_taken:
                assert type_of_archive(content) is DOCX
            else:
                assert refusal(type_of_archive, content) == str(refusals.EXPANDS)


@pytest.mark.parametrize(
    ("ratio", "size", "is_taken"),
    [
        (1000, 1000, True),  # it does not grow so much
        (2, 1001, True),  # it is small
        (2, 1000, False),
    ],
)
def test_a_big_part_that_grows_too_much_was_made_to(monkeypatch, ratio, size, is_taken):
    weighing(monkeypatch, MAX_RATIO=ratio, RATIO_FROM=size)
    content = docx(zeros=b"0" * 1000)
    if is_taken:
        assert type_of_archive(content) is DOCX
    else:
        assert refusal(type_of_archive, content) == str(refusals.EXPANDS)


def test_a_part_as_heavy_as_it_says_does_not_grow(monkeypatch):
    weighing(monkeypatch, MAX_RATIO=1, RATIO_FROM=10)
    assert type_of_archive(archive({"mimetype": samples.ODT, "a": b"a" * 100}, zipfile.ZIP_STORED)) is ODT


@pytest.mark.parametrize(
    "content",
    [
        docx(long=b"abc" * 100).replace(b"PK\x01\x02", b"PK\x00\x00"),  # no list of its parts
        b"PK\x03\x04" + b"\0" * 60,
    ],
)
def test_an_archive_that_does_not_open_is_broken(content):
    assert refusal(type_of_archive, content) == str(refusals.BROKEN)


@pytest.mark.parametrize(
    ("parts", "words"),
    [({"mimetype": samples.ODT}, refusals.BROKEN), ({}, refusals.UNKNOWN_TYPE)],
    ids=["a document", "what is no document, whole or not"],
)
def test_a_part_that_is_not_what_it_was_is_broken(parts, words):
    content = archive({**parts, "a.xml": b"abcdef"}, zipfile.ZIP_STORED)
    assert refusal(type_of_archive, content.replace(b"abcdef", b"abcdeg", 1)) == str(words)


@pytest.mark.parametrize("tail", [b" ", b"\0" * 30])
def test_nothing_follows_an_archive(tail):
    assert refusal(type_of_archive, docx() + tail) == str(refusals.TWO_TYPES)


def test_a_file_already_read_is_read_from_its_start():
    upload = sent(samples.PDF)
    upload.read()
    assert read_upload(upload) == (PDF, samples.PDF)


@pytest.mark.parametrize("name", [None, "", "rapport.final.v2.pdf", "100 % été.pdf", "…pdf"])
def test_a_name_may_be_anything_that_leads_nowhere(name):
    upload = sent(samples.PDF)
    upload._name = name
    assert read_upload(upload) == (PDF, samples.PDF)


def test_each_type_is_found_by_its_name_and_only_two_are_shown_in_place():
    assert {each.extension: each.is_shown for each in MEDIA_TYPES.values()} == {
        "pdf": True, "odt": False, "ods": False, "docx": False, "xlsx": False, "csv": False, "webp": True,
    }  # fmt: skip
    assert all(MEDIA_TYPES[each.name] is each for each in (PDF, ODT, ODS, DOCX, XLSX, CSV, WEBP))
