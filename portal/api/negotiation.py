"""JSON or nothing."""

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation

from records.page_cache.store import is_acceptable


class JsonOnly(BaseContentNegotiation):
    """Gives the one renderer there is, unless what is asked for leaves it out."""

    def select_renderer(self, request, renderers, format_suffix=None):
        """Return (renderer, its media type); raise NotAcceptable if the request takes no such type."""
        renderer = renderers[0]
        if not is_acceptable(renderer.media_type, request.META.get("HTTP_ACCEPT")):
            raise NotAcceptable(available_renderers=renderers)
        return renderer, renderer.media_type
