"""Fields of the bureau's forms that read what people write, and say by an example what they cannot read."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTimeWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.publication.degrees import DegreesField
from records.publication.precisions import COARSE_FIRST, precisions_of
from records.words.dates import DatePrecision, in_words
from records.words.typed import TwoDaysError, parse_day, parse_hour, parse_number

DAY_EXAMPLE = _("Cette date n’a pas pu être lue. Écrivez par exemple 2022-11-03 ou 3 novembre 2022.")
DATE_EXAMPLE = _(
    "Cette date n’a pas pu être lue. Écrivez par exemple 2022-11-03, 3 novembre 2022, novembre 2022 ou 2022."
)
TWO_DAYS = _("Cette date se lit de deux façons. Écrivez %(first)s ou %(second)s.")
HOUR_EXAMPLE = _("Cette heure n’a pas pu être lue. Écrivez par exemple 9 h 30 ou 14:30.")
NUMBER_EXAMPLE = _("Ce nombre n’a pas pu être lu. Écrivez par exemple 12\u00a0979,50.")
OTHER_DIGITS = _("Écrivez les nombres avec les chiffres 0 à 9.")


class InDigits(forms.Field):
    """Reads numbers, dates and hours written with the digits 0 to 9: those of other scripts are refused."""

    def clean(self, value: Any, *args: Any) -> Any:
        """Return the value of what was typed (a string, or a list of them)."""
        for typed in value if isinstance(value, list) else [value]:
            if isinstance(typed, str) and any(each.isnumeric() and not each.isascii() for each in typed):
                raise ValidationError(OTHER_DIGITS, code="digits")
        return super().clean(value, *args)

    def to_python(self, value: Any) -> Any:
        """Read what was typed; spaces alone are nothing."""
        return super().to_python(value.strip() if isinstance(value, str) else value)


class WholeNumberField(InDigits, forms.IntegerField):
    """Reads a whole number."""


class DayField(InDigits, forms.DateField):
    """Reads a day; a month or a year too where the form says how well the date is known."""

    takes_less = False

    def to_python(self, value: Any) -> dt.date | None:
        """Read what was typed; raise ValidationError with an example."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        return self.read(value)[0]

    def read(self, text: str) -> tuple[dt.date, DatePrecision]:
        """Return the date typed and how well it is known; raise ValidationError with an example."""
        try:
            day, precision = parse_day(text)
        except TwoDaysError as doubt:
            first, second = (in_words(each) for each in doubt.days)
            raise ValidationError(TWO_DAYS % {"first": first, "second": second}, code="invalid") from None
        except ValueError:
            raise ValidationError(DATE_EXAMPLE if self.takes_less else DAY_EXAMPLE, code="invalid") from None
        if precision != DatePrecision.DAY and not self.takes_less:
            raise ValidationError(DAY_EXAMPLE, code="invalid")
        return day, precision


class HourField(InDigits, forms.TimeField):
    """Reads a time of day."""

    def to_python(self, value: Any) -> dt.time | None:
        """Read what was typed; raise ValidationError with an example."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_hour(value)
        except ValueError:
            raise ValidationError(HOUR_EXAMPLE, code="invalid") from None


class MomentField(InDigits, forms.SplitDateTimeField):
    """Reads a day and a time of day, side by side."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields = [DayField(required=False), HourField(required=False)]


class AmountField(InDigits, forms.DecimalField):
    """Reads a number as it is written here."""

    def to_python(self, value: Any) -> Any:
        """Read what was typed; raise ValidationError with an example."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return super().to_python(parse_number(value, self.decimal_places or 0))
        except ValueError:
            raise ValidationError(NUMBER_EXAMPLE, code="invalid") from None


class DegreesTyped(AmountField):
    """Reads degrees, with any number of decimals: `kept` are kept."""

    kept = 4

    def to_python(self, value: Any) -> Any:
        """Round what was typed."""
        degrees = super().to_python(value)
        return degrees if degrees is None or not degrees.is_finite() else round(degrees, self.kept)


class LinesField(forms.CharField):
    """Reads a text of several lines: a browser ends them otherwise than they were given, which changes nothing."""

    def to_python(self, value: Any) -> Any:
        """Return the text with its lines ended as they are stored."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Mind the words, not how lines end."""
        return super().has_changed(self.to_python(initial), self.to_python(data))


# An address typed without its scheme is taken for a secure one.
READ_KINDLY: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https"},
    models.DecimalField: {"localize": True, "form_class": AmountField},
    DegreesField: {"localize": True, "form_class": DegreesTyped},
    models.IntegerField: {"form_class": WholeNumberField},
    models.TextField: {"form_class": LinesField},
    models.DateField: {"form_class": DayField},
    models.TimeField: {"form_class": HourField, "widget": AdminTimeWidget(format="%H:%M")},
    models.DateTimeField: {"form_class": MomentField},
}


class TypedForm(forms.ModelForm):
    """Supposes how well a date is known from the way it is typed, unless the person says."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for dates in self.dated().values():
            for field in dates.values():
                field.takes_less = True

    def dated(self) -> dict[str, dict[str, DayField]]:
        """Return {precision field: {date field it goes with: DayField}} of what the form shows."""
        named = precisions_of(self._meta.model)
        shown = {name: field for name, field in self.fields.items() if isinstance(field, DayField)}
        pairs = {name: {date: shown[date] for date in dates if date in shown} for name, dates in named.items()}
        return {name: dates for name, dates in pairs.items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Take a day typed in full to be known to the day, a month to the month, a year to the year."""
        chosen = super().clean() or self.cleaned_data
        for name, dates in self.dated().items():
            typed = [field.read(self[date].data)[1] for date, field in dates.items() if chosen.get(date)]
            said = [chosen[name]] if chosen.get(name) else []
            if typed and DatePrecision.PERIOD not in said and name in chosen:
                chosen[name] = min([*typed, *said], key=COARSE_FIRST.index)
        return chosen
