"""How the bureau edits the pages where facts are published."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from records.admin.merging_pages import MergingAdmin
from records.publication.sources import Source
from records.words.dates import iso


@admin.register(Source)
class SourceAdmin(MergingAdmin):
    """Edits a page where facts are published."""

    autocomplete_fields = []
    list_display = ["publisher", "url", "kind", "dated"]
    list_filter = ["kind"]
    fieldsets = [
        (None, {"fields": ["url", "publisher", "publisher_en", "kind", ("published_on", "published_precision")]})
    ]

    @admin.display(description=_("publication"), ordering="published_on")
    def dated(self, source: Source) -> str:
        """Write its date, as well as it is known."""
        return iso(source.published_on, source.published_precision)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep every source: facts stand on it."""
        return False
