"""The language spoken: what is French, what tag a page declares, and texts that have an English beside them."""

import pytest
from django.db import models
from django.utils.translation import deactivate_all, override

from records.words.languages import TAGS, english_fields, in_english, in_language, is_french, spoken, tag_of
from tests.records.bookshelf.models import Author, Book, Chapter, Tag
from tests.records.factories import AuthorFactory, BookFactory


@pytest.mark.parametrize(
    ("language", "spoken_in_french", "tag"),
    [
        ("fr-ca", True, "fr-CA"),
        ("fr", True, "fr-CA"),  # no language of the settings: what a page declares is French
        ("en", False, "en-CA"),
        ("en-ca", False, "fr-CA"),
        (None, True, "fr-CA"),
    ],
)
def test_french_is_spoken_unless_another_language_is(language, spoken_in_french, tag):
    with override(language):
        assert is_french() is spoken_in_french
    assert tag_of(language) == tag


def test_without_any_translation_french_is_spoken():
    with override("en"):
        deactivate_all()
        assert is_french()


def test_every_language_of_the_settings_has_its_tag(settings):
    assert [code for code, _name in settings.LANGUAGES] == list(TAGS)


@pytest.mark.parametrize(
    ("french", "english", "language", "text"),
    [
        ("Eau", "Water", "fr-ca", ("Eau", True)),
        ("Eau", "Water", "en", ("Water", False)),
        ("Eau", "", "en", ("Eau", True)),
        ("", "Water", "fr-ca", ("", True)),
        ("", "Water", "en", ("Water", False)),
        ("", "", "en", ("", True)),
    ],
)
def test_a_text_is_given_in_the_language_spoken_or_in_french(french, english, language, text):
    with override(language):
        assert in_language(Tag(name=french, name_en=english), "name") == text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr-ca", "en"])
@pytest.mark.parametrize(("french", "english"), [("Eau", "Water"), ("Eau", "")])
def test_the_database_gives_the_text_that_the_row_does(language, french, english):
    book = BookFactory(author__name=french, author__name_en=english)
    with override(language):
        told = Book.objects.annotate(told=spoken("author__name")).get().told
        assert told == in_language(book.author, "name")[0]


@pytest.mark.django_db
def test_rows_may_be_sorted_and_found_by_the_text_spoken():
    for french, english in {"Arbre": "Tree", "Pomme": "Apple", "Métro": ""}.items():
        AuthorFactory(name=french, name_en=english)
    authors = Author.objects.annotate(told=spoken("name")).order_by("told")
    assert [author.name for author in authors] == ["Arbre", "Métro", "Pomme"]
    with override("en"):
        authors = Author.objects.annotate(told=spoken("name")).order_by("told")
        assert [author.told for author in authors] == ["Apple", "Métro", "Tree"]
        assert authors.filter(told="Tree").get().name == "Arbre"


def test_the_english_of_a_field_is_of_its_type_and_length_and_asks_for_nothing():
    french = models.CharField("nom", max_length=120, unique=True, editable=False, help_text="Du registre.")
    english = in_english(french)
    assert type(english) is models.CharField
    assert (english.max_length, english.unique, english.editable, english.blank) == (120, False, True, True)
    assert (str(english.verbose_name), english.help_text) == ("nom (en anglais)", "")
    with override("en"):
        assert str(english.verbose_name) == "nom (in English)"
    assert (french.unique, french.editable, french.blank) == (True, False, False)


def test_the_english_of_a_field_with_a_default_has_it_too():
    english = in_english(models.TextField("texte", default="", null=True))
    assert (type(english), english.default, english.null) == (models.TextField, "", True)


class Fond(models.Model):
    """A row whose field ends as an English text does, and is none."""

    grown_en = models.DateField()
    name_en = models.CharField(max_length=10)

    class Meta:
        app_label = "bookshelf"
        abstract = True


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (Tag, ["note_en", "name_en"]),
        (Chapter, ["note_en", "text_en"]),
        (Author, ["note_en", "name_en", "biography_en"]),
        (Fond, ["name_en"]),
    ],
)
def test_the_english_texts_of_a_model_are_its_texts_so_named(model, names):
    assert english_fields(model) == names
