"""The tests' settings, to look at the gallery in a browser. No database: its records are made up."""

from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import TEMPLATES

DEBUG = True
ROOT_URLCONF = "tests.gallery.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
DATABASES = {}
# The session of another portal served on the loopback is not looked up.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
