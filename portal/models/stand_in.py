"""Who approves in whose absence, and when."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.models import Ruled
from records.words.dates import in_words

# How long it may last: a year, whatever the year.
LONGEST_ABSENCE = dt.timedelta(days=366)
CLOSED_DEPUTY = _("Ce compte est fermé\u00a0: il n’approuve à la place de personne.")


class StandInQuerySet(models.QuerySet):
    """Stand-ins, by day."""

    def in_force(self, today):
        """Keep those that hold on `today` (a date), between accounts that are open."""
        held = self.filter(starts_on__lte=today, ends_on__gte=today)
        return held.filter(absent__is_active=True, absent__is_staff=True, deputy__is_active=True, deputy__is_staff=True)

    def of(self, user):
        """Keep those where `user` is away, or stands in."""
        return self.filter(Q(absent=user) | Q(deputy=user))


class StandIn(Ruled):
    """Someone approves in the place of someone away, from a day to another: it ends by itself."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne absente"), related_name="absences"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("approuve à sa place"), related_name="stand_ins"
    )
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(
        _("dernier jour"), help_text=_("Ce jour-là compris\u00a0: tout cesse ensuite de soi-même.")
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("nommée par"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppléance")
        verbose_name_plural = _("suppléances")
        ordering = ["-starts_on", "-pk"]
        default_permissions = ("view", "add", "change")
        permissions = [("name_any_standin", "Can name who stands in for anybody")]
        constraints = [
            models.CheckConstraint(
                name="portal_standin_ends_after_start",
                violation_error_code="ends_on",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Une suppléance ne peut finir avant de commencer."),
            ),
            models.CheckConstraint(
                name="portal_standin_lasts_a_year_at_most",
                violation_error_code="ends_on",
                condition=Q(ends_on__lte=F("starts_on") + LONGEST_ABSENCE),
                violation_error_message=_("Une suppléance dure un an au plus\u00a0: nommez-la de nouveau ensuite."),
            ),
            models.CheckConstraint(
                name="portal_standin_of_somebody_else",
                violation_error_code="deputy",
                condition=~Q(deputy=F("absent")),
                violation_error_message=_("On ne se remplace pas soi-même."),
            ),
            models.CheckConstraint(
                name="portal_standin_named_by_somebody_else",
                violation_error_code="deputy",
                condition=Q(named_by=None) | ~Q(deputy=F("named_by")),
                violation_error_message=_("On ne se nomme pas soi-même\u00a0: quelqu’un d’autre le fait."),
            ),
        ]

    def __str__(self):
        return _("%(deputy)s à la place de %(absent)s, du %(start)s au %(end)s") % {
            "deputy": self.deputy,
            "absent": self.absent,
            "start": in_words(self.starts_on),
            "end": in_words(self.ends_on),
        }

    def clean(self):
        """Refuse an account that is closed."""
        if self.deputy_id and not (self.deputy.is_active and self.deputy.is_staff):
            raise ValidationError({"deputy": CLOSED_DEPUTY})

    def is_over(self, today):
        """Say whether it ended before `today` (a date)."""
        return isinstance(self.ends_on, dt.date) and self.ends_on < today
