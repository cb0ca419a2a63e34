"""The edition of the content: any write ends it, in every process; so does midnight in Québec."""

import datetime as dt
import logging
import threading
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import transaction

from records.models import Source
from records.page_cache import version
from records.page_cache.version import ContentVersion, shared_version
from records.page_cache.versioned_cache import VersionedCache
from records.publication.after_write import note_written
from tests.records.factories import SourceFactory

QUEBEC = ZoneInfo("America/Toronto")


class Clock:
    """Monotonic seconds and the time in Québec, moved by hand."""

    def __init__(self, now=dt.datetime(2026, 3, 2, 12, tzinfo=QUEBEC)):
        self.seconds, self.start = 1000.0, now

    def __call__(self):
        return self.seconds

    def now(self):
        """Return the local time."""
        return (self.start.astimezone(dt.UTC) + dt.timedelta(seconds=self.seconds - 1000)).astimezone(QUEBEC)


@pytest.fixture
def clock():
    return Clock()


def test_a_process_learns_of_a_write_in_another_within_a_second(clock):
    here, elsewhere = ContentVersion(clock=clock, now=clock.now), ContentVersion(clock=clock, now=clock.now)
    before = here.edition()
    assert elsewhere.edition() == before
    version.renew_version()
    clock.seconds += 1
    assert here.edition() != before
    assert here.edition() == elsewhere.edition()


def test_the_shared_cache_is_asked_once_a_second_at_most(clock):
    asked = []
    watch = ContentVersion(lambda: asked.append(clock()) or "v", clock, clock.now)
    for _ in range(100):
        watch.edition()
        clock.seconds += 0.1
    assert len(asked) <= 11
    assert min(after - before for before, after in pairwise(asked)) >= 0.999


def test_an_edition_ends_at_midnight_in_quebec_to_the_moment():
    clock = Clock(dt.datetime(2026, 3, 2, 23, 59, 59, 500_000, tzinfo=QUEBEC))
    watch = ContentVersion(lambda: "v", clock, clock.now)
    assert watch.edition().day == dt.date(2026, 3, 2)
    clock.seconds += 0.49
    assert watch.edition().day == dt.date(2026, 3, 2)
    clock.seconds += 0.02
    assert watch.edition().day == dt.date(2026, 3, 3)


def test_the_night_the_clocks_change_ends_when_it_should():
    clock = Clock(dt.datetime(2026, 3, 7, 23, 59, 59, 900_000, tzinfo=QUEBEC))
    watch = ContentVersion(lambda: "v", clock, clock.now)
    watch.edition()
    clock.seconds += 0.2
    assert watch.edition().day == dt.date(2026, 3, 8)


def test_nothing_is_trusted_while_the_shared_cache_does_not_answer_nor_what_came_before(clock):
    answers = ["v", None, "v"]
    watch = ContentVersion(lambda: answers.pop(0), clock, clock.now)
    before = watch.edition()
    clock.seconds += 1
    assert watch.edition() is None
    clock.seconds += 1
    assert watch.edition().version == before.version
    assert watch.edition() != before


def test_a_cache_that_fails_gives_no_version_and_is_logged(monkeypatch, caplog):
    def fail(_key):
        raise ConnectionError("gone")

    monkeypatch.setattr(version, "cache", type("Broken", (), {"get": staticmethod(fail)}))
    with caplog.at_level(logging.WARNING, logger="records.page_cache.shared"):
        assert shared_version() is None
    assert "gone" in caplog.text


def test_a_version_the_cache_forgot_never_comes_back():
    first = shared_version()
    cache.clear()
    assert shared_version() not in {first, None}


def test_the_content_changes_when_the_transaction_is_committed_not_before(db, django_capture_on_commit_callbacks):
    before = shared_version()
    with django_capture_on_commit_callbacks(execute=True):
        note_written(Source, [1])
        assert shared_version() == before
    assert shared_version() != before


def _fail_after_writing():
    with transaction.atomic():
        SourceFactory()
        raise RuntimeError


def test_a_transaction_that_fails_changes_nothing(db, django_capture_on_commit_callbacks):
    before = shared_version()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        _fail_after_writing()
    assert shared_version() == before


def test_saving_and_deleting_a_row_of_the_record_change_the_content(db, django_capture_on_commit_callbacks):
    versions = [shared_version()]
    with django_capture_on_commit_callbacks(execute=True):
        source = SourceFactory()
    versions.append(shared_version())
    with django_capture_on_commit_callbacks(execute=True):
        source.delete()
    versions.append(shared_version())
    assert len(set(versions)) == 3


def test_a_cache_that_fails_stops_no_write(db, monkeypatch, django_capture_on_commit_callbacks):
    def fail(*_args, **_options):
        raise ConnectionError("gone")

    monkeypatch.setattr(version, "cache", type("Broken", (), {"set": staticmethod(fail)}))
    with django_capture_on_commit_callbacks(execute=True):
        source = SourceFactory()
    assert type(source).objects.filter(pk=source.pk).exists()


def test_a_result_is_made_once_an_edition():
    editions, made = ["one"], []
    memory = VersionedCache(2, lambda: editions[0])
    assert [memory.recall("a", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
    editions[0] = "two"
    assert memory.recall("a", lambda: made.append(1) or len(made)) == 2


def test_a_memory_is_bounded_and_forgets_the_least_recently_asked():
    memory = VersionedCache(2, lambda: "one")
    for key in "abac":
        memory.recall(key, lambda key=key: key)
    assert list(memory._results) == ["a", "c"]


def test_texts_take_no_more_room_than_there_is():
    memory = VersionedCache(9, lambda: "one", room=10)
    for name in "abc":
        assert memory.recall(name, lambda name=name: name * 4) == name * 4
    assert [memory.recall(name, lambda: "made anew") for name in "bc"] == ["bbbb", "cccc"], "the oldest has left"
    assert memory.recall("long", lambda: "x" * 11) == "x" * 11
    assert memory.recall("b", lambda: "anew") == "anew", "what cannot fit is given, and kept by none"
    assert memory.recall("number", lambda: 12) == 12


def test_asking_again_keeps_a_result_and_making_room_takes_one_at_a_time():
    memory, made = VersionedCache(3, lambda: "one"), []
    for key in "abcadae":
        memory.recall(key, lambda key=key: made.append(key) or key)
    assert list(memory._results) == ["d", "a", "e"]
    assert made == ["a", "b", "c", "d", "e"]


def test_what_was_made_of_nothing_is_remembered_too():
    memory, made = VersionedCache(1, lambda: "one"), []
    assert [memory.recall("a", lambda: made.append(1)) for _ in range(2)] == [None, None]
    assert len(made) == 1


def test_a_result_that_could_not_be_made_is_made_again():
    memory, answers = VersionedCache(1, lambda: "one"), [ZeroDivisionError(), "made"]

    def make():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ZeroDivisionError):
        memory.recall("a", make)
    assert memory.recall("a", make) == "made"


def test_a_former_edition_that_comes_back_finds_nothing_of_what_it_left():
    editions = ["one"]
    memory = VersionedCache(9, lambda: editions[0])
    for edition, result in (("one", 1), ("two", 2), ("one", 3)):
        editions[0] = edition
        assert memory.recall("a", lambda result=result: result) == result


def test_nothing_is_remembered_without_an_edition():
    memory, made = VersionedCache(2, lambda: None), []
    for _ in range(2):
        memory.recall("a", lambda: made.append(1))
    assert len(made) == 2


def test_nothing_is_remembered_inside_a_transaction(db):
    memory, made = VersionedCache(2, lambda: "one"), []
    for _ in range(2):
        memory.recall("a", lambda: made.append(1))
    assert len(made) == 2


def test_a_result_made_while_the_content_changed_is_not_remembered():
    editions = ["one"]
    memory = VersionedCache(2, lambda: editions[0])

    def make():
        editions[0] = "two"
        memory.recall("b", lambda: "b")  # another reader, already in the next edition
        return "old"

    assert memory.recall("a", make) == "old"
    assert memory.recall("a", lambda: "new") == "new"


def test_many_threads_share_one_reading(clock):
    asked, start = [], threading.Barrier(8)
    watch = ContentVersion(lambda: asked.append(1) or "v", clock, clock.now)

    def read():
        start.wait()
        watch.edition()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked) == 1


def test_a_reader_does_not_wait_for_ever_for_who_reads_the_version(clock, monkeypatch):
    monkeypatch.setattr(version, "WAIT_FOR_VERSION", 0.01)
    watch = ContentVersion(lambda: "v", clock, clock.now)
    with watch._lock:
        assert watch.edition() is None
    assert watch.edition().version == "v"


def test_while_another_reads_it_the_version_known_for_a_moment_more_is_given(clock):
    watch = ContentVersion(lambda: "v", clock, clock.now)
    known = watch.edition()
    with watch._lock:
        assert watch.edition() == known


def test_who_waited_for_the_version_does_not_read_it_again(clock):
    asked = []
    watch = ContentVersion(lambda: asked.append(1) or "v", clock, clock.now)

    class Turn:
        """A lock that is had only once another has read the version."""

        def acquire(self, timeout):
            watch._read()
            return True

        def release(self):
            """Leave the turn."""

    watch._lock = Turn()
    assert watch.edition().version == "v"
    assert len(asked) == 1


def test_a_cache_that_is_slow_to_fail_is_not_asked_again_at_once(clock):
    def fail_slowly():
        clock.seconds += 5
        asked.append(clock())

    asked = []
    watch = ContentVersion(fail_slowly, clock, clock.now)
    assert watch.edition() is None
    clock.seconds += 0.9
    assert watch.edition() is None
    assert len(asked) == 1
    clock.seconds += 0.1
    assert watch.edition() is None
    assert len(asked) == 2


def test_a_version_that_was_slow_to_come_is_trusted_from_when_it_was_asked_for(clock):
    def answer_slowly():
        clock.seconds += 0.8
        return f"v{len(asked.append(1) or asked)}"

    asked = []
    watch = ContentVersion(answer_slowly, clock, clock.now)
    assert watch.edition().version == "v1"
    clock.seconds += 0.19
    assert watch.edition().version == "v1"
    clock.seconds += 0.02
    assert watch.edition().version == "v2"


def test_one_who_must_know_asks_again_at_once_but_not_a_dead_cache(clock):
    answers = ["one", "two", None, "three"]
    content = ContentVersion(lambda: answers.pop(0), clock, clock.now)
    assert content.edition().version == "one"
    content.reread()
    assert content.edition().version == "two"
    content.reread()
    content.reread()
    assert content.edition() is None
    assert answers == ["three"]
    clock.seconds += version.REREAD_AFTER
    content.reread()
    assert content.edition().version == "three"
