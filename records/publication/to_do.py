"""What is to be done by a day, and is done or not: promises, next steps, follow-ups of exchanges."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.publication.history import Historic


class ToDoQuerySet(models.QuerySet[Any]):
    """Asks what is to be done."""

    def still_open(self) -> Self:
        """Keep those that are not done, the most urgent first, undated ones last."""
        return self.filter(done_on__isnull=True).order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def late(self, today: dt.date) -> Self:
        """Keep those that are not done and were due before `today` (a date), the longest overdue first."""
        return self.still_open().filter(due_on__lt=today)

    def done(self) -> Self:
        """Keep those that are done."""
        return self.filter(done_on__isnull=False)


class ToDo(Historic):
    """Something to be done by a day, if one was said."""

    due_on = models.DateField(_("échéance"), null=True, blank=True)
    done_on = models.DateField(_("faite le"), null=True, blank=True)

    objects: ClassVar[Any] = ToDoQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_late(self, today: dt.date) -> bool:
        """Say whether it is not done and was due before `today` (a date); agrees with the queryset's `late`."""
        return self.done_on is None and self.due_on is not None and self.due_on < today
