"""What two processes weigh, and what they spend before they answer: the portal's, then those of the plain pages."""

import re
import urllib.request
from pathlib import Path
from typing import NamedTuple

from tests.bench.served import seconds_of_processors, workers_of
from tests.serving import serve

PORT = 8933
# Asked in turn, until forty have been.
PATHS = ("/", "/actions/", "/actions/?axe=rayonner", "/actions/?page=400", "/actions/?q=assainissement")
ROUNDS = 8
PLAIN = "django.core.wsgi:get_wsgi_application()"
PSS = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


class Weight(NamedTuple):
    """Seconds of processor until the first answer; MB of memory then, and after forty pages (each its share: PSS)."""

    started: float
    first: float
    fortieth: float


def weigh():
    """Return the Weights of the plain pages and of the portal, each served by two processes of the same gunicorn."""
    return _weigh(PLAIN, DJANGO_SETTINGS_MODULE="tests.bench.plain.settings"), _weigh("config.wsgi")


def _weigh(module, **variables):
    with serve(module, PORT, asked="/actions/", **variables) as server:
        every = [server.pid, *workers_of(server.pid)]
        started, first = seconds_of_processors(every), _memory(every)
        for path in PATHS * ROUNDS:
            urllib.request.urlopen(f"http://localhost:{PORT}{path}").close()
        return Weight(started, first, _memory(every))


def _memory(pids):
    shares = [PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"))[1] for pid in pids]
    return sum(map(int, shares)) / 1000
