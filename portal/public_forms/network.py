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


def network_of(request):
    """Return the address of the network a request comes from (a string), as the nearest proxy we declared saw it.

    Each declared proxy adds one address at the end of X-Forwarded-For; what stands before them is the sender's word.
    """
    said = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    declared = settings.PROXIES
    seen = said[-declared] if declared and len(said) >= declared else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen
    return str(ipaddress.ip_network((address, PREFIX), strict=False)) if address.version == 6 else seen


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
