"""« Vouliez-vous dire »: for words that nothing holds, the nearest words of titles."""

from difflib import get_close_matches

from django.db.models import Q, QuerySet

from records.search.entries import SearchEntry
from records.search.reading import Asked, Word
from records.search.stemming import spans, spell

# Shorter words are near too many others.
MIN_LETTERS = 4
# How alike two words must be, from 0 to 1.
NEARNESS = 0.75
# Titles read for one word, the latest first.
TITLES_READ = 2000


def nearest_query(asked: Asked, entries: QuerySet[SearchEntry]) -> str:
    """Return what was typed, each word that none of `entries` holds replaced by the nearest one of their titles.

    Empty if no word is near. A few statements a word: to be asked only where nothing was found.
    """
    strange = [word for word in asked.words if not entries.filter(asked.only(word).matches()).exists()]
    near = {word.spelling: _nearest(word, entries) for word in strange if len(word.spelling) >= MIN_LETTERS}
    parts, place = [], 0
    for start, end, word in spans(asked.typed):
        if start >= place and near.get(spell(word)):
            parts += [asked.typed[place:start], near[spell(word)]]
            place = end
    return "".join([*parts, asked.typed[place:]]) if parts else ""


def _nearest(word: Word, entries: QuerySet[SearchEntry]) -> str:
    """Return the nearest word of the titles of `entries` that begins as `word` does, as they write it, or nothing."""
    first = word.spelling[0]
    begun = Q(title_words__startswith=first) | Q(title_words__contains=f" {first}")
    titles = entries.filter(begun).order_by("-sorts_on", "pk").values_list("title", flat=True)[:TITLES_READ]
    known = {spell(each): title[start:end] for title in titles for start, end, each in spans(title)}
    some = [each for each in known if each[0] == first and len(each) >= MIN_LETTERS]
    return next((known[each] for each in get_close_matches(word.spelling, some, 1, NEARNESS)), "")
