"""The words of the index: normalized, stemmed, and spelled so that every database splits them alike."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from threading import Lock
from typing import Any

from records.late import snowballstemmer
from records.words.languages import ENGLISH, FRENCH
from records.words.normalizing import ELISIONS, normalize

STEMMED = {FRENCH: "french", ENGLISH: "english"}
# A stemmer works on its own state: one thread at a time.
_STEMMER_LOCK = Lock()
# Singulars that the French stemmer leaves apart from their plurals (« emplois », « essais »), and the shortest that is
# read as its own plural: « mai » is not « mais ».
LEFT_APART, SHORTEST_LEFT_APART = ("oi", "ai"), 4
# A longer word is cut; PostgreSQL refuses endless ones.
MAX_WORD_LENGTH = 40
# Words kept of one text: more than any page, less than PostgreSQL refuses.
MAX_INDEXED_WORDS = 10_000
# Words of a text, an elided article apart (« l’eau » is « l’ » and « eau »).
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = ("’", "'")


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """Return the indexed form of a normalized `word` in `language`, in letters a to z and digits, a letter first.

    The French stemmer leaves « réalisée » and « réalisé » apart once their accents are gone: final e and i go too.
    """
    if word.isdigit():
        return spell(word)
    if language == FRENCH and word.endswith(LEFT_APART) and len(word) >= SHORTEST_LEFT_APART:
        word += "s"
    with _STEMMER_LOCK:
        short = _stemmer(language).stemWord(word[:MAX_WORD_LENGTH])
    while language == FRENCH and len(short) > 3 and short[-1] in "ei":
        short = short[:-1]
    return spell(short)


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(STEMMED[language])


def spell(word: str) -> str:
    """Return a normalized `word` in letters a to z and digits, a letter first: every database keeps it whole."""
    plain = word[:MAX_WORD_LENGTH]
    if not plain.isascii():
        plain = "".join(letter if letter.isascii() else f"u{ord(letter):x}" for letter in plain)
    return f"x{plain}" if plain[:1].isdigit() else plain


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, normalized word) for each word of `text` except elided articles.

    A word that normalizing splits gives several, with the same start and end.
    """
    for found in WORD.finditer(text):
        start, end = found.span()
        if text[end : end + 1] in APOSTROPHES and found[0].lower() in ELISIONS:
            continue
        word = found[0].lower()
        for part in (word,) if word.isascii() else normalize(word).split():
            yield start, end, part


@lru_cache(maxsize=16384)
def indexed(text: str, language: str) -> str:
    """Return the stems, in `language`, of the words of `text`, separated by one space."""
    return " ".join(stem(word, language) for _start, _end, word in spans(text))


@lru_cache(maxsize=16384)
def spelled(text: str) -> str:
    """Return the words of `text`, spelled but not stemmed, separated by one space: a word being typed matches them."""
    return " ".join(spell(word) for _start, _end, word in spans(text))


def each_once(*texts: str) -> str:
    """Return the words of `texts` separated by one space, each once, MAX_INDEXED_WORDS at most."""
    return " ".join(islice(dict.fromkeys(" ".join(texts).split()), MAX_INDEXED_WORDS))
