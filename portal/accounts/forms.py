"""The forms by which one comes in."""

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Asks for the account, or its address, and the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Identifiant ou adresse électronique"), _("Mot de passe")
        login.widget.attrs = {"autocomplete": "username", "autofocus": True}
        password.widget.attrs = {"autocomplete": "current-password"}
        password.help_text = ""

    @property
    def wait(self):
        """The seconds to wait before another attempt; 0 if nothing was refused for that."""
        refusals = self.non_field_errors().as_data()
        return max((each.params["seconds"] for each in refusals if each.code == "wait"), default=0)
