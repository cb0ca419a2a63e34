"""How the bureau edits the priorities of the strategy."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from missions.models import Priority
from records.admin import ADDRESS_FIELDSET, SOURCES_FIELDSET, PublishableAdmin, country_field
from records.words.dates import span_iso


@admin.register(Priority)
class PriorityAdmin(PublishableAdmin):
    """Edits a priority: what it names, its rank, why, and from when to when."""

    list_display = ["title", "axis", "kind", "position", "period", "publication"]
    list_select_related = ["axis"]
    list_filter = ["status", "axis", "kind"]
    autocomplete_fields = ["sources", "partner", "action"]
    fieldsets = [
        (None, {"fields": ["axis", "title", "kind"]}),
        (_("Ce qu’elle nomme"), {"fields": ["country", "region", "partner", "theme", "action"]}),
        (_("Son rang"), {"fields": ["position", "within"]}),
        (_("Pourquoi et quand"), {"fields": ["reason", ("starts_on", "ends_on")]}),
        SOURCES_FIELDSET,
        ADDRESS_FIELDSET,
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer the countries by their French name."""
        return (
            country_field()
            if db_field.name == "country"
            else super().formfield_for_dbfield(db_field, request, **kwargs)
        )

    @admin.display(description=_("période"), ordering="starts_on")
    def period(self, priority):
        """Write since when, and until when if it ends."""
        return span_iso(priority.starts_on, priority.ends_on)
