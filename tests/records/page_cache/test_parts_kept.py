"""Parts of pages, and pages, kept as long as the content stands still: by which key, in which order, in which room."""

import logging

import pytest
from django.http import HttpResponse
from django.utils.translation import override

from records.page_cache import fragments
from records.page_cache.fragments import Rare, keep, keep_each
from records.page_cache.middleware import CopiesAreToldHowFresh, FreshForWhoSignedIn
from records.page_cache.shared import ask_shared
from records.page_cache.store import OVERHEAD, Page, PageStore, without_content
from records.page_cache.version import CONTENT_VERSION
from records.page_cache.versioned_cache import VersionedCache

HTML = [("Content-Type", "text/html; charset=utf-8")]


@pytest.fixture
def shelves(monkeypatch):
    """Keep parts in memories of this test's own; return the one of what many ask for, and the other."""
    often, rarely = VersionedCache(10, lambda: "one"), VersionedCache(10, lambda: "one")
    monkeypatch.setattr(fragments, "FRAGMENTS", often)
    monkeypatch.setattr(fragments, "RARE_FRAGMENTS", rarely)
    return often, rarely


@pytest.fixture
def made():
    """What was made, in the order it was."""
    return []


def maker(made, result="partie"):
    """Return what makes a part, and notes it."""

    def make():
        made.append(result)
        return result

    return make


@pytest.mark.parametrize(
    ("name", "on", "language", "is_same"),
    [
        ("carte", (1, "a"), "fr-ca", True),
        ("carte", (1, "b"), "fr-ca", False),
        ("carte", ("a", 1), "fr-ca", False),
        ("autre", (1, "a"), "fr-ca", False),
        ("carte", (1, "a"), "en", False),
        ("carte", Rare((1, "a")), "fr-ca", False),  # kept elsewhere
    ],
)
def test_a_part_is_kept_by_its_name_its_language_and_what_it_depends_on(shelves, made, name, on, language, is_same):
    keep("carte", (1, "a"), maker(made))
    with override(language):
        keep(name, on, maker(made))
    assert len(made) == (1 if is_same else 2)


def test_what_few_will_ask_for_again_takes_no_room_from_the_rest(shelves, made):
    keep("carte", (1,), maker(made))
    for number in range(50):
        keep("carte", Rare((number,)), maker(made))
    keep("carte", (1,), maker(made))
    assert len(made) == 51


def test_parts_of_many_rows_are_made_together_once_and_given_in_the_order_asked(shelves):
    asked = []

    def make(keys):
        asked.append(keys)
        return {key: f"n{key}" for key in reversed(keys)}

    assert keep_each("carte", (), [3, 1], make) == ["n3", "n1"]
    assert keep_each("carte", (), [1, 2, 3, 4], make) == ["n1", "n2", "n3", "n4"]
    assert keep_each("carte", (), [], make) == []
    assert keep_each("carte", ("autre",), [1], make) == ["n1"]
    assert asked == [[3, 1], [2, 4], [1]]


def test_a_row_that_makes_no_part_is_left_out(shelves):
    assert keep_each("carte", (), [1, 2, 3], lambda keys: {3: "c", 1: "a"}) == ["a", "c"]
    assert keep_each("carte", (), [2], lambda keys: {2: "b"}) == ["b"]  # and asked for again


def test_a_part_kept_alone_is_found_among_those_of_many_rows(shelves, made):
    keep("carte", (7,), maker(made, "seule"))
    assert keep_each("carte", (), [7], lambda keys: {}) == ["seule"]


@pytest.mark.parametrize(
    ("cookies", "said", "told"),
    [
        ({}, None, "no-cache"),
        ({"mesure": "1"}, None, "no-cache"),  # a cookie of no consequence
        ({"sessionid": "x"}, None, "private, no-store"),
        ({"sessionid": ""}, None, "private, no-store"),
        ({}, "max-age=60", "max-age=60"),  # what its view said stands
        ({"sessionid": "x"}, "public", "public"),
    ],
)
def test_copies_are_told_how_long_they_are_good(rf, settings, cookies, said, told):
    settings.READER_COOKIES = ["sessionid"]
    request = rf.get("/")
    request.COOKIES = cookies
    headers = {"Cache-Control": said} if said else {}
    answer = CopiesAreToldHowFresh(lambda request: HttpResponse("", headers=headers))(request)
    assert answer["Cache-Control"] == told


@pytest.mark.parametrize(("cookies", "times"), [({}, 0), ({"autre": "x"}, 0), ({"sessionid": "x"}, 1)])
def test_the_version_is_read_again_for_a_session_before_it_is_answered(rf, settings, monkeypatch, cookies, times):
    done, settings.SESSION_COOKIE_NAME = [], "sessionid"
    monkeypatch.setattr(CONTENT_VERSION, "reread", lambda: done.append("read"))
    request = rf.get("/")
    request.COOKIES = cookies
    FreshForWhoSignedIn(lambda request: done.append("answered"))(request)
    assert done == ["read"] * times + ["answered"]


def test_a_shared_cache_that_does_not_answer_is_done_without_and_told(caplog):
    assert ask_shared(lambda: 0, "rien") == 0  # an answer, though it is nothing
    with caplog.at_level(logging.WARNING):
        assert ask_shared(lambda: 1 / 0, "rien") == "rien"
    assert "The shared cache does not answer: division by zero" in caplog.text


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("ETag", True),
        ("Vary", True),
        ("Cache-Control", True),
        ("Content-Type", False),
        ("CONTENT-LENGTH", False),
        ("Last-Modified", False),
        ("Content-Disposition", False),
        ("Content-Security-Policy", True),  # it is about more than the content
    ],
)
def test_who_has_a_page_is_told_nothing_of_its_content(name, stays):
    assert bool(without_content([(name, "x")])) is stays


def page(size=0):
    """Return a page of so many bytes, that no compression makes smaller."""
    return Page("200 OK", [("Content-Type", "image/png")], b"x" * size)


def test_a_page_weighs_its_bodies_and_what_holds_them():
    assert page(100).weight == 100 + OVERHEAD
    packed = Page("200 OK", HTML, b"un mot " * 1000)
    assert packed.weight == 7000 + len(packed.compressed.body[0]) + OVERHEAD


@pytest.mark.parametrize(
    ("key", "edition", "at", "is_found"),
    [
        ("a", "one", 0, True),
        ("a", "one", 9.9, True),
        ("a", "one", 10, False),  # the very moment it ends
        ("b", "one", 0, False),
        ("a", "two", 0, False),
    ],
)
def test_a_page_is_found_in_its_edition_while_it_lives(key, edition, at, is_found):
    store, kept = PageStore(100_000), page()
    store.find("a", "one", 0)
    store.keep("a", kept, "one", 10)
    assert store.find(key, edition, at) is (kept if is_found else None)


def test_a_page_of_another_edition_than_the_one_in_force_is_not_kept():
    store = PageStore(100_000)
    store.find("a", "two", 0)
    store.keep("a", page(), "one", 10)
    assert (store.find("a", "two", 0), store.weight) == (None, 0)


def test_a_shelf_weighs_what_it_holds():
    store = PageStore(3 * OVERHEAD)
    store.find("a", "one", 0)
    store.keep("a", page(), "one", 10)
    store.keep("a", page(), "one", 10)  # in the place of the first
    assert store.weight == OVERHEAD
    store.keep("b", page(3 * OVERHEAD), "one", 10)  # heavier than the shelf
    assert store.weight == OVERHEAD
    store.find("a", "one", 10)
    assert store.weight == 0


def test_the_page_least_recently_read_leaves_first():
    store = PageStore(2 * OVERHEAD)
    store.find("a", "one", 0)
    for key in "ab":
        store.keep(key, page(), "one", 10)
    store.find("a", "one", 0)
    store.keep("c", page(), "one", 10)
    assert [key for key in "abc" if store.find(key, "one", 0)] == ["a", "c"]
    assert store.weight == 2 * OVERHEAD
