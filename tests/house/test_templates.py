"""No template is left behind."""

import pytest

from tests.house.code import LAYERS, ROOT, modules

TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*") if path.is_file())
# Found by their name: the error pages, and what stands in for a page of a library.
FOUND_BY_NAME = {"404.html", "403.html", "500.html"}
LIBRARIES = {"admin", "simple_history", "django", "registration"}


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
