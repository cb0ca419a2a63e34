"""The portal's settings of production, with its static files in the folder of the drill (DRILL_FOLDER).

DRILL_AHEAD: seconds by which the clock of a host runs ahead.
"""

import os
import time
from pathlib import Path

import time_machine

from config.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["DRILL_FOLDER"]) / "static"

if os.environ.get("DRILL_AHEAD"):
    time_machine.travel(time.time() + float(os.environ["DRILL_AHEAD"])).start()
