"""The forms by which one comes in, and changes how."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.mails import send_password_link
from portal.accounts.throttle import AttemptKey, forget_attempts, is_blocked, take_attempt, too_many_in_words
from portal.journal.writing import note_failure
from portal.public_forms.network import network_of

PASSWORD_LABEL, CODE, KNOWN_EMAIL = _("Mot de passe"), _("Code"), _("Adresse électronique")


def refuse_too_many(*keys):
    """Count an attempt under each AttemptKey; raise ValidationError, in words, if one must wait."""
    if wait := take_attempt(*keys):
        raise ValidationError(too_many_in_words(wait), code="wait", params={"seconds": wait})


class SignInForm(LoginForm):
    """Asks for the account, or its address, and the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Identifiant ou adresse électronique"), PASSWORD_LABEL
        login.widget.attrs = {"autocomplete": "username", "autofocus": True}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""

    @property
    def city(self):
        """What the button of the city's own accounts says; empty if they are not set."""
        return settings.OIDC.get("name", "")

    @property
    def wait(self):
        """The seconds to wait before another attempt; 0 if nothing was refused for that."""
        refusals = self.non_field_errors().as_data()
        return max((each.params["seconds"] for each in refusals if each.code == "wait"), default=0)


class PasswordAgainForm(ReauthenticateForm):
    """Asks again for the password of who is signed in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = PASSWORD_LABEL, ""
        field.widget.attrs = {"autocomplete": "current-password", "autofocus": True}


class ChangeForm(ChangePasswordForm):
    """Asks for the password one has, then twice for another."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = _("Mot de passe actuel"), ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_oldpassword(self):
        """Count the attempts before the password is looked at."""
        key = AttemptKey("code", str(self.user.pk))
        refuse_too_many(key)
        password = super().clean_oldpassword()
        forget_attempts(key)
        return password


class ForgottenForm(ResetPasswordForm):
    """Asks where to send the link by which a password is chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = KNOWN_EMAIL
        field.widget.attrs = {"autocomplete": "email", "autofocus": True}

    def clean_email(self):
        """Slow down whoever has mails sent, whether or not an account has the address."""
        email = self.cleaned_data["email"].lower()
        refuse_too_many(AttemptKey("mail", email), AttemptKey("address", network_of(context.request)))
        return super().clean_email()

    def save(self, request, **kwargs):
        """Write to whoever has the address, if somebody has: links are made and sent once the answer left."""
        for person in self.users:
            send_password_link(person)
        return self.cleaned_data["email"]


class _CountedCode:
    """Counts the codes tried for a person before looking at them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = CODE
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}

    def clean_code(self):
        key = AttemptKey("code", str(self.user.pk))
        refuse_too_many(key)
        try:
            code = super().clean_code()
        except ValidationError:
            note_failure(self.user.get_username(), is_locked=is_blocked(key), what=_("seconde étape"))
            raise
        forget_attempts(key)
        return code


class SecondStepForm(_CountedCode, mfa.AuthenticateForm):
    """Asks for a code of the application, or one kept for the day it is lost."""


class CodeAgainForm(_CountedCode, mfa.ReauthenticateForm):
    """Asks again for a code of who is signed in."""


class ApplicationForm(_CountedCode, ActivateTOTPForm):
    """Asks for a first code of an application that is added."""
