"""The least a WSGI application can do: the same bytes each time, as heavy as BENCH_BYTES says."""

import os

BODY = b"h" * int(os.environ.get("BENCH_BYTES", "5"))
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(_environ, start_response):
    """Answer."""
    start_response("200 OK", HEADERS)
    return [BODY]
