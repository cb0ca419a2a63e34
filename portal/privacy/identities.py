"""What tells a person in a text: a full name, an address, a telephone number; found whatever the case and accents."""

import json
import re
from collections.abc import Iterable
from typing import Any

from records.publication.personal import ERASED
from records.words.normalizing import fold

# Fewer figures than this are no telephone number.
SHORTEST_NUMBER = 7
# Writings without spaces between words: a name in them is one run of characters.
UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]{3,}")


class Identity:
    """What tells one person or several: `values` as fields hold them.

    A name of one word tells nobody in a text: there, only names of two words or more, addresses and numbers are looked
    for. `is_empty`: nothing may be looked for.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        self.values = {text for text in (fold(str(value or "")).strip() for value in values) if text}
        found = [pattern for value in sorted(self.values) for pattern in _patterns_of(value)]
        self.is_empty = not self.values
        self._pattern = re.compile("|".join(found) or r"(?!)")
        whole = [re.escape(json.dumps(value, ensure_ascii=False)) for value in sorted(self.values)]
        self._whole = re.compile("|".join(whole) or r"(?!)")

    def is_in(self, text: str) -> bool:
        """Say whether a text, already folded, tells the person."""
        return self._pattern.search(text) is not None

    def is_in_data(self, text: str) -> bool:
        """Say whether JSON, already folded, tells the person, or has a value that is but one of theirs."""
        return self.is_in(text) or self._whole.search(text) is not None

    def erased_from(self, text: str) -> str:
        """Return `text` with what tells the person replaced."""
        folded, places = [], []
        for place, character in enumerate(text):
            bare = fold(character)
            folded.append(bare)
            places += [place] * len(bare)
        places.append(len(text))
        pieces, end = [], 0
        for found in self._pattern.finditer("".join(folded)):
            pieces += [text[end : places[found.start()]], ERASED]
            end = places[found.end()]
        return "".join([*pieces, text[end:]])

    def erased_from_data(self, data: Any) -> Any:
        """Return `data`, read from JSON, with what tells the person replaced; what is but that person is emptied."""
        if isinstance(data, dict):
            return {self.erased_from(key): self.erased_from_data(value) for key, value in data.items()}
        if isinstance(data, list):
            return [self.erased_from_data(each) for each in data]
        if not isinstance(data, str):
            return data
        return "" if fold(data).strip() in self.values else self.erased_from(data)


def _patterns_of(value: str) -> list[str]:
    """Return the regular expressions that find a folded value in folded texts (a list)."""
    if "@" in value:
        return [rf"(?<![\w.+-]){re.escape(value)}(?![\w-])"]
    figures = re.sub(r"\D", "", value)
    if not re.search(r"[^\W\d_]{4}", value) and len(figures) >= SHORTEST_NUMBER:
        number = r"\D{0,3}".join(figures)
        return [rf"\(?(?<!\d){number}(?!\d)"]
    names = [r"\W{1,2}".join(map(re.escape, re.findall(r"\w+", each))) for each in value.split()]
    names = [each for each in names if each]
    if len(names) < 2:
        return [re.escape(value)] if UNSPACED.fullmatch(value) else []
    orders = (names, [names[-1], *names[:-1]])
    return [r"\b" + r"\W{1,3}".join(each) + r"\b" for each in orders]
