"""Style sheets as browsers read them: a brace left open hides all that follows it."""

import re

import pytest
import tinycss2

from tests.house.code import ROOT, refuse

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


# Where colours are written: the light, the dark, and the dark of the bureau, which reads no other.
HOMES = {"colours.css", "tokens.css", "admin.css"}
HEX = re.compile(r"#[0-9a-f]{3,8}\b")
# A box in the margin of a printed page inherits nothing: it writes the soft ink out.
SOFT_INK = "#4b5559"


def written(name):
    """Return {name of a colour: its value} of a sheet."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (ROOT / "static/css" / name).read_text(encoding="utf-8")))


LIGHT = written("colours.css")
SCHEMES = {"light": LIGHT, "dark": {**LIGHT, **written("tokens.css")}}


def test_colours_have_one_home():
    assert LIGHT["ink-soft"] == SOFT_INK
    refuse(
        f"{sheet.name}: {each}"
        for sheet in SHEETS
        if sheet.name not in HOMES
        for each in HEX.findall(sheet.read_text(encoding="utf-8"))
        if each != SOFT_INK
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["ground", "raised"])
@pytest.mark.parametrize(
    "name", [name for name in LIGHT if name.startswith("axis-") or name in ("good", "warn", "late")]
)
def test_what_is_told_in_colour_can_be_read(scheme, ground, name):
    assert contrast(SCHEMES[scheme][name], SCHEMES[scheme][ground]) >= 4.5


def contrast(one, other):
    """Return the contrast of two colours, as WCAG reckons it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Return the relative luminance of a colour (#rrggbb)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_page_that_draws_has_the_sheet_of_figures():
    """Patterns are asked for by whoever draws; the board has the sheet from the head of the bureau."""
    pages = [path for path in (ROOT / "templates").rglob("*.html") if path.name != "board.html"]
    drawing = [path for path in pages if "_partials/patterns" in path.read_text(encoding="utf-8")]
    assert len(drawing) > 5
    refuse(
        f"{path.relative_to(ROOT)}: has no css/figures.css"
        for path in drawing
        if "css/figures.css" not in path.read_text(encoding="utf-8")
    )
