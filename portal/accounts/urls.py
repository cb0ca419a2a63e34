"""Addresses of the accounts: those of the library that we use, and no other; it knows them by these names."""

from allauth.account.views import LogoutView
from django.urls import path
from django.views.decorators.http import require_POST

from portal.accounts.views import SignInView

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("logout/", require_POST(LogoutView.as_view()), name="account_logout"),
]
