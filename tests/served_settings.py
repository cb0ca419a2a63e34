"""The portal's settings as it is served for a measure or a proof: the demo's rules, everything else in one folder.

SERVED_FOLDER: the folder of its static files, and of its database unless SERVED_DATABASE_URL names another.
"""

import os
from pathlib import Path

FOLDER = Path(os.environ["SERVED_FOLDER"])
os.environ.update(
    DEMO="1",
    DEBUG="0",
    SECRET_KEY="served-on-the-loopback-only",
    CACHE_URL="locmemcache://",
    DATABASE_URL=os.environ.get("SERVED_DATABASE_URL") or f"sqlite:///{FOLDER / 'served.sqlite3'}",
    LOG_LEVEL="ERROR",
)

from config.settings import *  # noqa: E402, F403

STATIC_ROOT = FOLDER / "static"
MEDIA_ROOT = FOLDER / "media"
