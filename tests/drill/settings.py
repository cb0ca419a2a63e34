"""The portal's settings of production, with its static files in the folder of the drill (DRILL_FOLDER)."""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["DRILL_FOLDER"]) / "static"
