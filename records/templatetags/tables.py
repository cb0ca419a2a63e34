"""Tables whose rows become cards on a narrow screen: each cell then says the heading of its column."""

import re
from collections import Counter
from itertools import islice

from django import template
from django.template import Context, NodeList
from django.template.base import Node, Parser, Token
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TABLE_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
TABLE_BODY = re.compile(r"<(tbody|tfoot)\b.*?</\1>", re.DOTALL)
TABLE_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
TABLE_HEADING = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
TABLE_CELL = re.compile(r"<t([dh])\b([^>]*)>")
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class CardedNode(Node):
    """A table; a cell over several rows stands at the head of their cards."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Return the HTML of the table, each cell labelled."""
        return label_cells(self.nodelist.render(context))


def label_cells(html: str) -> SafeString:
    """Return the HTML of a table, each of its data cells with the headings of its columns as `data-label`."""
    head = TABLE_HEAD.search(html)
    labels = _column_labels(head[0]) if head else []
    # Column → rows that a cell above still covers.
    covered: Counter[int] = Counter()

    def label_row(row: re.Match[str]) -> str:
        free = iter([column for column in range(len(labels)) if not covered[column]])
        covered.subtract(list(+covered))

        def label_cell(cell: re.Match[str]) -> str:
            columns = list(islice(free, _span(cell[2], "col")))
            covered.update(dict.fromkeys(columns, _span(cell[2], "row") - 1))
            said = ", ".join(labels[column] for column in columns)
            return f'<td data-label="{said}"{cell[2]}>' if said and cell[1] == "d" else cell[0]

        return TABLE_CELL.sub(label_cell, row[0])

    return mark_safe(TABLE_BODY.sub(lambda body: TABLE_ROW.sub(label_row, body[0]), html))  # noqa: S308


def _column_labels(head: str) -> list[str]:
    """Return the words of each column, those of the headings above it and its own."""
    columns: dict[int, list[str]] = {}
    for level, row in enumerate(TABLE_ROW.findall(head)):
        column = 0
        for attributes, heading in TABLE_HEADING.findall(row):
            # A heading above that goes down to this row has this column.
            while len(columns.get(column, ())) > level:
                column += 1
            for each in range(column, column := column + _span(attributes, "col")):
                columns.setdefault(each, []).extend([_words(heading)] * _span(attributes, "row"))
    return [" – ".join(dict.fromkeys(columns[each])) for each in sorted(columns)]


def _span(attributes: str, way: str) -> int:
    found = re.search(rf'{way}span="(\d+)"', attributes)
    return int(found[1]) if found else 1


def _words(heading: str) -> str:
    """Return the words of a heading, as an attribute says them: escaped already, but for quotation marks."""
    return " ".join(strip_tags(DRAWING.sub("", heading)).split()).replace('"', "&quot;")


@register.tag
def carded(parser: Parser, _token: Token) -> CardedNode:
    """Let the rows of the table between `{% carded %}` and `{% endcarded %}` be cards on a narrow screen."""
    nodelist = parser.parse(("endcarded",))
    parser.delete_first_token()
    return CardedNode(nodelist)
