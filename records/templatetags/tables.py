"""Tables whose rows become cards on a narrow screen: each cell then says the heading of its column."""

import re

from django import template
from django.template import Context, NodeList
from django.template.base import Node, Parser, Token
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TABLE_HEAD, TABLE_BODY = re.compile(r"<thead\b.*?</thead>", re.DOTALL), re.compile(r"<tbody\b.*?</tbody>", re.DOTALL)
TABLE_HEADING, TABLE_ROW = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL), re.compile(r"<tr\b.*?</tr>", re.DOTALL)
TABLE_CELL, DRAWING = re.compile(r"<t([dh])\b"), re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class CardedNode(Node):
    """A table with one row of headings and no cell over several columns."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Return the HTML of the table, each cell labelled."""
        return label_cells(self.nodelist.render(context))


def label_cells(html: str) -> SafeString:
    """Return the HTML of a table, each of its data cells with the heading of its column as `data-label`."""
    head = TABLE_HEAD.search(html)
    labels = [_words(each) for each in TABLE_HEADING.findall(head[0])] if head else []

    def label_row(row: re.Match[str]) -> str:
        left = iter(labels)
        return TABLE_CELL.sub(lambda cell: _labelled(cell, next(left, "")), row[0])

    return mark_safe(TABLE_BODY.sub(lambda body: TABLE_ROW.sub(label_row, body[0]), html))  # noqa: S308


def _words(heading: str) -> str:
    """Return the words of a heading, as an attribute says them: escaped already, but for quotation marks."""
    return " ".join(strip_tags(DRAWING.sub("", heading)).split()).replace('"', "&quot;")


def _labelled(cell: re.Match[str], label: str) -> str:
    return f'{cell[0]} data-label="{label}"' if label and cell[1] == "d" else cell[0]


@register.tag
def carded(parser: Parser, _token: Token) -> CardedNode:
    """Let the rows of the table between `{% carded %}` and `{% endcarded %}` be cards on a narrow screen."""
    nodelist = parser.parse(("endcarded",))
    parser.delete_first_token()
    return CardedNode(nodelist)
