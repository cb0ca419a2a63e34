"""Secrets sealed, devices known again, passwords that everybody chooses, and who stands in for whom."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from portal.accounts.adapter import AccountAdapter
from portal.accounts.devices import DEVICE_LIFETIME, is_known_device, remember_device
from portal.accounts.passwords import is_common
from portal.accounts.sealing import seal, seal_again, unseal
from portal.accounts.standing_in import deputies_of, may_approve, replaced_by
from portal.models import StandIn
from tests.portal.accountability.entries import TODAY, D
from tests.portal.factories import PersonFactory, StandInFactory

PUBLISH, CHANGE = "missions.publish_mission", "missions.change_mission"


def test_a_secret_is_sealed_and_opened_and_two_seals_differ(settings):
    settings.MFA_KEYS = ["first"]
    sealed = seal("JBSWY3DP é")
    assert unseal(sealed) == "JBSWY3DP é"
    assert "JBSWY3DP" not in sealed
    assert sealed != seal("JBSWY3DP é")


@pytest.mark.parametrize(
    ("keys", "opens"),
    [
        (["first"], True),
        (["second", "first"], True),  # a former key still opens
        (["second"], False),
        ([], False),
    ],
)
def test_any_key_of_the_host_opens_and_no_other(settings, keys, opens):
    settings.MFA_KEYS = ["first"]
    sealed = seal("JBSWY3DP")
    settings.MFA_KEYS = keys
    assert (unseal(sealed) == "JBSWY3DP") == opens


def test_the_key_of_the_site_always_opens(settings):
    settings.MFA_KEYS = []
    sealed = seal("JBSWY3DP")
    settings.MFA_KEYS = ["first"]
    assert unseal(sealed) == "JBSWY3DP"


def test_what_no_key_opens_is_replaced_by_what_nobody_guesses():
    assert unseal("n’importe quoi") != unseal("n’importe quoi")


@pytest.mark.django_db
def test_what_an_older_key_sealed_is_sealed_with_the_newest_once(settings):
    settings.MFA_KEYS = ["first"]
    person, data = PersonFactory(), {"secret": seal("A"), "codes": [seal("B"), "plain"], "used": 3}
    row = Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data)
    other = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"credential": seal("C")})
    settings.MFA_KEYS = ["second", "first"]
    assert (seal_again(), seal_again()) == (1, 0)
    settings.MFA_KEYS = ["second"]
    row.refresh_from_db()
    assert (unseal(row.data["secret"]), unseal(row.data["codes"][0]), row.data["codes"][1]) == ("A", "B", "plain")
    assert row.data["used"] == 3
    assert Authenticator.objects.get(pk=other.pk).data == other.data


def known(rf, person, cookies):
    request = rf.get("/")
    request.COOKIES = cookies
    return is_known_device(request, person)


def test_a_device_is_known_again_for_a_year_and_for_one_person(rf, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC), tick=False)
    person, response = User(pk=7), HttpResponse()
    assert not known(rf, person, {})
    remember_device(response, person)
    [(name, morsel)] = response.cookies.items()
    assert (name, morsel["path"], morsel["httponly"], morsel["samesite"]) == ("appareil-7", "/admin/", True, "Lax")
    cookies = {name: morsel.value}
    assert known(rf, person, cookies)
    assert not known(rf, User(pk=8), {"appareil-8": morsel.value})
    assert not known(rf, person, {name: f"{morsel.value}x"})
    for seconds, is_kept in ((DEVICE_LIFETIME, True), (2, False)):
        time_machine.shift(seconds)
        assert known(rf, person, cookies) == is_kept


@pytest.mark.parametrize(
    ("password", "common"),
    [
        ("aaaaabbbbbcccccddddd", True),  # four characters
        ("edcba edcba edcba edcba", False),
        ("motdepasse-2026", True),
        ("M0TD€P@SSE!!", True),  # letters dressed as figures
        ("1234 5678 9012", True),
        ("zyxwvutsrqponmlkj", True),  # backwards
        ("qsdfghj-outarde-du-lac", False),  # a row of seven keys
        ("!?!?$$$$%%%%&&&&(((())))", True),  # no letter at all
        ("Мой кот любит синюю рыбу", False),  # a phrase in another alphabet
        ("القط يحب السمك الأزرق", False),
        ("", True),
    ],
)
def test_what_is_tried_first_is_common_in_any_dress(password, common):
    assert is_common(password) == common


@pytest.fixture
def on_the_day(time_machine):
    """The second of March 2026 in Québec."""
    time_machine.move_to("2026-03-02T17:00:00Z")


@pytest.mark.django_db
def test_who_stands_in_approves_in_the_place_of_the_other_and_nothing_else(on_the_day, approbation, redaction):
    StandInFactory(absent=approbation, deputy=redaction)
    person = User.objects.get(pk=redaction.pk)
    assert (person.has_perm(PUBLISH), may_approve(person), may_approve(approbation)) == (True, False, True)
    assert (replaced_by(person, PUBLISH), replaced_by(person, CHANGE)) == ([approbation], [])
    assert replaced_by(approbation, PUBLISH) == []
    assert set(deputies_of(User.objects.all())) == {redaction}
    assert not deputies_of(User.objects.filter(pk=redaction.pk)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (TODAY, TODAY, True),
        (D(2026, 3, 3), D(2026, 3, 9), False),
        (D(2026, 2, 1), D(2026, 3, 1), False),
        (D(2026, 3, 1), D(2026, 3, 2), True),
    ],
)
def test_a_stand_in_holds_from_its_first_day_through_its_last(starts_on, ends_on, holds):
    row = StandInFactory(starts_on=starts_on, ends_on=ends_on)
    assert list(StandIn.objects.in_force(TODAY)) == [row] * holds
    assert row.is_over(TODAY) == (ends_on < TODAY)
    for person in (row.absent, row.deputy):
        assert list(StandIn.objects.of(person)) == [row]
    assert not StandIn.objects.of(PersonFactory()).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["absent", "deputy"])
@pytest.mark.parametrize("closed", ["is_active", "is_staff"])
def test_an_account_that_is_closed_stands_in_for_nobody(side, closed):
    row = StandInFactory(**{f"{side}__{closed}": False})
    assert not StandIn.objects.in_force(TODAY).exists()
    if side == "deputy":
        with pytest.raises(ValidationError, match="fermé"):
            row.clean()
    else:
        row.clean()


def test_a_stand_in_says_who_in_whose_place_and_when():
    row = StandIn(absent=User(username="a"), deputy=User(username="b"), starts_on=D(2026, 3, 1), ends_on=D(2026, 3, 9))
    assert str(row) == "b à la place de a, du 1er\u00a0mars 2026 au 9\u00a0mars 2026"
    assert not StandIn().is_over(TODAY)  # a form without its day


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("/admin/missions/mission/?q=a#b", True),
        ("/missions/", True),
        ("/admin/logout/", False),
        ("/admin/nulle-part/", False),
        ("/nulle-part/", False),
        ("missions/", False),
        ("https://ailleurs.invalid/missions/", False),
        ("//ailleurs.invalid/missions/", False),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_one_is_led_on_to_a_page_of_ours_alone(address, is_safe):
    assert AccountAdapter().is_safe_url(address) == is_safe
