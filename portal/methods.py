"""Pages that only show answer 405 to whoever sends them something, before anything looks for a session."""

from django.urls import reverse

from portal.error_views import not_allowed

READING = ("GET", "HEAD", "OPTIONS")


class PagesAreRead:
    """Refuses what is sent to a public page that takes nothing: its forms say that they need no session.

    The bureau's forms have a session, and their own refusals.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer."""
        return self.get_response(request)

    def process_view(self, request, view, _arguments, _named):
        """Return the refusal (an HttpResponse, 405), or None to go on."""
        if request.method in READING or getattr(view, "csrf_exempt", False):
            return None
        return None if request.path_info.startswith(reverse("admin:index")) else not_allowed(request)
