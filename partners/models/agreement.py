"""The agreements that tie the city to its partners."""

import datetime as dt
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from partners.models.agreement_state import (
    AgreementStanding,
    AgreementState,
    AuthorizationNeed,
    act_columns,
    closing_day,
    state_cases,
    state_columns,
)
from partners.models.partner import AUTHORIZED_KINDS, Partner
from records.documents.models import official_text
from records.models import Historic, Publishable, PublishableQuerySet, Referenced
from records.publication.addresses import page_address
from records.publication.references import has_its_form
from records.publication.status import visible
from records.words.dates import DATE_AND_PRECISION, DatePrecision, goes_with, iso, sort_date
from records.words.languages import in_english, in_language

# How far ahead an end is prepared.
ENDING_AHEAD = dt.timedelta(days=365)


class AgreementKind(models.TextChoices):
    """What sort of instrument an agreement is."""

    TWINNING = "jumelage", _("jumelage")
    FRIENDSHIP = "pacte_amitie", _("pacte d’amitié")
    PROTOCOL = "protocole_cooperation", _("protocole de coopération")
    COOPERATION = "entente_cooperation", _("entente de coopération")
    INTENT = "lettre_intention", _("lettre d’intention")
    MEMBERSHIP = "adhesion_reseau", _("adhésion à un réseau")


class AgreementQuerySet(PublishableQuerySet):
    """Asks the register of agreements."""

    def for_listing(self, user, today):
        """Bring along the state on `today` (a date), the documents and the parties `user` may read."""
        parties = AgreementParty.objects.filter(visible(Partner, user, today, "partner__")).select_related("partner")
        shown = Prefetch("parties", parties, to_attr="shown_parties")
        return self.with_state(today).prefetch_related(shown, "documents", "acts__evidence")

    def with_state(self, today):
        """Tell each agreement its states on `today` (a date): see `state_columns` and `state_cases`."""
        return self.with_closing().annotate(**state_columns(self.model, today)).annotate(**state_cases(today))

    def with_closing(self):
        """Tell each agreement the day it closes, `closes_on`: its end, or what its acts made of it; null if unknown."""
        return self.annotate(**act_columns(self.model)).annotate(closes_on=closing_day())

    def in_states(self, states, today):
        """Keep the agreements in one of several AgreementStates on `today` (a date)."""
        return self.with_state(today).filter(Q(state_value__in=states) | Q(term_value__in=states))

    def ending(self, today, by):
        """Keep those that end from `today` through `by` (dates) and that nothing public renews, whatever was recorded.

        One that is over ended already.
        """
        ending = self.with_state(today).exclude(state_value=AgreementState.OVER)
        return ending.filter(closes_on__range=(today, by), is_renewed=False).by_end()

    def ending_soon(self, today):
        """Keep those that end within a year of `today` (a date), and that nothing public renews."""
        return self.ending(today, today + ENDING_AHEAD)

    def unfollowed(self, today):
        """Keep those that ended before `today` (a date) without anyone saying what follows: a renewal, or nothing."""
        return self.in_states([AgreementState.EXPIRED], today).filter(is_renewed=False).by_end()

    def newest_first(self):
        """Order from the latest; undated agreements come last."""
        return self.order_by("-sorts_on", "pk")

    def by_end(self):
        """Order by the day they close, the first first; those without an end come last."""
        return self.with_closing().order_by(F("closes_on").asc(nulls_last=True), "-sorts_on", "pk")

    def oldest_first(self):
        """Order from the oldest."""
        return self.order_by("sorts_on", "pk")

    def chains(self):
        """Return lists of agreements that renew one another, oldest first in each."""
        found = {agreement.pk: agreement for agreement in self}
        chains = defaultdict(list)
        for agreement in sorted(found.values(), key=lambda each: (each.sorts_on, each.pk)):
            path = [agreement.pk]
            while (former := found[path[-1]].renews_id) in found and former not in path:
                path.append(former)
            chains[path[-1]].append(agreement)
        return list(chains.values())


class Agreement(Referenced, Publishable):
    """A dated instrument between the city and one or more partners; a renewal is another agreement."""

    reference_letter = "E"
    reference_dates = ("signed_on", "starts_on")
    search_fields = ("title", "domains", "reference")
    published_with_one_of = "partners"

    title = models.CharField(_("titre"), max_length=200)
    title_en = in_english(title)
    kind = models.CharField(_("nature"), max_length=30, choices=AgreementKind)
    partners = models.ManyToManyField(
        Partner, through="AgreementParty", related_name="agreements", verbose_name=_("parties")
    )
    signed_on = models.DateField(_("signature"), null=True, blank=True)
    signed_precision = models.CharField(_("précision"), max_length=8, choices=DatePrecision, blank=True)
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(_("fin"), null=True, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("renouvelle"), related_name="renewals", null=True, blank=True
    )
    standing = models.CharField(_("état"), max_length=12, choices=AgreementStanding, default=AgreementStanding.UNKNOWN)
    domains = models.TextField(_("domaines"), blank=True, help_text=_("Un domaine par ligne."))
    domains_en = in_english(domains)
    document_url = models.URLField(_("adresse du texte"), max_length=600, blank=True)
    authorization_need = models.CharField(
        _("autorisation préalable"), max_length=12, choices=AuthorizationNeed, default=AuthorizationNeed.UNKNOWN
    )
    authorization_body = models.CharField(_("instance qui autorise"), max_length=120, blank=True)
    authorization_number = models.CharField(_("numéro de l’autorisation"), max_length=60, blank=True)
    authorized_on = models.DateField(_("date de l’autorisation"), null=True, blank=True)
    sorts_on = models.DateField(_("date de tri"), editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("entente")
        verbose_name_plural = _("ententes")
        ordering = ["-sorts_on", "pk"]
        indexes = [models.Index(fields=["-sorts_on", "id"], name="partners_agreement_newest")]
        constraints = [
            *Publishable.Meta.constraints,
            has_its_form("partners_agreement_reference_has_its_form", "E"),
            models.CheckConstraint(
                name="partners_agreement_ends_after_start",
                violation_error_code="ends_on",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Une entente ne peut finir avant de commencer."),
            ),
            models.CheckConstraint(
                name="partners_agreement_does_not_renew_itself",
                violation_error_code="renews",
                condition=Q(renews__isnull=True) | ~Q(renews=F("id")),
                violation_error_message=_("Une entente ne se renouvelle pas elle-même."),
            ),
            models.CheckConstraint(
                name="partners_agreement_signed_precision_goes_with_date",
                violation_error_code="signed_precision",
                condition=goes_with("signed_on", "signed_precision"),
                violation_error_message=DATE_AND_PRECISION,
            ),
            models.CheckConstraint(
                name="partners_agreement_active_has_its_authorization",
                violation_error_code="authorization_number",
                condition=~Q(standing=AgreementStanding.ACTIVE.value)
                | ~Q(authorization_need=AuthorizationNeed.REQUIRED.value)
                | (~Q(authorization_number="") & Q(authorized_on__isnull=False)),
                violation_error_message=_(
                    "Une entente qui demande une autorisation n’est en vigueur qu’avec son numéro et sa date."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_address("partners:agreement", self.slug)

    def fill_derived_fields(self):
        self.sorts_on = sort_date(self.signed_on, self.starts_on, self.ends_on)
        super().fill_derived_fields()

    def clean(self):
        super().clean()
        if self.pk and self.renews_id and self.pk in self.lineage():
            raise ValidationError({"renews": _("Cette entente renouvellerait une de celles qui la renouvellent.")})

    def lineage(self):
        """Return the ids of the agreements this one renews, nearest first; stops where the chain would turn back."""
        renewed_by = dict(Agreement.objects.filter(renews__isnull=False).values_list("pk", "renews"))
        chain, earlier = [], self.renews_id
        while earlier and earlier not in chain:
            chain.append(earlier)
            earlier = renewed_by.get(earlier)
        return chain

    def descent(self):
        """Return the ids of the agreements that renew this one, directly or not."""
        renewals = defaultdict(list)
        for renewal, former in Agreement.objects.filter(renews__isnull=False).values_list("pk", "renews"):
            renewals[former].append(renewal)
        found = [self.pk]
        for current in found:
            found += [pk for pk in renewals[current] if pk not in found]
        return found[1:]

    @property
    def text(self):
        """The address of its text, kept here or else elsewhere; an empty string where none is known."""
        kept = official_text(self.documents.all())
        return kept.link if kept else self.document_url

    @property
    def is_in_force(self):
        """Whether it is in force, on a row of `with_state`."""
        return self.state_value == AgreementState.IN_FORCE

    @property
    def states(self):
        """The AgreementStates that hold, each once (a list), on a row of `with_state`."""
        return [AgreementState(each) for each in dict.fromkeys((self.state_value, self.term_value)) if each]

    @property
    def state_label(self):
        """The states in words, on a row of `with_state`."""
        return ", ".join(str(state.label) for state in self.states)

    @property
    def identity(self):
        """What tells it from a twin, on a row of `with_state`: its kind, its states and its signature."""
        words = [self.get_kind_display(), self.state_label, iso(self.signed_on, self.signed_precision)]
        return ", ".join(filter(None, words))

    @property
    def is_closed_otherwise(self):
        """Whether acts made another day of its end, on a row of `with_closing`."""
        return self.ends_on is not None and self.closes_on != self.ends_on

    def asking_parties(self):
        """Return the parties such that a law may ask for an authorization: governments and the like (a queryset)."""
        return self.partners.filter(kind__in=AUTHORIZED_KINDS)

    @property
    def domain_list(self):
        """The fields of work, one string each, in the language being spoken where somebody translated them."""
        return [line for line in in_language(self, "domains")[0].splitlines() if line]


class AgreementParty(Historic):
    """A partner that is party to an agreement with the city."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name=_("entente"), related_name="parties")
    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partenaire"), related_name="parties")
    position = models.PositiveSmallIntegerField(_("rang"), default=1)

    class Meta:
        verbose_name = _("partie")
        verbose_name_plural = _("parties")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="partners_agreementparty_once_each",
                violation_error_code="partner",
                fields=["agreement", "partner"],
                violation_error_message=_("Ce partenaire est déjà partie à l’entente."),
            ),
        ]

    def __str__(self):
        return f"{self.agreement} – {self.partner}"
