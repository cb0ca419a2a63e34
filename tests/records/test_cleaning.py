"""What nobody sees is cleaned from what is typed and saved, and named in a file."""

import pytest
from django.core.exceptions import ValidationError

from records.words.cleaning import clean, named, shown, unseen_in
from tests.records.bookshelf.models import Author
from tests.records.factories import AuthorFactory, BookFactory

DECOMPOSED = "E\u0301rable du No\u0308rd"


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Liège\vet\fGand", "Liège et Gand"),
        ("Liège\r\net Gand\n", "Liège et Gand"),
        ("\ttabulée\x85", "tabulée"),
        ("zéro\u200b\u2060chasse\ufeff", "zérochasse"),
        ("\u202egauche\u202c\u2066\u2069", "gauche"),
        ("pays\u00a0: «\u202f3\u2009» ❤️", "pays\u00a0: «\u202f3\u2009» ❤️"),
        ("東京 القاهرة Кишинёв", "東京 القاهرة Кишинёв"),
        ("nul\0, rien \ufffe", "nul , rien"),
        (DECOMPOSED, "Érable du Nörd"),
    ],
)
def test_a_text_is_cleaned(typed, cleaned):
    assert clean(typed) == cleaned
    assert clean(cleaned) == cleaned
    assert not unseen_in(cleaned)


def test_a_multiline_text_keeps_its_lines():
    assert clean("un\r\ndeux\n\x0btrois\u2028quatre", is_multiline=True) == "un\r\ndeux\n trois quatre"


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\u200b", "caractère invisible\u00a0: espace sans chasse (U+200B)"),
        ("\u202e", "caractère invisible\u00a0: forçage droite-à-gauche (U+202E)"),
        ("\x07", "caractère invisible\u00a0: caractère de commande (U+0007)"),
        ("\U000e0041", "caractère invisible\u00a0: marque (U+E0041)"),
    ],
)
def test_a_character_nobody_sees_is_named(character, words):
    assert unseen_in(f"a{character}b") == character
    assert named(character) == words


def test_a_terminal_is_never_told_what_to_do():
    assert shown("\x1b[31mrouge\n\u200f") == "[U+001B][31mrouge\n[U+200F]"


@pytest.mark.django_db
def test_what_is_saved_is_clean_whoever_saves_it():
    author = AuthorFactory(name=f"\u200b{DECOMPOSED}\v", biography="Né\r\nici\x00")
    author.refresh_from_db()
    assert (author.name, author.biography) == ("Érable du Nörd", "Né\r\nici")
    assert author.search_text == "erable du nord"


def test_a_form_sees_a_text_once_it_is_clean():
    author = Author(name="\u200b\u2060", country="BE")
    with pytest.raises(ValidationError) as refusal:
        author.clean_fields()
    assert "name" in refusal.value.message_dict
    book = BookFactory.build(title="E\u0301" * 250)
    book.clean_fields(exclude=["series", "author", "slug", "sorts_on"])
    assert book.title == "É" * 250
