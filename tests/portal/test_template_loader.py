"""Templates are sent without their indentation, and nothing else of them is lost."""

import re

import pytest
from django.template import Context, Template
from django.template.loader import get_template

from portal.template_loader import LINE_OF_TAGS
from tests.house.code import ROOT

HTML = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", ["base.html", "missions/detail.html", "admin/publishable_change_form.html"])
def test_a_page_is_sent_without_the_indentation_of_its_template(name):
    source = get_template(name).template.source
    written = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert not re.search(r"\n[ \t]", source)
    assert tags_apart(source) == tags_apart(written)


def tags_apart(text):
    """Return the words of a template and its tags, each by itself."""
    return re.sub(r"({%.*?%})", r" \1 ", text).split()


def sent(lines):
    """Return what is written of a template of these lines."""
    return Template(LINE_OF_TAGS.sub(r"\1", lines)).render(Context({"yes": True, "rows": "ab"}))


def test_a_line_of_tags_alone_writes_nothing():
    assert sent("<ul>\n{% for row in rows %}\n{% if yes %}\n<li>{{ row }}\n{% endif %}\n{% endfor %}\n</ul>\n") == (
        "<ul>\n<li>a\n<li>b\n</ul>\n"
    )


@pytest.mark.parametrize(
    "lines",
    [
        "un\n{% if yes %}\ndeux\n{% endif %}\ntrois",
        "un\n{% if not yes %}\ndeux\n{% else %}\nou\n{% endif %}\ntrois",
        "un {% if yes %}\ndeux{% endif %}\ntrois",
        "{% firstof yes %}\n{% firstof yes %}\n",
        "{% if yes %}un{% endif %}\n{% if yes %}deux{% endif %}\n",
    ],
)
def test_words_on_two_lines_stay_apart(lines):
    assert sent(lines).split() == Template(lines).render(Context({"yes": True})).split()


def test_no_template_sends_a_line_of_tags():
    assert [name for name in HTML if LINE_OF_TAGS.search(get_template(name).template.source)] == []


def test_a_plain_text_is_sent_as_it_is_written():
    written = (ROOT / "templates/missions/reminder.txt").read_text(encoding="utf-8")
    assert get_template("missions/reminder.txt").template.source == written


def test_no_template_holds_text_whose_indentation_counts():
    texts = {name: (ROOT / "templates" / name).read_text(encoding="utf-8") for name in HTML}
    assert [name for name, text in texts.items() if re.search(r"<pre(?![^\n]*</pre>)|<textarea[^>]*>\s+", text)] == []
    untrimmed = re.compile(r"{% blocktranslate (?![^%]*trimmed)[^%]*%}[^{]*\n")
    assert [name for name, text in texts.items() if untrimmed.search(text)] == []
