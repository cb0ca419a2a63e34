"""What the logs say of a request, and what they never tell of an address."""

import json
import logging

import pytest
from django.http import HttpResponse

from portal.journal.current import CurrentRequest, reader_address, request_number, run_after_answer
from portal.journal.lines import JsonFormatter, WithoutSecrets, without_secrets


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("GET /partage/AbC-1:x/ HTTP/1.1", "GET /partage/…/ HTTP/1.1"),
        ("/en/etre-averti/quitter/3:xyz", "/en/etre-averti/quitter/…"),
        (
            "https://p.invalid/admin/compte/mot-de-passe/3-abc/?a=1",
            "https://p.invalid/admin/compte/mot-de-passe/…/?a=1",
        ),
        ("'/partage/a' puis \"/partage/b\"", "'/partage/…' puis \"/partage/…\""),  # every one of them
        ("/admin/fichiers-recus/12/ok", "/admin/fichiers-recus/…/ok"),
        ("/partage/", "/partage/"),
        ("/missions/partage-du-savoir/", "/missions/partage-du-savoir/"),
        ("", ""),
    ],
)
def test_an_address_that_opens_something_is_cut_before_its_secret(text, told):
    assert without_secrets(text) == told


def record_of(message, *args, **extra):
    return logging.makeLogRecord({"msg": message, "args": args, "name": "essai", "levelname": "INFO", **extra})


def test_a_record_keeps_its_words_but_its_secrets():
    plain, secret = record_of("%s lignes", 3), record_of("Conflict: %s", "/partage/abc/")
    assert WithoutSecrets().filter(plain)
    assert WithoutSecrets().filter(secret)
    assert (plain.getMessage(), plain.args) == ("3 lignes", (3,))
    assert (secret.getMessage(), secret.args) == ("Conflict: /partage/…/", ())


def test_a_line_tells_what_was_given_with_it_whatever_it_is():
    line = JsonFormatter().format(record_of("é\n« a »", created=0.0, account="abc", seen={1}))
    told = json.loads(line)
    assert "\n" not in line
    assert "é" in line
    assert (told["time"], told["level"], told["message"]) == ("1970-01-01T00:00:00.000+00:00", "INFO", "é\n« a »")
    assert (told["account"], told["seen"], told["request"], told["address"]) == ("abc", "{1}", "", "")
    assert "trace" not in told


def test_a_request_has_a_number_and_a_reader_while_it_is_answered(rf):
    seen, done = [], []

    def answer(request):
        seen.append((request_number(), reader_address()))
        run_after_answer(lambda: done.append("mail"))
        assert done == []
        return HttpResponse()

    response = CurrentRequest(answer)(rf.get("/", REMOTE_ADDR="203.0.113.9"))
    [(number, address)] = seen
    assert (len(number), address, done) == (16, "203.0.113.9", [])
    # What Django calls once all of the answer left.
    [close] = response._resource_closers
    close()
    assert done == ["mail"]
    assert (request_number(), reader_address()) == ("", None)


def test_what_waits_for_no_answer_is_done_at_once_and_a_request_that_breaks_is_forgotten(rf):
    done = []
    run_after_answer(lambda: done.append("mail"))
    assert done == ["mail"]

    def breaks(request):
        raise LookupError

    with pytest.raises(LookupError):
        CurrentRequest(breaks)(rf.get("/"))
    assert request_number() == ""


def test_each_request_has_its_own_number(rf):
    numbers = []
    for _ in range(2):
        CurrentRequest(lambda request: numbers.append(request_number()) or HttpResponse())(rf.get("/"))
    assert len(set(numbers)) == 2
