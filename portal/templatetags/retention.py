"""How long the portal keeps a file of personal information, as its rule says."""

from django import template

from portal.privacy.files import FILE_OF

register = template.Library()


@register.simple_tag
def kept_for(key):
    """Return the words of how long a file is kept; `key`: its word (« messages »)."""
    return FILE_OF[key].retention.words
