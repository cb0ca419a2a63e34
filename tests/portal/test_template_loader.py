"""Templates are sent without their indentation, and nothing else of them is lost."""

import re

import pytest
from django.template.loader import get_template

from tests.house.code import ROOT

HTML = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", ["base.html", "missions/detail.html", "admin/publishable_change_form.html"])
def test_a_page_is_sent_without_the_indentation_of_its_template(name):
    source = get_template(name).template.source
    written = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert not re.search(r"\n[ \t]", source)
    assert source.split() == written.split()
    assert source.count("\n") == written.count("\n")


def test_a_plain_text_is_sent_as_it_is_written():
    written = (ROOT / "templates/missions/reminder.txt").read_text(encoding="utf-8")
    assert get_template("missions/reminder.txt").template.source == written


def test_no_template_holds_text_whose_indentation_counts():
    texts = {name: (ROOT / "templates" / name).read_text(encoding="utf-8") for name in HTML}
    assert [name for name, text in texts.items() if re.search(r"<pre(?![^\n]*</pre>)|<textarea[^>]*>\s+", text)] == []
    untrimmed = re.compile(r"{% blocktranslate (?![^%]*trimmed)[^%]*%}[^{]*\n")
    assert [name for name, text in texts.items() if untrimmed.search(text)] == []
