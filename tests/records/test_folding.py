"""Words made comparable, and the rows that hold those a reader typed."""

import pytest

from records.words.normalizing import closeness, contains_all, fold, narrow_to_words, normalize, words
from tests.records.bookshelf.models import Author, Tag
from tests.records.factories import AuthorFactory, TagFactory


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Québec", "quebec"),
        ("l’Œuvre d’Ève!", "l’oeuvre d’eve!"),  # what is no letter stays
        ("  deux\nlignes ", "  deux\nlignes "),
        ("M-2022-03", "m-2022-03"),
        ("STRASSE straße", "strasse strasse"),
        ("№ 5, ﬁn", "no 5, fin"),
        ("𝐀", "a"),
        ("İstanbul ısı", "istanbul isi"),
        ("Ἀθῆναι", "αθηναι"),
        ("Кишинёв", "кишинев"),
        ("東京", "東京"),
        ("", ""),
    ],
)
def test_a_text_is_folded_and_keeps_its_signs(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize("text", ["Québec!", "l’Œuvre d’Ève", "№ 5", "𝐀 ﬁn", "Łódź – « oui »", "İstanbul", "Ἀθῆναι"])
def test_what_is_folded_before_is_normalized_alike(text):
    assert normalize(fold(text)) == normalize(text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("L’EAU", ["eau"]),
        ("QU’IL", ["il"]),
        ("x’eau", ["x", "eau"]),  # no elision
        ("l’", []),
        ("d’", []),
        ("’eau", ["eau"]),
        ("l’l’eau", ["eau"]),
        ("<b>l'eau</b>", ["b", "eau", "b"]),
        ("M‑2022‑03", ["m 2022 03"]),  # dashes that do not break
        ("m-2022", ["m", "2022"]),  # figures joined once to a word are apart
        ("1-2", ["1 2"]),
        ("M-2022-03,", ["m", "2022", "03"]),
        ("%_\\", []),
    ],
)
def test_a_query_is_read_as_words(query, found):
    assert words(query) == found


@pytest.fixture
def tags(db):
    """Three words, the last in English too."""
    names = {"Eau": "", "Été indien": "", "Neige": "Snow and water"}
    return [TagFactory(name=name, name_en=english) for name, english in names.items()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Eau", "Été indien", "Neige"]),
        (" \n", ["Eau", "Été indien", "Neige"]),
        ("ÉAU", ["Eau"]),
        ("l’eau", ["Eau"]),
        ("indien été", ["Été indien"]),  # in any order
        ("ete neige", []),  # all of them, in one row
        ("ei", ["Neige"]),  # a part of a word
        ("neige water", ["Neige"]),  # one word in each field
        ("!", []),  # typed, and no word: nothing is found rather than everything
        ("l’", []),
        ("%", []),
    ],
)
def test_the_rows_that_hold_every_word_are_kept(tags, query, found):
    kept = narrow_to_words(Tag.objects.order_by("pk"), query, "name", "name_en")
    assert [tag.name for tag in kept] == found


def test_only_the_fields_named_are_read_and_rows_already_left_out_stay_out(tags):
    assert not narrow_to_words(Tag.objects.all(), "water", "name").exists()
    assert not narrow_to_words(Tag.objects.exclude(name="Eau"), "eau", "name").exists()


def test_a_field_that_holds_nothing_holds_no_word(db):
    AuthorFactory(name="Rien")
    assert not narrow_to_words(Author.objects.all(), "none", "name", "born_on", "record_id").exists()
    assert narrow_to_words(Author.objects.all(), "rien", "record_id", "name").exists()


def test_rows_to_read_are_not_sorted_and_keep_their_order(tags, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        kept = narrow_to_words(Tag.objects.order_by("-search_text"), "e", "name")
    assert "ORDER BY" not in asked[0]["sql"]
    assert [tag.name for tag in kept] == ["Neige", "Été indien", "Eau"]


def test_no_statement_is_made_for_what_is_no_word(tags, django_assert_num_queries):
    with django_assert_num_queries(0):
        narrow_to_words(Tag.objects.all(), "!", "name")


def test_rows_come_by_how_they_begin(db):
    for name in ("Lac Québec", "Québécois", "Québec", "Québec-Ouest", "Aquébec"):
        AuthorFactory(name=name)
    ranks = Author.objects.annotate(rank=closeness("search_text", " QUEBEC ")).values_list("name", "rank")
    assert dict(ranks) == {
        "Québec": 0,  # the words typed
        "Québec-Ouest": 0,  # then others
        "Québécois": 1,  # a word that begins so
        "Lac Québec": 2,
        "Aquébec": 2,
    }


def test_a_query_whose_words_are_all_held_finds_its_row(db):
    author = AuthorFactory(name="L’Œuvre d’Ève (Łódź)")
    for query in ("œuvre", "OEUVRE lodz", "ève l’œuvre", "d’eve"):
        assert Author.objects.filter(contains_all("search_text", query)).get() == author, query
