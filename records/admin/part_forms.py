"""The form of one part of a record: a row that nobody touched is taken as it is stored."""

from typing import Any

from django.forms import Media
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

from records.admin.ranks import RANK
from records.admin.typed_fields import TypedForm


class PartForm(TypedForm):
    """Edits one part of a record. Of hundreds of rows, only those that were touched are read and checked again.

    An untouched row is as the database holds it, rules included; what it is weighed with is weighed by its record.
    """

    @property
    def media(self) -> Media:
        """What the fields ask of the page: read once for all the rows, which have the same."""
        kind = type(self)
        if "media_of_rows" not in vars(kind):
            kind.media_of_rows = super().media  # type: ignore[attr-defined]
        return kind.media_of_rows  # type: ignore[attr-defined]

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the fields touched: none of a row added with nothing but its rank, which the page writes."""
        changed = super().changed_data
        return [] if self.instance.pk is None and set(changed) <= {RANK} else changed

    def full_clean(self) -> None:
        """Check what was sent, unless it says what is stored."""
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(), self._as_stored()
        else:
            super().full_clean()

    def _as_stored(self) -> dict[str, Any]:
        stored = {field.name for field in self._meta.model._meta.concrete_fields}
        return {name: getattr(self.instance, name) for name in self.fields if name in stored}
