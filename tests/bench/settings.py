"""The served portal's settings, with the app that the tests' factories know."""

from tests.served_settings import *  # noqa: F403
from tests.served_settings import INSTALLED_APPS as SERVED_APPS

INSTALLED_APPS = [*SERVED_APPS, "tests.records.bookshelf"]
