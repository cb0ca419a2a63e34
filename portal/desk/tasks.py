"""A thing that waits for someone, and the lists such things are shown in."""

from typing import NamedTuple

from django.urls import reverse

# What of each sort is shown at once.
MAX_TASKS = 10


class Task(NamedTuple):
    """Something that waits: what it is about, where it is dealt with, and why it waits."""

    title: str
    address: str
    words: str


class TaskList:
    """Things of one sort that wait; at `most` so many are shown (None: all).

    `listing` and `query`: the name of the address where all of them are, if there is one, and what it is asked.
    """

    def __init__(self, title, lines, listing=None, *, most=MAX_TASKS, total=None, **query):
        self.title, self.lines = title, lines[:most]
        self.others = (len(lines) if total is None else total) - len(self.lines)
        self.address = reverse(f"admin:{listing}", query=query) if lines and listing else ""

    @classmethod
    def of(cls, title, rows, task, listing=None, **query):
        """Return the TaskList of `rows` (a queryset), each told by `task` (a function): those shown alone are read.

        The others are only counted.
        """
        return cls(title, [task(row) for row in rows[:MAX_TASKS]], listing, total=rows.count(), **query)
