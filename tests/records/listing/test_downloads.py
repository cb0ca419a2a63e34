"""Files of rows as readers download them: their addresses, their tags, and what is told while too many are made."""

import io
from contextlib import closing

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils.translation import override

from records.listing import downloads
from records.listing.downloads import FileLink, absolute_for, busy, etag_of, file_links, file_paths, send_file
from records.listing.formats import FORMATS
from records.page_cache.files import BusyError, FileCache


@pytest.mark.parametrize(
    ("stem", "query", "addresses"),
    [
        ("/livres", "", ["/livres.csv", "/livres.xlsx", "/livres.json"]),
        ("/en/books", "?a=1&b=é", ["/en/books.csv?a=1&b=é", "/en/books.xlsx?a=1&b=é", "/en/books.json?a=1&b=é"]),
    ],
)
def test_a_list_is_linked_to_in_each_format(stem, query, addresses):
    links = file_links(stem, query)
    assert [link.address for link in links] == addresses
    assert links[0] == FileLink("CSV", "text/csv; charset=utf-8", addresses[0])
    assert [link.name for link in links] == ["CSV", "Excel", "JSON"]


def test_each_format_of_a_list_has_an_address_and_a_name():
    given = {"listing": "livres"}
    paths = file_paths("livres", busy, "list", given)
    assert [(each.name, str(each.pattern), each.default_args) for each in paths] == [
        (f"list_{kind}", f"livres.{kind}", {"listing": "livres", "kind": kind}) for kind in FORMATS
    ]
    assert given == {"listing": "livres"}
    assert [each.default_args for each in file_paths("livres", busy, "list")] == [{"kind": kind} for kind in FORMATS]


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ({}, "http://testserver/livres/"),
        ({"secure": True}, "https://testserver/livres/"),
        ({"headers": {"host": "127.0.0.1:8000"}}, "http://127.0.0.1:8000/livres/"),
    ],
)
def test_a_path_is_made_whole_at_the_host_that_was_asked(rf, settings, asked, full):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    assert absolute_for(rf.get("/quelque/part/?a=1", **asked))("/livres/") == full


def test_the_tag_of_a_file_is_that_of_its_bytes_and_leaves_it_at_its_beginning():
    first, same, other = io.BytesIO(b"un"), io.BytesIO(b"un"), io.BytesIO(b"deux")
    assert etag_of(first) == etag_of(same) != etag_of(other)
    assert etag_of(first)[0] == etag_of(first)[-1] == '"'
    assert first.read() == b"un"


@pytest.mark.parametrize(("language", "words"), [("fr-ca", "secondes"), ("en", "seconds")])
def test_who_is_turned_away_is_told_when_to_ask_again_in_their_language(language, words):
    with override(language):
        answer = busy()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert words in answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.fixture
def made(monkeypatch, tmp_path):
    """What was written, in the order it was, by files kept in a folder and in an edition of their own."""
    monkeypatch.setattr(downloads, "KEPT_FILES", FileCache(lambda: tmp_path, lambda: "one"))
    return []


@pytest.fixture
def send(rf, made, transactional_db):
    """Send the file « mots.txt » to somebody, a reader of the public unless `user` is given."""

    def sent(words=b"mots", key=("mots",), user=None, **asked):
        request = rf.get("/mots.txt", **asked)
        request.user = user or AnonymousUser()

        def write(out):
            made.append(words)
            out.write(words)

        return send_file(request, key, write, "mots.txt", "text/plain")

    return sent


def read(answer):
    """Return what was sent, which is closed."""
    with closing(answer):
        return answer.getvalue()


def test_a_file_is_an_attachment_with_its_name_its_type_and_its_tag(send):
    answer = send()
    assert read(answer) == b"mots"
    assert answer["Content-Disposition"] == 'attachment; filename="mots.txt"'
    assert (answer["Content-Type"], answer["ETag"]) == ("text/plain", etag_of(io.BytesIO(b"mots")))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 1),  # kept for whoever asks for the same
        ({"key": ("autres",)}, 2),
        ({"headers": {"host": "127.0.0.1"}}, 2),  # its addresses are those of its host
        ({"secure": True}, 2),
    ],
)
def test_a_file_is_made_once_for_the_public_of_a_host(send, made, settings, asked, number):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    send().close()
    send(**asked).close()
    assert len(made) == number


def test_a_file_is_made_once_a_language(send, made):
    send().close()
    with override("en"):
        send().close()
    assert len(made) == 2


def test_a_file_for_somebody_is_made_each_time_and_bears_no_tag(send, made):
    for words in (b"un", b"deux"):
        answer = send(words, user=User(username="redaction"))
        assert read(answer) == words
        assert "ETag" not in answer
    assert made == [b"un", b"deux"]


@pytest.mark.parametrize(
    ("known", "status"),
    [
        (etag_of(io.BytesIO(b"mots")), 304),
        ('"autre"', 200),
        ("*", 304),
    ],
)
def test_who_has_the_file_is_told_that_it_is_still_good(send, known, status):
    answer = send(headers={"if-none-match": known})
    assert answer.status_code == status
    assert answer["ETag"] == etag_of(io.BytesIO(b"mots"))
    answer.close()


def test_somebody_who_has_a_file_is_given_it_again(send):
    answer = send(user=User(username="redaction"), headers={"if-none-match": "*"})
    assert (answer.status_code, read(answer)) == (200, b"mots")


def test_a_file_that_too_many_wait_for_is_asked_for_again(send, monkeypatch):
    def refuse(*_given):
        raise BusyError

    monkeypatch.setattr(FileCache, "open", refuse)
    assert send().status_code == 503
