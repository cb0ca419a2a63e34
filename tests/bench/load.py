"""A small load generator: a few processes, each with many kept-alive connections, counting whole answers."""

import multiprocessing
import selectors
import socket
import time

PROCESSES = 2
CONNECTIONS = 8


def rate(port, request, seconds):
    """Return the answers a server on the loopback gives each second to `request` (bytes), asked without a pause.

    Raise AssertionError if an answer is not a 200 or not as long as the first.
    """
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        counts = pool.starmap(_ask, [(port, request, seconds)] * PROCESSES)
    return sum(counts) / seconds


def length_of_an_answer(port, request):
    """Return the bytes of one answer, head and body."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(65536)
    head = answer.partition(b"\r\n\r\n")[0]
    assert head.startswith(b"HTTP/1.1 200 "), head[:200]
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    return len(head) + 4 + int(fields[b"content-length"])


def _ask(port, request, seconds):
    whole = length_of_an_answer(port, request)
    with selectors.EpollSelector() as ready:
        for _ in range(CONNECTIONS):
            _open(ready, port, request)
        answers, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            for key, _events in ready.select(timeout=1):
                answers += _read(ready, key, port, request, whole)
        for key in list(ready.get_map().values()):
            key.fileobj.close()
    return answers


def _open(ready, port, request):
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ready.register(connection, selectors.EVENT_READ, [0])
    connection.sendall(request)


def _read(ready, key, port, request, whole):
    """Read what came on a connection; ask again once the answer is whole. Return how many answers that makes."""
    got = len(key.fileobj.recv(262144))
    key.data[0] += got
    if not got:
        ready.unregister(key.fileobj)
        key.fileobj.close()
        _open(ready, port, request)
        return 0
    assert key.data[0] <= whole, "an answer is longer than the first"
    if key.data[0] < whole:
        return 0
    key.data[0] = 0
    key.fileobj.sendall(request)
    return 1
