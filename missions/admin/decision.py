"""What is weighed before a mission is authorized, in its form: the criteria of the Vision, a ceiling by category."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from axes.models import VisionItem, VisionItemKind
from missions.models import CeilingItem, CriterionCheck, Direction
from records.admin import NamedFormSet, PartForm, PartInline, ToldChoice
from records.templatetags.typography import money

OVER_CEILING = _(
    "Les plafonds par catégorie font %(sum)s\u00a0: c’est plus que le plafond de la mission (%(ceiling)s)."
)


class CriterionForm(PartForm):
    """Holds the mission against one criterion; left blank, the criterion is simply not weighed yet."""

    def has_changed(self):
        """Mind what was said of the criterion, not that it was offered."""
        return super().has_changed() and (self.instance.pk is not None or self.changed_data != ["criterion"])


class CriterionFormSet(NamedFormSet):
    """Offers a row for each criterion not weighed yet (`offered`, a list)."""

    offered = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial=[{"criterion": criterion.pk} for criterion in self.offered], **kwargs)


class CriterionInline(PartInline):
    """The mission against the criteria of the Vision, those not weighed yet included."""

    model = CriterionCheck
    form = CriterionForm
    formset = CriterionFormSet
    fields = ["criterion", "verdict", "reason"]

    def get_formset(self, request, obj=None, **kwargs):
        """Offer the criteria of the Vision in force that the mission was not held against; a trip out has to meet them.

        No other row is added: there is one for each criterion.
        """
        offered = self.offered(obj)
        weighed = obj.criteria.count() if obj else 0
        most = {} if self.max_num == 0 else {"max_num": weighed + len(offered)}
        formset = super().get_formset(request, obj, **{**kwargs, "extra": len(offered), **most})
        formset.offered = offered
        return formset

    def offered(self, mission):
        """Return the criteria that `mission` (None for a new one) was not held against yet (a list)."""
        if mission and mission.direction != Direction.OUT:
            return []
        criteria = VisionItem.objects.filter(kind=VisionItemKind.CRITERION, vision__is_current=True)
        return list(criteria.exclude(checks__mission=mission) if mission else criteria)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Say the criterion in full: its row is about nothing else."""
        if db_field.name == "criterion":
            kwargs["widget"] = ToldChoice()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CeilingFormSet(NamedFormSet):
    """Keeps the parts of the ceiling under the ceiling."""

    def clean(self):
        """Refuse, in words, parts that add up to more than the whole."""
        super().clean()
        amounts = [form.cleaned_data.get("amount") for form in self.forms if not self._should_delete_form(form)]
        total, ceiling = sum(amount for amount in amounts if amount), self.instance.ceiling
        if ceiling is not None and total > ceiling:
            raise ValidationError(OVER_CEILING % {"sum": money(total), "ceiling": money(ceiling)})


class CeilingItemInline(PartInline):
    """The ceiling, by category."""

    model = CeilingItem
    formset = CeilingFormSet
    fields = ["category", "amount"]
