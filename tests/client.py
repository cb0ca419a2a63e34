"""A test client that is a demanding reader: it refuses pages nobody should receive."""

import re

from django.test import Client

FORBIDDEN = {
    "a template tag left over": re.compile(r"\{%|\{\{|\{#"),
    "an inline style": re.compile(r"<[^>]+\sstyle="),
    "an inline handler": re.compile(r"<[^>]+\son[a-z]+="),
    "a style element": re.compile(r"<style"),
    "an inline script": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>"),
    "an asset of a third party": re.compile(r"<(?:script|img|iframe|source|video)[^>]+src=\"(?:https?:)?//"),
    "a style sheet of a third party": re.compile(
        r"<link[^>]+rel=\"(?:stylesheet|preload|icon)\"[^>]+href=\"(?:https?:)?//"
    ),
    "an object printed as Python does": re.compile(r"&lt;\w+(?:\.\w+)* object at|\bNone\b(?!\w)(?=</)"),
}


class StrictClient(Client):
    """Refuses HTML that no reader should receive."""

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
        return response
