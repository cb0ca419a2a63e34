"""How who manages reads the journal: filtered, and taken away as a file; nothing is edited."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.correspondence.admin import moment_in_figures
from portal.models import JournalEntry
from records.admin import LogAdmin
from records.listing.columns import Column, ColumnType

HOUR = Column(
    "heure",
    _("heure"),
    ColumnType.TEXT,
    _("heure de Québec"),
    lambda entry: f"{timezone.localtime(entry.at):%H:%M:%S}",
    fields=("at",),
)


@admin.register(JournalEntry)
class JournalAdmin(LogAdmin):
    """Shows what happened at the bureau, the latest first."""

    list_display = ["when", "event", "person", "what", "page", "network"]
    list_filter = ["event", "at"]
    search_fields = ["person", "what", "page", "network"]
    date_hierarchy = "at"
    list_title, page_title = _("Journal"), _("Journal")
    fields = ["when", "event", "person", "what", "page", "network"]
    readonly_fields = ["when"]

    def _columns(self):
        """Give the hour beside the day."""
        return [*super()._columns(), HOUR]

    @admin.display(description=_("quand"), ordering="at")
    def when(self, entry):
        """Write when it happened, as it was in Québec."""
        return moment_in_figures(entry.at)
