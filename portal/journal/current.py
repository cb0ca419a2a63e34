"""The request being answered: its number, the address of its reader, what waits for its answer to leave."""

import secrets
from contextvars import ContextVar

from portal.public_forms.network import address_of

_CURRENT = ContextVar("request", default=None)


class CurrentRequest:
    """Gives each request a number, and has it known while it is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.number, request.left_for_later = secrets.token_hex(8), []
        token = _CURRENT.set(request)
        try:
            response = self.get_response(request)
            # What Django runs once the server has sent the whole answer.
            response._resource_closers.extend(request.left_for_later)
            return response
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


def run_after_answer(run):
    """Call `run()` once the answer left, so that nobody waits for it nor measures it; at once outside of a request."""
    request = _CURRENT.get()
    if request:
        request.left_for_later.append(run)
    else:
        run()
