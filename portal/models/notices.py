"""What the portal tells the people of the bureau of steps and deadlines, and how often each wants to be told."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.models import Ruled

# Days that notices are kept, sent or not; what is told once is told again by no night within them.
NOTICE_DAYS_KEPT = 90
# Weekly mails leave on Mondays, or after so many days if a Monday was missed.
MONDAY, LONGEST_WAIT = 0, dt.timedelta(days=7)


class NoticeEvent(models.TextChoices):
    """What someone is told of."""

    SUBMITTED = "soumis", _("soumis à l’approbation")
    SENT_BACK = "renvoye", _("renvoyé avec un commentaire")
    PUBLISHED = "en_ligne", _("mis en ligne")
    CHANGED = "change", _("changé directement en ligne")
    ENDS_IN_180 = "fin_180", _("prend fin d’ici 180 jours")
    ENDS_IN_90 = "fin_90", _("prend fin d’ici 90 jours")
    ENDS_IN_30 = "fin_30", _("prend fin d’ici 30 jours")
    PROMISE_LATE = "promesse", _("promesse en retard")
    STEP_LATE = "etape", _("étape en retard")
    ANNIVERSARY = "annee", _("anniversaire à préparer")


class NoticeRhythm(models.TextChoices):
    """How often a person wants mails."""

    AT_ONCE = "tout_de_suite", _("tout de suite, un courriel à chaque fois")
    DAILY = "chaque_jour", _("une fois par jour, en un seul courriel")
    WEEKLY = "par_semaine", _("une fois par semaine, le lundi")
    NEVER = "jamais", _("jamais")


class NoticeQuerySet(models.QuerySet):
    """Notices, by where they stand."""

    def waiting(self):
        """Keep those that have to leave: not sent, to someone who still works here, has an address and wants mails."""
        waiting = self.filter(sent_at=None, recipient__is_active=True)
        return waiting.exclude(Q(recipient__email="") | Q(recipient__notice_choice__rhythm=NoticeRhythm.NEVER))

    def wanted_on(self, today):
        """Keep those that wait for people who want a mail on `today` (a date): the weekly ones leave on Mondays."""
        if today.weekday() == MONDAY:
            return self.waiting()
        weekly = Q(recipient__notice_choice__rhythm=NoticeRhythm.WEEKLY)
        return self.waiting().exclude(weekly & Q(created_at__date__gt=today - LONGEST_WAIT))


class Notice(Ruled):
    """What one person is told of one step or one deadline: sent, waiting, or failed and why."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("destinataire"), related_name="notices"
    )
    event = models.CharField(_("étape"), max_length=8, choices=NoticeEvent)
    title = models.CharField(_("fiche"), max_length=300)
    address = models.CharField(_("page du bureau"), max_length=200)
    deadline = models.CharField(_("échéance"), max_length=100, blank=True, help_text=_("Quoi, et pour quel jour."))
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    error = models.TextField(_("raison du dernier échec"), blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="portal_notice_sent_without_error",
                violation_error_code="error",
                condition=Q(sent_at=None) | Q(error=""),
                violation_error_message=_("Un avis qui est parti n’a pas d’échec."),
            ),
            models.CheckConstraint(
                name="portal_notice_event_is_known",
                violation_error_code="event",
                condition=Q(event__in=NoticeEvent.values),
                violation_error_message=_("Cette étape n’est pas de celles dont on avise."),
            ),
            models.UniqueConstraint(
                name="portal_notice_deadline_told_once",
                violation_error_code="deadline",
                fields=["recipient", "event", "deadline"],
                condition=~Q(deadline=""),
                violation_error_message=_("Cette personne a déjà été avisée de cette échéance."),
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.get_event_display()}"


class NoticeChoice(Ruled):
    """How often a person wants mails; who has not chosen is told once a day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="notice_choice"
    )
    rhythm = models.CharField(_("Recevoir les avis"), max_length=13, choices=NoticeRhythm, default=NoticeRhythm.DAILY)

    class Meta:
        verbose_name = _("choix des avis")
        verbose_name_plural = _("choix des avis")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="portal_noticechoice_rhythm_is_known",
                violation_error_code="rhythm",
                condition=Q(rhythm__in=NoticeRhythm.values),
                violation_error_message=_("Choisissez l’un des quatre rythmes."),
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_rhythm_display()}"
