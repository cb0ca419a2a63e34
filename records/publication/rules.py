"""Rules held by the database, told beside the field they are about."""

from collections.abc import Collection

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


class Ruled(models.Model):
    """A row whose constraints name, in `violation_error_code`, the field their message stands beside."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the constraints; raise ValidationError with each message beside its field.

        A message about a field in `exclude` (not shown to the reader) stays above the form.
        """
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            raise ValidationError(self._beside_fields(error.error_dict, set(exclude or ()))) from None

    def _beside_fields(
        self, errors: dict[str, list[ValidationError]], excluded: set[str]
    ) -> dict[str, list[ValidationError]]:
        shown = {field.name for field in self._meta.fields} - excluded
        placed: dict[str, list[ValidationError]] = {}
        for name, found in errors.items():
            for error in found:
                beside = error.code if name == NON_FIELD_ERRORS and error.code in shown else name
                placed.setdefault(beside, []).append(error)
        return placed
