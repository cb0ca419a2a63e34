"""Secrets of the second step are sealed in the database: a copy of it opens no account without the keys of the host.

The first key seals; all of them open. `SECRET_KEY` always opens, and seals where there is no other.
"""

import base64
import logging
import secrets

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from records.late import fernet

logger = logging.getLogger(__name__)

SEALING_SALT = "portal.accounts.sealing"


def seal(text):
    """Return a text as it is kept."""
    return _sealer().encrypt(text.encode()).decode()


def unseal(sealed):
    """Return the text that was sealed; for what no key opens, one that nobody can guess."""
    try:
        return _sealer().decrypt(sealed.encode()).decode()
    except fernet.InvalidToken:
        logger.error("A secret of a second step is sealed with none of MFA_KEYS and SECRET_KEY")
        return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def seal_again():
    """Seal with the first key what an older one sealed; return how many rows were."""
    first, count = fernet.Fernet(_keys()[0]), 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update():
        data = {name: _again(first, value) for name, value in row.data.items()}
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])
            count += 1
    return count


def _again(first, value):
    """Return a value, sealed with `first` if it was sealed with another."""
    if isinstance(value, list):
        return [_again(first, each) for each in value]
    if not isinstance(value, str):
        return value
    try:
        first.decrypt(value.encode())
    except fernet.InvalidToken:
        try:
            return _sealer().rotate(value.encode()).decode()
        except fernet.InvalidToken:
            return value
    return value


def _sealer():
    return fernet.MultiFernet([fernet.Fernet(key) for key in _keys()])


def _keys():
    told = [*settings.MFA_KEYS, settings.SECRET_KEY]
    return [
        base64.urlsafe_b64encode(salted_hmac(SEALING_SALT, "", secret=key, algorithm="sha256").digest()) for key in told
    ]
