"""The links that lead from a page to the same on paper."""

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from records.words.said import Said

register = template.Library()


@register.simple_tag
def paper_links(request: HttpRequest, query: str = "") -> list[tuple[Said, str, str]]:
    """Return (words, media type, address) of the page of `request` to print and as a PDF; `query`: its query string."""
    stem = request.path.rstrip("/")
    return [
        (_("page à imprimer"), "text/html", f"{stem}.html{query}"),
        ("PDF", "application/pdf", f"{stem}.pdf{query}"),
    ]
