"""What a commitment is measured by: where it started, where it should be by a day, what was measured since."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.models import Historic, Publishable, PublishableQuerySet, Source
from records.words.languages import in_english


def whole(value):
    """Return a number as it is told: without decimals where there are none; None for None."""
    return int(value) if value is not None and value == int(value) else value


NOT_OF_THIS_AXIS = _("Cet engagement relève d’un autre axe que l’indicateur.")


class IndicatorQuerySet(PublishableQuerySet):
    """Asks the indicators."""

    def for_page(self):
        """Bring along what an indicator tells: its commitment, the values measured, the sources."""
        measures = models.Prefetch("measures", Measure.objects.select_related("evidence"))
        return self.select_related("commitment").prefetch_related(measures, "sources")


class Indicator(Publishable):
    """What a commitment is measured by."""

    published_with = ("axis",)
    search_fields = ("name",)

    axis = models.ForeignKey("axes.Axis", models.PROTECT, verbose_name=_("axe"), related_name="indicators")
    commitment = models.ForeignKey(
        "axes.Commitment", models.PROTECT, verbose_name=_("engagement"), related_name="indicators"
    )
    name = models.CharField(_("ce qui est mesuré"), max_length=200)
    name_en = in_english(name)
    unit = models.CharField(_("unité"), max_length=60)
    unit_en = in_english(unit)
    baseline = models.DecimalField(_("valeur de départ"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(_("mesurée le"), null=True, blank=True)
    target = models.DecimalField(_("cible"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("à atteindre le"), null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        ordering = ["axis", "commitment", "name", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            *(
                models.CheckConstraint(
                    name=f"axes_indicator_{value}_has_its_day",
                    violation_error_code=f"{value}_on",
                    condition=Q(**{f"{value}__isnull": True, f"{value}_on__isnull": True})
                    | Q(**{f"{value}__isnull": False, f"{value}_on__isnull": False}),
                    violation_error_message=message,
                )
                for value, message in {
                    "baseline": _("La valeur de départ va avec le jour où elle fut mesurée."),
                    "target": _("La cible va avec le jour où elle doit être atteinte."),
                }.items()
            ),
            models.CheckConstraint(
                name="axes_indicator_target_comes_after_baseline",
                violation_error_code="target_on",
                condition=Q(baseline_on__isnull=True) | Q(target_on__isnull=True) | Q(target_on__gt=F("baseline_on")),
                violation_error_message=_("La cible s’atteint après la mesure de départ."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("axes:detail", args=[self.axis.slug])

    @property
    def shown_baseline(self):
        """The value it started from, as it is told."""
        return whole(self.baseline)

    @property
    def shown_target(self):
        """Its target, as it is told."""
        return whole(self.target)

    def clean(self):
        super().clean()
        if self.commitment_id and self.axis_id and self.commitment.axis_id != self.axis_id:
            raise ValidationError({"commitment": NOT_OF_THIS_AXIS})


class Measure(Historic):
    """What an indicator was worth on a day."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name=_("indicateur"), related_name="measures")
    measured_on = models.DateField(_("mesurée le"))
    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=2)
    evidence = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("valeur mesurée")
        verbose_name_plural = _("valeurs mesurées")
        ordering = ["-measured_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="axes_measure_once_a_day",
                violation_error_code="measured_on",
                fields=["indicator", "measured_on"],
                violation_error_message=_("Une autre valeur est inscrite pour ce jour."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} – {self.value}"

    @property
    def shown_value(self):
        """The value, as it is told."""
        return whole(self.value)
