"""A test client that is a demanding reader: it refuses pages nobody should receive."""

import re
from copy import copy

from django.test import Client
from django.test import client as django_client
from django.test.utils import ContextList

# Each begins by a text or a set of characters, which the search leaps to: tests read thousands of pages.
FORBIDDEN = {
    "a template tag left over": re.compile(r"\{[%{#]"),
    "an inline style or handler": re.compile(r"\s(?:style|on[a-z]+)=(?=[^<]*>)"),
    "a style element": re.compile(r"<style"),
    "an inline script": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>"),
    "an asset of a third party": re.compile(r"<(?:script|img|iframe|source|video)[^>]+src=\"(?:https?:)?//"),
    "a style sheet of a third party": re.compile(
        r"<link[^>]+rel=\"(?:stylesheet|preload|icon)\"[^>]+href=\"(?:https?:)?//"
    ),
    "an object printed as Python does": re.compile(r"&lt;\w+(?:\.\w+)* object at"),
    "nothing, printed as Python does": re.compile(r"None(?<!\wNone)</"),
}

# What ends a line of text: around these, a browser shows no white space.
BLOCKS = """
    html head body main header footer nav section article aside div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption
    thead tbody tfoot tr th td form fieldset legend details summary option blockquote figure figcaption br hr link meta
    title script svg path rect circle use polyline g desc text progress
"""
IS_BLOCK = frozenset(BLOCKS.split()).__contains__
WHITE = re.compile(r"[\t\r\n][ \t\r\n]*")
SPACES = re.compile(r"  +")
KEPT = re.compile(r"(<(?:script|textarea|pre)\b.*?</(?:script|textarea|pre)>)", re.DOTALL)
IN_A_TAG = re.compile(r"(<[a-zA-Z][^<>]*) >")
BEFORE_A_TAG = re.compile(r" (</?([a-z0-9]+)(?: [^<>]*)?>)")
AFTER_A_TAG = re.compile(r"(</?([a-z0-9]+)(?: [^<>]*)?>) ")


def as_shown(html):
    """Return HTML with the white space a browser would show, so that no test depends on how a template is laid out."""
    parts = KEPT.split(html)
    for place in range(0, len(parts), 2):
        text = IN_A_TAG.sub(r"\1>", SPACES.sub(" ", WHITE.sub(" ", parts[place])))
        parts[place] = AFTER_A_TAG.sub(_without_space, BEFORE_A_TAG.sub(_without_space, text))
    return "".join(parts)


def _without_space(found):
    return found[1] if IS_BLOCK(found[2]) else found[0]


def keep_first_context(store, signal, sender, template, context, **kwargs):
    """Note the templates of a page, and what the page itself was given: not what each of its hundreds of parts was."""
    store.setdefault("templates", []).append(template)
    if "context" not in store:
        store["context"] = ContextList([copy(context)])


# What Django's client calls by this name for each template.
django_client.store_rendered_templates = keep_first_context


class StrictClient(Client):
    """Refuses HTML that no reader should receive; gives the rest as a browser shows it."""

    def request(self, **request):
        """Ask for a page; raise AssertionError naming what is wrong with its HTML."""
        response = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            html = response.content.decode()
            for fault, pattern in FORBIDDEN.items():
                found = pattern.search(html)
                assert not found, (
                    f"{request.get('PATH_INFO')}: {fault}: {html[max(found.start() - 60, 0) : found.end() + 60]}"
                )
            response.content = as_shown(html)
        return response
