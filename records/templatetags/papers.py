"""The links that lead from a page to the same on paper, and what its foot says there."""

import datetime as dt
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils import timezone
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


@register.simple_tag
def day_of_page() -> dt.date:
    """Return the day a page is made, which kept pages do not outlive (a date in Québec)."""
    return timezone.localdate()


@register.simple_tag
def address_on_paper(request: HttpRequest | None, languages: list[dict[str, Any]]) -> str:
    """Return the whole address of a page, for its foot on paper; empty if it has none, or if a secret opens it."""
    if not request or getattr(request, "shared", None):
        return ""
    host = request.build_absolute_uri("/").removesuffix("/")
    return next((f"{host}{each['path']}" for each in languages if each["is_current"]), "")
