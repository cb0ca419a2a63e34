"""How the fields of the bureau's forms look and are named."""

from collections.abc import Sequence
from copy import copy
from typing import Any, Self

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.forms import CheckboxSelectMultiple, ChoiceField, Field, ModelChoiceField, Select, TextInput
from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from records.admin.typed_fields import READ_KINDLY
from records.words.keys import key_in

# Stand for the name of a field and for what is drawn of it, while what is around it is drawn for any.
ANY_NAME, ANY_FIELD = "__any_name__", "__any_field__"


class FoundByAddress(AutocompleteMixin):
    """Looks for rows at an address that is made once, for all the rows of a form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.address = super().get_url()

    def get_url(self) -> str:
        """Return where rows are looked for."""
        return self.address


class NamedAutocomplete(FoundByAddress, AutocompleteSelect):
    """Looks for one row among many, and says what it looks for while it is empty."""

    # The row chosen, where the form has it in hand.
    known: models.Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """Name the row chosen; ask the database for it only if nobody has it in hand, and if it may be a key."""
        value = _keys(value)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        if not value:
            return [(None, blank, 0)]
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        return [(None, [*blank, self.create_option(name, value[0], str(self.known), True, len(blank))], 0)]

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Name the field where the library shows nothing."""
        words = _("Chercher\u00a0: %(what)s") % {"what": self.field.verbose_name}
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": words}


class NamedAutocompletes(FoundByAddress, AutocompleteSelectMultiple):
    """Looks for several rows among many."""

    # The rows chosen, where the form has them in hand.
    known: Sequence[models.Model] | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """Name the rows chosen; ask the database for them only if nobody has them in hand, and if they may be keys."""
        value = _keys(value)
        if not value:
            return [(None, [], 0)]
        known = {str(row.pk): row for row in self.known or ()}
        if self.known is None or set(value) != set(known):
            return super().optgroups(name, value, attr)
        return [(None, [self.create_option(name, key, str(row), True, 0) for key, row in known.items()], 0)]

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Leave out the cross that removes all: the library draws it where a list may not hold it."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def _keys(sent: Sequence[Any]) -> list[Any]:
    """Return what of a field that was sent may be the key of a row."""
    return [each for each in sent if key_in(str(each)) is not None]


class AnyChooser(TextInput):
    """Stands for a field while what is around it is drawn."""

    def render(self, *_args: Any, **_options: Any) -> SafeString:
        """Write what will be replaced by the field."""
        return mark_safe(ANY_FIELD)  # noqa: S308 a constant


class RelatedRow(RelatedFieldWidgetWrapper):
    """Chooses a related row, with the links that add one or read it: alike in all rows, but for their name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What is around the field that chooses, once it is drawn: shared by the rows, which copy the widget.
        self.frame: list[str] = []

    @classmethod
    def standing_for(cls, widget: RelatedFieldWidgetWrapper) -> Self:
        """Return one for the library's: with its rights to add and to read."""
        return cls(
            widget.widget,
            widget.rel,
            widget.admin_site,
            can_add_related=widget.can_add_related,
            can_view_related=widget.can_view_related,
        )

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Write the field that chooses in the library's frame, which is drawn once, for any name."""
        if self.is_hidden:
            return super().render(name, value, attrs, renderer)
        if not self.frame:
            around: Any = copy(self)
            around.widget = AnyChooser()
            self.frame.append(super(RelatedRow, around).render(ANY_NAME, None, None, renderer))
        named = self.frame[0].replace(ANY_NAME, escape(name))
        return mark_safe(named.replace(ANY_FIELD, self.widget.render(name, value, attrs)))  # noqa: S308 drawn as such


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
        """Let a related row be added or read from here; it is changed and deleted from its own page.

        The words of the field are said once in the language of the request, whatever the rows that show them.
        """
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = RelatedRow.standing_for(field.widget)
        if field:
            _say_once(field)
        return field


def _say_once(field: Any) -> None:
    field.label, field.help_text = field.label and str(field.label), str(field.help_text)
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        every: Any = field.choices
        field.choices = [_said_choice(*choice) for choice in every]


def _said_choice(value: Any, words: Any) -> tuple[Any, Any]:
    """Return a choice, or a group of them, said."""
    if isinstance(words, (list, tuple)):
        return str(value), [_said_choice(*choice) for choice in words]
    return value, str(words)
