"""Two languages: French everywhere, English where someone wrote it."""

import pytest
from django.template import Context, Template
from django.utils import translation

from axes.models import Axis, Theme
from missions.models import Action
from records.words.languages import english_fields, in_language

N = "\u00a0"


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_french_is_said_in_french_whatever_stands_beside_it():
    axis = Axis(name="L'axe", name_en="The axis")
    assert drawn("{{ axis|localized:'name' }}", axis=axis) == "L’axe"
    assert drawn("{{ axis|localized }}", axis=axis) == "L’axe"
    assert drawn("{% lang_of axis 'name' %}", axis=axis) == ""


def test_english_is_said_where_it_was_written():
    axis = Axis(name="L'axe", name_en='The "axis": here')
    with translation.override("en"):
        assert drawn("{{ axis|localized:'name' }}", axis=axis) == "The &quot;axis&quot;: here"
        assert drawn("{{ axis|plain:'name' }}", axis=axis) == "The &quot;axis&quot;: here"


def test_a_text_without_english_is_french_and_marked_so():
    axis = Axis(name="L'axe <b>")
    with translation.override("en"):
        assert drawn("{{ axis|localized:'name' }}", axis=axis) == '<span lang="fr-CA">L’axe &lt;b&gt;</span>'
        assert drawn("{{ axis|plain:'name' }}", axis=axis) == "L’axe &lt;b&gt;"
        assert drawn("<p{% lang_of axis 'name' %}>", axis=axis) == '<p lang="fr-CA">'
        assert drawn("{{ axis|localized:'rationale' }}", axis=axis) == ""


def test_a_text_that_has_no_english_column_is_french():
    with translation.override("en"):
        assert in_language(Theme(slug="eau"), "slug") == ("eau", True)


def test_the_english_columns_of_a_model_are_those_beside_a_french_one():
    assert english_fields(Action) == ["note_en", "title_en", "description_en", "axis_rationale_en", "outcome_note_en"]
    names = {field.name for field in Action._meta.fields}
    assert all(name.removesuffix("_en") in names for name in english_fields(Action))


@pytest.mark.parametrize("name", ["title_en", "description_en"])
def test_english_is_never_required(name):
    field = Action._meta.get_field(name)
    assert field.blank
    assert not field.unique
