"""Asking the site of the drill: over TLS through nginx as readers do, or one host by itself as nginx does."""

import http.client
import itertools
import socket
import ssl
import time
from typing import NamedTuple

from tests.drill.servers import NAME

TIMEOUT = 15
_NUMBERS = itertools.count(1)
# The certificate of the drill is its own.
_UNVERIFIED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_UNVERIFIED.check_hostname, _UNVERIFIED.verify_mode = False, ssl.CERT_NONE


class Answer(NamedTuple):
    """What was answered: 0 when nothing was."""

    path: str
    status: int
    headers: dict
    body: bytes
    seconds: float
    asked_at: float


def new_address():
    """Return an address of the loopback that nobody used: a reader from elsewhere."""
    number = next(_NUMBERS)
    return f"127.1.{number // 250 % 250}.{number % 250 + 1}"


def connect(port, address=None, timeout=TIMEOUT):
    """Return a TLS socket to nginx, from an address of the loopback."""
    plain = socket.create_connection(("127.0.0.1", port), timeout, (address or new_address(), 0))
    return _UNVERIFIED.wrap_socket(plain, server_hostname=NAME)


class Reader:
    """Somebody who reads on one connection, through nginx: `ask` opens it again when it was cut."""

    def __init__(self, port, address=None):
        self.port, self.address, self.connection = port, address or new_address(), None

    def ask(self, path, method="GET", body=None, **headers):
        """Return the Answer to a request."""
        asked, began = time.time(), time.monotonic()
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(NAME)
                self.connection.auto_open = 0
                self.connection.sock = connect(self.port, self.address)
            answer = _asked(self.connection, method, path, body, headers, asked, began)
        except (OSError, http.client.HTTPException):
            self.close()
            return Answer(path, 0, {}, b"", time.monotonic() - began, asked)
        if answer.headers.get("connection") == "close":
            self.close()
        return answer

    def close(self):
        """Leave."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def ask_host(port, path, host=NAME, **headers):
    """Return the Answer of one host, asked as nginx asks."""
    asked, began = time.time(), time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        told = {"Host": host, "X-Forwarded-Proto": "https", **headers}
        return _asked(connection, "GET", path, None, told, asked, began)
    except (OSError, http.client.HTTPException):
        return Answer(path, 0, {}, b"", time.monotonic() - began, asked)
    finally:
        connection.close()


def _asked(connection, method, path, body, headers, asked, began):
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    content = response.read()
    told = {name.lower(): value for name, value in response.getheaders()}
    return Answer(path, response.status, told, content, time.monotonic() - began, asked)
