"""How often one address of the network may send: counted in the cache for an hour under a digest, stored nowhere."""

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from records.page_cache.shared import ask_shared

# What one address sends within a window, in seconds; several people may share it.
MOST, WINDOW = 10, 60 * 60
# What one reader holds of the newer addresses.
PREFIX = 64


def address_of(request):
    """Return the address a request comes from (a string), never that of a proxy we declared; empty if unreadable."""
    return address_in(request.META)


def address_in(environ):
    """Return the address that a WSGI environment comes from (a string), as the nearest proxy we declared saw it.

    Each declared proxy adds one address at the end of X-Forwarded-For; what stands before them is the sender's word.
    """
    said = [each.strip() for each in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    declared = settings.PROXIES
    seen = said[-declared] if declared and len(said) >= declared else environ.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)


def network_of(request):
    """Return the address of the network a request comes from (a string): what one reader holds, whole."""
    address = address_of(request)
    return str(ipaddress.ip_network((address, PREFIX), strict=False)) if ":" in address else address


def is_too_many(request, name):
    """Count a sending of the form `name`; say whether its address of the network already sent MOST in the hour.

    While the cache does not answer, nobody is refused.
    """
    digest = salted_hmac("portal.public_forms.network", network_of(request)).hexdigest()
    key = f"sendings:{name}:{digest}"
    return ask_shared(lambda: _count(key) > MOST, otherwise=False)


def _count(key):
    """Return how many sendings were counted under a key within its hour, with this one."""
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended between the two
        return 1
