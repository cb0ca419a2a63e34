"""The pages by which one comes in and goes out."""

from http import HTTPStatus

from allauth.account.views import LoginView
from django.contrib import admin
from django.core.exceptions import PermissionDenied

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
