"""What browsers are told with every answer, beside what Django and the CSP tell."""

from functools import wraps

from django.conf import settings

# Of an address that opens something by itself: kept nowhere, found nowhere, told to nobody.
SECRET_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


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


def secret_address(view):
    """Have a view whose address opens something by itself say so to browsers and search engines.

    Its forms carry no CSRF token: a browser does not tell where they come from.
    """

    @wraps(view)
    def told(*args, **kwargs):
        response = view(*args, **kwargs)
        for name, value in SECRET_HEADERS.items():
            response[name] = value
        return response

    return told
