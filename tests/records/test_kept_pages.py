"""Which answers may be given to others, and how a kept one is recognized."""

import pytest

from records.page_cache.store import HEAVIEST, Page, is_acceptable, is_among, may_be_kept, reads_gzip

HTML = {"Content-Type": "text/html; charset=utf-8", "Content-Length": "10"}


@pytest.mark.parametrize(
    "kind",
    ["text/html; charset=utf-8", "application/atom+xml", "application/xml", "text/calendar", "application/json"],
)
def test_a_text_said_whole_may_be_kept(kind):
    assert may_be_kept("200 OK", {**HTML, "Content-Type": kind}.items())


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "304 Not Modified", "404 Not Found", "500 Error"])
def test_nothing_but_a_200_is_kept(status):
    assert not may_be_kept(status, HTML.items())


@pytest.mark.parametrize(
    "header",
    [
        {"Set-Cookie": "csrftoken=x"},
        {"Cache-Control": "private"},
        {"Cache-Control": "max-age=0, No-Store"},
        {"Vary": "Accept"},
        {"Vary": "*"},
        {"Vary": "Cookie, Accept-Language"},
        {"Content-Encoding": "br"},
        {"Content-Type": "text/csv"},
        {"Content-Type": "application/pdf"},
        {"Content-Length": str(HEAVIEST + 1)},
        {"Content-Length": ""},
    ],
    ids=str,
)
def test_what_is_somebodys_own_or_a_stream_or_too_heavy_is_not_kept(header):
    assert not may_be_kept("200 OK", {**HTML, **header}.items())


def test_what_depends_on_the_cookies_its_readers_do_not_bear_may_be_kept():
    assert may_be_kept("200 OK", {**HTML, "Vary": "Cookie"}.items())


@pytest.mark.parametrize(
    ("accepted", "answer"),
    [
        (None, False),
        ("", False),
        ("identity", False),
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("gzip;q=0.01", True),
    ],
)
def test_gzip_is_for_those_who_read_it(accepted, answer):
    assert reads_gzip(accepted) is answer


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", W/"abc" , "y"', True),
        ("*", True),
        ('"abcd"', False),
        ("abc", False),
        ('"x", "y"', False),
    ],
)
def test_a_tag_is_compared_weakly(known, answer):
    assert is_among('"abc"', known) is answer


def test_two_pages_have_two_tags_and_the_same_page_one():
    tags = [Page("200 OK", list(HTML.items()), body).plain.tag for body in (b"un", b"deux", b"un")]
    assert tags[0] == tags[2] != tags[1]


def test_what_the_view_says_of_how_long_and_of_what_it_depends_on_is_kept_once():
    headers = [*HTML.items(), ("Cache-Control", "max-age=60"), ("Vary", "Cookie, accept-encoding"), ("ETag", '"old"')]
    told = Page("200 OK", headers, b"page " * 400).compressed.headers
    names = [name for name, _value in told]
    assert sorted(names) == sorted(set(names))
    assert dict(told)["Cache-Control"] == "max-age=60"
    assert dict(told)["Vary"].lower() == "cookie, accept-encoding"
    assert dict(told)["ETag"] != '"old"'


def test_a_page_too_small_to_compress_has_one_form():
    page = Page("200 OK", list(HTML.items()), b"ok")
    assert page.compressed is page.plain
    assert "Vary" not in dict(page.plain.headers)


@pytest.mark.parametrize(
    ("accepted", "answer"),
    [
        (None, True),
        (" ", True),
        ("*/*", True),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", True),
        ("application/*;q=0.5", True),
        ("Application/JSON", True),
        ("text/html", False),
        ("text/*, image/png", False),
    ],
)
def test_a_kept_page_is_for_those_who_take_its_kind(accepted, answer):
    assert is_acceptable("application/json", accepted) == answer
