"""What makes a password too easy to guess: the French words that everybody thinks of, however they are dressed."""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from records.words.normalizing import normalize

WORDS_FILE = Path(__file__).with_name("common_words.txt")
# Letters that people write as figures.
DRESSED = str.maketrans("0134578@$€", "oieastbase")
# Fewer different characters than this make a pattern, whatever their number.
FEWEST = 6
KEY_ROWS = (
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
)


class FrenchPasswordValidator:
    """Refuses a password made of common French words alone, of a row of the keyboard, or of few characters."""

    def validate(self, password, user=None):
        """Raise ValidationError, saying what would do."""
        if is_common(password):
            raise ValidationError(
                _("Ce mot de passe se devine\u00a0: choisissez plutôt une phrase à vous, d’au moins 15 caractères."),
                code="password_is_common",
            )

    def get_help_text(self):
        """Say what is asked."""
        return _("Une phrase à vous, qui n’est faite ni de mots que tout le monde choisit, ni d’une suite de touches.")


def is_common(password):
    """Say whether a password is one that is tried first."""
    return len(set(password.lower())) < FEWEST or _is_row(password) or _is_made_of_common_words(password)


def _is_row(password):
    """Say whether most of a password, 8 characters at least, follows a keyboard or the alphabet."""
    text = "".join(normalize(password).split())
    longest = max((len(run) for run in _runs(text)), default=0)
    return longest >= 8 and longest * 2 >= len(text)


def _runs(text):
    for row in (*KEY_ROWS, *(row[::-1] for row in KEY_ROWS)):
        start = 0
        for end in range(1, len(text) + 1):
            if text[start:end] not in row:
                start = end - 1
            yield text[start:end]


def _is_made_of_common_words(password):
    """Say whether nothing is left of a password once the common words, the figures and the signs are taken out."""
    bare = [normalize(password), normalize(password.lower().translate(DRESSED))]
    # The letters of other alphabets stay: they spell none of these words.
    return any(_is_spelled(re.sub(r"[\W\d_]", "", text)) for text in bare)


def _is_spelled(letters):
    """Say whether letters are common words, one after the other; none are too."""
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            reached |= {start + len(word) for word in _common_words() if letters.startswith(word, start)}
    return len(letters) in reached


@cache
def _common_words():
    return frozenset(WORDS_FILE.read_text(encoding="utf-8").split())
