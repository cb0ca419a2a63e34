"""The memory of protocol: who holds office at a partner, and the gifts given and received."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from records.models import Historic
from records.words.dates import iso


class OfficeHolderQuerySet(models.QuerySet):
    """Asks who holds or held office."""

    def in_office(self, day):
        """Keep those in office on a day (a date), as far as their dates say; those of unknown dates are kept too."""
        begun = Q(since_on__isnull=True) | Q(since_on__lte=day)
        return self.filter(begun, Q(until_on__isnull=True) | Q(until_on__gte=day))

    def kept(self, today):
        """Keep those that may still be used on `today` (a date): through the last day of their retention."""
        return self.filter(keep_until__gte=today)

    def expired(self, today):
        """Keep those whose retention was over before `today` (a date)."""
        return self.filter(keep_until__lt=today)


class OfficeHolder(Historic):
    """Who holds an office of a partner between two dates, and how to speak to them; internal, kept until a date."""

    partner = models.ForeignKey(Partner, models.CASCADE, verbose_name=_("partenaire"), related_name="office_holders")
    function = models.CharField(_("fonction"), max_length=200)
    name = models.CharField(_("nom"), max_length=160, blank=True)
    pronunciation = models.CharField(_("se prononce"), max_length=200, blank=True)
    salutation = models.CharField(
        _("formule d’appel"), max_length=200, blank=True, help_text=_("P. ex. Madame la Mairesse.")
    )
    spoken_language = models.CharField(_("langue"), max_length=60, blank=True)
    since_on = models.DateField(_("en fonction depuis"), null=True, blank=True)
    until_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    keep_until = models.DateField(_("à garder jusqu’au"))

    objects = OfficeHolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("titulaire")
        verbose_name_plural = _("titulaires")
        ordering = ["partner", F("since_on").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="partners_officeholder_has_its_function",
                violation_error_code="function",
                condition=~Q(function=""),
                violation_error_message=_("Dites quelle fonction."),
            ),
            models.CheckConstraint(
                name="partners_officeholder_leaves_after_it_came",
                violation_error_code="until_on",
                condition=Q(since_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                violation_error_message=_("On ne quitte pas une fonction avant d’y entrer."),
            ),
        ]

    def __str__(self):
        """Name the function only: these words stay in journals after the person is erased."""
        words, since = f"{self.partner} – {self.function}", _("depuis {date}").format(date=iso(self.since_on))
        return f"{words} ({since})" if self.since_on else words

    def is_expired(self, today):
        """Whether its retention was over before `today` (a date); agrees with the queryset's `expired`."""
        return self.keep_until < today


class GiftDirection(models.TextChoices):
    """From whom to whom."""

    GIVEN = "offert", _("offert")
    RECEIVED = "recu", _("reçu")


class Gift(Historic):
    """A gift given to a partner or received from it: what, its value, on which occasion, who keeps it."""

    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("partenaire"), related_name="gifts")
    direction = models.CharField(_("sens"), max_length=6, choices=GiftDirection)
    what = models.CharField(_("cadeau"), max_length=300)
    given_on = models.DateField(_("date"), default=timezone.localdate)
    occasion = models.CharField(_("occasion"), max_length=300, blank=True)
    amount = models.DecimalField(
        _("valeur ($ CA)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, _("Une valeur n’est pas négative."))],
    )
    keeper = models.CharField(
        _("qui le garde"), max_length=200, blank=True, help_text=_("Un service ou un lieu, plutôt qu’un nom.")
    )
    holder = models.ForeignKey(
        OfficeHolder,
        models.SET_NULL,
        verbose_name=_("titulaire ce jour-là"),
        related_name="gifts",
        null=True,
        blank=True,
        help_text=_("Laissé vide, le titulaire en fonction ce jour-là est retenu s’il n’y en a qu’un."),
    )

    class Meta:
        verbose_name = _("cadeau")
        verbose_name_plural = _("cadeaux")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="partners_gift_says_what",
                violation_error_code="what",
                condition=~Q(what=""),
                violation_error_message=_("Dites ce qui fut offert ou reçu."),
            ),
            models.CheckConstraint(
                name="partners_gift_amount_not_negative",
                violation_error_code="amount",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("Une valeur n’est pas négative."),
            ),
        ]

    def __str__(self):
        return f"{self.what} – {self.partner}, {iso(self.given_on)}"

    def clean(self):
        super().clean()
        if self.holder and self.partner_id and self.holder.partner_id != self.partner_id:
            raise ValidationError({"holder": _("Ce titulaire est d’un autre partenaire.")})

    def name_holder(self):
        """Name who held office that day, where nobody did and only one person could."""
        if self.holder is None:
            found = list(self.partner.office_holders.in_office(self.given_on)[:2])
            self.holder = found[0] if len(found) == 1 else None
