"""Files kept on disk: made once an edition, by one process at a time, whole or not at all."""

import multiprocessing
import os
import threading
import time

import pytest

from records.page_cache import files
from records.page_cache.files import BusyError, FileCache

# Seconds nobody should need: a test that hangs is told.
LIMIT = 10

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition():
    return ["un"]


@pytest.fixture
def kept(tmp_path, edition):
    return FileCache(lambda: tmp_path / "files", lambda: edition[0])


def maker(made, content=b"contenu"):
    """Return what writes `content`, and notes it in `made`."""

    def make(out):
        made.append(content)
        out.write(content)

    return make


def read(file):
    with file:
        return file.read()


def test_a_file_is_made_once_an_edition_and_dropped_with_it(kept, edition, tmp_path):
    made = []
    assert [read(kept.open("a", maker(made))) for _ in range(2)] == [b"contenu"] * 2
    assert len(made) == 1
    edition[0] = "deux"
    assert read(kept.open("a", maker(made, b"neuf"))) == b"neuf"
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 2  # the lock, the new one


def test_what_the_folder_holds_besides_is_left_alone(kept, edition, tmp_path):
    for name in ("media", "0123abcd"):
        (tmp_path / "files" / name).mkdir(parents=True)
    for number in "deux", "trois":
        edition[0] = number
        read(kept.open("a", maker([])))
    assert {path.name for path in (tmp_path / "files").iterdir() if len(path.name) < 32} == {
        "media",
        "0123abcd",
        "lock",
    }
    assert len(list((tmp_path / "files").iterdir())) == 4


@pytest.mark.parametrize("spoil", ["edition", "folder", "age"])
def test_it_is_made_again_where_it_may_not_be_trusted(kept, edition, tmp_path, spoil):
    made = []
    read(kept.open("a", maker(made)))
    if spoil == "edition":
        edition[0] = None
    elif spoil == "folder":
        kept.folder = lambda: tmp_path / "files" / files.LOCK_FILE
    else:
        for path in (tmp_path / "files").rglob("*"):
            os.utime(path, (0, 0))
    assert read(kept.open("a", maker(made))) == b"contenu"
    assert len(made) == 2


def test_nothing_is_left_of_a_file_that_could_not_be_made(kept, tmp_path):
    def fail(out):
        out.write(b"moit")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.open("a", fail)
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [files.LOCK_FILE]
    assert read(kept.open("a", maker([]))) == b"contenu"


def test_the_oldest_leave_when_there_is_no_room(kept):
    kept.capacity, made = 10, []
    for key in "ab":
        read(kept.open(key, maker(made)))
    read(kept.open("b", maker(made)))
    assert len(made) == 2
    read(kept.open("a", maker(made)))
    assert len(made) == 3


def make_slowly(folder, edition, notes):
    """Make the file of « a », as a process would, noting that it was made."""

    def make(out):
        with open(notes, "a", encoding="utf-8") as note:
            note.write("made\n")
        time.sleep(0.2)
        out.write(b"contenu")

    assert read(FileCache(lambda: folder, lambda: edition).open("a", make)) == b"contenu"


def test_two_processes_do_not_make_it_twice(tmp_path):
    fork = multiprocessing.get_context("fork")
    asked = [fork.Process(target=make_slowly, args=(tmp_path / "files", "un", tmp_path / "notes")) for _ in range(3)]
    for process in asked:
        process.start()
    for process in asked:
        process.join()
    assert [process.exitcode for process in asked] == [0, 0, 0]
    assert (tmp_path / "notes").read_text() == "made\n"


def test_some_threads_are_always_left_for_pages(kept, monkeypatch):
    arrived, go_on = threading.Semaphore(0), threading.Event()
    wait_for_lock = kept._lock

    def arrive():
        arrived.release()
        return wait_for_lock()

    def ask(key):
        def make(out):
            go_on.wait(LIMIT)

        kept.open(key, make).close()

    monkeypatch.setattr(kept, "_lock", arrive)
    threads = [threading.Thread(target=ask, args=(key,)) for key in range(files.MAX_WAITING)]
    for thread in threads:
        thread.start()
    for _thread in threads:
        assert arrived.acquire(timeout=LIMIT)
    with pytest.raises(BusyError):
        kept.open("another", maker([]))
    go_on.set()
    for thread in threads:
        thread.join()
    assert read(kept.open("another", maker([]))) == b"contenu"
