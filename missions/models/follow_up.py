"""What was promised to someone during a mission, until it is done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from missions.models.programme import Meeting
from missions.models.service import Service
from partners.models import Partner
from records.models import ToDo


class FollowUp(ToDo):
    """Something promised to someone: by which service, for when, done or not."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("rencontre"), related_name="follow_ups")
    partner = models.ForeignKey(
        Partner, models.PROTECT, verbose_name=_("promise à"), related_name="follow_ups", null=True, blank=True
    )
    text = models.TextField(_("promesse"))
    owner = models.ForeignKey(Service, models.PROTECT, verbose_name=_("service responsable"), related_name="follow_ups")
    result = models.TextField(_("suite donnée"), blank=True)

    class Meta:
        verbose_name = _("suite")
        verbose_name_plural = _("suites")
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                name="missions_followup_done_says_how",
                violation_error_code="result",
                condition=Q(done_on__isnull=True) | ~Q(result=""),
                violation_error_message=_("Une promesse tenue dit comment."),
            ),
        ]

    def __str__(self):
        return self.text

    def state(self, today):
        """Say in a word where it stands on `today` (a date)."""
        if self.done_on:
            return _("tenue")
        return _("en retard") if self.is_late(today) else _("ouverte")
