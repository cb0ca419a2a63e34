"""How often one may try to come in: what is free, how long one waits then, what is forgotten."""

import datetime as dt

import pytest

from portal.accounts.throttle import (
    LIMITS,
    AttemptKey,
    erase_old_attempts,
    forget_attempts,
    is_blocked,
    take_attempt,
    too_many_in_words,
    uncount_attempt,
    wait_in_words,
)
from portal.models import AttemptCount

NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
ACCOUNT, ADDRESS = AttemptKey("account", "redaction"), AttemptKey("address", "203.0.113.9")


@pytest.fixture
def clock(time_machine):
    """Move the clock so many seconds after noon."""

    def at(seconds):
        time_machine.move_to(NOON + dt.timedelta(seconds=seconds), tick=False)

    at(0)
    return at


def take(number, *keys):
    """Take so many attempts; return the seconds that each was made to wait."""
    return [take_attempt(*keys) for _ in range(number)]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LIMITS)
def test_the_free_attempts_pass_then_one_waits_twice_as_long_each_time_up_to_the_longest(clock, kind):
    limit, key, now = LIMITS[kind], AttemptKey(kind, "x"), 0
    assert take(limit.free, key) == [0] * limit.free
    for rank in range(8):
        wait = min(limit.first * 2**rank, limit.longest)
        assert take_attempt(key) == wait
        clock(now + wait - 1)
        assert (take_attempt(key), is_blocked(key)) == (1, True)
        now += wait
        clock(now)
        assert not is_blocked(key)
        assert take_attempt(key) == 0


@pytest.mark.django_db
def test_an_attempt_that_is_refused_under_one_key_counts_under_none(clock):
    take(5, ACCOUNT)
    assert take_attempt(ACCOUNT, ADDRESS) == 60
    assert not AttemptCount.objects.filter(digest=ADDRESS.digest).exists()
    assert AttemptCount.objects.get().attempts == 5


@pytest.mark.django_db
def test_of_two_waits_the_longest_is_told(clock):
    other = AttemptKey("mail", "x@exemple.invalid")
    take(5, ACCOUNT), take(3, other)
    assert (take_attempt(ACCOUNT, other), take_attempt(other, ACCOUNT)) == (600, 600)


@pytest.mark.django_db
def test_whoever_comes_in_is_forgotten_and_of_the_address_one_attempt_is_taken_back(clock):
    take(5, ACCOUNT, ADDRESS)
    forget_attempts(ACCOUNT)
    assert (take_attempt(ACCOUNT), AttemptCount.objects.get(digest=ACCOUNT.digest).attempts) == (0, 1)
    uncount_attempt(ADDRESS)
    assert AttemptCount.objects.get(digest=ADDRESS.digest).attempts == 4
    take(16, ADDRESS)
    assert is_blocked(ADDRESS)
    uncount_attempt(ADDRESS)
    assert not is_blocked(ADDRESS)
    uncount_attempt(AttemptKey("address", "never seen"))
    assert AttemptCount.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "attempts"), [(23, 5), (24, 1)])
def test_a_day_without_an_attempt_frees_all_of_them(clock, hours, attempts):
    take(4, ACCOUNT)
    clock(hours * 3600)
    take_attempt(ACCOUNT)
    assert AttemptCount.objects.get().attempts == attempts


@pytest.mark.django_db
def test_counts_are_erased_once_they_are_a_day_old(clock):
    take_attempt(ACCOUNT)
    clock(1)
    take_attempt(ADDRESS)
    assert [erase_old_attempts(NOON + dt.timedelta(days=1, seconds=each)) for each in (-1, 0, 1)] == [0, 1, 1]


def test_a_key_names_nobody_and_tells_its_kind():
    digests = {ACCOUNT.digest, AttemptKey("code", "redaction").digest, AttemptKey("account", "gestion").digest}
    assert len(digests) == 3
    assert not [each for each in digests if "redaction" in each or len(each) != 64]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 seconde"),
        (59, "59 secondes"),
        (60, "1 minute"),
        (61, "2 minutes"),  # never less than it is
        (3600, "60 minutes"),
    ],
)
def test_a_wait_is_told_to_the_second_then_to_the_minute(seconds, words):
    assert wait_in_words(seconds) == words
    assert too_many_in_words(seconds) == f"Trop d’essais. Attendez {words}, puis réessayez."
