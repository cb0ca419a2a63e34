"""Who changed what, and when: every model of the record keeps its history."""

from django.db import transaction
from simple_history.models import HistoricalRecords

from records.publication.after_write import note_deleted, note_written
from records.publication.rules import Ruled

# Derived or mechanical columns: a reader of the history gains nothing from them.
NOT_KEPT = {"search_text", "sorts_on", "record_hash", "edited_at"}


class KeptHistory(HistoricalRecords):
    """A history without the columns that derive from the others, whichever of them a model has."""

    def fields_included(self, model):
        return [field for field in super().fields_included(model) if field.name not in NOT_KEPT]


class Historic(Ruled):
    """A row whose every change is kept, with its author, and followed (after_write)."""

    # Many-to-many fields that belong to the story of the row.
    _history_m2m_fields: tuple[str, ...] = ()

    history = KeptHistory(inherit=True, m2m_fields_model_field_name="_history_m2m_fields")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        note_written(type(self), [self.pk])

    @transaction.atomic  # without a transaction, what was made of the row would be made again before it is gone
    def delete(self, *args, **kwargs):
        note_deleted(self)
        return super().delete(*args, **kwargs)
