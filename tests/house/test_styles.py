"""Style sheets as browsers read them: a brace left open hides all that follows it."""

import pytest
import tinycss2

from tests.house.code import ROOT

SHEETS = sorted(ROOT.glob("static/css/*.css"))


def misread(nodes):
    """Yield what a browser leaves out of a sheet, and rules that stand inside another: an open brace makes them so."""
    for node in nodes:
        if node.type == "error":
            yield f"{node.source_line}: {node.message}"
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in {"media", "supports"}:
            yield from misread(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
        elif node.type == "qualified-rule":
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from (f"{each.source_line}: {each.type}" for each in inside if each.type != "declaration")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_read_whole(sheet):
    nodes = tinycss2.parse_stylesheet(sheet.read_text(), skip_comments=True, skip_whitespace=True)
    assert list(misread(nodes)) == []
