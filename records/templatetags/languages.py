"""What a template says of the language it is written in, and where the same page is in another."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.html import format_html
from django.utils.translation import get_language, override

from records.publication.addresses import shown_at
from records.words.languages import FRENCH, in_language, is_french, tag_of

register = template.Library()


@register.simple_tag
def page_language() -> str:
    """Give the language of the page, as its `lang` attribute wants it."""
    return tag_of(get_language())


@register.simple_tag
def lang_of(record: Model, name: str) -> str:
    """Give the `lang` attribute of an element that holds a text of `record`; nothing where it is the page’s."""
    french_elsewhere = not is_french() and in_language(record, name)[1]
    return format_html(' lang="{}"', tag_of(FRENCH)) if french_elsewhere else ""


@register.simple_tag
def versions(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the addresses of the same page in every language: dicts of code, tag, name, path, url and is_current.

    `url` is absolute and without the query; `path` keeps the query. A page without address of its own has none; one
    that is shown at another has that one.
    """
    request = shown_at(request)
    if not getattr(request, "resolver_match", None):
        return []
    return [_version(request, code, name) for code, name in settings.LANGUAGES]


def _version(request: HttpRequest, code: str, name: str) -> dict[str, Any]:
    bare = _path_in(request, code)
    query = request.META.get("QUERY_STRING", "")
    return {
        "code": code,
        "tag": tag_of(code),
        "name": name,
        "path": f"{bare}?{iri_to_uri(query)}" if query else bare,
        "url": f"{request.scheme}://{request.get_host()}{bare}",
        "is_current": code == (get_language() or FRENCH),
    }


def _path_in(request: HttpRequest, code: str) -> str:
    """Return the path of the page asked for in the language `code`: the handler has resolved it already."""
    found = request.resolver_match
    if code == (get_language() or FRENCH) or found is None:
        return escape_uri_path(request.path)
    with override(code):
        try:
            return reverse(found.view_name, args=found.args, kwargs=found.kwargs)
        except NoReverseMatch:
            return escape_uri_path(request.path)


@register.filter
def section_of(path: str) -> tuple[str, bool]:
    """Give (the part of the site that a path is in, its first word; whether the path is that of the part itself)."""
    own = path.removeprefix(f"/{get_language()}/").strip("/")
    first, *beyond = own.split("/")
    return first, not beyond
