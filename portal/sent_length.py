"""How long a request says that what it sends is: anybody may have written anything there."""

from wsgiref.types import WSGIEnvironment

from django.core.exceptions import BadRequest

# More digits than any length has: Python refuses to read a number of some thousands.
MAX_DIGITS = 18


def length_sent(environ: WSGIEnvironment) -> int:
    """Return how many bytes a WSGI environment says are sent, 0 if it says nothing.

    Raise BadRequest if it says something else than a number of bytes.
    """
    said = environ.get("CONTENT_LENGTH") or "0"
    if not (said.isascii() and said.isdigit() and len(said) <= MAX_DIGITS):
        raise BadRequest("Content-Length tells no number of bytes.")
    return int(said)
