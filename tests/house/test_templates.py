"""No template is left behind."""

import re
from statistics import median

import pytest

from tests.house.code import LAYERS, ROOT, modules

TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*") if path.is_file())
# Found by their name: the error pages, and what stands in for a page of a library.
FOUND_BY_NAME = {"404.html", "403.html", "500.html"}
LIBRARIES = {"admin", "simple_history", "django", "registration"}
LONGEST, USUAL = 140, 50
INCLUDE = re.compile(r"""\{% include ["']([^"']+)["'][^%]*%\}""")


def text_of(template):
    """Return the text of one of our templates."""
    return (ROOT / "templates" / template).read_text(encoding="utf-8")


def contract(text):
    """Return the comment that says what a template needs."""
    return text.split("{% comment %}", 1)[-1].split("{% endcomment %}", 1)[0]


def sources():
    """Return the text of everything that may name a template."""
    texts = [(ROOT / path).read_text(encoding="utf-8") for path in modules() if path.parts[0] in LAYERS]
    return texts + [(ROOT / "templates" / path).read_text(encoding="utf-8") for path in TEMPLATES]


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_is_used(template):
    if str(template) in FOUND_BY_NAME or template.parts[0] in LIBRARIES:
        return
    assert any(f'"{template}"' in text for text in sources())


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_holds_no_style_no_handler_and_fits_in_120_lines(template):
    text = (ROOT / "templates" / template).read_text(encoding="utf-8")
    assert " style=" not in text
    assert " onclick=" not in text
    assert len(text.splitlines()) <= 120


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_line_of_a_template_fits_on_a_screen(template):
    assert not [line for line in text_of(template).splitlines() if len(line) > LONGEST]


def test_the_templates_say_one_thing_a_line():
    lines = [line for template in TEMPLATES for line in text_of(template).splitlines() if line.strip()]
    assert median(len(line) for line in lines) <= USUAL


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_partial_is_passed_what_it_needs_and_nothing_else(template):
    """A partial that takes all there is must say why in its contract."""
    for include in INCLUDE.finditer(text_of(template)):
        if not include.group().endswith(" only %}"):
            assert "without `only`: " in contract(text_of(include.group(1))), include.group()
