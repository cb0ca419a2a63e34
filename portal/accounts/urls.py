"""Addresses of the accounts: those of the library that we use, and no other; it knows them by these names."""

from allauth.account import views as account
from django.urls import path, re_path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.accounts.views import SignInView, qr_code
from portal.late_views import late_view
from portal.sign_in import CITY


def _page(view, template, title, words="", button="", **options):
    """Return a view (a dotted path) with our template: its title, what it says, what its button says."""
    extra = {"title": title, "words": words, "button": button}
    return late_view(view, template_name=template, extra_context=extra, **options)


AGAIN = _("Confirmez que c’est vous")
RESET_SENT = _(
    "Si un compte du bureau a cette adresse, un courriel vient d’y partir\u00a0: suivez son lien pour choisir un autre "
    "mot de passe. Il vaut trois jours."
)
CONFIRMED_BY_PASSWORD = _("Avant de changer comment on entre avec votre compte, donnez de nouveau votre mot de passe.")
CONFIRMED_BY_CODE = _("Donnez un code de votre application, ou l’un de vos codes de secours.")
NEW_CODES = _("Les codes de secours que vous avez déjà ne vaudront plus rien.")
NO_MORE_CODES = _("L’application ne vous sera plus demandée, et ses codes ne vaudront plus rien.")
NO_MORE_KEY = _("Cette clé ne permettra plus d’entrer avec votre compte.")

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("logout/", require_POST(account.LogoutView.as_view()), name="account_logout"),
    path(
        "compte-ville/",
        late_view("portal.accounts.city.leave_for_city"),
        {"provider_id": CITY},
        name="openid_connect_login",
    ),
    path(
        "compte-ville/retour/",
        late_view("portal.accounts.city.back_from_city"),
        {"provider_id": CITY},
        name="openid_connect_callback",
    ),
    path(
        "password_change/",
        _page(
            "portal.accounts.views.ChangePasswordView",
            "accounts/form.html",
            _("Changer de mot de passe"),
            _("Vos autres sessions se ferment, et un courriel vous le dit."),
            _("Garder ce mot de passe"),
            success_url=reverse_lazy("mfa_index"),
        ),
        name="account_change_password",
    ),
    path(
        "compte/",
        _page("allauth.mfa.base.views.IndexView", "accounts/account.html", _("Ma connexion")),
        name="mfa_index",
    ),
    path(
        "compte/mot-de-passe-oublie/",
        _page(
            "allauth.account.views.PasswordResetView",
            "accounts/form.html",
            _("Mot de passe oublié"),
            _("Donnez l’adresse électronique de votre compte\u00a0: un lien y est envoyé."),
            _("Envoyer le lien"),
        ),
        name="account_reset_password",
    ),
    path(
        "compte/mot-de-passe-oublie/envoye/",
        _page("allauth.account.views.PasswordResetDoneView", "accounts/said.html", _("Courriel envoyé"), RESET_SENT),
        name="account_reset_password_done",
    ),
    re_path(
        r"^compte/mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _page(
            "allauth.account.views.PasswordResetFromKeyView",
            "accounts/new_password.html",
            _("Choisir un mot de passe"),
            button=_("Garder ce mot de passe"),
            success_url=reverse_lazy("account_login"),
        ),
        name="account_reset_password_from_key",
    ),
    path(
        "compte/confirmer/",
        _page(
            "allauth.account.views.ReauthenticateView",
            "accounts/form.html",
            AGAIN,
            CONFIRMED_BY_PASSWORD,
            _("Confirmer"),
        ),
        name="account_reauthenticate",
    ),
    path(
        "compte/confirmer/code/",
        _page(
            "allauth.mfa.base.views.ReauthenticateView", "accounts/form.html", AGAIN, CONFIRMED_BY_CODE, _("Confirmer")
        ),
        name="mfa_reauthenticate",
    ),
    path(
        "compte/confirmer/cle/",
        _page("allauth.mfa.webauthn.views.ReauthenticateWebAuthnView", "accounts/confirm_key.html", AGAIN),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "compte/seconde-etape/",
        _page(
            "allauth.mfa.base.views.AuthenticateView",
            "accounts/second_step.html",
            _("Seconde étape"),
            CONFIRMED_BY_CODE,
        ),
        name="mfa_authenticate",
    ),
    path(
        "compte/application/",
        _page(
            "allauth.mfa.totp.views.ActivateTOTPView",
            "accounts/application.html",
            _("Ajouter une application de codes"),
        ),
        name="mfa_activate_totp",
    ),
    path("compte/application/code-qr.svg", qr_code, name="account_qr_code"),
    path(
        "compte/application/retirer/",
        _page(
            "allauth.mfa.totp.views.DeactivateTOTPView",
            "accounts/form.html",
            _("Retirer l’application"),
            NO_MORE_CODES,
            _("Retirer"),
        ),
        name="mfa_deactivate_totp",
    ),
    path(
        "compte/codes-de-secours/",
        _page("allauth.mfa.recovery_codes.views.ViewRecoveryCodesView", "accounts/codes.html", _("Codes de secours")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "compte/codes-de-secours/nouveaux/",
        _page(
            "allauth.mfa.recovery_codes.views.GenerateRecoveryCodesView",
            "accounts/form.html",
            _("Nouveaux codes de secours"),
            NEW_CODES,
            _("Faire de nouveaux codes"),
        ),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/cles/ajouter/",
        _page("allauth.mfa.webauthn.views.AddWebAuthnView", "accounts/add_key.html", _("Ajouter une clé")),
        name="mfa_add_webauthn",
    ),
    path(
        "compte/cles/<int:pk>/retirer/",
        _page(
            "allauth.mfa.webauthn.views.RemoveWebAuthnView",
            "accounts/form.html",
            _("Retirer la clé"),
            NO_MORE_KEY,
            _("Retirer"),
            success_url=reverse_lazy("mfa_index"),
        ),
        name="mfa_remove_webauthn",
    ),
    path(
        "compte/sessions/",
        _page(
            "allauth.usersessions.views.ListUserSessionsView",
            "accounts/sessions.html",
            _("Mes sessions"),
            success_url=reverse_lazy("usersessions_list"),
        ),
        name="usersessions_list",
    ),
]
