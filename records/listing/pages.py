"""The pages of a list."""

from django.core.paginator import Paginator


class Pages(Paginator):
    """The pages of a list whose length is already known."""

    def __init__(self, rows, per_page, total):
        super().__init__(rows, per_page)
        self.count = total
