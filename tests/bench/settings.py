"""The portal's settings as the bench runs them: the demo's rules, a database and static files of its own."""

import os
from pathlib import Path

FOLDER = Path(os.environ["BENCH_FOLDER"])
os.environ.update(
    DEMO="1",
    DEBUG="0",
    SECRET_KEY="bench-only",
    CACHE_URL="locmemcache://",
    DATABASE_URL=f"sqlite:///{FOLDER / 'bench.sqlite3'}",
    LOG_LEVEL="ERROR",
)

from config.settings import *  # noqa: E402, F403
from config.settings import TEMPLATES  # noqa: E402

STATIC_ROOT = FOLDER / "static"
ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
