"""What is still to be done for an action, in its form and in the list of actions."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import NextStep
from records.admin import PartInline

OPEN_STEPS, LATE_STEPS = "ouvertes", "retard"


class NextStepInline(PartInline):
    """Edits what is still to be done: between the people of the bureau, so nobody approves it."""

    model = NextStep
    fields = ["text", "due_on", "done_on"]
    needs_approval = False


class NextStepFilter(admin.SimpleListFilter):
    """Narrows the actions to those for which something is still to be done, or late."""

    title = _("prochaines étapes")
    parameter_name = "etapes"

    def lookups(self, request, model_admin):
        """Return the two choices."""
        return [(OPEN_STEPS, _("à faire")), (LATE_STEPS, _("en retard"))]

    def queryset(self, request, queryset):
        """Keep the actions asked."""
        steps = {
            OPEN_STEPS: NextStep.objects.still_open(),
            LATE_STEPS: NextStep.objects.late(timezone.localdate()),
        }
        asked = steps.get(self.value())
        return queryset if asked is None else queryset.filter(pk__in=asked.order_by().values("action"))
