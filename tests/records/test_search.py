"""Searching without minding case, accents or elisions."""

import pytest
from django.db.models import Q

from records.words.normalizing import contains_all, normalize, words


@pytest.mark.parametrize(
    ("text", "search_text"),
    [
        ("QUÉBEC", "quebec"),
        ("Œuvres du cœur", "oeuvres du coeur"),
        ("Saint-Pétersbourg", "saint petersbourg"),
        ("Xi’an", "xi an"),
        ("  deux   mots\n", "deux mots"),
        ("Angra do Heroísmo (Açores)", "angra do heroismo acores"),
        ("", ""),
    ],
)
def test_a_text_is_folded_to_its_bare_words(text, search_text):
    assert normalize(text) == search_text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("l’eau", ["eau"]),
        ("L'Amérique", ["amerique"]),
        ("qu’elle", ["elle"]),
        ("d’Oka et d'ailleurs", ["oka", "et", "ailleurs"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ('"', []),
        ("", []),
    ],
)
def test_a_query_is_read_as_its_words_without_elisions(query, found):
    assert words(query) == found


def test_every_word_must_be_found():
    assert contains_all("search_text", "Été à Québec") == (
        Q(search_text__contains="ete") & Q(search_text__contains="a") & Q(search_text__contains="quebec")
    )


def test_no_word_asks_for_nothing():
    assert contains_all("search_text", " ! ") == Q()
