"""One way into the bureau: who may come in, how often one may try, where it leads, what it says."""

import datetime as dt
from functools import partial

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse

from portal.accounts import throttle
from portal.accounts.throttle import LIMITS, AttemptKey, erase_old_attempts, take_attempt, wait_in_words
from portal.models import AttemptCount
from tests.portal.doors import PASSWORD, SIGN_IN, send

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)
FREE = LIMITS["account"].free


@pytest.fixture
def clock():
    """The hour, held."""
    with time_machine.travel(NOW, tick=False) as held:
        yield held


@pytest.mark.parametrize("login", ["redaction", "REDACTION@exemple.invalid"])
def test_a_person_of_the_bureau_comes_in_by_name_or_by_address(client, colleague, login):
    assert send(client, login, PASSWORD)["Location"] == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("changed", [{"is_staff": False}, {"is_active": False}])
def test_whoever_does_not_work_there_is_refused_as_a_stranger_is(client, colleague, changed):
    User.objects.update(**changed)
    told = [send(client, login, PASSWORD) for login in ("redaction", "inconnu")]
    assert [page.status_code for page in told] == [200, 200]
    assert all("L’identifiant ou le mot de passe n’est pas le bon." in page.text for page in told)


def test_who_is_signed_in_and_may_not_enter_is_told_so(client):
    client.force_login(User.objects.create_user("ailleurs"))
    page = client.get(SIGN_IN)
    assert page.status_code == 403
    assert "Votre compte ne permet pas cela" in page.text


@pytest.mark.parametrize("path", ["signup/", "email/", "compte/signup/", "password/set/", "confirm-email/"])
def test_what_we_do_not_use_of_the_library_has_no_address(client, approbation, path):
    client.force_login(approbation)
    assert client.get(f"/admin/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/admin/missions/mission/", "/admin/missions/mission/"),
        ("/missions/?annee=2025", "/missions/?annee=2025"),
        ("/admin/nulle-part/", "/admin/"),
        ("/nulle-part/", "/admin/"),
        ("https://ailleurs.exemple/admin/", "/admin/"),
        ("//ailleurs.exemple/admin/", "/admin/"),
        ("/admin/logout/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
    ],
)
def test_one_is_led_to_a_page_of_ours_that_exists(client, colleague, asked, led):
    assert send(client, password=PASSWORD, next=asked)["Location"] == led


def test_after_some_attempts_one_waits_longer_each_time(client, colleague, clock):
    for wait in (0, 60, 120, 240):
        clock.shift(dt.timedelta(seconds=wait))
        while (page := send(client)).status_code == 200:
            continue
    assert page.status_code == 429
    assert "Trop d’essais. Attendez 8 minutes, puis réessayez." in page.text
    assert page["Retry-After"] == "480"


def test_the_right_password_waits_too_then_comes_in_and_all_is_forgotten(client, colleague, clock):
    assert [send(client).status_code for _ in range(FREE + 1)] == [200] * FREE + [429]
    assert send(client, password=PASSWORD).status_code == 429
    clock.shift(dt.timedelta(seconds=61))
    assert send(client, password=PASSWORD).status_code == 302
    client.logout()
    assert [send(client).status_code for _ in range(FREE + 1)] == [200] * FREE + [429]


def test_the_name_and_the_address_of_an_account_are_one(client, colleague, clock):
    logins = ["redaction", "redaction@exemple.invalid"] * FREE
    assert [send(client, login).status_code for login in logins[: FREE + 1]] == [200] * FREE + [429]


def test_an_attempt_that_is_refused_makes_nobody_wait_longer(client, colleague, clock):
    for _ in range(FREE + 20):
        send(client)
    clock.shift(dt.timedelta(seconds=61))
    assert send(client, password=PASSWORD).status_code == 302


def test_an_address_that_tries_many_accounts_waits_and_others_do_not(client, colleague, clock):
    free = LIMITS["address"].free
    assert [send(client, f"compte-{each}").status_code for each in range(free + 1)] == [200] * free + [429]
    assert send(client, password=PASSWORD).status_code == 429
    assert send(client, password=PASSWORD, address="203.0.113.10").status_code == 302


def test_nobody_gives_themselves_another_address(client, colleague, clock):
    tries = [
        client.post(SIGN_IN, {"login": f"c{each}", "password": "x"}, HTTP_X_FORWARDED_FOR=f"203.0.113.{each}")
        for each in range(LIMITS["address"].free + 1)
    ]
    assert tries[-1].status_code == 429


def test_the_password_is_not_looked_at_while_one_waits(client, colleague, clock, monkeypatch):
    for _ in range(FREE):
        send(client)
    looked = []
    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", lambda *given: looked.append(given))
    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.verify", lambda *given: looked.append(given))
    assert send(client).status_code == 429
    assert looked == []


def test_signing_in_frees_one_attempt_of_the_address_and_no_more(client, colleague, clock):
    for each in range(3):
        send(client, f"compte-{each}")
    send(client, password=PASSWORD)
    assert sorted(AttemptCount.objects.values_list("attempts", flat=True)) == [1, 1, 1, 3]


def test_attempts_are_counted_under_words_that_name_nobody(client, colleague):
    send(client)
    assert {len(each.digest) for each in AttemptCount.objects.all()} == {64}


def test_old_attempts_are_forgotten_then_erased(clock):
    key = AttemptKey("account", "redaction")
    tries = partial(take_attempt, key)
    assert [tries() for _ in range(FREE + 1)] == [0] * FREE + [60]
    clock.shift(throttle.FORGOTTEN)
    assert [tries() for _ in range(FREE + 1)] == [0] * FREE + [60]
    assert erase_old_attempts(NOW + throttle.FORGOTTEN) == 0
    assert erase_old_attempts(NOW + 2 * throttle.FORGOTTEN) == 1


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 seconde"), (45, "45 secondes"), (60, "1 minute"), (61, "2 minutes")]
)
def test_a_wait_is_told_in_words(seconds, words):
    assert wait_in_words(seconds) == words


def test_a_reader_of_public_pages_is_given_no_cookie(client, record):
    for url in ("/", "/missions/", "/en/missions/"):
        assert "Set-Cookie" not in client.get(url).headers
