"""Widgets and labels drawn without templates: what is told, what is left out, and nothing that breaks out."""

import pytest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from portal.drawn_fields import DRAWN, draw_attributes, draw_box, draw_label, draw_moment, draw_select, draw_text
from portal.form_renderer import FormRenderer

HOSTILE = "\"'><b>&"
ESCAPED = "&#34;&#39;&gt;&lt;b&gt;&amp;"


@pytest.mark.parametrize(
    ("attrs", "drawn"),
    [
        ({}, ""),
        ({"id": "a", "rows": 3}, ' id="a" rows="3"'),
        ({"required": True, "disabled": False}, " required"),
        ({"value": 0}, ' value="0"'),  # nothing, and known
        ({"title": ""}, ' title=""'),
        ({"title": HOSTILE}, f' title="{ESCAPED}"'),
        ({"a>b": "x"}, ' a&gt;b="x"'),
        ({"title": SafeString("l&#x27;eau")}, ' title="l&#x27;eau"'),  # escaped already
    ],
)
def test_attributes_are_told_each_after_a_space(attrs, drawn):
    assert draw_attributes(attrs) == drawn


def box(**values):
    """Return what a box is drawn from."""
    return {"type": "text", "name": "titre", "value": None, "attrs": {}, **values}


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        (None, '<input type="text" name="titre">'),
        ("", '<input type="text" name="titre" value="">'),
        ("0", '<input type="text" name="titre" value="0">'),
        (HOSTILE, f'<input type="text" name="titre" value="{ESCAPED}">'),
    ],
)
def test_a_box_holds_what_was_typed_and_has_no_value_of_its_own(value, drawn):
    assert draw_box(box(value=value)) == drawn


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("", ""), ("un\ndeux", "un\ndeux"), ("</textarea><b>", "&lt;/textarea&gt;&lt;b&gt;")],
)
def test_a_text_begins_on_a_line_that_a_browser_drops(value, text):
    assert draw_text(box(value=value, attrs={"rows": 3})) == f'<textarea name="titre" rows="3">\n{text}</textarea>'


def option(value, label, **attrs):
    """Return what an option is drawn from."""
    return {"value": value, "label": label, "attrs": attrs}


def test_a_list_shows_its_groups_and_what_is_chosen():
    groups = [
        (None, [option("", "inconnu", selected=True)], 0),
        ("<Europe>", [option("be", "Belgique"), option(HOSTILE, HOSTILE)], 1),
    ]
    assert draw_select({"name": "pays", "attrs": {"id": "p"}, "optgroups": groups}) == (
        '<select name="pays" id="p">\n'
        '  <option value="" selected>inconnu</option>\n'
        '  <optgroup label="&lt;Europe&gt;">\n'
        '  <option value="be">Belgique</option>\n'
        f'  <option value="{ESCAPED}">{ESCAPED}</option>\n'
        "  </optgroup>\n"
        "</select>"
    )


def test_an_empty_list_is_a_list():
    assert draw_select({"name": "pays", "attrs": {}, "optgroups": []}) == '<select name="pays">\n</select>'


def test_a_moment_says_which_box_is_the_day_and_which_the_hour():
    parts = {"subwidgets": [box(name="le_0", type="date"), box(name="le_1", type="time")]}
    assert draw_moment({"widget": parts, "date_label": "Le <jour>", "time_label": "À"}) == (
        '<p class="datetime">\n'
        '  Le &lt;jour&gt; <input type="date" name="le_0"><br>\n'
        '  À <input type="time" name="le_1">\n'
        "</p>"
    )


@pytest.mark.parametrize(
    ("use_tag", "attrs", "drawn"),
    [
        (True, {"for": "id_a"}, '<label for="id_a">Où &lt;ça&gt;</label>'),
        (True, {}, "<label>Où &lt;ça&gt;</label>"),
        (True, None, "<label>Où &lt;ça&gt;</label>"),
        (False, {"for": "id_a"}, "Où &lt;ça&gt;"),
    ],
)
def test_a_label_stands_in_its_tag_if_it_has_one(use_tag, attrs, drawn):
    assert draw_label({"label": "Où <ça>", "tag": "label", "use_tag": use_tag, "attrs": attrs}) == drawn


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_without_a_template_has_one_in_the_library(name):
    assert get_template(name).origin


def test_a_field_without_errors_draws_no_list_of_them():
    html = FormRenderer().render("django/forms/errors/list/ul.html", {"errors": []})
    assert (html, isinstance(html, SafeString)) == ("", True)
