"""What is asked at every page of whoever is signed in: not to have left, and a second step where one is required."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

SEEN_AT = "seen_at"
# Seconds between two notes of when a session was seen.
NOTED_EVERY = 60
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Where one adds a second step, or goes out.
OPEN_WITHOUT = ("/admin/compte/", "/admin/logout/", "/admin/login/")
TO_ADD = _("Ajoutez une seconde étape à votre connexion\u00a0: le bureau ne s’ouvre qu’avec elle.")


class IdleTimeout:
    """Closes a session that nobody used for a while: what a form left open sends is carried through the sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(SEEN_AT)
            if seen is not None and now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif seen is None or now - seen >= NOTED_EVERY:
                request.session[SEEN_AT] = now
        return self.get_response(request)


class SecondStepRequired:
    """Leads whoever works at the bureau without a second step to the page where one is added."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.REQUIRE_MFA and _lacks_second_step(request):
            messages.warning(request, TO_ADD)
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_second_step(request):
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(OPEN_WITHOUT):
        return False
    return request.user.is_authenticated and not is_mfa_enabled(request.user, SECOND_STEPS)
