"""A thing that waits for someone, and the lists such things are shown in."""

from typing import NamedTuple

from django.db.models import IntegerChoices
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# What of each sort is shown at once.
MAX_TASKS = 10


class DeskSection(IntegerChoices):
    """The parts of the desk, the first first."""

    OWN = 1, _("Mon travail")
    TO_APPROVE = 2, _("À approuver")
    WATCHED = 3, _("À surveiller")


class Task(NamedTuple):
    """Something that waits: what it is about, where it is dealt with, and why it waits."""

    title: str
    address: str
    words: str


class TaskList:
    """Things of one sort that wait; at `most` so many are shown (None: all).

    `listing` and `query`: the name of the address where all of them are, and no other, and what it is asked; without a
    list that holds just these, the page of all that waits. `section`: the DeskSection it stands in.
    """

    section = None

    def __init__(self, title, lines, listing="work", *, task=None, most=MAX_TASKS, **query):
        self.title, self.of_what, self.task = title, lines, task
        shown = list(lines[:most])
        self.lines = [task(row) for row in shown] if task else shown
        self.others = (_count(lines) if len(shown) == most else len(shown)) - len(shown)
        self.anchor, self.has_list = slugify(title), listing != "work"
        self.address = reverse(f"admin:{listing}", query=query) + (f"#{self.anchor}" if listing == "work" else "")

    @classmethod
    def of(cls, title, rows, task, listing="work", **query):
        """Return the TaskList of `rows` (a queryset), each told by `task` (a function): those shown alone are read.

        The others are only counted.
        """
        return cls(title, rows, listing, task=task, **query)

    def whole(self):
        """Return the same list with all that waits."""
        return under(self.section, [TaskList(self.title, self.of_what, task=self.task, most=None)])[0]


def under(section, task_lists):
    """Put TaskLists in a DeskSection; return those that are not empty (a list)."""
    for each in task_lists:
        each.section = section
    return [each for each in task_lists if each.lines]


def _count(lines):
    return len(lines) if isinstance(lines, list) else lines.count()
