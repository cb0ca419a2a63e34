"""The pages of the portal, with none kept, beside plain ones: in turn, on the same rows of the same database."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from tests.serving import ROOT

ROUNDS = 9


class Page(NamedTuple):
    """A page of both: its name, its path, the ratio aimed at, the statements it may cost once its parts are kept."""

    name: str
    path: str
    target: float
    statements: int
    is_staff: bool = False
    rounds: int = ROUNDS
    plain_path: str = ""


def pages(action, partner, mission):
    """Return the Pages, of records with these slugs."""
    return [
        Page("home", "/", 1.5, 6),
        Page("list", "/actions/", 5, 3),
        Page("one axis", "/actions/?axe=rayonner", 5, 3),
        Page("page 400", "/actions/?page=400", 5, 3),
        Page("common word", "/actions/?q=assainissement", 3, 3),
        Page("search, all", "/recherche/?q=assainissement", 4, 3, plain_path="/actions/?q=assainissement"),
        Page("one action", f"/actions/{action}/", 1.5, 3),
        Page("one partner", f"/partenaires/{partner}/", 1, 5),
        Page("one mission", f"/missions/{mission}/", 0, 6, plain_path=f"/actions/{action}/"),
        Page("list, bureau", "/actions/", 3.3, 8, is_staff=True),
        Page("admin list", "/admin/missions/action/", 1.2, 8, is_staff=True),
        Page("CSV", "/actions.csv", 3.3, 100, rounds=1),
    ]


def compare(every):
    """Yield (Page, plain, ours right after a publication, ours once its parts are kept), dicts of `inside.measure`."""
    with ExitStack() as stack:
        ask_plain, ask_ours = (
            stack.enter_context(asking(each)) for each in ("tests.bench.plain.settings", "tests.served_settings")
        )
        for page in every:
            asked = {"is_staff": page.is_staff, "rounds": page.rounds}
            plain = ask_plain(path=page.plain_path or page.path, is_anew=False, **asked)
            yield (
                page,
                plain,
                ask_ours(path=page.path, is_anew=True, **asked),
                ask_ours(path=page.path, is_anew=False, **asked),
            )


@contextmanager
def asking(settings):
    """Give the function that has a page measured by a process of its own, with these settings."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.inside"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(**request):
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait(timeout=30)
