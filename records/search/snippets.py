"""Titles and text snippets, with the words of the query marked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from records.search.reading import Asked
from records.search.stemming import spans, stem

# Characters a snippet shows, about, and those before the first word found at most.
SNIPPET_LENGTH = 220
BEFORE = 70
# A line of fewer characters is shown with those that follow.
SHORT_LINE = 40


class Snippet(NamedTuple):
    """A piece of text as HTML, the words of the query in <mark>, and whether it is in French."""

    html: SafeString
    is_french: bool


def marked(text: str, asked: Asked, language: str) -> SafeString:
    """Return `text`, in `language`, as HTML with the words of `asked` in <mark>."""
    pieces, reached = [], 0
    for start, end in _found(text, asked, language):
        pieces += [conditional_escape(text[reached:start]), format_html("<mark>{}</mark>", text[start:end])]
        reached = end
    return mark_safe("".join([*pieces, conditional_escape(text[reached:])]))  # noqa: S308 - each piece is escaped


def snippet(texts: Iterable[tuple[str, str, bool]], asked: Asked, title: tuple[str, str]) -> Snippet | None:
    """Return the Snippet of the line with the most words of `asked` that are not in `title`; None without a line.

    Between equal lines, one of SHORT_LINE characters or more. A short line comes with those that follow.
    `texts`: (text, language, whether it is French), the text of one or more lines; `title`: (text, language).
    """
    held = _held(*title)
    wanted = [stems for stems in asked.stems if held.isdisjoint(stems)]
    best = None
    for text, language, french in texts:
        lines = text.splitlines()
        for rank, line in enumerate(lines):
            score = _score(line, language, wanted), len(line) >= SHORT_LINE, _score(line, language, asked.stems)
            if best is None or score > best[0]:
                best = score, _surrounded(lines, rank), language, french
    if best is None:
        return None
    _score_of_it, line, language, french = best
    return Snippet(marked(_window(line, asked, language), asked, language), french)


def _held(text: str, language: str) -> set[str]:
    return {stem(word, language) for _start, _end, word in spans(text)}


def _score(line: str, language: str, wanted: Sequence[set[str]]) -> int:
    """Return the number of words `wanted` (sets of stems) that are in the line."""
    held = _held(line, language) if wanted else set()
    return sum(not held.isdisjoint(stems) for stems in wanted)


def _surrounded(lines: list[str], rank: int) -> str:
    """Return the line at index `rank`, joined with those that follow while it is short."""
    line = lines[rank]
    for following in lines[rank + 1 :]:
        if len(line) >= SHORT_LINE:
            break
        line = f"{line} · {following}"
    return line


def _found(text: str, asked: Asked, language: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the words of `text` that match `asked`, in order, each once."""
    stems = set().union(*asked.stems)
    return list(dict.fromkeys((start, end) for start, end, word in spans(text) if stem(word, language) in stems))


def _window(line: str, asked: Asked, language: str) -> str:
    """Return `line`, cut at spaces to about SNIPPET_LENGTH characters around the first word found."""
    if len(line) <= SNIPPET_LENGTH:
        return line
    first = next(iter(_found(line, asked, language)), (0, 0))[0]
    start = 0 if first <= BEFORE else line.find(" ", first - BEFORE) + 1
    start = start if start <= first else first
    end = len(line) if start + SNIPPET_LENGTH >= len(line) else line.rfind(" ", start, start + SNIPPET_LENGTH)
    end = end if end > first else start + SNIPPET_LENGTH
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"
