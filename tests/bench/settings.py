"""The served portal's settings, with the pages it is measured against."""

from pathlib import Path

from tests.served_settings import *  # noqa: F403
from tests.served_settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
