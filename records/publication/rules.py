"""Rules held by the database, told beside the field they are about."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models.base import ModelBase

from records.publication.conditions import is_met
from records.words.cleaning import clean
from records.words.dates import OUT_OF_CALENDAR, in_calendar
from records.words.languages import TEXT_FIELDS

# The stored order of rows: it derives from dates that are held, and has a day of its own where there is none.
SORT_DATE = "sorts_on"


class RuledBase(ModelBase):
    """Makes the tables: every date of each is held between two years, without a word in the model."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **options: Any) -> "RuledBase":
        """Return the model, with its constraints and those of its dates."""
        model: Any = super().__new__(cls, name, bases, attrs, **options)
        if not model._meta.abstract:
            model._meta.constraints = [*model._meta.constraints, *date_bounds(model)]
            # What makemigrations reads.
            model._meta.original_attrs["constraints"] = model._meta.constraints
        return model


def date_bounds(model: type[models.Model]) -> Iterator[models.CheckConstraint]:
    """Yield the constraint that holds each date of `model` in the calendar, told beside it.

    The moments that only the clock writes need none.
    """
    options = model._meta
    for field in options.local_fields:
        is_of_the_clock = isinstance(field, models.DateTimeField) and not field.editable
        if isinstance(field, models.DateField) and field.name != SORT_DATE and not is_of_the_clock:
            yield models.CheckConstraint(
                name=f"{options.app_label}_{options.model_name}_{field.name}_in_calendar",
                condition=in_calendar(field.name, is_moment=isinstance(field, models.DateTimeField)),
                violation_error_code=field.name,
                violation_error_message=OUT_OF_CALENDAR,
            )


class Ruled(models.Model, metaclass=RuledBase):
    """A row whose constraints name, in `violation_error_code`, the field their message stands beside.

    `weighed_apart`: the constraint that the rows of a form answer for together; None without one.
    """

    weighed_apart: models.BaseConstraint | None = None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_derived_fields()
        super().save(*args, **kwargs)

    def fill_derived_fields(self) -> None:
        """Fill the stored columns that derive from the others, once the texts are clean."""
        self.clean_texts()

    def clean_texts(self) -> None:
        """Clean each text: no character that nobody sees, each letter written in one way."""
        for field in self._meta.concrete_fields:
            text = self.__dict__.get(field.attname) if isinstance(field, TEXT_FIELDS) else None
            if isinstance(text, str):
                setattr(self, field.attname, clean(text, is_multiline=isinstance(field, models.TextField)))

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check the fields of a form, once their texts are clean."""
        self.clean_texts()
        super().clean_fields(exclude)

    def get_constraints(self) -> Any:
        """Leave out what is weighed apart, and the checks that the row meets: the database is asked of the others."""
        facts = {field.name: getattr(self, field.attname) for field in self._meta.concrete_fields}
        return [
            (model, [each for each in rules if each is not self.weighed_apart and not is_met(each, facts)])
            for model, rules in super().get_constraints()
        ]

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
