"""How the bureau edits the parts of a record, in the register's own form."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.forms import BaseInlineFormSet, Field, ModelChoiceField, ModelForm, SplitDateTimeField, Textarea
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.admin.more_rows import start_afresh
from records.admin.part_forms import PartForm
from records.admin.ranks import RANK, fill_ranks, let_rows_change_places, refuse_taken_ranks, set_aside
from records.admin.typed_fields import READ_KINDLY
from records.admin.widgets import FieldsOfTheBureau, NamedAutocomplete, NamedAutocompletes
from records.publication.typed_forms import SHOWN_ONLY
from records.words.languages import english_fields

GONE = _(
    "Quelqu’un a supprimé cette ligne entre-temps. Cochez «\u00a0Supprimer\u00a0» pour l’enlever d’ici aussi, ou "
    "recopiez ce que vous y avez tapé dans une nouvelle ligne."
)
TWICE = _("Deux lignes ont la même valeur\u00a0: %(fields)s.")


class Gone:
    """Stands for a part that no longer exists, where its row is shown again with what was typed."""

    pk = None

    def __str__(self) -> str:
        return gettext("supprimée entre-temps")


class PartsFormSet(BaseInlineFormSet):
    """Shows again each row as it was sent, even one that someone else deleted meanwhile."""

    needs_approval = True

    @cached_property
    def empty_form(self) -> ModelForm:
        """The row that waits to be filled: the library makes it anew each time it is asked for."""
        return super().empty_form

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        """Add the box that deletes the row; give the part its record, with what was typed of it.

        The two halves of a moment are named aloud: the library only writes words beside them.
        """
        super().add_fields(form, index)
        setattr(form.instance, self.fk.name, self.instance)
        let_rows_change_places(form.instance)
        start_afresh(self, form, index)
        if RANK in form.fields:
            form.fields[RANK].required = False
        for name, field in form.fields.items():
            widget: Any = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, NamedAutocomplete):
                widget.known = form.instance._state.fields_cache.get(name)
            if isinstance(widget, NamedAutocompletes) and form.instance.pk:
                widget.known = list(getattr(form.instance, name).all())
            if isinstance(field, SplitDateTimeField):
                for widget, words in zip(field.widget.widgets, (_("date"), _("heure")), strict=True):
                    widget.attrs["aria-label"] = format_lazy("{}, {}", field.label, words)

    def get_queryset(self) -> Any:
        """Return the part each row sent is about: those of the database may be more, or fewer, by now."""
        if not self.is_bound or "forms" not in vars(self):
            return super().get_queryset()
        return [form.instance if form.instance.pk else Gone() for form in self.initial_forms]

    def clean(self) -> None:
        """Refuse a rank that a row not shown here has taken."""
        super().clean()
        refuse_taken_ranks(self)

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """Save the rows that exist, those that change places included."""
        set_aside(self)
        return super().save_existing_objects(commit)

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        """Name what two rows have in common as the form names it; the library would write the name of the column."""
        names = [self.form.base_fields[name].label for name in unique_check if name in self.form.base_fields]
        return TWICE % {"fields": ", ".join(str(name) for name in names if name)}

    def get_form_error(self) -> str:
        """Point at the second of the two rows."""
        return gettext("Cette ligne répète une autre ligne.")

    def full_clean(self) -> None:
        """Say of a row whose part is gone what can be done with it; say nothing of rows that are only shown again."""
        if SHOWN_ONLY in self.data:
            nothing: list[Any] = []
            self._errors, self._non_form_errors = nothing, self.error_class(error_class="nonform")
            for form in self.forms:
                form._errors, form.cleaned_data = ErrorDict(), {}  # type: ignore[attr-defined]
            return
        if self.is_bound:
            fill_ranks(self)
        super().full_clean()
        for form in self.forms if self.is_bound else []:
            for error in form.errors.pop(self.fk.name, ErrorList()).as_data():
                form.add_error(None, error)
        for form in self.initial_forms if self.is_bound else []:
            if form.instance.pk is None and not self._should_delete_form(form):  # type: ignore[attr-defined]
                form.add_error(None, GONE)


class NamedFormSet(PartsFormSet):
    """Names every field of a row aloud: in a table, only the eye reads the heading."""

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        """Add the box that deletes the row, then name each field."""
        super().add_fields(form, index)
        for field in form.fields.values():
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label or "")
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Supprimer")


class PartInline(FieldsOfTheBureau, admin.TabularInline):
    """Edits the parts of a record; who may change the record may change its parts."""

    extra = 0
    form = PartForm
    template = "admin/part_rows.html"
    formset: type[PartsFormSet] = NamedFormSet
    formfield_overrides = {
        **READ_KINDLY,
        models.TextField: {**READ_KINDLY[models.TextField], "widget": Textarea(attrs={"rows": 3, "cols": 34})},
    }
    # Whether a change of these parts waits for approval once the record is online: the public reads something of them.
    needs_approval = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Tell the rows whether their changes wait for approval."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.needs_approval = self.needs_approval
        return formset

    @property
    def english(self) -> list[str]:
        """The names of the fields that hold the English of what the rows show."""
        shown = flatten(list(self.fields or ()))
        return [name for name in english_fields(self.model) if name.removesuffix("_en") in shown]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fold the English of each row at its end."""
        folded = (_("Traduction anglaise"), {"fields": self.english, "classes": ["collapse"]})
        return [(None, {"fields": self.get_fields(request, obj)}), *([folded] if self.english else [])]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Bring along what the rows point to, which names them and is chosen in their fields."""
        shown, options = flatten(list(self.fields or ())), self.model._meta
        pointed = [field.name for field in options.fields if field.is_relation and field.name in shown]
        chosen = [field.name for field in options.many_to_many if field.name in shown]
        return super().get_queryset(request).select_related(*pointed).prefetch_related(*chosen)

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Read once the choices that every row offers."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField) and db_field.name not in self.get_autocomplete_fields(request):
            field.choices = [choice for choice in cast(Iterable[Any], field.choices)]  # noqa: C416 - list() counts first
        return field

    @property
    def whole(self) -> admin.ModelAdmin:
        """The admin of the record these are parts of."""
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Follow the record."""
        return self.whole.has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Follow the record."""
        return self.whole.has_change_permission(request, obj) if obj else self.whole.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Follow the record."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Follow the record."""
        return self.has_change_permission(request, obj)


class StackedPartInline(PartInline, admin.StackedInline):
    """Edits parts too wide for a row."""

    template = "admin/part_blocks.html"
    formset = PartsFormSet
