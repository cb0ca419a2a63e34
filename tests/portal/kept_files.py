"""What the site keeps while nobody writes, kept in tests too: inside a transaction it is made anew each time."""

import io
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.page_cache.files import FileCache
from records.page_cache.version import CONTENT_VERSION

# What tells that no transaction is open.
OUTSIDE = SimpleNamespace(get_connection=lambda: SimpleNamespace(in_atomic_block=False))


class FilesMadeOnce:
    """The files made until they are forgotten, by key; `recalled`: statements that those given again had cost."""

    def __init__(self):
        self.recalled = 0
        self._made = {}

    def open(self, cache, key, make):
        """Return the file of `key`, open for reading, as `FileCache.open` does."""
        if key in self._made:
            content, cost = self._made[key]
            self.recalled += cost
        else:
            with CaptureQueriesContext(connection) as queries, cache.open_unkept(make) as file:
                content = file.read()
            self._made[key] = content, len(queries)
        return io.BytesIO(content)

    def forget(self):
        """Have every file made anew."""
        self._made.clear()


@contextmanager
def files_made_once():
    """Have each file made once while this lasts; yield the FilesMadeOnce."""
    files = FilesMadeOnce()
    with mock.patch.object(FileCache, "open", lambda cache, key, make: files.open(cache, key, make)):
        yield files


@contextmanager
def as_between_two_writes():
    """Have the site keep what it keeps while nobody writes: inside a transaction, as here, it keeps nothing."""
    CONTENT_VERSION.reread()
    with mock.patch("records.page_cache.versioned_cache.transaction", OUTSIDE):
        yield
