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
    """Things of one sort that wait; `listing` and `query`: the list of the bureau that holds all of them, if any."""

    def __init__(self, title, lines, listing=None, **query):
        self.title, self.lines, self.others = title, lines[:MAX_TASKS], len(lines[MAX_TASKS:])
        self.address = reverse(f"admin:{listing}_changelist", query=query) if lines and listing else ""
