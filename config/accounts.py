"""Settings of the accounts of the bureau: how one signs in, the second step, sessions left idle, passwords."""

from config.env import LOCAL, env

# One way into the bureau (portal/accounts/); attempts are counted there, in the database.
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    # Who approves in the absence of somebody: it lets nobody in.
    "portal.accounts.standing_in.StandInBackend",
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "change_password": "portal.accounts.forms.ChangeForm",
    "reauthenticate": "portal.accounts.forms.PasswordAgainForm",
    "reset_password": "portal.accounts.forms.ForgottenForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
# Who wrote in a proposal does not put it online (records/publication/proposal_steps.py).
FOUR_EYES = env("FOUR_EYES")
# The second step: asked of everyone but in a demonstration, unless the environment says otherwise.
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=not LOCAL)
MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.SecondStepForm",
    "reauthenticate": "portal.accounts.forms.CodeAgainForm",
    "activate_totp": "portal.accounts.forms.ApplicationForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# What seals the secrets of the second step (portal/accounts/sealing.py): the first seals, all open, SECRET_KEY too.
MFA_KEYS = env("MFA_KEYS")
MFA_RATE_LIMITS = False
# A clock may be half a minute late.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
# The city's own accounts, by OpenID Connect (portal/accounts/city.py); empty: nothing of it is shown nor answered.
OIDC = (
    {
        "server": env("OIDC_SERVER").rstrip("/"),
        "client_id": env("OIDC_CLIENT_ID"),
        "secret": env("OIDC_CLIENT_SECRET"),
        "name": env("OIDC_NAME"),
        # Where every address is verified, for a provider that does not say so of each.
        "domains": [domain.lower() for domain in env("OIDC_DOMAINS")],
    }
    if env("OIDC_SERVER")
    else {}
)
SOCIALACCOUNT_ADAPTER = "portal.accounts.city.CityAdapter"
# Seconds: a provider that does not answer must not hold a thread.
SOCIALACCOUNT_REQUESTS_TIMEOUT = 4
# A session that nobody used for so long is closed.
SESSION_IDLE_SECONDS = env("SESSION_IDLE_MINUTES") * 60

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.accounts.passwords.FrenchPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
