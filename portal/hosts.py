"""Under which names and ports the site answers: its health to anyone, everything else to its own."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http.request import split_domain_port
from django.urls import resolve

# What load balancers and watchers ask for, by whatever name or address they reach the host.
HEALTH = ("/healthz", "/readyz")


class HealthForAnyHost:
    """Answers about the health of the process before anything asks who the request is for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer."""
        if request.path_info in HEALTH:
            return resolve(request.path_info).func(request)
        return self.get_response(request)


class OrdinaryPorts:
    """Refuses a Host with a port the site is not served on: each would be a site of its own to what keeps pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer; raise DisallowedHost."""
        port = split_domain_port(request.get_host())[1]
        if settings.SERVED_PORTS and port and port not in settings.SERVED_PORTS:
            raise DisallowedHost(f"No page is served on port {port}.")
        return self.get_response(request)
