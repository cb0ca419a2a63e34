"""Files that take long to make: made once an edition of the content, kept on disk for the processes of a machine.

One is made at a time, so that the pages of other readers do not wait; whoever asks for the same one finds it made.
"""

import fcntl
import hashlib
import io
import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TypeAlias, cast

from django.db import transaction

# Bytes that the files of a machine may take; the oldest leave first.
CAPACITY = 512 * 1024 * 1024
# Seconds a file lives whatever happens: a write made behind the portal's back shows after that.
FILE_LIFETIME = 3600
# Readers of a process that may wait for a file at once: the other threads serve pages.
MAX_WAITING = 4
# Bytes of a file that is not kept, beyond which it is written on the disk.
IN_MEMORY = 1024 * 1024
LOCK_FILE = "lock"
# What files and the folders of editions are named.
DIGEST = re.compile("[0-9a-f]{32}")

Make: TypeAlias = Callable[[IO[bytes]], None]

logger = logging.getLogger(__name__)


class BusyError(Exception):
    """Too many files are being made; asking again in a moment will do."""


class FileCache:
    """Files by key, in `folder`; `edition` returns the edition in force, or None while nobody knows it.

    Safe for threads and processes.
    """

    def __init__(self, folder: Callable[[], Path], edition: Callable[[], object], capacity: int = CAPACITY) -> None:
        self.folder, self.edition, self.capacity = folder, edition, capacity
        self._waiting = threading.BoundedSemaphore(MAX_WAITING)

    def open(self, key: Hashable, make: Make) -> IO[bytes]:
        """Return the file of `key`, open for reading: the one kept, or else the one `make` writes.

        Raise BusyError where too many others wait already.
        """
        # Read before the file is made: what is published meanwhile makes it stale at once. What is read inside a
        # transaction may never be committed.
        edition = None if transaction.get_connection().in_atomic_block else self.edition()
        if edition is None:
            return self.open_unkept(make)
        path = self.folder() / _digest(edition) / _digest(key)
        return _find(path) or self._made(path, make)

    def open_unkept(self, make: Make) -> IO[bytes]:
        """Return what `make` writes, open for reading, in a file without a name that is gone once it is closed."""
        with self._turn():
            return _unnamed(make)

    def _made(self, path: Path, make: Make) -> IO[bytes]:
        with self._turn() as may_write:
            if not may_write:
                return _unnamed(make)
            # Another may have made it while this one waited.
            found = _find(path)
            if found:
                return found
            self._drop_all_but(path.parent)
            _write(path, make)
            written = path.open("rb")
            self._make_room(path)
            return written

    @contextmanager
    def _turn(self) -> Iterator[bool]:
        """Wait for one's turn among all the processes; yield whether the folder may be written in."""
        if not self._waiting.acquire(blocking=False):
            raise BusyError
        try:
            lock = self._lock()
            try:
                yield lock is not None
            finally:
                if lock is not None:
                    os.close(lock)
        finally:
            self._waiting.release()

    def _lock(self) -> int | None:
        """Hold the lock of the folder, as a file descriptor to close; None where the folder cannot be written in."""
        try:
            self.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self.folder() / LOCK_FILE, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            logger.warning("Files are not kept: %s", error)
            return None
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _drop_all_but(self, current: Path) -> None:
        """Remove what was made under other editions: whoever reads a file of theirs reads it to its end.

        What the folder holds besides is not ours to remove.
        """
        for each in self.folder().iterdir():
            if each.is_dir() and each != current and DIGEST.fullmatch(each.name):
                shutil.rmtree(each, ignore_errors=True)
        current.mkdir(exist_ok=True)

    def _make_room(self, newest: Path) -> None:
        """Remove the oldest files until the others fit, and in any case all but the newest."""
        kept = sorted(newest.parent.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
        total = 0
        for each in kept:
            total += each.stat().st_size
            if total > self.capacity and each != newest:
                each.unlink()


def _digest(key: object) -> str:
    return hashlib.sha256(repr(key).encode()).hexdigest()[:32]


def _find(path: Path) -> IO[bytes] | None:
    """Return the file at `path`, open for reading, if it is there and young enough."""
    with suppress(FileNotFoundError, NotADirectoryError):
        file = path.open("rb")
        if time.time() - os.fstat(file.fileno()).st_mtime < FILE_LIFETIME:
            return file
        file.close()
    return None


def _unnamed(make: Make) -> IO[bytes]:
    """Return what `make` writes: in memory if it is small, otherwise in a file without a name."""
    out = cast(IO[bytes], tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - whoever asked closes it
    try:
        make(out)
    except BaseException:
        out.close()
        raise
    size = out.tell()
    out.seek(0)
    if size > IN_MEMORY:
        return out
    with out:
        return io.BytesIO(out.read())


def _write(path: Path, make: Make) -> None:
    """Write a file at once: nobody finds half of it, and nothing is left of one that could not be made."""
    number, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(number, "wb") as out:
            make(out)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
