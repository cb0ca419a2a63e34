"""How the bureau edits the pages where facts are published: what proves something public is changed by a proposal."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from records.admin.merging_pages import MergingAdmin
from records.admin.publishing import PublishableForm
from records.admin.reviewing import ReviewingAdmin
from records.publication.proposals import Proposal
from records.publication.sources import Source
from records.words.dates import iso


@admin.register(Source)
class SourceAdmin(MergingAdmin, ReviewingAdmin):
    """Edits a page where facts are published; it has no page of its own, hence no preview."""

    form = PublishableForm
    change_form_template = "admin/source_change_form.html"
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

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Tell of the proposal that is open on it."""
        if source := kwargs.get("obj"):
            context |= self.context_of_proposal(request, source, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def proposal_context(self, request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
        """Leave the preview out."""
        return {**super().proposal_context(request, proposal), "preview_url": ""}

    def preview_view(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """Show none."""
        raise Http404
