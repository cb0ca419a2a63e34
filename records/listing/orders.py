"""The orders in which a list may be had, beside that of its own table."""

from django.db.models import Case, When

from records.words.dates import UNDATED


def oldest_first(rows):
    """Order from the oldest; undated rows come last."""
    return rows.order_by(Case(When(sorts_on=UNDATED, then=1), default=0), "sorts_on", "pk")


def alphabetical(rows):
    """Order by name, whatever the accents and the capitals: it begins the searched text."""
    return rows.order_by("search_text", "pk")
