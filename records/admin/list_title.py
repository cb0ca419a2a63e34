"""The title of a list of the bureau."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst


class TitledListAdmin(admin.ModelAdmin):
    """Titles a list by what it holds: « Messages », never « Choisir : message »."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Say the plural name of the model, in a capital."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})
