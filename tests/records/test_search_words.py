"""How words are read by the index: stems, spellings every database reads alike, what a reader typed."""

import random
import string
import threading

import pytest

from records.search.reading import MAX_QUERY_LENGTH, read
from records.search.snippets import marked, snippet
from records.search.stemming import MAX_WORD_LENGTH, indexed, spans, spell, spelled, stem
from records.words.normalizing import normalize

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
        "emploi emplois",
        "essai essais",
        "tournoi tournois",
        "francais francaise francaises",
    ],
)
def test_words_of_a_family_have_one_stem_in_french(family):
    assert len({stem(word, FRENCH) for word in family.split()}) == 1


@pytest.mark.parametrize("words", ["mai mais", "paris par", "emploi employe", "quai qua"])
def test_words_of_two_families_stay_apart_in_french(words):
    one, other = words.split()
    assert stem(one, FRENCH) != stem(other, FRENCH)


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


@pytest.mark.parametrize(
    ("language", "ending"), [(FRENCH, "ations"), (FRENCH, "es"), (ENGLISH, "ations"), (ENGLISH, "ings")]
)
def test_what_a_word_says_beyond_its_fortieth_letter_is_not_read(language, ending):
    word = "b" * (MAX_WORD_LENGTH - len(ending)) + ending
    assert len(word) == 40
    assert stem(word, language) != word, "its ending goes"
    for more in ("x", "q" * 5, "z" * 10_000):
        assert stem(word + more, language) == stem(word, language)
        assert spell(word + more) == word


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("oui", "oui"),
        ("ile", "ile"),
        ("amie", "ami"),
        ("an", "an"),
        ("thee", "the"),
        ("mairie", "mair"),
        ("midi", "mid"),
        ("pluie", "plu"),
    ],
)
def test_short_words_keep_their_last_letters_in_french(word, stemmed):
    assert stem(word, FRENCH) == stemmed


def test_figures_are_not_stemmed():
    assert stem("2025", FRENCH) == stem("2025", ENGLISH) == "x2025"
    assert stem("747s", FRENCH) == "x747"


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("L’eau d'Oka", ["eau", "oka"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ("Jusqu’ici, lorsqu'on", ["ici", "on"]),
        ("l eau", ["l", "eau"]),
        ("mot_a_mot", ["mot", "a", "mot"]),
        ("Œuvre & cœur", ["oeuvre", "coeur"]),
        ("½ litre", ["1", "2", "litre"]),
        ("l’", []),
    ],
)
def test_a_text_is_parted_into_words_where_they_stand(text, parted):
    found = list(spans(text))
    assert [word for _start, _end, word in found] == parted
    assert all(normalize(text[start:end]).split().count(word) for start, end, word in found)


def stems(asked):
    """Return the stems of each word required (a list of tuples)."""
    return [word.stems for word in asked.words]


def test_a_query_is_read_as_its_telling_words():
    asked = read("  L’eau   de la VILLE\0 ", FRENCH)
    assert (asked.typed, asked.single_words, asked.is_cut) == ("L’eau de la VILLE", ("eau", "VILLE"), False)
    assert stems(asked) == [("eau",), ("vill",)]
    assert [word.spelling for word in asked.words] == ["eau", "ville"]


def test_a_query_of_common_words_only_asks_for_them():
    assert read("de la", FRENCH).single_words == ("de", "la")


def test_english_asks_for_french_stems_too():
    assert stems(read("cities", ENGLISH)) == [("citi", "cit")]


def test_a_query_without_word_asks_for_nothing():
    assert not read(' "*( ', FRENCH)
    assert not read("", FRENCH, being_typed=True)


@pytest.mark.parametrize(
    ("typed", "words", "last"),
    [("ville nam", [("vill",)], "nam"), ("nam ", [("nam",)], ""), ("la", [], "la"), ("la ", [("la",)], "")],
)
def test_only_the_last_word_may_go_on(typed, words, last):
    # The space that ends a word is what tells it is whole.
    asked = read(typed, FRENCH, being_typed=True)
    assert (stems(asked), asked.last) == (words, last)


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


LONG = "Une ligne assez longue pour dire quelque chose d’elle-même"


@pytest.mark.parametrize(
    ("case", "query", "title", "lines", "chosen"),
    [
        ("the first line, where none holds a word", "absent", "", [f"{LONG} 1", f"{LONG} 2"], 0),
        ("the first of those that hold as much", "port", "", [f"{LONG} 1", f"{LONG} port 2", f"{LONG} port 3"], 1),
        ("the one that holds most", "port ville", "", [f"{LONG} port", f"{LONG} ville et port", f"{LONG} ville"], 1),
        ("two words rather than one twice", "port ville", "", [f"{LONG} port port port", f"{LONG} ville port"], 1),
        ("a short line with the word before a long one without", "port", "", [LONG, "Le port"], 1),
        ("a long line before a short one that holds as much", "port", "", ["Le port", f"{LONG} port"], 1),
        ("a long line before a short one, without a word", "absent", "", ["Court", LONG], 1),
        ("a line of forty characters, which is long", "absent", "", ["Court", "x" * 40, LONG], 1),
        ("no line of fewer characters", "absent", "", ["Court", "x" * 39, LONG], 2),
        ("what the title does not say", "port ville", "Le port", [f"{LONG} port", f"{LONG} ville"], 1),
        ("then what it says too", "port ville", "Le port", [f"{LONG} ville", f"{LONG} ville port"], 1),
        ("words of the title alone, in a line that tells", "port", "Le port", ["Le port", LONG, f"{LONG} port"], 2),
    ],
)
def test_an_extract_chooses(case, query, title, lines, chosen):
    html = shown("\n".join(lines), query, title).replace("<mark>", "").replace("</mark>", "")
    assert html.startswith(lines[chosen].replace("’", "’")), case


def test_an_extract_is_chosen_among_all_texts_each_in_its_language():
    texts = [(f"{LONG} harbours", ENGLISH, False), (f"{LONG} ports et villes", FRENCH, True)]
    found = snippet(texts, read("villes harbour", ENGLISH), ("Title", ENGLISH))
    assert (found.is_french, "<mark>harbours</mark>" in found.html) == (False, True), "the first, of two that hold one"
    found = snippet(texts, read("ports villes", ENGLISH), ("Title", ENGLISH))
    assert found.is_french
    assert "<mark>ports</mark> et <mark>villes</mark>" in found.html


def test_a_short_line_takes_those_that_follow_until_it_tells_enough():
    lines = ["Le port", "de la ville", "et ses navires", "qui partent au loin", "sans revenir", "jamais"]
    html = shown("\n".join(lines), "port")
    assert html == "Le <mark>port</mark> · de la ville · et ses navires · qui partent au loin"


def test_a_line_of_forty_characters_stands_alone():
    assert shown(f"{'a' * 35} port\nSuite", "port") == f"{'a' * 35} <mark>port</mark>"
    assert shown(f"{'a' * 34} port\nSuite", "port") == f"{'a' * 34} <mark>port</mark> · Suite"


@pytest.mark.parametrize("before", [0, 60, 70, 72, 90, 400])
def test_what_was_found_is_always_in_the_window(before):
    html = shown(f"{'x ' * (before // 2)}port {'mot ' * 100}", "port")
    assert "<mark>port</mark>" in html
    assert html.startswith("… ") == (before > 70)
    assert html.endswith(" …")
    assert len(html) <= 220 + len("<mark></mark>") + 4


def test_a_line_that_just_fits_is_whole():
    for line in (f"port {'a' * 215}", f"{'a' * 215} port"):
        assert shown(line, "port") == line.replace("port", "<mark>port</mark>")
        assert "…" in shown(f"{line} bout", "port")


def test_a_window_that_reaches_the_end_of_its_line_is_not_cut_there():
    # The window begins at a word, seventy characters before « port » or less.
    line = f"{'mot ' * 40}port {'fin ' * 36}fin"
    assert shown(line, "port") == f"… {line[-220:]}".replace("port", "<mark>port</mark>")


def test_a_word_longer_than_the_window_is_cut():
    html = shown(f"{'a' * 300} port", "port")
    assert "<mark>port</mark>" in html
    assert shown("b" * 300, "absent") == f"{'b' * 220} …"
    assert "<mark>port</mark>" in shown(f"{'a' * 300}-port {'mot ' * 90}", "port")


def test_the_window_ends_with_the_line():
    html = shown(f"{'mot ' * 100}port de la ville", "port")
    assert html.endswith("<mark>port</mark> de la ville")
    assert html.startswith("… mot")


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("Ports", "port", "<mark>Ports</mark>"),
        ("le port, le PORT", "port", "le <mark>port</mark>, le <mark>PORT</mark>"),
        ("d’Oka", "oka", "d’<mark>Oka</mark>"),
        ("Cœur", "coeur", "<mark>Cœur</mark>"),
        ("portail", "port", "portail"),
        ("<script>port</script>", "port", "&lt;script&gt;<mark>port</mark>&lt;/script&gt;"),
        ("½ tour", "1 2 tour", "<mark>½</mark> <mark>tour</mark>"),
        ("", "port", ""),
    ],
)
def test_only_the_words_asked_for_are_marked_each_once(text, query, html):
    assert marked(text, read(query, FRENCH), FRENCH) == html
