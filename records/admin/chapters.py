"""A long form, cut by what people do: its fields and its parts side by side, in the order of the work."""

from typing import Any, NamedTuple

from records.words.said import Said


class Chapter(NamedTuple):
    """A chapter of a form: its name in the address, its title, the titles of fieldsets and the inlines it holds."""

    slug: str
    title: Said
    holds: list[Any]


class ShownChapter(NamedTuple):
    """A chapter as it is shown: pairs (Fieldset or None, inline admin formset or None), and those formsets again."""

    slug: str
    title: Said
    blocks: list[tuple[Any, Any]]
    parts: list[Any]


def arrange(chapters: list[Chapter], fieldsets: list[Any], parts: list[Any]) -> list[ShownChapter]:
    """Return the chapters of a form (a list); what no chapter holds closes the last one."""
    found = {str(fieldset.name): (fieldset, None) for fieldset in fieldsets}
    found |= {type(part.opts).__name__: (None, part) for part in parts}
    shown = [[found.pop(key) for key in map(_key, chapter.holds) if key in found] for chapter in chapters]
    if shown:
        shown[-1] += found.values()
    return [
        ShownChapter(chapter.slug, chapter.title, blocks, [part for _fieldset, part in blocks if part])
        for chapter, blocks in zip(chapters, shown, strict=True)
        if blocks
    ]


def _key(held: Any) -> str:
    return held.__name__ if isinstance(held, type) else str(held)
