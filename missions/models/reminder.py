"""The reminders sent to whoever is responsible for a mission: every sending and every failure is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from missions.models.mission import Mission
from records.models import Ruled


class ReminderKind(models.TextChoices):
    """When a reminder is sent."""

    FORTNIGHT = "14_jours", _("14 jours avant l’échéance")
    THREE_DAYS = "3_jours", _("3 jours avant l’échéance")
    LATE = "retard", _("rapport en retard")


class Reminder(Ruled):
    """One attempt to remind someone that the report of a mission is due: sent, or failed and why."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="reminders")
    kind = models.CharField(_("rappel"), max_length=8, choices=ReminderKind)
    due_on = models.DateField(_("échéance du rapport"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("destinataire"),
        related_name="+",
        null=True,
        blank=True,
    )
    attempted_at = models.DateTimeField(_("tentative"))
    was_sent = models.BooleanField(_("envoyé"))
    error = models.TextField(_("raison de l’échec"), blank=True)

    class Meta:
        verbose_name = _("rappel")
        verbose_name_plural = _("rappels")
        ordering = ["-attempted_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                name="missions_reminder_sent_once",
                fields=["mission", "kind", "due_on"],
                condition=Q(was_sent=True),
                violation_error_message=_("Ce rappel est déjà parti."),
            ),
            models.CheckConstraint(
                name="missions_reminder_failure_says_why",
                condition=Q(was_sent=True, error="") | (Q(was_sent=False) & ~Q(error="")),
                violation_error_message=_("Un rappel qui n’est pas parti dit pourquoi."),
            ),
        ]

    def __str__(self):
        return f"{self.mission} – {self.get_kind_display()}"
