"""How managers keep the register of incidents: each is written, completed, never deleted."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.models import Incident
from records.admin import RecordAdmin


@admin.register(Incident)
class IncidentAdmin(RecordAdmin):
    """Edits an incident; says who is still to be told of it."""

    autocomplete_fields = []
    search_fields = []
    list_display = ["happened_on", "nature", "people_count", "risk", "left_to_tell"]
    list_filter = ["risk", "nature"]
    readonly_fields = ["left_to_tell"]
    fieldsets = [
        (
            _("Ce qui est arrivé"),
            {"fields": [("happened_on", "happened_until"), "known_on", "nature", "circumstances"]},
        ),
        (_("De qui et de quoi"), {"fields": ["data", "people_count"]}),
        (_("Risque"), {"fields": ["risk", "risk_reasons", "left_to_tell"]}),
        (_("Avis et mesures"), {"fields": [("commission_told_on", "people_told_on"), "others_told", "measures"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        """Leave all the rows: the register is read whole."""
        return queryset, False

    def has_delete_permission(self, request, obj=None):
        """Keep every incident: the register is shown to the commission on demand."""
        return False

    @admin.display(description=_("reste à aviser"))
    def left_to_tell(self, incident):
        """Name who is still to be told."""
        return ", ".join(incident.still_to_tell) or "–"
