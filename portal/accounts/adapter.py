"""What our sign-in does its own way: who may try, how often, where one goes next, what is said."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import User
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from portal.accounts.devices import is_known_device, remember_device
from portal.accounts.forms import refuse_too_many
from portal.accounts.mails import CHANGES, tell_change, tell_new_device
from portal.accounts.sealing import seal, unseal
from portal.accounts.throttle import AttemptKey, forget_attempts, is_blocked, uncount_attempt
from portal.error_views import go_on
from portal.journal.writing import note_event, note_failure
from portal.models import JournalEvent
from portal.public_forms.network import address_of, network_of
from portal.sign_in import CARRIED
from records.late import qrcode, svg

REFUSED = _("L’identifiant ou le mot de passe n’est pas le bon.")
# Characters of what a browser says of itself that are told.
MAX_AGENT = 200
# What the pages that follow say well enough.
UNSAID = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):
    """The doors of the bureau: closed to whoever has no account here, slow to whoever guesses."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": REFUSED,
        "email_password_mismatch": REFUSED,
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
    }

    def is_open_for_signup(self, request):
        """Refuse: accounts are made by who manages them."""
        return False

    def get_client_ip(self, request):
        """Return the address of the reader, never that of a proxy we declared."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 - what is written of an address nobody can read

    def is_safe_url(self, url):
        """Say whether a way on leads to a page of ours that exists."""
        if not url or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
            return False
        try:
            match = resolve(url.partition("#")[0].partition("?")[0])
        except Resolver404:
            return False
        # The admin answers whatever is under it, by a route without a name.
        return match.url_name not in (None, "account_logout", "logout")

    def authenticate(self, request, **credentials):
        """Return the person of the bureau whose password this is, or None; raise ValidationError if one must wait.

        Attempts are counted before the password is looked at, by account and by address.
        """
        keys = _keys(request, credentials)
        refuse_too_many(*keys)
        person = super().authenticate(request, **credentials)
        if person is None or not (person.is_active and person.is_staff):
            note_failure(keys[0].value, is_locked=any(map(is_blocked, keys)))
            return None
        forget_attempts(keys[0])
        uncount_attempt(keys[1])
        return person

    def pre_authenticate(self, request, **credentials):
        """Leave it to `authenticate`, which counts in the database."""

    def post_login(self, request, user, **kwargs):
        """Lead on, with what the sign-in page carried of a form left open."""
        response = super().post_login(request, user, **kwargs)
        note_event(JournalEvent.SIGNED_IN, user.get_username())
        carried = request.session.pop(CARRIED, "")
        onward = go_on(request, response.url, carried) if carried else response
        if not is_known_device(request, user):
            tell_new_device(user, self.get_http_user_agent(request)[:MAX_AGENT])
        remember_device(onward, user)
        return onward

    def logout(self, request):
        """Let the person go, and write it in the journal."""
        if request.user.is_authenticated:
            note_event(JournalEvent.SIGNED_OUT, request.user.get_username())
        super().logout(request)

    def get_reauthentication_methods(self, user):
        """Return how one says again that it is oneself; whoever never chose a password is led to choose one."""
        return super().get_reauthentication_methods(user) or [
            {"id": "password", "url": reverse("account_reset_password")}
        ]

    def set_password(self, user, password):
        """Keep a password that was chosen; whoever was made to wait before that comes in."""
        super().set_password(user, password)
        forget_attempts(_account_key(user.username))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell the person, in our words, what changed in how they come in."""
        if words := CHANGES.get(template_prefix):
            note_event(JournalEvent.ACCESS_CHANGED, user.get_username(), words)
            tell_change(user, words)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say what the page that follows does not say by itself."""
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)


def _keys(request, credentials):
    """Return the AttemptKey of the account, then that of the address."""
    login = credentials.get("username") or credentials.get("email", "")
    return _account_key(login), AttemptKey("address", network_of(request))


def _account_key(login):
    """Return the AttemptKey of an account: the same by its name and by its address."""
    known = User.objects.filter(email__iexact=login.strip()).values_list("username", flat=True).first()
    return AttemptKey("account", (known or login).strip().lower())


class MFAAdapter(DefaultMFAAdapter):
    """What our second step says its own way."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _("Ce code n’est pas le bon.")}

    def encrypt(self, text):
        """Seal a secret before it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text):
        """Open a secret that was kept."""
        return unseal(encrypted_text)

    def get_totp_issuer(self):
        """Return what the application calls us."""
        return str(_("Bureau des relations internationales"))

    def build_totp_svg(self, url):
        """Draw an address for a telephone to read, on a white ground of its own: pages may be dark."""
        return qrcode.make(url, image_factory=svg.SvgPathFillImage).to_string(encoding="unicode")

    def generate_authenticator_name(self, user, type):  # noqa: A002 - the library's own word
        """Return the name offered for a key."""
        return str(_("Clé"))
