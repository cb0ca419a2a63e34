"""Who changed what, and when: every model of the register keeps its history."""

from functools import cache
from typing import Any, ClassVar, Self

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from records.publication.after_write import note_deleted, note_written
from records.publication.fields import through_of
from records.publication.rules import Ruled

# What a row of history tells of: a row made, or changed.
CREATED, CHANGED = "+", "~"
# As long as the column of the history that says why.
LONGEST_REASON = 100
# Derived or mechanical columns: a reader of the history gains nothing from them.
NOT_KEPT = {"search_text", "sorts_on", "record_hash", "edited_at", "english_written_for", "outdated_english"}


class HistoryReader(HistoryManager):
    """What `.history` gives of a model or a row: its class is made once, not each time a history is read."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[Any], class_name: str | None = None) -> type[Any]:
        made: type[Any] = super().from_queryset(queryset_class, class_name)
        return made


class KeptHistory(HistoricalRecords):
    """A history without the columns that derive from the others, whichever of them a model has."""

    def __init__(self, **options: Any) -> None:
        super().__init__(history_manager=HistoryReader, **options)

    def fields_included(self, model: type[models.Model]) -> list["models.Field[Any, Any]"]:
        return [field for field in super().fields_included(model) if field.name not in NOT_KEPT]

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        """Keep the keys of what the row is tied to: a row just made is tied to nothing."""
        if history_instance.history_type == CREATED:
            return
        for field in history_instance._history_m2m_fields:
            tied = through_of(field)._default_manager.filter(**{field.m2m_field_name(): instance})
            kept = self.m2m_models[field]
            kept.objects.bulk_create([kept(history=history_instance, **row) for row in tied.values()])


def author_of(row: Any) -> str:
    """Return who made the change that a row of history keeps: somebody, or what did it outside the bureau."""
    return str(row.history_user or row.history_change_reason or _("hors du bureau"))


class Historic(Ruled):
    """A row whose every change is kept, with its author, and followed (after_write)."""

    # Many-to-many fields that belong to the story of the row.
    _history_m2m_fields: tuple[str, ...] = ()

    # Fields that the history keeps and that are not told one by one: `told_together` says what changed of them.
    _history_told_together: tuple[str, ...] = ()

    history = KeptHistory(inherit=True, m2m_fields_model_field_name="_history_m2m_fields")

    objects: ClassVar[models.Manager[Self]]

    # Who changes the row, and why: set before it is saved, told by its history.
    _history_user: User | None
    _change_reason: str

    class Meta:
        abstract = True

    @classmethod
    def told_together(cls, former: Any, current: Any) -> list[tuple[str, str, str]]:
        """Say what changed from a row of history to the next in the fields told together (label, before, after)."""
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        note_written(type(self), [self.pk])

    @transaction.atomic  # without a transaction, what was made of the row would be made again before it is gone
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        note_deleted(self)
        return super().delete(*args, **kwargs)
