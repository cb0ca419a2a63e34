"""The request being answered, for what is written far from it: its number, and the address of its reader."""

import secrets
from contextvars import ContextVar

from portal.public_forms.network import address_of

_CURRENT = ContextVar("request", default=None)


class CurrentRequest:
    """Gives each request a number, and has it known while it is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number = secrets.token_hex(8)
        token = _CURRENT.set(request)
        try:
            return self.get_response(request)
        finally:
            _CURRENT.reset(token)


def request_number():
    """Return the number of the request being answered; empty outside of one."""
    request = _CURRENT.get()
    return request.number if request else ""


def reader_address():
    """Return the address of who asked, never that of a proxy we declared; None outside of a request."""
    request = _CURRENT.get()
    return (address_of(request) or None) if request else None
