"""How the bureau edits the parts of a record, in the record's own form."""

from django.contrib import admin
from django.db import models
from django.forms import BaseInlineFormSet, Textarea
from django.utils.translation import gettext_lazy as _

from records.admin.widgets import READ_KINDLY, FieldsOfTheBureau
from records.languages import english_fields


class PartFormSet(BaseInlineFormSet):
    """Names every field of a row aloud: in a table, only the eye reads the heading."""

    def add_fields(self, form, index):
        """Add the box that deletes the row, then name each field."""
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label or "")
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Supprimer")


class PartInline(FieldsOfTheBureau, admin.TabularInline):
    """Edits the parts of a record; who may change the record may change its parts."""

    extra = 0
    formset = PartFormSet
    formfield_overrides = {
        **READ_KINDLY,
        models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 34})},
    }

    def get_fields(self, request, obj=None):
        """Follow each text with its English."""
        fields = super().get_fields(request, obj)
        english = set(english_fields(self.model)) - {"note_en"}
        return [each for name in fields for each in ([name, f"{name}_en"] if f"{name}_en" in english else [name])]

    @property
    def whole(self):
        """The admin of the record these are parts of."""
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request, obj=None):
        """Follow the record."""
        return self.whole.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        """Follow the record."""
        return self.whole.has_change_permission(request, obj) if obj else self.whole.has_add_permission(request)

    def has_add_permission(self, request, obj=None):
        """Follow the record."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Follow the record."""
        return self.has_change_permission(request, obj)


class StackedPartInline(PartInline, admin.StackedInline):
    """Edits parts too wide for a row."""

    template = "admin/edit_inline/stacked.html"
    formset = BaseInlineFormSet
