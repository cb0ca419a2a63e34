"""What a value was and became, in words; long texts compared word by word."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from records.words.dates import in_words, time_in_words

# A text longer than this is compared word by word.
LONG_TEXT = 60
# Two texts that have less than this in common are told whole, one after the other.
LEAST_IN_COMMON = 0.4
# Words in common between two changes, or fewer, are told with them: a text cut at every word cannot be read.
MAX_WORDS_BETWEEN = 2


class Piece(NamedTuple):
    """A piece of a text compared: `sort` is « same », « removed » or « added »."""

    sort: str
    text: str


class FieldChange(NamedTuple):
    """A field: what it says and would say, in words; `pieces` of a long text; whether this is new since a comment."""

    label: str
    before: str
    after: str
    pieces: list[Piece]
    is_recent: bool = False


def compare(label: str, before: str, after: str, *, is_long: bool = False, is_recent: bool = False) -> FieldChange:
    """Return a field (`label`) that says `before` and `after`: word by word where one `is_long`, unless it is HTML."""
    is_long = is_long or max(len(before), len(after)) > LONG_TEXT
    is_compared = before and after and is_long and not isinstance(after, SafeString)
    return FieldChange(label, before, after, compare_words(before, after) if is_compared else [], is_recent)


def compare_words(before: str, after: str) -> list[Piece]:
    """Return the pieces of two texts: what is the same, what is removed, what is added, in the order of reading."""
    # Spaces, which all texts have in common, say nothing of how close two of them are.
    if SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() < LEAST_IN_COMMON:
        return [piece for piece in (Piece("removed", before), Piece("added", after)) if piece.text]
    old, new = (re.findall(r"\S+|\s+", text) for text in (before, after))
    pieces = []
    for removed, added, same in _stretches(old, new):
        pieces += [Piece("removed", removed)] if removed else []
        pieces += [Piece("added", added)] if added else []
        pieces += [Piece("same", same)] if same else []
    return pieces


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (removed, added, what is the same after them) until the end of both texts."""
    start = new_start = 0
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        same = old[block.a : block.a + block.size]
        is_end = block.a + block.size in (0, len(old))
        if not is_end and block.a and sum(not word.isspace() for word in same) <= MAX_WORDS_BETWEEN:
            continue
        yield "".join(old[start : block.a]), "".join(new[new_start : block.b]), "".join(same)
        start, new_start = block.a + block.size, block.b + block.size


def value_in_words(value: Any) -> str:
    """Return what a value says, whatever its type; an empty string for nothing."""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if value in (None, "", []):
        return ""
    if isinstance(value, dt.datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{in_words(moment.date())}, {time_in_words(moment.time())}"
    if isinstance(value, dt.date):
        return in_words(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list | tuple):
        return ", ".join(value_in_words(each) for each in value)
    return str(value).replace("\r\n", "\n")


def _number(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return number_format(value.to_integral_value() if whole else value, use_l10n=True, force_grouping=True)


def flatten_choices(choices: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield (key as text, label) of each choice, those of groups included."""
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from flatten_choices(label)
        else:
            yield str(key), label
