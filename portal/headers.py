"""What browsers are told with every answer, beside what Django and the CSP tell."""

from django.conf import settings


class FixedHeaders:
    """Says, with every answer, what pages may use of a device and who may embed what we serve."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer; a view that says otherwise is left alone."""
        response = self.get_response(request)
        for name, value in settings.FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
