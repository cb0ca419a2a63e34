"""A kept page against a bare WSGI hello of the same weight, under the same gunicorn, loaded in turn."""

import os
import statistics
import urllib.request
from pathlib import Path
from typing import NamedTuple

from tests.bench.load import rate
from tests.serving import serve

PAGES = ("/", "/actions/")
ROUNDS = 5
SECONDS = 2
PORTS = (8931, 8932)
HEAD = "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{more}\r\n"
GZIP = "Accept-Encoding: gzip, deflate, br\r\n"


class Pace(NamedTuple):
    """How fast a server answers: answers a second, and microseconds of its processors' time for each."""

    rate: float
    cost: float


def compare():
    """Yield (what is asked, bytes of the body, the Pace of hello, that of the portal): medians, taken in turn."""
    for path in PAGES:
        for more, words in (("", ""), (GZIP, " (gzip)")):
            request = HEAD.format(path=path, more=more).encode()
            with serve("config.wsgi", PORTS[0]) as portal:
                weight = body_of_an_answer(path, more)
                with serve("tests.bench.hello", PORTS[1], BENCH_BYTES=str(weight)) as hello:
                    yield f"{path}{words}", weight, *in_turn(request, (PORTS[1], hello), (PORTS[0], portal))


def in_turn(request, *servers):
    """Return the median Pace of each of the servers, (port, process) pairs."""
    paces = {port: [] for port, _server in servers}
    for port, _server in servers:
        rate(port, request, 1)
    for _ in range(ROUNDS):
        for port, server in servers:
            before = seconds_of_processors(workers_of(server.pid))
            answers = rate(port, request, SECONDS)
            used = seconds_of_processors(workers_of(server.pid)) - before
            paces[port].append(Pace(answers, used / (answers * SECONDS) * 1_000_000))
    return [Pace(*map(statistics.median, zip(*each, strict=True))) for each in paces.values()]


def workers_of(master):
    """Return the numbers of the processes that a server runs (a list)."""
    return [int(each) for each in Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()]


def seconds_of_processors(pids):
    """Return the processors' time that processes have used, in seconds."""
    fields = [Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for pid in pids]
    return sum(int(user) + int(system) for user, system in (each[11:13] for each in fields)) / os.sysconf("SC_CLK_TCK")


def body_of_an_answer(path, more):
    """Return the bytes of the body of a page of the portal, as a browser asks for it."""
    headers = dict([more.strip().split(": ", 1)]) if more else {}
    request = urllib.request.Request(f"http://localhost:{PORTS[0]}{path}", headers=headers)
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())
