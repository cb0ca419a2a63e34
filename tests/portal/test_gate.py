"""The gate of the sign-in: few at once, the others told to come back, and what is refused takes its time."""

import io
import threading
from unittest import mock

import pytest

from portal.accounts.gate import DELAY, LONGEST, MAX_QUEUED, PACE, PLACES, SignInGate


def ask(gate, path="/admin/login/", method="POST", body=b"login=x"):
    """Send something through the gate; return (status, headers, body)."""
    told = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body))}
    answer = gate({**environ, "wsgi.input": io.BytesIO(body)}, lambda *head: told.append(head))
    return told[-1][0], dict(told[-1][1]), b"".join(answer)


def answering(status):
    """Return a WSGI application that reads what is sent and gives it back with a status."""

    def application(environ, start_response):
        start_response(status, [])
        return [environ["wsgi.input"].read()]

    return application


@pytest.mark.parametrize(
    ("status", "path", "method", "is_slowed"),
    [
        ("200 OK", "/admin/login/", "POST", True),
        ("429 Too Many Requests", "/admin/compte/seconde-etape/", "POST", True),
        ("302 Found", "/admin/login/", "POST", False),
        ("200 OK", "/admin/login/", "GET", False),
        ("200 OK", "/ecrire/", "POST", False),
    ],
)
def test_what_is_refused_takes_its_time(status, path, method, is_slowed):
    slept = []
    assert ask(SignInGate(answering(status), sleep=slept.append), path, method) == (status, {}, b"login=x")
    assert [round(each) for each in slept] == ([PACE] if is_slowed else [])


def test_beyond_the_places_one_is_told_to_come_back_and_reading_goes_on(monkeypatch):
    going, entered = threading.Event(), threading.Semaphore(0)

    def application(environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            entered.release()
            going.wait(timeout=10)
        start_response("302 Found", [])
        return []

    slept = []
    gate = SignInGate(application, sleep=slept.append)
    queued, take_place = threading.Semaphore(0), gate.places.acquire

    def arrive(timeout):
        queued.release()
        return take_place(timeout=timeout)

    monkeypatch.setattr(gate.places, "acquire", arrive)
    threads = [threading.Thread(target=ask, args=(gate,)) for _ in range(PLACES + MAX_QUEUED)]
    for each in threads:
        each.start()
    for _each in threads:
        assert queued.acquire(timeout=10)
    assert entered.acquire(timeout=10)
    status, headers, body = ask(gate)
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "5")
    assert "réessayez dans quelques secondes" in body.decode()
    assert slept == [DELAY]
    assert ask(gate, "/missions/", "GET")[0] == "302 Found"
    going.set()
    for each in threads:
        each.join(timeout=10)
    assert ask(gate)[0] == "302 Found"


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(LONGEST + 1), "413 Content Too Large"),
        ("9" * 12, "413 Content Too Large"),
        ("9" * 5000, "400 Bad Request"),
        ("-1", "400 Bad Request"),
        ("long", "400 Bad Request"),
        ("²", "400 Bad Request"),
    ],
)
def test_what_no_form_of_the_sign_in_sends_is_not_even_read(length, status):
    read = []
    sent = mock.Mock(read=read.append)
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/admin/login/", "CONTENT_LENGTH": length, "wsgi.input": sent}
    told = []
    list(SignInGate(answering("200 OK"))(environ, lambda *head: told.append(head)))
    assert (told[0][0], read) == (status, [])
