"""Whole pages kept around the application: whose, for how long, within which memory, answered how."""

import gzip
import threading
import time

import pytest

from records.page_cache import wsgi
from records.page_cache.wsgi import PageCache, normalize_query

HTML = "text/html; charset=utf-8"


class Site:
    """A tiny application that counts what it is asked, with a cache around it and hands on its clock and edition."""

    def __init__(self, **options):
        self.asked, self.closed = [], 0
        self.status, self.headers, self.text = "200 OK", [("Content-Type", HTML)], "une page " * 40
        self.now, self.edition = 0.0, "one"
        self.before_answering = lambda: None
        self.cache = PageCache(
            self.application,
            lambda: self.edition,
            **{"cookies": ("sessionid", "csrftoken"), "never": ("/admin/",), "clock": lambda: self.now, **options},
        )

    def application(self, environ, start_response):
        """Answer, as Django would: the head at once, a body that is closed."""
        self.asked.append(environ)
        self.before_answering()
        body = self.text.encode()
        start_response(self.status, [*self.headers, ("Content-Length", str(len(body)))])
        return Body(self, [body])

    def get(self, path="/", query="", method="GET", **environ):
        """Ask; return (status, headers, body)."""
        told = []
        asked = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.url_scheme": "https",
            "HTTP_HOST": "portail.example",
            **environ,
        }
        body = self.cache(asked, lambda status, headers, exc_info=None: told.extend([status, dict(headers)]))
        text = b"".join(body)
        getattr(body, "close", tuple)()
        return *told, text


class Body(list):
    """A body that notes it was closed."""

    def __init__(self, site, parts):
        super().__init__(parts)
        self.site = site

    def close(self):
        self.site.closed += 1


@pytest.fixture
def site():
    return Site()


def test_a_page_is_made_once(site):
    first, again = site.get(), site.get()
    assert first == again
    assert len(site.asked) == site.closed == 1
    assert first[2].decode() == site.text


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/en/"},
        {"query": "axe=rayonner"},
        {"HTTP_HOST": "autre.example"},
        {"wsgi.url_scheme": "http"},
        {"SCRIPT_NAME": "/sous"},
    ],
    ids=str,
)
def test_another_address_is_another_page(site, other):
    site.get()
    site.get(**other)
    assert len(site.asked) == 2


def test_https_seen_by_the_proxy_is_another_page():
    site = Site(secure_header=("HTTP_X_FORWARDED_PROTO", "https"))
    site.get(HTTP_X_FORWARDED_PROTO="https")
    site.get(HTTP_X_FORWARDED_PROTO="http")
    site.get(HTTP_X_FORWARDED_PROTO="https")
    assert len(site.asked) == 2


def test_the_same_parameters_in_another_order_are_the_same_page(site):
    site.get(query="pays=fr&axe=rayonner&axe=attirer")
    site.get(query="axe=rayonner&axe=attirer&pays=fr&")
    assert len(site.asked) == 1
    assert normalize_query("b=2&a=2&a=1") == "a=2&a=1&b=2"


@pytest.mark.parametrize(
    "request_",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; csrftoken=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"path": "/admin/login/"},
        {"method": "POST"},
        {"CONTENT_LENGTH": "3"},
        {"query": "q=" + "a" * 2000},
    ],
    ids=str,
)
def test_these_requests_neither_read_nor_fill_the_cache(site, request_):
    site.get(path=request_.get("path", "/"))
    site.get(**request_)
    site.get(**request_)
    assert len(site.asked) >= 3
    assert len(site.cache.shelves[False].pages) + len(site.cache.shelves[True].pages) <= 1


def test_a_cookie_of_no_consequence_does_not_matter(site):
    site.get()
    site.get(HTTP_COOKIE="mesure=1")
    assert len(site.asked) == 1


def test_a_change_of_the_content_drops_every_page(site):
    site.get(), site.get(query="a=1")
    site.edition = "two"
    site.text = "retouchée"
    assert site.get()[2].decode() == "retouchée"
    assert site.get(query="a=1")[2].decode() == "retouchée"


def test_a_page_made_while_the_content_changed_is_given_and_not_kept_for_the_next_edition(site):
    site.before_answering = lambda: setattr(site, "edition", "two")
    old = site.get()
    site.text = "retouchée"
    assert site.get()[2] != old[2]


def test_a_page_made_under_an_old_edition_never_enters_a_newer_one(site):
    def change():
        site.before_answering = lambda: None
        site.edition = "two"
        site.get(path="/autre/")

    site.before_answering = change
    site.get()
    site.get()
    assert [asked["PATH_INFO"] for asked in site.asked] == ["/", "/autre/", "/"]


def test_without_an_edition_pages_are_made_each_time(site):
    site.edition = None
    site.get(), site.get()
    assert len(site.asked) == 2


def test_a_page_lives_five_minutes_whatever_happens(site):
    site.get()
    site.now = 299
    site.get()
    assert len(site.asked) == 1
    site.now = 300
    site.get()
    assert len(site.asked) == 2


def test_conditions_of_one_reader_do_not_reach_the_page_of_all(site):
    site.get(HTTP_IF_MODIFIED_SINCE="x", HTTP_RANGE="bytes=0-1", HTTP_IF_NONE_MATCH='"x"', method="HEAD")
    assert not [name for name in site.asked[0] if name in wsgi.CONDITIONS]
    assert site.asked[0]["REQUEST_METHOD"] == "GET"


def test_head_gives_the_length_of_the_page_and_no_body(site):
    whole = site.get()
    status, headers, body = site.get(method="HEAD")
    assert (status, headers, body) == (whole[0], whole[1], b"")
    fresh = Site().get(method="HEAD")
    assert fresh[1]["Content-Length"] == str(len(whole[2]))
    assert fresh[2] == b""


def test_readers_of_gzip_get_it_under_a_tag_of_its_own(site):
    plain = site.get()
    packed = site.get(HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert gzip.decompress(packed[2]) == plain[2]
    assert packed[1]["Content-Encoding"] == "gzip"
    assert packed[1]["Content-Length"] == str(len(packed[2]))
    assert packed[1]["ETag"] != plain[1]["ETag"]
    assert packed[1]["Vary"] == plain[1]["Vary"] == "Accept-Encoding"
    assert len(site.asked) == 1


def test_who_does_not_take_the_kind_of_a_kept_page_is_answered_by_the_application(site):
    site.get(HTTP_ACCEPT="text/html")
    site.get(HTTP_ACCEPT="*/*")
    assert len(site.asked) == 1
    site.get(HTTP_ACCEPT="application/json")
    assert len(site.asked) == 2


def test_an_unchanged_page_is_a_304_with_its_tag_and_no_body(site):
    tag = site.get()[1]["ETag"]
    status, headers, body = site.get(HTTP_IF_NONE_MATCH=tag)
    assert (status, body) == ("304 Not Modified", b"")
    assert headers["ETag"] == tag
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(headers)
    assert site.get(HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_ENCODING="gzip")[0] == "200 OK"


def test_the_first_reader_too_is_told_that_the_page_has_not_changed(site):
    tag = Site().get()[1]["ETag"]
    assert site.get(HTTP_IF_NONE_MATCH=tag)[0] == "304 Not Modified"


def test_a_file_that_is_not_kept_is_not_sent_again_to_who_has_it(site):
    site.headers = [("Content-Type", "text/csv"), ("Content-Disposition", "attachment"), ("ETag", '"x"')]
    status, headers, body = site.get(HTTP_IF_NONE_MATCH='"x"')
    assert (status, headers, body, site.closed) == ("304 Not Modified", {"ETag": '"x"'}, b"", 1)
    for known in ('"y"', ""):
        assert site.get(HTTP_IF_NONE_MATCH=known)[0] == "200 OK"
    site.headers.pop()
    assert site.get(HTTP_IF_NONE_MATCH="*")[0] == "200 OK"


def test_a_flood_of_queries_leaves_the_pages_where_they_are(monkeypatch):
    monkeypatch.setattr(wsgi, "QUERY_BYTES", 50_000)
    site = Site()
    site.get()
    for number in range(500):
        site.get(query=f"utm={number}")
    asked = len(site.asked)
    site.get()
    assert len(site.asked) == asked
    assert site.cache.shelves[True].weight <= 50_000


def test_the_memory_is_bounded_and_the_least_recently_read_page_leaves(monkeypatch):
    monkeypatch.setattr(wsgi, "PLAIN_BYTES", 10_000)
    site = Site()
    for path in ("/a/", "/b/", "/a/", "/c/"):
        site.get(path=path)
    assert site.cache.shelves[False].weight <= 10_000
    asked = len(site.asked)
    site.get(path="/a/")
    assert len(site.asked) == asked
    site.get(path="/b/")
    assert len(site.asked) == asked + 1


def test_twenty_readers_at_once_have_a_page_made_once(site):
    start, answers = threading.Barrier(20), []
    site.before_answering = lambda: time.sleep(0.05)

    def read():
        start.wait()
        answers.append(site.get())

    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.asked) == 1
    assert len({answer[2] for answer in answers}) == 1
    assert len(answers) == 20
    assert not site.cache.turns


def test_a_reader_does_not_wait_for_ever_for_another(site, monkeypatch):
    monkeypatch.setattr(wsgi, "WAIT_FOR_PAGE", 0.01)
    slow = threading.Event()
    site.before_answering = lambda: slow.wait(5) if len(site.asked) == 1 else None
    first = threading.Thread(target=site.get)
    first.start()
    while not site.asked:
        time.sleep(0.001)
    assert site.get()[0] == "200 OK"
    slow.set()
    first.join()
    assert not site.cache.turns


def test_an_application_that_fails_leaves_no_turn_taken(site):
    site.before_answering = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        site.get()
    assert not site.cache.turns
