"""The dated acts of an agreement: what amends it, extends it, ends it."""

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from partners.models.agreement import Agreement
from records.models import Source, Translated
from records.words.dates import iso
from records.words.languages import in_english, in_language


class AgreementActKind(models.TextChoices):
    """What an act does to an agreement."""

    AMENDMENT = "modification", _("modification")
    EXTENSION = "prolongation", _("prolongation")
    TERMINATION = "resiliation", _("résiliation")
    DENUNCIATION = "denonciation", _("dénonciation")


# Those after which an agreement is no more.
ENDING_ACTS = (AgreementActKind.TERMINATION, AgreementActKind.DENUNCIATION)


class AgreementActQuerySet(models.QuerySet):
    """Asks the acts of agreements."""

    def end_of(self, agreement):
        """Return the expression of the first day without an agreement, by the acts that end it; null if none does.

        `agreement`: what gives its key (OuterRef).
        """
        ending = self.filter(agreement=agreement, kind__in=ENDING_ACTS).annotate(day=Coalesce("ends_on", "happened_on"))
        return Subquery(ending.order_by("day", "pk").values("day")[:1], output_field=models.DateField())

    def extension_of(self, agreement):
        """Return the expression of the last day of an agreement by the latest act that extends it; null if none."""
        extensions = self.filter(agreement=agreement, kind=AgreementActKind.EXTENSION)
        return Subquery(extensions.order_by("-happened_on", "-pk").values("ends_on")[:1])


class AgreementAct(Translated):
    """What was done to an agreement on a day, without making another: an amendment, an extension, its end."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name=_("entente"), related_name="acts")
    kind = models.CharField(_("acte"), max_length=12, choices=AgreementActKind)
    happened_on = models.DateField(_("date de l’acte"))
    text = models.TextField(_("ce qu’il dit"))
    text_en = in_english(text)
    ends_on = models.DateField(
        _("nouvelle fin"),
        null=True,
        blank=True,
        help_text=_("D’une prolongation\u00a0: le dernier jour. D’une fin\u00a0: le jour où elle prend effet."),
    )
    evidence = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="+", null=True, blank=True
    )

    objects = AgreementActQuerySet.as_manager()

    class Meta:
        verbose_name = _("acte d’une entente")
        verbose_name_plural = _("actes de l’entente")
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partners_agreementact_says_something",
                violation_error_code="text",
                condition=~Q(text=""),
                violation_error_message=_("Écrivez ce que l’acte dit."),
            ),
            models.CheckConstraint(
                name="partners_agreementact_extension_has_its_end",
                violation_error_code="ends_on",
                condition=~Q(kind=AgreementActKind.EXTENSION.value) | Q(ends_on__isnull=False),
                violation_error_message=_("Une prolongation dit jusqu’à quel jour."),
            ),
            models.CheckConstraint(
                name="partners_agreementact_amendment_ends_nothing",
                violation_error_code="ends_on",
                condition=~Q(kind=AgreementActKind.AMENDMENT.value) | Q(ends_on__isnull=True),
                violation_error_message=_(
                    "Une modification ne change pas la fin\u00a0: choisissez «\u00a0prolongation\u00a0», "
                    "«\u00a0résiliation\u00a0» ou «\u00a0dénonciation\u00a0»."
                ),
            ),
            models.CheckConstraint(
                name="partners_agreementact_ends_after_it_happened",
                violation_error_code="ends_on",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("happened_on")),
                violation_error_message=_("La nouvelle fin ne peut précéder l’acte."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {iso(self.happened_on)}"

    @property
    def in_short(self):
        """What it is, when, until when and what it says, in a line, in the language being spoken."""
        new_end, says = _("nouvelle fin"), in_language(self, "text")[0]
        end = f" ({new_end} {iso(self.ends_on)})" if self.ends_on else ""
        return f"{self}{end}\u00a0: {says}"
