"""`manage.py send_reminders`: reminds whoever is responsible for a mission that its report is due."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.models import Rule
from missions.reminders import send_reminders, settings_missing


class Command(BaseCommand):
    """Sends what is due and says it; ends with status 1 if something could not be sent. To be run every day."""

    help = _(
        "Envoie les rappels dus aux responsables des missions\u00a0: 14 et 3 jours avant l’échéance, puis en retard."
    )

    def handle(self, *args, **options):
        """Send, then say each reminder sent or failed; raise CommandError if one failed or none could leave."""
        missing = settings_missing()
        if missing:
            raise CommandError(
                _("Aucun rappel ne peut partir sans\u00a0: %(names)s. Définissez ces variables (voir .env.example).")
                % {"names": ", ".join(missing)}
            )
        reminders = send_reminders(timezone.localdate(), Rule.objects.book())
        for reminder in reminders:
            self.stdout.write(f"{reminder}\u00a0: {reminder.error or reminder.recipient}")
        failed = sum(not reminder.was_sent for reminder in reminders)
        told = _("Rappels envoyés\u00a0: %(sent)s. Échecs\u00a0: %(failed)s.") % {
            "sent": len(reminders) - failed,
            "failed": failed,
        }
        if failed:
            raise CommandError(told)
        self.stdout.write(told)
