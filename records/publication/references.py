"""Stable references: what a record is cited by, for ever, once it has been online (« M-2022-03 »)."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.publication.fields import field_of, pointed_by
from records.publication.rules import Ruled
from records.publication.status import Reader, visible

# A letter that tells the kind, a year, a number of two digits or more.
FORM = "[A-Z]-[0-9]{4}-[0-9]{2,}"
REFERENCE = re.compile(FORM)
# The year of what has no date: the day of its loading would say nothing of it, and would change with each.
UNDATED_YEAR = "0000"
# Dashes that a text may bear in place of a hyphen.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
REFERENCE_STAYS = _("Une référence donnée ne change pas\u00a0: d’autres la citent.")


class ReferenceCounter(models.Model):
    """The last number given in a series (« M-2022 »): one that was given is never given again."""

    series = models.CharField(_("série"), max_length=6, primary_key=True)
    last = models.PositiveIntegerField(_("dernier numéro"))

    class Meta:
        verbose_name = _("compteur de références")
        verbose_name_plural = _("compteurs de références")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.series}-{self.last:02}"


class Referenced(Ruled):
    """A row that is given a reference the first time it is online, and keeps it; a draft has none."""

    # The letter of its kind, and the date fields of which the first known gives the year.
    reference_letter = ""
    reference_dates: tuple[str, ...] = ()
    # The relation to the row that it is put online with, if it is not put online by itself.
    numbered_with = ""

    reference = models.CharField(_("référence"), max_length=16, unique=True, null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        given = None if self._state.adding else self._given_reference()
        if given and given != self.reference:
            raise ValidationError(REFERENCE_STAYS)
        give_references([self])
        super().save(*args, **kwargs)

    def first_online_on(self) -> dt.date | None:
        """Return the day on which it was first put online; None if it never was."""
        record: Any = getattr(self, self.numbered_with) if self.numbered_with else self
        day: dt.date | None = record.published_on
        return day

    def reference_series(self) -> str:
        """Return the series it is numbered in: its letter and the year of its own dates, UNDATED_YEAR without any."""
        fields = (field_of(type(self), name) for name in self.reference_dates)
        days = filter(None, (field.to_python(getattr(self, field.name)) for field in fields))
        return f"{self.reference_letter}-{next((f'{day.year:04}' for day in days), UNDATED_YEAR)}"

    def _given_reference(self) -> str | None:
        return type(self)._default_manager.filter(pk=self.pk).values_list("reference", flat=True).first()


def give_references(rows: Iterable[Referenced]) -> None:
    """Give a reference to each of `rows` that was put online and has none, in their order, without saving them."""
    waiting: dict[str, list[Referenced]] = defaultdict(list)
    for row in rows:
        if not row.reference and row.first_online_on():
            waiting[row.reference_series()].append(row)
    for series, some in sorted(waiting.items()):
        last = _take(series, len(some))
        for number, row in enumerate(some, last - len(some) + 1):
            row.reference = f"{series}-{number:02}"


def find_by_reference(typed: str, user: Reader, today: dt.date) -> Any:
    """Return the row whose reference is what was `typed`, if `user` may read it on `today` (a date); None if not."""
    reference = typed.strip().translate(DASHES).upper()
    model = next((each for each in Referenced.__subclasses__() if each.reference_letter == reference[:1]), None)
    if model is None or not REFERENCE.fullmatch(reference):
        return None
    relation = model.numbered_with
    readable = visible(pointed_by(model, relation) if relation else model, user, today, relation and f"{relation}__")
    return model._default_manager.filter(readable, reference=reference).first()


def has_its_form(constraint: str, letter: str) -> models.CheckConstraint:
    """Return the constraint, so named, that holds the references of one kind to their form."""
    return models.CheckConstraint(
        name=constraint,
        violation_error_code="reference",
        condition=Q(reference__isnull=True) | Q(reference__regex=f"^{FORM.replace('[A-Z]', letter)}$"),
        violation_error_message=_("Une référence s’écrit par une lettre, une année et un numéro\u00a0: M-2022-03."),
    )


def _take(series: str, count: int) -> int:
    """Take the next `count` numbers of a series, for ever; return the last. Another writer waits, then goes on."""
    table = ReferenceCounter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (series, last) VALUES (%s, %s) "  # noqa: S608 - names of the model
            f"ON CONFLICT (series) DO UPDATE SET last = {table}.last + excluded.last RETURNING last",
            [series, count],
        )
        last: int = cursor.fetchone()[0]
    return last
