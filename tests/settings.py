"""The portal's settings, as tests run them: nothing is read from the environment but the database."""

import os
import tempfile

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.update(DEMO="1", DEBUG="0", SECRET_KEY="tests-only", CACHE_URL="locmemcache://", LOG_LEVEL="CRITICAL")
os.environ["DOWNLOADS_DIR"] = tempfile.mkdtemp(prefix="downloads-")

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, PLAIN, STORAGES

STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": PLAIN},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
# What the ground floor is tried on, since it knows no record of the portal.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.records.bookshelf"]
