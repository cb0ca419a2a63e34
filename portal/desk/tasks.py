"""A thing that waits for someone, and the lists such things are shown in."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.text import slugify

# What of each sort is shown at once.
MAX_TASKS = 10


class Task(NamedTuple):
    """Something that waits: what it is about, where it is dealt with, and why it waits."""

    title: str
    address: str
    words: str


class TaskList:
    """Things of one sort that wait; at `most` so many are shown (None: all).

    `listing` and `query`: the name of the address where all of them are, and no other, and what it is asked; without a
    list that holds just these, the page of all that waits.
    """

    def __init__(self, title, lines, listing="work", *, most=MAX_TASKS, **query):
        self.title, self.all_lines, self.lines = title, lines, lines[:most]
        self.others, self.anchor = len(lines) - len(self.lines), slugify(title)
        self.address = reverse(f"admin:{listing}", query=query) + (f"#{self.anchor}" if listing == "work" else "")

    def whole(self):
        """Return the same list with all that waits."""
        return TaskList(self.title, self.all_lines, most=None)
