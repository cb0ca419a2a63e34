"""What readers write to the office, and what it answers."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.models import DelegationRequest
from records.models import Ruled
from records.words.dates import in_words
from records.words.languages import FRENCH

# How long a message is kept once it is dealt with.
MESSAGE_KEPT = dt.timedelta(days=365)
LONGEST_MESSAGE = 5000


class MessageState(models.TextChoices):
    """What became of a message."""

    RECEIVED = "recu", _("reçu")
    IN_PROGRESS = "en_cours", _("en cours")
    HANDLED = "traite", _("traité")


class MessageQuerySet(models.QuerySet):
    """Messages, by what became of them."""

    def to_handle(self):
        """Keep those that wait for someone, the oldest first."""
        return self.exclude(state=MessageState.HANDLED).order_by("received_at", "pk")

    def outdated(self, today):
        """Keep those dealt with so long before `today` (a date) that nothing asks to keep them."""
        return self.filter(handled_on__lt=today - MESSAGE_KEPT)


class Message(Ruled):
    """What somebody wrote to the office, about which page, and what was answered; erased a year after."""

    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("message"))
    email = models.EmailField(_("adresse électronique"), blank=True)
    language = models.CharField(_("langue"), max_length=5, choices=settings.LANGUAGES, default=FRENCH)
    about = models.CharField(_("à propos de"), max_length=300, blank=True)
    address = models.CharField(_("page"), max_length=300, blank=True)
    request = models.OneToOneField(
        DelegationRequest,
        models.SET_NULL,
        verbose_name=_("demande"),
        related_name="message",
        null=True,
        blank=True,
        editable=False,
    )
    received_at = models.DateTimeField(_("reçu le"), default=timezone.now, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=MessageState, default=MessageState.RECEIVED)
    handled_on = models.DateField(_("traité le"), null=True, blank=True, editable=False)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("réponse partie le"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("réponse de"),
        related_name="answered_messages",
        null=True,
        blank=True,
        editable=False,
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view", "change", "delete")
        constraints = [
            models.CheckConstraint(
                name="portal_message_state_is_known",
                violation_error_code="state",
                condition=Q(state__in=MessageState.values),
                violation_error_message=_("Un message est reçu, en cours ou traité."),
            ),
            models.CheckConstraint(
                name="portal_message_handled_has_its_date",
                violation_error_code="state",
                condition=Q(state=MessageState.HANDLED.value, handled_on__isnull=False)
                | (~Q(state=MessageState.HANDLED.value) & Q(handled_on__isnull=True)),
                violation_error_message=_("Un message traité, et lui seul, a la date où il l’a été."),
            ),
            models.CheckConstraint(
                name="portal_message_answered_to_someone",
                violation_error_code="answer",
                condition=Q(answered_at__isnull=True) | (~Q(answer="") & ~Q(email="")),
                violation_error_message=_("Une réponse partie a un texte et une adresse."),
            ),
        ]

    def __str__(self):
        # Said in the log of the admin, which outlives the message: nothing of what was written.
        day = timezone.localtime(self.received_at).date()
        return _("Message no %(number)s du %(day)s") % {"number": self.pk, "day": in_words(day)}

    def fill_derived_fields(self):
        super().fill_derived_fields()
        if self.state != MessageState.HANDLED:
            self.handled_on = None
        elif self.handled_on is None:
            self.handled_on = timezone.localdate()
