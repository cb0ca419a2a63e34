"""The mails of the accounts: an invitation, a password to choose again, what changed in how one comes in."""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from missions.reminders import settings_missing
from portal.journal.current import run_after_answer

logger = logging.getLogger(__name__)

# What the library says changed → in our words.
CHANGES = {
    "account/email/password_reset": gettext_lazy("Le mot de passe a été choisi de nouveau."),
    "account/email/password_changed": gettext_lazy("Le mot de passe a été changé."),
    "mfa/email/totp_activated": gettext_lazy("Une application de codes a été ajoutée."),
    "mfa/email/totp_deactivated": gettext_lazy("L’application de codes a été retirée."),
    "mfa/email/recovery_codes_generated": gettext_lazy("De nouveaux codes de secours ont été faits."),
    "mfa/email/webauthn_added": gettext_lazy("Une clé a été ajoutée."),
    "socialaccount/email/account_connected": gettext_lazy("Un compte de la Ville permet maintenant d’entrer."),
    "mfa/email/webauthn_removed": gettext_lazy("Une clé a été retirée."),
}


def send_invitation(user):
    """Send a person the link by which they choose their password; return why it did not leave, empty if it did."""
    return _send(
        user, _("Votre compte au bureau des relations internationales"), "invitation", link=password_link(user)
    )


def send_password_link(user):
    """Send a person the link by which they choose another password: the answer told nobody that it leaves."""
    run_after_answer(lambda: _send(user, _("Choisir un autre mot de passe"), "password", link=password_link(user)))


def tell_change(user, change):
    """Tell a person what changed in how they come in; `change`: words of CHANGES."""
    run_after_answer(lambda: _send(user, _("Votre connexion au bureau a changé"), "changed", change=change))


def tell_new_device(user, agent):
    """Tell a person that somebody came in with their account from a device not known yet; `agent`: its browser."""
    run_after_answer(lambda: _send(user, _("Nouvelle connexion au bureau"), "device", agent=agent))


def password_link(user):
    """Return the address, dated and signed, where a person chooses their password."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)


def _send(user, subject, name, **told):
    """Send one mail; return why it did not leave, in words. No failure reaches who is signing in."""
    if not user.email:
        return _("ce compte n’a pas d’adresse électronique")
    if missing := settings_missing():
        return _("aucun courriel ne part sans\u00a0: %(names)s (voir .env.example)") % {"names": ", ".join(missing)}
    with override(settings.LANGUAGE_CODE):
        text = render_to_string("accounts/mail.txt", {"name": name, "user": user, "site": settings.SITE_URL, **told})
    try:
        send_mail(subject, text, None, [user.email])
    except Exception as error:  # each mail server fails in its own way
        logger.exception("A mail of the accounts could not be sent (user %s)", user.pk)
        return str(error) or type(error).__name__
    return ""
