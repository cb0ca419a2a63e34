"""The page of a record in two parts: what it says in brief, with the menu of its sections, and the sections."""

import re
from typing import NamedTuple

from django import template
from django.template import Context, NodeList
from django.template.base import Node, Parser, Token
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SECTION_HEADING = re.compile(r'<h2 id="([-\w]+)">(.*?)</h2>', re.DOTALL)


class Heading(NamedTuple):
    """A section of a page: where it begins, and its title."""

    key: str
    words: SafeString


class SectionedNode(Node):
    """What a page says in brief, then its sections: the menu is made of their headings."""

    def __init__(self, brief: NodeList, sections: NodeList) -> None:
        self.brief, self.sections = brief, sections

    def render(self, context: Context) -> SafeString:
        """Return the HTML of both parts, with the menu."""
        sections = self.sections.render(context)
        told = {"brief": self.brief.render(context), "sections": sections, "headings": headings_of(sections)}
        return render_to_string("_partials/sectioned.html", told)


def headings_of(html: str) -> list[Heading]:
    """Return the Headings of the sections of a page: its headings of the second level that have a name."""
    # The words come from HTML: they are escaped already.
    said = [(key, " ".join(strip_tags(words).split())) for key, words in SECTION_HEADING.findall(html)]
    return [Heading(key, mark_safe(words)) for key, words in said]  # noqa: S308


@register.tag
def sectioned(parser: Parser, _token: Token) -> SectionedNode:
    """Lay out `{% sectioned %}` what is said in brief `{% sections %}` the sections `{% endsectioned %}`."""
    brief = parser.parse(("sections",))
    parser.delete_first_token()
    sections = parser.parse(("endsectioned",))
    parser.delete_first_token()
    return SectionedNode(brief, sections)
