"""The pages by which one comes in and goes out."""

from http import HTTPStatus

from allauth.account.views import LoginView, PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.sign_in import CARRIED


class SignInView(LoginView):
    """The one way into the bureau."""

    template_name = "accounts/sign_in.html"

    def dispatch(self, request, *args, **kwargs):
        """Tell whoever is signed in and may not enter, instead of asking again."""
        if request.user.is_authenticated and not admin.site.has_permission(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        """Hold, until the person is in, what the page carries of a form left open."""
        if carried := self.request.POST.get(CARRIED):
            self.request.session[CARRIED] = carried
        return super().form_valid(form)

    def form_invalid(self, form):
        """Show the page again; tell machines too how long to wait."""
        response = super().form_invalid(form)
        if form.wait:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(form.wait)
        return response

    def get_context_data(self, **kwargs):
        """Carry on what was typed in a form left open."""
        return super().get_context_data(**kwargs) | {"carried": self.request.POST.get(CARRIED, "")}


class ChangePasswordView(PasswordChangeView):
    """Where one changes one's password, knowing it."""

    def dispatch(self, request, *args, **kwargs):
        """Lead whoever never chose one to the mail by which it is chosen."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


@login_required
@require_safe
@never_cache
def qr_code(request):
    """Draw, for a telephone to read, the secret that the page of the application shows (an SVG)."""
    if not (secret := request.session.get(SECRET_SESSION_KEY)):
        raise Http404
    adapter = get_adapter()
    return HttpResponse(adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)), "image/svg+xml")
