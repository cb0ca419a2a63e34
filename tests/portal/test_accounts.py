"""How an account is opened, guarded, forgotten and closed: invitation, second step, password, sessions, devices."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse

from portal.accounts.mails import send_password_link
from portal.accounts.passwords import is_common
from portal.accounts.sealing import seal_again
from portal.journal.current import CurrentRequest
from tests.client import StrictClient
from tests.portal.doors import PASSWORD, send

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "Trois outardes lisent un roman"
INDEX, ACCOUNT, STEP = reverse("admin:index"), reverse("mfa_index"), reverse("mfa_authenticate")


@pytest.fixture
def manager(client, db):
    """A browser in the hands of who manages the accounts."""
    client.force_login(User.objects.create_superuser("comptes", "comptes@exemple.invalid"))
    return client


@pytest.fixture
def guarded(colleague):
    """The same person, with an application of codes and codes kept for the day it is lost."""
    TOTP.activate(colleague, SECRET)
    RecoveryCodes.activate(colleague)
    return colleague


def code(secret=SECRET):
    """Return the code that the application shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def link_in(mail):
    """Return the path of the link of a mail."""
    return re.search(r"http://127.0.0.1:\d+(/admin/compte/mot-de-passe/\S+)", mail.body)[1]


def choose(client, path, password=NEW):
    """Follow the link of a mail and choose a password; return the last answer."""
    page = client.get(path, follow=True)
    return client.post(page.context["action_url"], {"password1": password, "password2": password})


def test_a_colleague_is_invited_on_one_page_then_comes_in(manager, mailoutbox):
    page = manager.get(reverse("admin:auth_user_add"))
    assert 'type="password"' not in page.text
    group = Group.objects.get(name="Rédaction")
    data = {"username": "nouvelle", "email": "nouvelle@exemple.invalid", "groups": [group.pk]}
    done = manager.post(reverse("admin:auth_user_add"), data, follow=True)
    assert "Une invitation est partie à nouvelle@exemple.invalid" in done.text
    (mail,) = mailoutbox
    assert mail.to == ["nouvelle@exemple.invalid"]
    person = StrictClient()
    assert choose(person, link_in(mail))["Location"] == reverse("account_login")
    assert send(person, "nouvelle", NEW).status_code == 302
    assert person.get(INDEX).status_code == 200
    assert person.get(reverse("admin:missions_mission_add")).status_code == 200
    assert "Ce lien a déjà servi" in person.get(link_in(mail), follow=True).text


def test_two_accounts_never_share_an_address(manager, colleague):
    data = {"username": "nouvelle", "email": "Redaction@exemple.invalid"}
    assert "Un autre compte a cette adresse." in manager.post(reverse("admin:auth_user_add"), data).text
    assert not User.objects.filter(username="nouvelle").exists()


def test_an_account_is_opened_even_if_no_mail_leaves_and_it_is_said(manager, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    data = {"username": "nouvelle", "email": "nouvelle@exemple.invalid"}
    done = manager.post(reverse("admin:auth_user_add"), data, follow=True)
    assert "l’invitation n’est pas partie" in done.text
    assert not User.objects.get(username="nouvelle").has_usable_password()


def test_who_manages_the_accounts_changes_a_role_and_sees_no_password(manager, colleague):
    address = reverse("admin:auth_user_change", args=[colleague.pk])
    page = manager.get(address).text
    assert "Rédaction" in page
    assert "Can add" not in page
    assert colleague.password.split("$")[-1] not in page
    group = Group.objects.get(name="Approbation")
    data = {"username": "redaction", "email": colleague.email, "is_active": "on", "groups": [group.pk]}
    assert manager.post(address, data).status_code == 302
    colleague.refresh_from_db()
    assert [each.name for each in colleague.groups.all()] == ["Approbation"]
    assert colleague.check_password(PASSWORD)


def test_a_group_says_in_french_what_it_may_do(manager):
    group = Group.objects.get(name="Approbation")
    page = manager.get(reverse("admin:auth_group_change", args=[group.pk])).text
    assert "missions\u00a0: ajouter, changer, supprimer, lire, mettre en ligne" in page
    assert "Can " not in page


def test_nobody_sets_the_password_of_somebody_else(manager, colleague):
    assert manager.get(f"/admin/auth/user/{colleague.pk}/password/").status_code in (302, 404)


def test_who_only_manages_accounts_gives_themself_nothing_and_does_not_touch_who_may_all(client, colleague):
    chief = User.objects.create_superuser("comptes", "comptes@exemple.invalid")
    colleague.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    other = User.objects.create_user("autre", "autre@exemple.invalid", is_staff=True)
    TOTP.activate(chief, SECRET)
    client.force_login(colleague)
    pages = {person: reverse("admin:auth_user_change", args=[person.pk]) for person in (colleague, chief, other)}
    for person in (colleague, chief, other):
        data = {"username": person.username, "email": person.email, "is_active": "on", "is_superuser": "on"}
        assert client.post(pages[person], data).status_code == 302
    assert list(User.objects.filter(is_superuser=True)) == [chief]
    client.post(reverse("admin:auth_user_changelist"), {"action": "forget_second_step", "_selected_action": [chief.pk]})
    assert Authenticator.objects.filter(user=chief).exists()


def test_secrets_have_no_page_at_the_bureau(manager):
    for path in ("mfa/authenticator/", "usersessions/usersession/", "account/emailaddress/"):
        assert manager.get(f"/admin/{path}").status_code == 404


def test_the_second_step_is_asked_then_opens_to_a_code(client, guarded):
    assert send(client, password=PASSWORD, next="/admin/missions/mission/")["Location"] == STEP
    assert client.get(INDEX)["Location"].startswith("/admin/login/")
    assert "Ce code n’est pas le bon." in client.post(STEP, {"code": "000000"}).text
    assert client.post(STEP, {"code": code()})["Location"] == "/admin/missions/mission/"
    assert client.get(INDEX).status_code == 200


def test_a_code_kept_opens_once(client, guarded):
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()[0]
    send(client, password=PASSWORD)
    assert client.post(STEP, {"code": kept}).status_code == 302
    client.logout()
    send(client, password=PASSWORD)
    assert client.post(STEP, {"code": kept}).status_code == 200


def test_secrets_are_sealed_and_a_key_that_changes_is_followed(client, guarded, settings):
    rows = Authenticator.objects.order_by("pk")
    former = [row.data for row in rows]
    assert SECRET not in str(former)
    settings.MFA_KEYS = ["une autre clé"]
    assert seal_again() == 2
    assert seal_again() == 0
    settings.SECRET_KEY = "encore une autre"
    assert [row.data for row in rows.all()] != former
    send(client, password=PASSWORD)
    assert client.post(STEP, {"code": code()}).status_code == 302
    settings.MFA_KEYS = []
    client.logout()
    send(client, password=PASSWORD)
    assert "Ce code n’est pas le bon." in client.post(STEP, {"code": code()}).text


def test_who_never_chose_a_password_is_led_to_choose_one_before_changing_how_they_come_in(client, colleague):
    colleague.set_unusable_password()
    colleague.save()
    client.force_login(colleague)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reset_password"))


def test_codes_are_not_guessed(client, guarded):
    send(client, password=PASSWORD)
    tries = [client.post(STEP, {"code": f"{each:06}"}).text for each in range(6)]
    assert "Trop d’essais. Attendez 1 minute" in tries[-1]
    assert "Trop d’essais" in client.post(STEP, {"code": code()}).text


def test_one_may_give_up_at_the_second_step(client, guarded):
    send(client, password=PASSWORD)
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get(STEP)["Location"] == reverse("account_login")


def test_who_lost_the_second_step_is_let_in_by_who_manages_the_accounts(manager, guarded, mailoutbox):
    chosen = {"action": "forget_second_step", "_selected_action": [guarded.pk]}
    assert (
        "La seconde étape a été retirée"
        in manager.post(reverse("admin:auth_user_changelist"), chosen, follow=True).text
    )
    assert "La seconde étape a été retirée" in mailoutbox[0].body
    assert send(StrictClient(), password=PASSWORD)["Location"] == INDEX


def test_a_form_left_open_is_carried_through_the_second_step(client, guarded):
    carried = '{"sent": {"title": ["Visite du port"]}, "typist": ""}'
    send(client, password=PASSWORD, next=reverse("admin:missions_action_add"), _saisie=carried)
    back = client.post(STEP, {"code": code()})
    assert 'value="Visite du port"' in client.get(back["Location"]).text


def test_an_application_is_added_with_an_image_of_ours(client, colleague, mailoutbox, commits):
    send(client, password=PASSWORD)
    add = reverse("mfa_activate_totp")
    client.post(client.get(add)["Location"], {"password": PASSWORD})
    page = client.get(add)
    assert f'src="{reverse("account_qr_code")}"' in page.text
    assert "data:" not in page.text
    secret = page.context["form"].secret
    image = client.get(reverse("account_qr_code"))
    assert image["Content-Type"] == "image/svg+xml"
    assert b"<path" in image.content
    done = client.post(add, {"code": code(secret)}, follow=True)
    assert len(re.findall(r"<code>\d{8}</code>", done.text)) == 10
    assert "Application de codes\u00a0: ajoutée" in client.get(ACCOUNT).text
    assert any("Une application de codes a été ajoutée." in mail.body for mail in mailoutbox)
    assert client.get(reverse("account_qr_code")).status_code == 404


def test_how_one_comes_in_is_changed_only_by_who_gives_the_password_again(client, colleague):
    client.force_login(colleague)
    again = client.get(reverse("mfa_activate_totp"))["Location"]
    assert again.startswith(reverse("account_reauthenticate"))
    assert "Ce n’est pas votre mot de passe." in client.post(again, {"password": "autre"}).text
    assert client.post(again, {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")
    for name in ("mfa_add_webauthn", "mfa_activate_totp"):
        page = client.get(reverse(name))
        assert page.status_code == 200
    assert "use-key" in client.get(reverse("mfa_add_webauthn")).text


def test_where_it_is_required_nobody_works_without_a_second_step(client, guarded, approbation, settings):
    settings.REQUIRE_MFA = True
    client.force_login(approbation)
    for path in (INDEX, reverse("admin:missions_mission_changelist"), "/missions/"):
        assert client.get(path)["Location"] == ACCOUNT
    assert "le bureau ne s’ouvre qu’avec elle" in client.get(ACCOUNT).text
    client.logout()
    assert client.get("/missions/").status_code == 200
    client.force_login(guarded)
    assert client.get(INDEX).status_code == 200


def test_a_password_forgotten_is_chosen_again_by_mail(client, colleague, mailoutbox):
    for _attempt in range(6):
        send(client)
    forgotten = reverse("account_reset_password")
    told = [
        client.post(forgotten, {"email": f"{name}@exemple.invalid"}, follow=True).text for name in ("rien", "redaction")
    ]
    assert told[0] == told[1]
    assert "Si un compte du bureau a cette adresse" in told[0]
    (mail,) = mailoutbox
    assert choose(client, link_in(mail)).status_code == 302
    assert send(client, password=NEW).status_code == 302
    assert "Le mot de passe a été choisi de nouveau." in mailoutbox[1].body


def test_mails_leave_once_the_answer_left(rf, colleague, mailoutbox):
    asked = rf.post("/")
    response = CurrentRequest(lambda _request: (send_password_link(colleague), HttpResponse())[1])(asked)
    assert mailoutbox == []
    response.close()
    assert mailoutbox[0].to == [colleague.email]


def test_a_password_is_changed_by_who_knows_it_and_the_other_sessions_close(client, colleague, mailoutbox):
    other = StrictClient()
    for each in (other, client):
        send(each, password=PASSWORD)
    page, new = reverse("admin:password_change"), {"password1": NEW, "password2": NEW}
    assert client.post(page, {"oldpassword": "autre", **new}).status_code == 200
    assert "15" in client.post(page, {"oldpassword": PASSWORD, "password1": "x", "password2": "x"}).text
    assert client.post(page, {"oldpassword": PASSWORD, **new})["Location"] == ACCOUNT
    assert client.get(INDEX).status_code == 200
    assert other.get(INDEX).status_code == 302
    assert "Le mot de passe a été changé." in mailoutbox[-1].body
    tries = [client.post(page, {"oldpassword": "autre", **new}).text for _attempt in range(6)]
    assert "Trop d’essais" in tries[-1]


def test_mails_are_not_asked_for_without_end(client, colleague, mailoutbox):
    forgotten = reverse("account_reset_password")
    pages = [client.post(forgotten, {"email": "redaction@exemple.invalid"}) for _ in range(5)]
    assert len(mailoutbox) == 3
    assert "Trop d’essais. Attendez 10 minutes" in pages[-1].text


def test_a_device_not_known_is_told_by_mail_once(client, colleague, mailoutbox):
    for _time in range(2):
        done = client.post(
            reverse("account_login"), {"login": "redaction", "password": PASSWORD}, HTTP_USER_AGENT="Navigateur d’essai"
        )
        client.post(reverse("account_logout"))
    (mail,) = mailoutbox
    assert "Navigateur d’essai" in mail.body
    cookie = done.cookies[f"appareil-{colleague.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")


def test_one_sees_ones_sessions_and_closes_the_others(client, colleague):
    other = StrictClient()
    for each in (other, client):
        send(each, password=PASSWORD)
    page = client.get(reverse("usersessions_list")).text
    assert page.count("203.0.113.9") == 2
    assert "(celle-ci)" in page
    client.post(reverse("usersessions_list"))
    assert other.get(INDEX).status_code == 302
    assert client.get(INDEX).status_code == 200


def test_a_session_left_alone_is_closed(client, colleague, settings):
    with time_machine.travel(dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC), tick=False) as clock:
        send(client, password=PASSWORD)
        for minutes, status in ((50, 200), (50, 200), (61, 302)):
            clock.shift(dt.timedelta(minutes=minutes))
            assert client.get(INDEX).status_code == status


@pytest.mark.parametrize(
    "password",
    [
        "motdepassequebec",
        "Bonjour-Quebec-2026!",
        "m0tdep@ssem0tdep@sse",
        "azertyuiopqsdfgh",
        "aaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "123456789012345678",
        "J’aime le Québec",
    ],
)
def test_what_everybody_chooses_is_refused(password):
    assert is_common(password)
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", [NEW, "correct cheval pile agrafe", "x7Kp-92vQ-mm4T-zz1"])
def test_a_phrase_of_ones_own_is_taken(password):
    validate_password(password)


def test_a_password_has_fifteen_characters():
    with pytest.raises(ValidationError, match="15"):
        validate_password("Outarde-Roman1")
