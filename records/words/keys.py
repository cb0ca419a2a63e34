"""The key of a row, as an address or a form tells it: anybody may have written anything there."""

# As many digits as no key of a row has: a database refuses to compare such a number, Python to read a longer one.
LONGEST_KEY = 19


def key_in(typed: str) -> int | None:
    """Return the key that a text writes; None where it is no number, or longer than any key."""
    return int(typed) if typed.isdecimal() and len(typed) < LONGEST_KEY else None
