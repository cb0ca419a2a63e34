"""The ranks of the rows of a form: one left blank is the next, and rows may change places in one go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, UniqueConstraint
from django.forms import BaseModelFormSet, ModelForm
from django.utils.translation import gettext_lazy as _

from records.words.keys import key_in

RANK = "position"
# Added to the ranks of rows that change places, while they do: far from any rank that people give.
ASIDE = 20_000
TAKEN = _("Une autre ligne, ajoutée entre-temps, occupe le rang %(rank)s.")


def rank_rule(model: type[Model]) -> UniqueConstraint | None:
    """Return the constraint that gives each rank to one row of `model`; None if there is none."""
    rules = (each for each in model._meta.constraints if isinstance(each, UniqueConstraint) and RANK in each.fields)
    return next(rules, None)


def let_rows_change_places(row: Any) -> None:
    """Have the rows of a form answer for their ranks together, and not one by one against those that are stored."""
    row.weighed_apart = rank_rule(type(row))


def fill_ranks(formset: BaseModelFormSet) -> None:
    """Give the next rank to each row sent without one (a blank row that is offered stays blank)."""
    named = [(form, form.add_prefix(RANK)) for form in formset.forms if RANK in form.fields]
    given = [formset.data.get(name, "") for _form, name in named]
    last = max((rank for rank in map(key_in, given) if rank is not None), default=0)
    for form, name in named:
        if not formset.data.get(name, "").strip() and set(form.changed_data) - {RANK}:
            last += 1
            formset.data[name] = str(last)  # type: ignore[index]
            del form.changed_data


def refuse_taken_ranks(formset: Any) -> None:
    """Raise ValidationError if a row takes a rank that a row the form does not show has taken meanwhile."""
    rule = rank_rule(formset.model)
    moved = [form for form in formset.forms if _moves(form) and form not in formset.deleted_forms] if rule else []
    if not rule or not moved:
        return
    shown = [form.instance.pk for form in formset.forms if form.instance.pk]
    names = [formset.model._meta.get_field(name).attname for name in rule.fields]
    rows = formset.model.objects.filter(**{formset.fk.name: formset.instance.pk}).exclude(pk__in=shown)
    taken = set(rows.values_list(*names)) if formset.instance.pk else set()
    for form in moved:
        if tuple(getattr(form.instance, name) for name in names) in taken:
            raise ValidationError(TAKEN % {"rank": form.instance.position})


def set_aside(formset: Any) -> None:
    """Free the ranks of the rows that change places or go, so that each finds its own free when it is saved."""
    if rank_rule(formset.model):
        gone = set(formset.deleted_forms)
        keys = [
            form.instance.pk for form in formset.initial_forms if form.instance.pk and (form in gone or _moves(form))
        ]
        if keys:
            formset.model.objects.filter(pk__in=keys).update(**{RANK: F(RANK) + ASIDE})


def _moves(form: ModelForm) -> bool:
    rule = rank_rule(form._meta.model)
    return rule is not None and not set(rule.fields).isdisjoint(form.changed_data)
