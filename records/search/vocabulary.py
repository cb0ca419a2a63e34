"""What a language, and each app, knows of words: those too common to be searched, those that only help, synonyms."""

from collections.abc import Iterable
from functools import cached_property

from records.search.stemming import stem
from records.words.languages import ENGLISH, FRENCH
from records.words.normalizing import normalize, words

# Stop words, normalized. Elided articles typed without their apostrophe are among them; « été », « or » and « car »
# are not: they name things too.
COMMON_FRENCH = """
a au aucun aucune aussi aux avec c ca ce ceci cela celle celles celui ces cet cette ceux chez comme comment d dans de
des dont du elle elles en entre es est et eux il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos
notre nous on ont ou par pas pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont
sous sur t ta te tes toi ton tu un une vers vos votre vous y
"""
COMMON_ENGLISH = """
a an and are as at be been but by d did do does for from had has have her his how i if in into is it its l me my no not
of on or our s she so than that the their them then there these they this those to was we were what when where which who
whom whose why will with you your
"""
COMMON = {FRENCH: frozenset(COMMON_FRENCH.split()), ENGLISH: frozenset(COMMON_ENGLISH.split())}


class Vocabulary:
    """What apps say of the words of a language: normalized words that help to order, never to exclude; synonyms."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.optional: set[str] = set()
        self.declared: list[tuple[str, list[str]]] = []

    def declare(self, word: str, synonyms: Iterable[str]) -> None:
        """Note the synonyms of a word, as they are written."""
        self.declared.append((word, list(synonyms)))
        vars(self).pop("synonyms", None)

    @cached_property
    def synonyms(self) -> dict[str, list[tuple[str, ...]]]:
        """{stem: [stems of a synonym, all required], …}, made for the first search."""
        made: dict[str, list[tuple[str, ...]]] = {}
        for word, synonyms in self.declared:
            made.setdefault(stem(normalize(word), self.language), []).extend(map(self._stems, synonyms))
        return made

    def _stems(self, synonym: str) -> tuple[str, ...]:
        return tuple(stem(each, self.language) for each in words(synonym) if each not in COMMON[self.language])


VOCABULARIES = {language: Vocabulary(language) for language in (FRENCH, ENGLISH)}


def register_optional(language: str, optional: Iterable[str]) -> None:
    """Add words to those that never exclude a record from what is found."""
    VOCABULARIES[language].optional.update(map(normalize, optional))


def register_synonyms(language: str, word: str, synonyms: Iterable[str]) -> None:
    """Have `word` (one word) find what says one of `synonyms` too, each of one word or more."""
    VOCABULARIES[language].declare(word, synonyms)
