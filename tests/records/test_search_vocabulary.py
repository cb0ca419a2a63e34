"""Words that do not count, words that help, synonyms, and names before words of their family."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.contrib.auth.models import AnonymousUser

from records.search.finding import Search
from records.search.indexing import rebuild
from records.search.reading import read
from records.search.stemming import each_once
from records.search.vocabulary import VOCABULARIES, Vocabulary, register_optional, register_synonyms
from tests.records.factories import AuthorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_found_books", "_own_words")]

FRENCH, ENGLISH = "fr-ca", "en"
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def _own_words():
    """Have the words declared by the test be the only ones."""
    with patch.dict(VOCABULARIES, {language: Vocabulary(language) for language in (FRENCH, ENGLISH)}):
        yield


def write(**texts):
    """Write public authors, {name: biography}, and the index."""
    for name, biography in texts.items():
        country, _bar, text = biography.rpartition("|")
        AuthorFactory(published=True, name=name.replace("_", " "), biography=text, country=country)
    rebuild(today=TODAY)


def found(typed, language=FRENCH):
    """Return the names found, in order (a list)."""
    groups = Search(read(typed, language), language, AnonymousUser(), TODAY).groups()
    return [hit.entry.title for group in groups for hit in group.hits]


@pytest.mark.parametrize("typed", ["où est le port", "quels ports", "ce que le port nous dit est dans ses ports"])
def test_stop_words_do_not_empty_what_is_found(typed):
    write(Marin="Un port.", Berger="Des mots.")
    assert found(typed)[:1] == (["Marin"] if "dit" not in typed else [])


def test_stop_words_are_those_of_the_language():
    write(Marin="Un port.")
    assert found("where is the port", ENGLISH) == ["Marin"]
    assert found("where is the port", FRENCH) == []


def test_an_optional_word_excludes_nothing_and_orders_what_is_found():
    register_optional(FRENCH, ["PDF", "éditeur"])
    write(Ancre="Un port.", Bouée="Un port en pdf.", Cale="Un pdf.")
    assert found("port") == ["Ancre", "Bouée"]
    assert found("port pdf") == ["Bouée", "Ancre"]
    assert found("editeur port") == ["Ancre", "Bouée"]


def test_optional_words_alone_are_asked_for():
    register_optional(FRENCH, ["pdf"])
    write(Ancre="Un port.", Cale="Un pdf.")
    assert found("le pdf") == ["Cale"]


def test_a_synonym_is_found_after_the_word_itself():
    register_synonyms(FRENCH, "budget", ["coûts", "non retenue"])
    write(Ancre="Le coût du port.", Bouée="Le budget du port.", Cale="Offre non retenue.", Dune="Offre retenue.")
    assert found("budgets") == ["Bouée", "Ancre", "Cale"]
    assert found("budget port") == ["Bouée", "Ancre"]
    assert found("coût") == ["Ancre"]
    assert found("budget", ENGLISH) == ["Bouée"]


def test_a_synonym_declared_after_a_search_is_found_too():
    write(Ancre="Le coût du port.")
    assert found("budget") == []
    register_synonyms(FRENCH, "budget", ["coûts"])
    assert found("budget") == ["Ancre"]


def test_a_synonym_is_marked():
    register_synonyms(FRENCH, "budget", ["coûts"])
    write(Ancre="Le coût du port, et de tout ce qui y entre ou en sort.")
    [group] = Search(read("budget", FRENCH), FRENCH, AnonymousUser(), TODAY).groups()
    assert group.hits[0].snippet.html.startswith("Le <mark>coût</mark> du port")


def test_a_country_comes_before_words_of_its_family():
    write(
        Académie_française="Des mots.",
        Ancre="Des mots français.",
        Bouée="FR|Des mots.",
        Ambassade_de_France="Des mots.",
    )
    assert found("France") == ["Ambassade de France", "Bouée", "Académie française", "Ancre"]


def test_the_exact_title_comes_first_however_its_words_are_stemmed():
    write(Abris_des_forêts="x", Les_forêts_boréales="x", Forêts="x")
    assert found("forêts")[0] == "Forêts"
    assert found("les forêts boréales") == ["Les forêts boréales"]


def test_a_text_is_indexed_up_to_its_ten_thousandth_word():
    words = [f"mot{rank}" for rank in range(10_001)]
    assert each_once(" ".join(words), words[0]).split() == words[:10_000]
