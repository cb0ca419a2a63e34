"""The signed, dated token of a page: it says the form was ours and was read, without a cookie and about nobody.

The usual token guards what a session may do; these forms use none: they do the same for whoever sends them.
"""

import hashlib

from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from records.page_cache.shared import ask_shared

SALT = "portal.public_forms"
# Seconds: faster, nobody read the page; longer, the page was left open.
SOONEST, LATEST = 2, 12 * 60 * 60
TOO_SOON = _("Le formulaire est parti plus vite qu’on ne peut l’écrire. Vérifiez-le, puis envoyez-le de nouveau.")
TOO_LATE = _("La page était ouverte depuis longtemps. Vérifiez ce que vous aviez écrit, puis envoyez-le de nouveau.")


def issue_token(form_name):
    """Return the token (a string) of a page that shows the form of this name, dated of this moment."""
    return signing.TimestampSigner(salt=SALT).sign(form_name)


def fault_of(token, form_name):
    """Say why a token does not let the form of this name be received (words); an empty string if it does."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        named = signer.unsign(token, max_age=LATEST)
    except signing.BadSignature:
        return TOO_LATE
    if named != form_name:
        return TOO_LATE
    try:
        signer.unsign(token, max_age=SOONEST)
    except signing.SignatureExpired:
        return ""
    return TOO_SOON


def is_first_sending(token, data):
    """Say whether the page of this token sends this `data` (a dict) for the first time: a button is pressed twice.

    While the cache does not answer, everything is: better kept twice than never.
    """
    digest = hashlib.sha256(f"{token}{sorted(data.items())}".encode()).hexdigest()
    return ask_shared(lambda: cache.add(f"sent-once:{digest}", True, LATEST), otherwise=True)
