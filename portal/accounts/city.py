"""Signing in with the city's own accounts, by OpenID Connect: to whom of ours each belongs, and what is refused.

It opens no account: whoever comes back has one here already, open, known by the subject attached to it or, the first
time, by an address that the city says is theirs. The second step is asked as for a password.
"""

import secrets
from functools import wraps
from http import HTTPStatus

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from portal.accounts.throttle import AttemptKey, take_attempt, too_many_in_words, uncount_attempt
from portal.journal.writing import note_failure
from portal.public_forms.network import network_of
from portal.sign_in import CARRIED, CITY
from records.page_cache.shared import ask_shared

NONCE = "city_nonce"
# Seconds for which what the provider says of itself is kept.
KNOWN_FOR = 60 * 60
# Seconds for which one that did not answer is not asked again: nobody holds a thread each time they knock.
SILENT_FOR = 30
NOT_SIGNED_IN = _("La connexion avec le compte de la Ville n’a pas abouti. Recommencez depuis cette page.")
SILENT = _("Le service des comptes de la Ville ne répond pas. Réessayez plus tard, ou entrez avec un mot de passe.")
NOT_SAID = _("Le compte de la Ville ne donne pas d’adresse vérifiée\u00a0: la première fois, il en faut une.")
NOBODY = _("Aucun compte ouvert du bureau ne répond à ce compte de la Ville. Demandez-le à qui gère les comptes.")
OTHER_ATTACHED = _("Votre compte du bureau est lié à un autre compte de la Ville. Demandez à qui gère les comptes.")


class CityEndpoints(OpenIDConnectOAuth2Adapter):
    """Where the provider is asked, as it says itself."""

    @property
    def openid_config(self):
        """What the provider says of itself (a dict), asked once an hour: who only looks costs it nothing."""
        if not hasattr(self, "_openid_config"):
            self._openid_config = _known_of_provider(lambda: super(CityEndpoints, self).openid_config)
        return self._openid_config


class CityProvider(OpenIDConnectProvider):
    """The provider that the environment names; nothing it says of a person is kept but their subject."""

    pkce_enabled_default = True
    oauth2_adapter_class = CityEndpoints

    def extract_uid(self, data):
        """Return the subject, with who says it: another provider may give the same one to somebody else."""
        told = data.get("id_token") or {}
        return f"{told.get('iss', '')}#{told.get('sub', '')}"[:191]

    def extract_extra_data(self, data):
        """Keep nothing."""
        return {}

    def sociallogin_from_response(self, request, response):
        """Return the SocialLogin, with what was said (`claims`) as long as the request lasts."""
        login = super().sociallogin_from_response(request, response)
        login.claims = response
        return login


class CityAdapter(DefaultSocialAccountAdapter):
    """Lets in whoever the city's account leads to, and says why to the others."""

    def list_apps(self, request, provider=None, client_id=None):
        """Return the one that the environment names (a list): none is read from the database."""
        known = settings.OIDC
        if not known:
            return []
        app = SocialApp(provider="openid_connect", provider_id=CITY, name=known["name"])
        app.client_id, app.secret = known["client_id"], known["secret"]
        app.settings = {"server_url": known["server"]}
        return [app]

    def get_provider(self, request, provider, client_id=None):
        """Return the CityProvider."""
        return CityProvider(request, app=self.get_app(request, provider))

    def is_open_for_signup(self, request, sociallogin):
        """Refuse: accounts are made by who manages them."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Attach the city's account to the person it names, the first time; refuse whoever may not come in."""
        if reason := _why_not_read(request, sociallogin.claims):
            raise ImmediateHttpResponse(_refuse(request, reason))
        if not sociallogin.is_existing:
            _attach(request, sociallogin)
        person = sociallogin.user
        if not (person.is_active and person.is_staff):
            raise ImmediateHttpResponse(_refuse(request, NOBODY, person.get_username()))
        uncount_attempt(_address_key(request))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Say that nothing came of it, on the sign-in page."""
        is_silent = isinstance(exception, RequestException)
        raise ImmediateHttpResponse(_say(request, SILENT) if is_silent else _refuse(request, NOT_SIGNED_IN))


def _if_set(view):
    """Return the view, which is nowhere where no provider is set."""

    @wraps(view)
    def answered(request, provider_id):
        if not settings.OIDC:
            raise Http404
        return view(request, CityProvider(request, app=CityAdapter().get_app(request, provider_id)))

    return answered


@_if_set
@require_POST
@never_cache
def leave_for_city(request, provider):
    """Show where the person goes on, and lead there: a form sent elsewhere would need a laxer policy of the pages."""
    request.session[NONCE] = secrets.token_urlsafe(16)
    if carried := request.POST.get(CARRIED):
        request.session[CARRIED] = carried
    onward = get_next_redirect_url(request)
    try:
        there = provider.redirect(
            request, AuthProcess.LOGIN, next_url=onward, auth_params={"nonce": request.session[NONCE]}
        )["Location"]
    except RequestException:
        return _say(request, SILENT)
    response = render(request, "accounts/leave.html", {"title": provider.name, "address": there})
    response["Refresh"] = f"0; url={there}"
    return response


@_if_set
@require_safe
@never_cache
def back_from_city(request, provider):
    """Take up whoever comes back from the provider; attempts are counted before it is asked anything."""
    if wait := take_attempt(_address_key(request)):
        response = _say(request, too_many_in_words(wait))
        response["Retry-After"] = str(wait)
        return response
    try:
        return OAuth2CallbackView.adapter_view(CityEndpoints(request, provider.sub_id))(request)
    except (RequestException, ValueError, KeyError):
        # It does not answer, or not as the standard says.
        return _say(request, SILENT)


def _known_of_provider(ask):
    """Return what the provider says of itself (a dict), from `ask()` if it is not known; raise RequestException."""
    key = f"oidc:{settings.OIDC['server']}"
    known = ask_shared(lambda: cache.get(key), None)
    if known is None:
        known, lifetime = {}, SILENT_FOR
        try:
            known, lifetime = ask(), KNOWN_FOR
        finally:
            ask_shared(lambda: cache.set(key, known, lifetime), None)
    if not known:
        raise RequestException("The provider did not answer a moment ago.")
    return known


def _address_key(request):
    return AttemptKey("address", network_of(request))


def _why_not_read(request, claims):
    """Return why what the provider says is not for this session (words), or an empty string."""
    told, more, nonce = claims.get("id_token") or {}, claims.get("userinfo") or {}, request.session.pop(NONCE, None)
    is_ours = nonce and secrets.compare_digest(str(told.get("nonce", "")), nonce)
    is_one = told.get("sub") and more.get("sub", told["sub"]) == told["sub"]
    return "" if is_ours and is_one else NOT_SIGNED_IN


def _attach(request, sociallogin):
    """Attach a city's account to the person who has its address."""
    email = _verified_email(sociallogin.claims)
    if not email:
        raise ImmediateHttpResponse(_refuse(request, NOT_SAID))
    found = list(User.objects.filter(email__iexact=email, is_active=True, is_staff=True)[:2])
    if len(found) != 1:
        raise ImmediateHttpResponse(_refuse(request, NOBODY))
    if SocialAccount.objects.filter(user=found[0]).exists():
        raise ImmediateHttpResponse(_refuse(request, OTHER_ATTACHED, found[0].get_username()))
    sociallogin.connect(request, found[0])


def _verified_email(claims):
    """Return the address that the provider says is verified, or that is of a domain where all are; else empty."""
    said = {**(claims.get("id_token") or {}), **(claims.get("userinfo") or {})}
    email, is_verified = str(said.get("email") or "").strip(), said.get("email_verified")
    if is_verified is None:
        is_verified = email.rpartition("@")[2].lower() in settings.OIDC["domains"]
    return email if is_verified in (True, "true") else ""


def _refuse(request, reason, login=""):
    """Write that somebody did not come in, and say why on the sign-in page."""
    note_failure(login, is_locked=False, what=_("compte de la Ville"))
    return _say(request, reason)


def _say(request, reason):
    messages.error(request, reason)
    response = redirect("account_login")
    response.status_code = HTTPStatus.SEE_OTHER
    return response
