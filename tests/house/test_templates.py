"""No template is left behind."""

import re
from statistics import median

from tests.house.code import LAYERS, ROOT, modules, refuse

TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*") if path.is_file())
# Found by their name: the error pages, and what stands in for a page of a library.
FOUND_BY_NAME = {"404.html", "403.html", "500.html"}
LIBRARIES = {"admin", "simple_history", "django", "registration"}
LONGEST, USUAL, MAX_LINES = 140, 50, 120
FORBIDDEN = (" style=", " onclick=")
KEPT = re.compile(r"\{% kept (?P<name>\w+)(?P<on>[^%]*)%\}(?P<inside>.*?)\{% endkept %\}", re.DOTALL)
TAG = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# What differs from a reader to another. `kept_as` tells apart where a page is asked for.
OF_A_READER = {
    "user": "user",
    "perms": "perms",
    "messages": "messages",
    "csrf_token": "csrf_token",
    "request": "kept_as",
}
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


def test_a_template_is_used():
    sought = [each for each in TEMPLATES if str(each) not in FOUND_BY_NAME and each.parts[0] not in LIBRARIES]
    everything = "\n".join(sources())
    refuse(str(template) for template in sought if f'"{template}"' not in everything)


def test_a_template_holds_no_style_and_no_handler():
    refuse(f"{each}:{said}" for each in TEMPLATES for said in FORBIDDEN if said in text_of(each))


def test_a_template_is_short():
    lengths = {template: len(text_of(template).splitlines()) for template in TEMPLATES}
    refuse(f"{template}: {length} lines" for template, length in lengths.items() if length > MAX_LINES)


def test_a_line_of_a_template_fits_on_a_screen():
    lines = [(each, *numbered) for each in TEMPLATES for numbered in enumerate(text_of(each).splitlines(), start=1)]
    refuse(f"{template}:{number}: {len(line)} characters" for template, number, line in lines if len(line) > LONGEST)


def test_the_templates_say_one_thing_a_line():
    lines = [line for template in TEMPLATES for line in text_of(template).splitlines() if line.strip()]
    assert median(len(line) for line in lines) <= USUAL


def test_a_partial_is_passed_what_it_needs_and_nothing_else():
    """A partial that takes all there is must say why in its contract."""
    includes = [(template, include) for template in TEMPLATES for include in INCLUDE.finditer(text_of(template))]
    open_ones = [(template, include) for template, include in includes if not include.group().endswith(" only %}")]
    refuse(
        f"{template}: {include.group()}"
        for template, include in open_ones
        if "without `only`: " not in contract(text_of(include.group(1)))
    )


def kept():
    """Yield (template, name, what it depends on, what stands inside) of each part of a template that is kept."""
    for template in TEMPLATES:
        for found in KEPT.finditer(text_of(template)):
            yield template, found["name"], found["on"], " ".join(TAG.findall(found["inside"]))


def test_each_part_that_is_kept_has_a_name_of_its_own():
    names = [name for _template, name, _on, _inside in kept()]
    assert len(names) > 20
    refuse(name for name in set(names) if names.count(name) > 1)


def test_what_is_kept_depends_on_nothing_of_its_reader_that_it_does_not_name():
    refuse(
        f"{template}: {name}: {word}"
        for template, name, on, inside in kept()
        for word, named in OF_A_READER.items()
        if re.search(rf"(?<![\w.]){word}\b", QUOTED.sub("", inside)) and not re.search(rf"\b({word}|{named})\b", on)
    )
