"""Form fields for the query string of a list: none of them refuses a value."""

from django import forms


class ValuesField(forms.Field):
    """All the values given for one parameter."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: list[str] | None) -> list[str]:
        """Return the values without repetition, the empty ones left out."""
        return list(dict.fromkeys(typed for typed in map(_readable, value or []) if typed))


class WordsField(forms.Field):
    """The text of a search box; the last one if the parameter is given several times."""

    def clean(self, value: str | None) -> list[str]:
        """Return the text as a list of one string; an empty list if it is blank."""
        typed = _readable(value or "")
        return [typed] if typed else []


def _readable(typed: str) -> str:
    """Return `typed` without outer spaces or null characters, which PostgreSQL refuses."""
    return typed.replace("\0", "").strip()
