"""How words are read by the index: stems, spellings every database reads alike, what a reader typed."""

import random
import string
import threading

import pytest

from records.search.reading import MAX_QUERY_LENGTH, read
from records.search.snippets import marked, snippet
from records.search.stemming import MAX_WORD_LENGTH, indexed, spell, spelled, stem

FRENCH, ENGLISH = "fr-ca", "en"


@pytest.mark.parametrize(
    "family",
    [
        "quebecois quebecoise quebecoises",
        "foret forets",
        "realise realisee realisees realises realiser",
        "publie publiee publier publies",
        "international internationaux internationale internationales",
        "eau eaux",
        "amitie amities",
        "etudie etudiee etudier",
    ],
)
def test_words_of_a_family_have_one_stem_in_french(family):
    assert len({stem(word, FRENCH) for word in family.split()}) == 1


def test_each_language_has_its_own_stems():
    assert stem("twinning", ENGLISH) == stem("twinned", ENGLISH) != stem("twinning", FRENCH)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("2022", "x2022"),
        ("3d", "x3d"),
        ("h2o", "h2o"),
        ("東京", "u6771u4eac"),
        ("a" * 50, "a" * MAX_WORD_LENGTH),
        ("", ""),
    ],
)
def test_every_word_is_spelled_in_letters_and_digits_a_letter_first(word, spelling):
    assert spell(word) == spelling


def test_whatever_the_text_the_index_holds_plain_words_only():
    random.seed(7)
    every = "".join(map(chr, [*range(1, 0x250), *range(0x1E00, 0x2100), 0x6771, 0x1F600, 0x0301])) + string.printable
    text = " ".join("".join(random.choices(every, k=6)) for _each in range(400))  # noqa: S311 - a sample, not a secret
    for word in f"{indexed(text, FRENCH)} {indexed(text, ENGLISH)} {spelled(text)}".split():
        assert set(word) <= set(string.ascii_lowercase + string.digits), word
        assert word[0].isalpha(), word


def test_stems_are_right_whoever_asks_at_the_same_time():
    words = [f"{letter}ationaux{number}s".replace(str(number), letter * 2) for letter in "abcd" for number in range(9)]
    alone = {word: stem.__wrapped__(word, FRENCH) for word in words}
    wrong = []

    def ask():
        wrong.extend(word for word in words * 20 if stem.__wrapped__(word, FRENCH) != alone[word])

    threads = [threading.Thread(target=ask) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_query_is_read_as_its_telling_words():
    asked = read("  L’eau   de la VILLE\0 ", FRENCH)
    assert (asked.typed, asked.shown, asked.is_cut) == ("L’eau de la VILLE", ("eau", "VILLE"), False)
    assert asked.words == (("eau",), ("vill",))


def test_a_query_of_common_words_only_asks_for_them():
    assert read("de la", FRENCH).shown == ("de", "la")


def test_english_asks_for_french_stems_too():
    assert read("cities", ENGLISH).words == (("citi", "cit"),)


def test_a_query_without_word_asks_for_nothing():
    assert not read(' "*( ', FRENCH)
    assert not read("", FRENCH, being_typed=True)


@pytest.mark.parametrize(
    ("typed", "words", "last"),
    [("ville nam", (("vill",),), "nam"), ("nam ", (("nam",),), ""), ("la", (), "la"), ("la ", (("la",),), "")],
)
def test_only_the_last_word_may_go_on(typed, words, last):
    # The space that ends a word is what tells it is whole.
    asked = read(typed, FRENCH, being_typed=True)
    assert (asked.words, asked.last) == (words, last)


def test_what_is_too_long_is_cut_and_told():
    asked = read("mot " * 100, FRENCH)
    assert len(asked.typed) <= MAX_QUERY_LENGTH
    assert asked.is_cut


def test_words_are_marked_where_they_are_and_the_rest_is_escaped():
    asked = read("été forets", FRENCH)
    html = marked("L’été des <forêts> & l'ÉTÉ", asked, FRENCH)
    assert html == "L’<mark>été</mark> des &lt;<mark>forêts</mark>&gt; &amp; l&#x27;<mark>ÉTÉ</mark>"


def shown(text, query, title="Titre"):
    """Return what an extract of a French text shows for a query."""
    found = snippet([(text, FRENCH, False)], read(query, FRENCH), (title, FRENCH))
    return found and found.html


def test_an_extract_is_the_line_with_most_of_the_words():
    lines = "Une première ligne, sans rien de ce qui est cherché.\nLa ville et ses forêts, en une ligne assez longue."
    assert shown(lines, "forêt ville").startswith("La <mark>ville</mark> et ses <mark>forêts</mark>")


def test_an_extract_does_not_repeat_the_title():
    lines = "Namur\nUne description assez longue pour dire quelque chose."
    assert shown(lines, "namur", title="Namur").startswith("Une description")


def test_a_short_line_comes_with_those_that_follow():
    assert shown("Un\nNamur\nBelgique", "namur") == "<mark>Namur</mark> · Belgique"


def test_a_long_line_is_cut_at_words_around_what_was_found():
    html = shown(f"{'mot ' * 100}forêt {'fin ' * 100}", "forêt")
    assert html.startswith("… mot")
    assert html.endswith("fin …")
    assert "<mark>forêt</mark>" in html
    assert len(html) < 260


def test_a_text_without_a_line_has_no_extract():
    assert shown("", "forêt") is None
