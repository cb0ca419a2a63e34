"""Form fields for what readers ask in an address: whatever is given, none of them refuses it."""

from django import forms


class ValuesField(forms.Field):
    """All that was given for one parameter."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: list[str] | None) -> list[str]:
        """Return a list of strings, none empty, each once."""
        return list(dict.fromkeys(typed for typed in map(_readable, value or []) if typed))


class WordsField(forms.Field):
    """The words typed in a search box: the last, if there are several."""

    def clean(self, value: str | None) -> list[str]:
        """Return a list of one string, or none."""
        typed = _readable(value or "")
        return [typed] if typed else []


def _readable(typed: str) -> str:
    """Return what was typed without what no page and no database can hold."""
    return typed.replace("\0", "").strip()
