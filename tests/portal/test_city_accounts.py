"""Signing in with the city's own accounts, at a provider of OpenID Connect that runs here."""

from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from oidc_provider_mock import User as Subject
from oidc_provider_mock._app import app
from oidc_provider_mock._server import _threaded_server

from config.env import refuse_to_guess
from portal.accounts.throttle import LIMITS
from portal.models import JournalEntry
from tests.portal.doors import SIGN_IN

# What the provider leans on is to change; it is not ours.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")]

CITY = {"provider_id": "ville"}
LEAVE, BACK = reverse("openid_connect_login", kwargs=CITY), reverse("openid_connect_callback", kwargs=CITY)
EMAIL, SUBJECT = "redaction@exemple.invalid", "sujet-1"
NOBODY = "Aucun compte ouvert du bureau ne répond"


@pytest.fixture(scope="module")
def provider():
    """The address of a provider; whoever names a subject there is that subject."""
    with _threaded_server(host="127.0.0.1", app=app(require_nonce=True)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(autouse=True)
def city(provider, settings, colleague):
    """The portal, told of the provider."""
    settings.OIDC = {"server": provider, "client_id": "portail", "secret": "s", "name": "Ma ville", "domains": []}
    return settings.OIDC


def known_as(provider, sub=SUBJECT, **claims):
    """Have the provider know a subject by what it says of them."""
    requests.put(f"{provider}/users/{sub}", json=Subject(sub=sub, claims=claims).claims, timeout=5).raise_for_status()


def leave(client, **values):
    """Go to the provider; return the address it is asked at."""
    page = client.post(LEAVE, values)
    assert page.status_code == 200
    return page["Refresh"].partition("url=")[2]


def return_address(asked, sub=SUBJECT):
    """Sign in at the provider; return (path, values) that it leads back to."""
    answer = requests.post(asked, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert back.path == BACK
    return back.path, dict(parse_qsl(back.query))


def come_in(client, sub=SUBJECT, **values):
    """Go to the provider, sign in there and come back; return what we answer."""
    return client.get(*return_address(leave(client, **values), sub))


def words(client, response):
    """Return what the sign-in page says to who is led back to it."""
    assert response["Location"] == SIGN_IN
    return client.get(SIGN_IN).text


def test_a_verified_address_is_attached_once_then_the_subject_is_enough(client, provider, colleague, mailoutbox):
    known_as(provider, email=EMAIL.upper(), email_verified=True)
    assert "Ma ville" in client.get(SIGN_IN).text
    assert come_in(client, next="/admin/missions/mission/")["Location"] == "/admin/missions/mission/"
    assert client.get(reverse("admin:index")).status_code == 200
    attached = SocialAccount.objects.get()
    assert (attached.user, attached.extra_data) == (colleague, {})
    assert any("Un compte de la Ville permet maintenant d’entrer." in mail.body for mail in mailoutbox)
    client.post(reverse("account_logout"))
    known_as(provider, email="autre@exemple.invalid", email_verified=False)
    assert come_in(client)["Location"] == reverse("admin:index")
    assert JournalEntry.objects.filter(event="entree", person="redaction").count() == 2


def test_what_is_asked_of_the_provider_is_for_this_session_and_for_it_alone(client, provider):
    asked = dict(parse_qsl(urlsplit(leave(client)).query))
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["redirect_uri"].endswith(BACK)


def test_the_second_step_is_asked_still(client, provider, colleague):
    known_as(provider, email=EMAIL, email_verified=True)
    TOTP.activate(colleague, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert come_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({}, "ne donne pas d’adresse vérifiée"),
        ({"email": EMAIL}, "ne donne pas d’adresse vérifiée"),
        ({"email": EMAIL, "email_verified": False}, "ne donne pas d’adresse vérifiée"),
        ({"email": "inconnue@exemple.invalid", "email_verified": True}, NOBODY),
    ],
    ids=["no address", "nothing said", "not verified", "unknown"],
)
def test_who_is_not_known_is_refused_in_words(client, provider, claims, said):
    known_as(provider, "sujet-2", **claims)
    assert said in words(client, come_in(client, "sujet-2"))
    assert not SocialAccount.objects.exists()
    assert JournalEntry.objects.get().event == "echec"


@pytest.mark.parametrize("is_attached", [False, True])
@pytest.mark.parametrize("changed", [{"is_active": False}, {"is_staff": False}])
def test_a_closed_account_does_not_open(client, provider, colleague, changed, is_attached):
    known_as(provider, email=EMAIL, email_verified=True)
    if is_attached:
        come_in(client)
        client.post(reverse("account_logout"))
    User.objects.filter(pk=colleague.pk).update(**changed)
    assert NOBODY in words(client, come_in(client))


def test_an_address_given_to_somebody_else_does_not_open_the_account_it_opened(client, provider):
    known_as(provider, email=EMAIL, email_verified=True)
    come_in(client)
    client.post(reverse("account_logout"))
    known_as(provider, "sujet-3", email=EMAIL, email_verified=True)
    assert "lié à un autre compte de la Ville" in words(client, come_in(client, "sujet-3"))
    client.force_login(User.objects.create_superuser("comptes", "comptes@exemple.invalid"))
    chosen = {"action": "detach_city", "_selected_action": [SocialAccount.objects.get().user_id]}
    client.post(reverse("admin:auth_user_changelist"), chosen)
    client.post(reverse("account_logout"))
    assert come_in(client, "sujet-3")["Location"] == reverse("admin:index")


def test_in_a_domain_of_the_city_an_address_need_not_be_said_verified(client, provider, city):
    city["domains"] = ["exemple.invalid"]
    known_as(provider, email=EMAIL)
    assert come_in(client)["Location"] == reverse("admin:index")


@pytest.mark.parametrize("broken", ["state", "code", "both", "nonce"])
def test_what_was_tampered_with_is_refused(client, provider, broken):
    known_as(provider, email=EMAIL, email_verified=True)
    asked = leave(client)
    path, values = return_address(asked.replace("nonce=", "nonce=x") if broken == "nonce" else asked)
    values |= {"state": "x"} if broken == "state" else {"code": "x"} if broken == "code" else {}
    answer = client.get(path, {} if broken == "both" else values)
    assert "n’a pas abouti" in words(client, answer)
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_way_back_serves_once_and_only_whoever_left(client, provider):
    known_as(provider, email=EMAIL, email_verified=True)
    path, values = return_address(leave(client))
    other = type(client)()
    assert "n’a pas abouti" in words(other, other.get(path, values))
    assert client.get(path, values)["Location"] == reverse("admin:index")
    client.post(reverse("account_logout"))
    assert "n’a pas abouti" in words(client, client.get(path, values))


def test_ways_back_are_counted_by_address_and_nobody_is_led_away(client, provider):
    pages = [client.get(BACK, {"code": "x", "state": "x"}) for _each in range(LIMITS["address"].free + 1)]
    assert "Retry-After" in pages[-1]
    assert "Trop d’essais" in words(client, pages[-1])
    assert JournalEntry.objects.count() == LIMITS["address"].free
    assert (
        "url" not in client.post(LEAVE, {"next": "https://mal.invalid/"}).wsgi_request.session["socialaccount_states"]
    )


def test_a_provider_that_does_not_answer_is_told(client, city):
    city["server"] = "http://127.0.0.1:9"
    for _time in range(2):
        assert "ne répond pas" in words(client, client.post(LEAVE))
    assert not JournalEntry.objects.exists()


def test_without_a_provider_nothing_of_it_is_there(client, settings):
    settings.OIDC = {}
    assert client.post(LEAVE).status_code == client.get(BACK).status_code == 404
    assert LEAVE not in client.get(SIGN_IN).text


@pytest.mark.parametrize(
    "values", [{"OIDC_CLIENT_ID": ""}, {"OIDC_SERVER": "http://comptes.invalid"}], ids=["half", "in clear"]
)
def test_production_does_not_start_with_half_of_it_or_in_clear(monkeypatch, values):
    told = {"OIDC_SERVER": "https://comptes.invalid", "OIDC_CLIENT_ID": "portail", "OIDC_CLIENT_SECRET": "s"}
    for name, value in {**told, **values}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("config.env.LOCAL", False)
    with pytest.raises(ImproperlyConfigured, match="OIDC_SERVER"):
        refuse_to_guess()
