"""What is asked of the office: to receive a delegation, or to travel."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from axes.models import Axis, Theme
from missions.models.mission import Mission
from missions.models.stage import Direction
from partners.models import Partner
from records.models import Translated
from records.words.dates import years_after, years_before
from records.words.languages import in_english
from records.words.normalizing import narrow_to_words, normalize

# Another request of the same organization on the same theme is shown when no more than this many years part them.
REPEAT_YEARS = 2


class RequestDecision(models.TextChoices):
    """What the office answered."""

    PENDING = "a_decider", _("à décider")
    ACCEPTED = "acceptee", _("acceptée")
    DECLINED = "refusee", _("refusée")


class DelegationRequestQuerySet(models.QuerySet):
    """Asks the requests."""

    def found_by(self, words):
        """Keep those whose title, organization or requester hold all of `words`, whatever their case and accents."""
        return narrow_to_words(self, words, "title", "asked_by", "partner__name")

    def repeats_of(self, requests):
        """Return {key of a request: the others, latest first, of the same organization and theme, close in time}.

        `requests`: a list; one statement however long it is. Without a partner, who asks is told by the words alone.
        """
        if not requests:
            return {}
        days = [request.received_on for request in requests]
        first, last = years_before(min(days), REPEAT_YEARS), years_after(max(days), REPEAT_YEARS)
        groups = defaultdict(list)
        for other in self.filter(received_on__range=(first, last)).order_by("-received_on", "-pk"):
            groups[other.asked_for].append(other)
        return {
            request.pk: [other for other in groups[request.asked_for] if request.is_near(other)] for request in requests
        }

    def publicly_declined(self, today):
        """Keep those declined by `today` (a date) whose refusal the office chose to show, the latest first."""
        declined = self.filter(decision=RequestDecision.DECLINED, is_public=True, decided_on__lte=today)
        return declined.order_by("-decided_on", "-pk")


class DelegationRequest(Translated):
    """A request to receive a delegation or to travel, or an idea of the office, until it is decided."""

    direction = models.CharField(_("sorte de mission"), max_length=20, choices=Direction)
    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    asked_by = models.CharField(_("qui demande"), max_length=200, help_text=_("Une fonction ou un organisme."))
    partner = models.ForeignKey(
        Partner, models.PROTECT, verbose_name=_("organisme"), related_name="requests", null=True, blank=True
    )
    received_on = models.DateField(_("reçue le"))
    starts_on = models.DateField(_("début souhaité"), null=True, blank=True)
    ends_on = models.DateField(_("fin souhaitée"), null=True, blank=True)
    purpose = models.TextField(_("but"))
    # The office chooses it, for who asked without knowing: blank in no form of the bureau.
    axis = models.ForeignKey(Axis, models.PROTECT, verbose_name=_("axe"), related_name="requests", null=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, verbose_name=_("thème"), related_name="requests", null=True, blank=True
    )
    size = models.PositiveSmallIntegerField(_("nombre de personnes"), null=True, blank=True)
    titles = models.TextField(_("fonctions des membres"), blank=True)
    working_language = models.CharField(_("langue de travail"), max_length=100, blank=True)
    needs = models.TextField(_("besoins particuliers"), blank=True)
    decision = models.CharField(
        _("décision"), max_length=10, choices=RequestDecision, default=RequestDecision.PENDING, editable=False
    )
    decided_on = models.DateField(_("décidée le"), null=True, blank=True, editable=False)
    reason = models.TextField(_("raison"), blank=True, editable=False)
    reason_en = in_english(reason)
    mission = models.OneToOneField(
        Mission, models.PROTECT, verbose_name=_("mission"), related_name="request", null=True, editable=False
    )
    is_public = models.BooleanField(_("refus public"), default=False)

    objects = DelegationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        ordering = ["-received_on", "-pk"]
        default_permissions = ("add", "change", "delete", "view", "decide")
        constraints = [
            models.CheckConstraint(
                name="missions_delegationrequest_ends_after_start",
                violation_error_code="ends_on",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Un séjour ne peut finir avant de commencer."),
            ),
            models.CheckConstraint(
                name="missions_delegationrequest_decided_has_its_date",
                condition=Q(decision=RequestDecision.PENDING.value, decided_on__isnull=True)
                | (~Q(decision=RequestDecision.PENDING.value) & Q(decided_on__isnull=False)),
                violation_error_message=_("Une demande décidée a la date de sa décision."),
            ),
            models.CheckConstraint(
                name="missions_delegationrequest_declined_has_its_reason",
                condition=~Q(decision=RequestDecision.DECLINED.value) | ~Q(reason=""),
                violation_error_message=_("Un refus dit pourquoi."),
            ),
            models.CheckConstraint(
                name="missions_delegationrequest_accepted_has_its_mission",
                condition=Q(decision=RequestDecision.ACCEPTED.value, mission__isnull=False)
                | (~Q(decision=RequestDecision.ACCEPTED.value) & Q(mission__isnull=True)),
                violation_error_message=_("Une demande acceptée devient une mission."),
            ),
            models.CheckConstraint(
                name="missions_delegationrequest_accepted_has_its_axis",
                violation_error_code="axis",
                condition=~Q(decision=RequestDecision.ACCEPTED.value) | Q(axis__isnull=False),
                violation_error_message=_("Une demande acceptée relève d’un axe."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.ends_on and not self.starts_on:
            raise ValidationError({"starts_on": _("Une date de fin demande une date de début.")})

    def is_near(self, other):
        """Whether another request came within REPEAT_YEARS of this one, before or after."""
        earlier, later = sorted([self.received_on, other.received_on])
        return other.pk != self.pk and later <= years_after(earlier, REPEAT_YEARS)

    @property
    def asked_for(self):
        """What makes two requests the same: who asks (an organization, or words), and on which theme."""
        return self.partner_id or normalize(self.asked_by), self.theme_id

    @property
    def is_pending(self):
        """Whether the office has yet to answer."""
        return self.decision == RequestDecision.PENDING

    @property
    def is_declined(self):
        """Whether the office said no."""
        return self.decision == RequestDecision.DECLINED
