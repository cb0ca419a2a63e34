"""What the bureau sees of the reminders: each that left, each that failed and why; nothing is edited."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from missions.models import Reminder
from records.admin import LogAdmin
from records.words.dates import iso


@admin.register(Reminder)
class ReminderAdmin(LogAdmin):
    """Shows the reminders, the latest first, to whoever reads missions."""

    list_display = ["mission", "kind", "due", "attempted_at", "recipient", "was_sent", "error"]
    list_select_related = ["mission", "recipient"]
    list_filter = ["was_sent", "kind"]
    list_title, page_title = _("Rappels"), _("Rappel")

    def has_view_permission(self, request, obj=None):
        """Follow the missions."""
        return request.user.has_perm("missions.view_mission")

    @admin.display(description=_("échéance"), ordering="due_on")
    def due(self, reminder):
        """Write the day the report was due."""
        return iso(reminder.due_on)


@admin.display(description=_("rappels"))
def reminders_of(mission):
    """Say how many reminders of the mission left or failed, and lead to them."""
    sent = mission.reminders.filter(was_sent=True).count()
    failed = mission.reminders.filter(was_sent=False).count()
    if not sent + failed:
        return _("Aucun rappel n’a encore été envoyé.")
    counted = [
        (sent, ngettext("%(count)s rappel envoyé", "%(count)s rappels envoyés", sent)),
        (failed, ngettext("%(count)s échec", "%(count)s échecs", failed)),
    ]
    told = [words % {"count": number} for number, words in counted if number]
    address = reverse("admin:missions_reminder_changelist", query={"mission__id__exact": mission.pk})
    return format_html('{} – <a href="{}">{}</a>', ", ".join(told), address, gettext("Voir les rappels"))
