"""What a page costs inside a process, with no page kept: `python -m tests.bench.inside`, a request a line, as JSON.

The processor's time of this process and, on PostgreSQL, of the one that serves its connection: other work of the
machine does not count.
"""

import gzip
import json
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from records.page_cache.version import CONTENT_VERSION, renew_version  # noqa: E402


def main():
    """Answer each request: {path, is_anew, is_staff, rounds} → what `measure` returns."""
    clients = {False: Client(headers={"host": "localhost"}), True: Client(headers={"host": "localhost"})}
    clients[True].force_login(User.objects.filter(is_superuser=True).first())
    for line in sys.stdin:
        asked = json.loads(line)
        answer = measure(clients[asked["is_staff"]], asked["path"], asked["is_anew"], asked["rounds"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def measure(client, path, is_anew, rounds):
    """Return {ms, statements, bytes, gzipped, rows}: medians; `is_anew`: as the first reader after a publication."""
    rows = [_once(client, path, is_anew) for _ in range(rounds + 1)][1:]
    body = rows[-1][2]
    return {
        "ms": statistics.median(seconds for seconds, _statements, _body in rows) * 1000,
        "statements": rows[-1][1],
        "bytes": len(body),
        "gzipped": len(gzip.compress(body, 6)),
        "rows": body.count(b"data-item=") or body.count(b'class="action-checkbox"'),
    }


def _once(client, path, is_anew):
    if is_anew:
        renew_version()
        CONTENT_VERSION.reread()
    statements = []
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(lambda run, *rest: statements.append(1) or run(*rest)))
        before = _processor()
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seconds = _processor() - before
    assert answer.status_code == 200, (path, answer.status_code)
    return seconds, len(statements), body


def _processor():
    """Return the seconds of processor used by this process and by its connection's."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
        used += int(schedule.split()[0]) / 1e9
    return used


if __name__ == "__main__":
    main()
