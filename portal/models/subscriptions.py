"""Who asked to be told of what is put online, what of, and their proof; who left, which no import undoes."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from axes.models import Axis
from missions.models import Mission
from partners.models import Partner
from portal.models.topic import MODEL_OF_KIND, Topic, TopicKind
from records.models import Ruled
from records.words.languages import FRENCH

# How long a subscription waits for its confirmation, and during which no other mail asks for one.
CONFIRMED_WITHIN = dt.timedelta(days=7)
WEEK = dt.timedelta(days=7)
# After so many mails in a row that an address refused, it is dropped.
MAX_FAILURES = 3


class DigestRhythm(models.TextChoices):
    """How often a subscriber is written to."""

    DAILY = "chaque_jour", _("chaque jour où il y a du nouveau")
    WEEKLY = "chaque_semaine", _("une fois par semaine")


class SubscriberQuerySet(models.QuerySet):
    """Subscribers, by what they are to be sent."""

    def due(self, until):
        """Keep those to tell what was put online up to the day `until`: who confirmed, and was not told yet."""
        confirmed = Subscription.objects.confirmed().filter(subscriber=OuterRef("pk"))
        weekly = Q(rhythm=DigestRhythm.WEEKLY, told_until__gt=until - WEEK)
        return self.filter(Exists(confirmed), told_until__lt=until).exclude(weekly).order_by("pk")


class Subscriber(Ruled):
    """An address to be told of what is put online, once it has confirmed."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    language = models.CharField(_("langue"), max_length=5, choices=settings.LANGUAGES, default=FRENCH)
    rhythm = models.CharField(_("rythme"), max_length=14, choices=DigestRhythm, default=DigestRhythm.WEEKLY)
    asked_rhythm = models.CharField(
        _("rythme à confirmer"), max_length=14, choices=DigestRhythm, blank=True, default="", editable=False
    )
    asked_at = models.DateTimeField(_("dernière confirmation demandée le"), null=True, editable=False)
    told_until = models.DateField(_("averti jusqu’au"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("envois refusés de suite"), default=0, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne abonnée")
        verbose_name_plural = _("personnes abonnées")
        ordering = ["email", "pk"]
        default_permissions = ("view", "delete")
        constraints = [
            models.CheckConstraint(
                name="portal_subscriber_rhythm_is_known",
                violation_error_code="rhythm",
                condition=Q(rhythm__in=DigestRhythm.values),
                violation_error_message=_("Choisissez l’un des deux rythmes."),
            ),
            models.CheckConstraint(
                name="portal_subscriber_asked_rhythm_is_known",
                violation_error_code="asked_rhythm",
                condition=Q(asked_rhythm__in=["", *DigestRhythm.values]),
                violation_error_message=_("Choisissez l’un des deux rythmes."),
            ),
        ]

    def __str__(self):
        # Said in the log of the admin, which outlives the address.
        return _("Personne abonnée no %s") % self.pk

    @property
    def waits(self):
        """Whether something that was asked is still to be confirmed: what to follow, or another rhythm."""
        return bool(self.asked_rhythm) or self.subscriptions.waiting().exists()

    @property
    def rhythm_once_confirmed(self):
        """How often it is written to once it confirms what was asked, in words."""
        return DigestRhythm(self.asked_rhythm or self.rhythm).label

    def fill_derived_fields(self):
        super().fill_derived_fields()
        self.email = self.email.lower()


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions, confirmed or not."""

    def confirmed(self):
        """Keep those that the address itself confirmed."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """Keep those that nobody confirmed yet."""
        return self.filter(confirmed_at=None)


class Subscription(Ruled):
    """One thing that an address asked to follow, with what it consented to and when."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, verbose_name=_("personne abonnée"), related_name="subscriptions"
    )
    kind = models.CharField(_("sujet"), max_length=10, choices=TopicKind)
    axis = models.ForeignKey(Axis, models.CASCADE, verbose_name=_("axe"), related_name="+", null=True, blank=True)
    partner = models.ForeignKey(
        Partner, models.CASCADE, verbose_name=_("partenaire"), related_name="+", null=True, blank=True
    )
    mission = models.ForeignKey(
        Mission, models.CASCADE, verbose_name=_("mission"), related_name="+", null=True, blank=True
    )
    words = models.CharField(_("mots"), max_length=200, blank=True)
    key = models.CharField(_("clé"), max_length=230, editable=False)
    rhythm = models.CharField(_("rythme demandé"), max_length=14, choices=DigestRhythm)
    consent = models.TextField(_("ce à quoi la personne a consenti"))
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnements")
        ordering = ["asked_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="portal_subscription_once_each",
                violation_error_code="kind",
                fields=["subscriber", "key"],
                violation_error_message=_("Cette adresse suit déjà ce sujet."),
            ),
            models.CheckConstraint(
                name="portal_subscription_has_its_consent",
                violation_error_code="consent",
                condition=~Q(consent=""),
                violation_error_message=_("Un abonnement dit à quoi la personne a consenti."),
            ),
            models.CheckConstraint(
                name="portal_subscription_kind_has_its_target",
                violation_error_code="kind",
                condition=Q(kind=TopicKind.AXIS, axis__isnull=False, partner=None, mission=None, words="")
                | Q(kind=TopicKind.PARTNER, axis=None, partner__isnull=False, mission=None, words="")
                | Q(kind=TopicKind.MISSION, axis=None, partner=None, mission__isnull=False, words="")
                | Q(Q(kind=TopicKind.SEARCH, axis=None, partner=None, mission=None) & ~Q(words=""))
                | Q(kind__in=[TopicKind.ALL, TopicKind.LATE], axis=None, partner=None, mission=None, words=""),
                violation_error_message=_(
                    "Un abonnement suit un axe, un partenaire, une mission ou des mots, et un seul."
                ),
            ),
        ]

    def __str__(self):
        return str(self.topic.label)

    @property
    def topic(self):
        """The Topic that is followed."""
        kind = TopicKind(self.kind)
        record = getattr(self, kind.name.lower()) if kind in MODEL_OF_KIND else None
        return Topic(kind, record, self.words)

    def fill_derived_fields(self):
        super().fill_derived_fields()
        target = self.axis_id or self.partner_id or self.mission_id or ""
        self.key = f"{self.kind}:{target}{self.words.casefold()}"


def digest_of(email):
    """Return the digest (a string) by which an address that left is known, without being kept."""
    return salted_hmac("portal.optout", email.lower()).hexdigest()


class OptOut(Ruled):
    """An address that left, known by a digest alone: it gets nothing but what it confirms afterwards."""

    digest = models.CharField(_("empreinte"), max_length=64, unique=True)
    left_at = models.DateTimeField(_("parti le"), editable=False)

    class Meta:
        verbose_name = _("désabonnement")
        verbose_name_plural = _("désabonnements")
        ordering = ["-left_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return self.digest
