"""The beginning of a long list, and how many there are in all."""

from django.db.models import Count, Window

# How many rows of another record a page shows before it sends readers to the whole list.
ROWS_SHOWN = 50


class FirstRows:
    """The first rows of a queryset and its total, in one statement whatever its length."""

    def __init__(self, queryset, limit=ROWS_SHOWN):
        self.rows = list(queryset.annotate(rows_total=Window(Count("pk")))[:limit])
        self.total = self.rows[0].rows_total if self.rows else 0

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return self.total

    @property
    def is_cut(self):
        """Whether rows were left out."""
        return self.total > len(self.rows)
