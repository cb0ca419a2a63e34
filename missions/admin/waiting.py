"""The missions that wait for something, in their list of the bureau."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import Rule
from missions.waiting import reports_due_soon, reports_missing, waiting_missions

# What a mission may wait for: the value asked, its words, what keeps them.
WAITING = {
    "quelque_chose": (_("quelque chose"), waiting_missions),
    "rapport_manquant": (_("un rapport en retard ou non trouvé"), reports_missing),
    "rapport_bientot": (_("un rapport attendu bientôt"), reports_due_soon),
}


class WaitingFilter(admin.SimpleListFilter):
    """Narrows the list to the missions that wait for something, as the desk tells."""

    title = _("ce qu’elle attend")
    parameter_name = "attend"

    def lookups(self, request, model_admin):
        """Return what may be waited for."""
        return [(value, words) for value, (words, _keep) in WAITING.items()]

    def queryset(self, request, queryset):
        """Keep the missions asked."""
        _words, keep = WAITING.get(self.value(), (None, None))
        return keep(queryset, timezone.localdate(), Rule.objects.book()) if keep else queryset
