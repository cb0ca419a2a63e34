"""What is weighed before a mission is authorized: the criteria of the Vision, and a ceiling by category."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from axes.models import VisionItem, VisionItemKind
from missions.models.cost import CostCategory
from missions.models.mission import Mission
from records.models import Historic, Translated
from records.words.languages import in_english


class Verdict(models.TextChoices):
    """How a mission stands against a criterion."""

    MET = "rempli", _("rempli")
    NOT_MET = "non_rempli", _("non rempli")
    NOT_APPLICABLE = "sans_objet", _("sans objet")


class CriterionCheck(Translated):
    """A mission held against one criterion of the Vision, with a sentence that says why."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="criteria")
    criterion = models.ForeignKey(
        VisionItem,
        models.PROTECT,
        verbose_name=_("critère"),
        related_name="checks",
        limit_choices_to={"kind": VisionItemKind.CRITERION},
    )
    verdict = models.CharField(_("constat"), max_length=10, choices=Verdict)
    reason = models.CharField(_("en une phrase"), max_length=300)
    reason_en = in_english(reason)

    class Meta:
        verbose_name = _("critère vérifié")
        verbose_name_plural = _("critères vérifiés")
        ordering = ["mission", "criterion", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_criterioncheck_once_each",
                violation_error_code="criterion",
                fields=["mission", "criterion"],
                violation_error_message=_("Ce critère est déjà vérifié pour la mission."),
            ),
        ]

    def __str__(self):
        return f"{self.criterion} – {self.get_verdict_display()}"


class CeilingItemQuerySet(models.QuerySet):
    """Asks the ceilings by category."""

    def by_category(self):
        """Order as the categories are listed."""
        ranks = [When(category=category, then=rank) for rank, category in enumerate(CostCategory.values)]
        return self.order_by(Case(*ranks, default=len(ranks)), "pk")


class CeilingItem(Historic):
    """The part of the authorized ceiling meant for one category."""

    mission = models.ForeignKey(Mission, models.CASCADE, verbose_name=_("mission"), related_name="ceiling_items")
    category = models.CharField(_("catégorie"), max_length=24, choices=CostCategory)
    amount = models.DecimalField(
        _("plafond ($ CA)"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0, _("Un montant ne peut être négatif."))],
    )

    objects = CeilingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("plafond par catégorie")
        verbose_name_plural = _("plafonds par catégorie")
        ordering = ["mission", "category", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="missions_ceilingitem_once_each",
                violation_error_code="category",
                fields=["mission", "category"],
                violation_error_message=_("Cette catégorie a déjà son plafond."),
            ),
            models.CheckConstraint(
                name="missions_ceilingitem_amount_not_negative",
                violation_error_code="amount",
                condition=Q(amount__gte=0),
                violation_error_message=_("Un montant ne peut être négatif."),
            ),
        ]

    def __str__(self):
        return self.get_category_display()
