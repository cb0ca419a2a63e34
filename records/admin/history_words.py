"""What a row of history changed, as people see it: labels for codes, names for keys, long texts word by word."""

from typing import Any

from django.utils.text import capfirst
from simple_history.models import ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

from records.admin.compared import FieldChange, compare, flatten_choices, value_in_words


class HistoryInWords(HistoricalRecordContextHelper):
    """Says what changed between two rows of history."""

    def context_for_delta_changes(self, delta: ModelDelta) -> list[Any]:
        """Return the fields that changed (a list of FieldChange)."""
        return [self.field_change(change) for change in delta.changes]

    def field_change(self, change: ModelChange) -> FieldChange:
        """Return a field that changed, what it said and says."""
        field: Any = self.model._meta.get_field(change.field)
        before, after = (
            _words(field, self.prepare_delta_change_value(change, value)) for value in (change.old, change.new)
        )
        return compare(str(capfirst(field.verbose_name)), before, after)


def _words(field: Any, value: Any) -> str:
    labels = dict(flatten_choices(field.flatchoices)) if getattr(field, "choices", None) else {}
    if str(value) in labels and value not in (None, ""):
        return str(labels[str(value)])
    return value_in_words(value)
