"""How the fields of the bureau's forms look and are named."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    DateField,
    DecimalField,
    Field,
    IntegerField,
    Select,
    SplitDateTimeField,
    TimeField,
)
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from records.publication.degrees import DegreesField

OTHER_DIGITS = _("Écrivez les nombres avec les chiffres 0 à 9.")


class InDigits(Field):
    """Reads numbers, dates and hours written with the digits 0 to 9: those of other scripts are refused."""

    def clean(self, value: Any, *args: Any) -> Any:
        """Return the value of what was typed (a string, or a list of them)."""
        for typed in value if isinstance(value, list) else [value]:
            if isinstance(typed, str) and any(each.isnumeric() and not each.isascii() for each in typed):
                raise ValidationError(OTHER_DIGITS, code="digits")
        return super().clean(value, *args)


class WholeNumberField(InDigits, IntegerField):
    """Reads a whole number."""


class DayField(InDigits, DateField):
    """Reads a date."""


class HourField(InDigits, TimeField):
    """Reads a time of day."""


class MomentField(InDigits, SplitDateTimeField):
    """Reads a date and a time of day."""


class AmountField(InDigits, DecimalField):
    """Reads a number as it is written here: thousands set apart by a space of any sort, « $ » after an amount."""

    def to_python(self, value: Any) -> Any:
        """Leave out what is not the number."""
        return super().to_python("".join(value.removesuffix("$").split()) if isinstance(value, str) else value)


class DegreesTyped(AmountField):
    """Reads degrees, with any number of decimals: `kept` are kept."""

    kept = 4

    def to_python(self, value: Any) -> Any:
        """Round what was typed."""
        degrees = super().to_python(value)
        return degrees if degrees is None or not degrees.is_finite() else round(degrees, self.kept)


class LinesField(CharField):
    """Reads a text of several lines: a browser ends them otherwise than they were given, which changes nothing."""

    def to_python(self, value: Any) -> Any:
        """Return the text with its lines ended as they are stored."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Mind the words, not how lines end."""
        return super().has_changed(self.to_python(initial), self.to_python(data))


# An address typed without its scheme is taken for a secure one; a number is read with a comma or a point.
READ_KINDLY: dict[type["models.Field[Any, Any]"], dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https"},
    models.DecimalField: {"localize": True, "form_class": AmountField},
    DegreesField: {"localize": True, "form_class": DegreesTyped},
    models.IntegerField: {"form_class": WholeNumberField},
    models.DateTimeField: {"form_class": MomentField},
    models.DateField: {"form_class": DayField},
    models.TimeField: {"form_class": HourField},
    models.TextField: {"form_class": LinesField},
}


class NamedAutocomplete(AutocompleteSelect):
    """Looks for one row among many, and says what it looks for while it is empty."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Name the field where the library shows nothing."""
        words = _("Chercher\u00a0: %(what)s") % {"what": self.field.verbose_name}
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": words}


class NamedAutocompletes(AutocompleteSelectMultiple):
    """Looks for several rows among many."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Leave out the cross that removes all: the library draws it where a list may not hold it."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class ToldChoice(Select):
    """Says in full a choice that is already made, and sends it back unchanged."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Write the words of the choice, and the choice itself unseen."""
        words = next((label for key, label in self.choices if str(key) == str(value)), "")
        return format_html('<span>{}</span><input type="hidden" name="{}" value="{}">', words, name, value or "")


class FieldsOfTheBureau(BaseModelAdmin):
    """Chooses the widget of each field, for a record and for its parts alike."""

    formfield_overrides = READ_KINDLY

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Look for a row by name where the list is long."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Show short lists as boxes to tick; look for rows by name where the list is long."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocompletes(db_field, self.admin_site, using=kwargs.get("using")))
        else:
            kwargs.setdefault("widget", CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Let a related row be added or read from here; it is changed and deleted from its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_change_related"):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field
