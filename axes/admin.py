"""How the bureau edits the Vision and its axes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from axes.documents import AxisDocument, VisionDocument
from axes.forms import CommitmentField
from axes.models import Axis, Commitment, Indicator, Measure, Milestone, Theme, Vision, VisionItem
from records.admin import (
    ADDRESS_FIELDSET,
    SOURCES_FIELDSET,
    DocumentInline,
    MergingAdmin,
    PartInline,
    PublishableAdmin,
)
from records.words.dates import iso


class VisionItemInline(PartInline):
    """The levers, approaches and criteria of a vision."""

    model = VisionItem
    fields = ["kind", "position", "text", "themes", "confidence"]


class MilestoneInline(PartInline):
    """The dates in the life of a vision."""

    model = Milestone
    fields = ["title", "description", "happened_on", "precision", "confidence"]


class CommitmentInline(PartInline):
    """What is promised under an axis."""

    model = Commitment
    fields = ["kind", "position", "text", "confidence"]


class VisionDocumentInline(DocumentInline):
    """The documents of a vision."""

    model = VisionDocument


class AxisDocumentInline(DocumentInline):
    """The documents of an axis."""

    model = AxisDocument


@admin.register(Vision)
class VisionAdmin(PublishableAdmin):
    """Edits a vision whole."""

    list_display = ["title", "is_current", "presented", "publication"]
    list_filter = ["status"]
    inlines = [VisionItemInline, MilestoneInline, VisionDocumentInline]
    fieldsets = [
        (None, {"fields": ["title", "statement", "is_current"]}),
        (_("Dates et document"), {"fields": ["adopted_on", "presented_on", "document_url", "text_was_seen"]}),
        SOURCES_FIELDSET,
        ADDRESS_FIELDSET,
    ]

    @admin.display(description=_("présentation publique"), ordering="presented_on")
    def presented(self, vision):
        """Write when it was presented."""
        return iso(vision.presented_on)


@admin.register(Axis)
class AxisAdmin(PublishableAdmin):
    """Edits an axis with its commitments."""

    list_display = ["name", "position", "vision", "publication"]
    list_select_related = ["vision"]
    list_filter = ["status", "vision"]
    inlines = [CommitmentInline, AxisDocumentInline]
    fieldsets = [
        (None, {"fields": ["vision", "position", "name", "short_label", "name_en"]}),
        (_("Pourquoi cet axe"), {"fields": ["intent", "rationale"]}),
        SOURCES_FIELDSET,
        ADDRESS_FIELDSET,
    ]


class MeasureInline(PartInline):
    """The values measured, each with its source."""

    model = Measure
    fields = ["measured_on", "value", "evidence"]
    autocomplete_fields = ["evidence"]


@admin.register(Indicator)
class IndicatorAdmin(PublishableAdmin):
    """Edits what a commitment is measured by."""

    list_display = ["name", "commitment", "axis", "publication"]
    list_select_related = ["commitment", "axis"]
    list_filter = ["status", "axis"]
    inlines = [MeasureInline]
    fieldsets = [
        (None, {"fields": ["axis", "commitment", "name", "unit"]}),
        (_("D’où l’on part, où l’on va"), {"fields": [("baseline", "baseline_on"), ("target", "target_on")]}),
        SOURCES_FIELDSET,
        ADDRESS_FIELDSET,
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Show under which axis each commitment is made."""
        if db_field.name == "commitment":
            kwargs |= {"form_class": CommitmentField, "queryset": Commitment.objects.select_related("axis")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Theme)
class ThemeAdmin(MergingAdmin):
    """Edits a theme."""

    list_display = ["name", "named_in_vision"]
    list_filter = ["axes", "named_in_vision"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "axes", "named_in_vision"]}), SOURCES_FIELDSET]
