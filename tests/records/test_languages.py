"""Two languages: French everywhere, English where someone wrote it."""

import pytest
from django.template import Context, Template
from django.utils import translation

from records.words.languages import english_fields, in_language
from tests.records.bookshelf.models import Author, Book, Tag

N = "\u00a0"


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_french_is_said_in_french_whatever_stands_beside_it():
    author = Author(name="L'auteur", name_en="The author")
    assert drawn("{{ author|localized:'name' }}", author=author) == "L’auteur"
    assert drawn("{{ author|localized }}", author=author) == "L’auteur"
    assert drawn("{% lang_of author 'name' %}", author=author) == ""


def test_english_is_said_where_it_was_written():
    author = Author(name="L'auteur", name_en='The "author": here')
    with translation.override("en"):
        assert drawn("{{ author|localized:'name' }}", author=author) == "The &quot;author&quot;: here"
        assert drawn("{{ author|plain:'name' }}", author=author) == "The &quot;author&quot;: here"


def test_a_text_without_english_is_french_and_marked_so():
    author = Author(name="L'auteur <b>")
    with translation.override("en"):
        assert drawn("{{ author|localized:'name' }}", author=author) == '<span lang="fr-CA">L’auteur &lt;b&gt;</span>'
        assert drawn("{{ author|plain:'name' }}", author=author) == "L’auteur &lt;b&gt;"
        assert drawn("<p{% lang_of author 'name' %}>", author=author) == '<p lang="fr-CA">'
        assert drawn("{{ author|localized:'biography' }}", author=author) == ""


def test_a_text_that_has_no_english_column_is_french():
    with translation.override("en"):
        assert in_language(Tag(slug="eau"), "slug") == ("eau", True)


def test_the_english_columns_of_a_model_are_those_beside_a_french_one():
    assert english_fields(Book) == ["note_en", "title_en", "summary_en"]
    names = {field.name for field in Book._meta.fields}
    assert all(name.removesuffix("_en") in names for name in english_fields(Book))


@pytest.mark.parametrize("name", ["title_en", "summary_en"])
def test_english_is_never_required(name):
    field = Book._meta.get_field(name)
    assert field.blank
    assert not field.unique
