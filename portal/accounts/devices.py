"""The devices from which a person came in before: a signed cookie, for the bureau alone, remembers each for a year."""

from django.conf import settings

DEVICE_LIFETIME = 365 * 24 * 60 * 60
PATH = "/admin/"


def _name(user):
    return f"appareil-{user.pk}"


def _salt(user):
    return f"portal.accounts.devices.{user.pk}"


def is_known_device(request, user):
    """Say whether this person came in from this device before."""
    return request.get_signed_cookie(_name(user), default="", salt=_salt(user), max_age=DEVICE_LIFETIME) == "connu"


def remember_device(response, user):
    """Have the device of who comes in known the next time."""
    response.set_signed_cookie(
        _name(user),
        "connu",
        salt=_salt(user),
        max_age=DEVICE_LIFETIME,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
