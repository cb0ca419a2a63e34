"""What is to be corrected in a form, in one list: each line names its field, or its row, and leads there."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.forms import BaseForm, BoundField, MultiWidget
from django.utils.text import capfirst


class Problem(NamedTuple):
    """A line of the list: what names the place, what is to be corrected, and the id it leads to (may be empty)."""

    place: str
    words: str
    target: str


def problems_of(form: BaseForm, parts: list[Any]) -> list[Problem]:
    """Return what is to be corrected in a form and its parts, inline admin formsets, from top to bottom (a list)."""
    return [*_in_form(form), *(problem for part in parts for problem in _in_part(part))]


def _in_part(part: Any) -> Iterator[Problem]:
    formset, name = part.formset, capfirst(part.opts.verbose_name)
    for words in formset.non_form_errors() if formset.is_bound else []:
        yield Problem(str(capfirst(part.opts.verbose_name_plural)), str(words), f"{formset.prefix}-group")
    for rank, form in enumerate(formset.forms, start=1):
        if formset.is_bound and not (formset.can_delete and formset._should_delete_form(form)):
            yield from _in_form(form, f"{name} {rank}", form.prefix)


def _in_form(form: BaseForm, row: str = "", target: str = "") -> Iterator[Problem]:
    """Yield the problems of a form; of a row, each begins with its name, and leads to it where no field is to blame."""
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        is_seen = field is not None and not field.is_hidden
        place = ", ".join(words for words in (row, str(field.label) if is_seen and field else "") if words)
        leads_to = _id_of(field) if is_seen and field else target
        yield from (Problem(place, str(words), leads_to) for words in errors)


def _id_of(field: BoundField) -> str:
    """Return the id of what is drawn of a field: of several boxes, the first."""
    first = "_0" if isinstance(field.field.widget, MultiWidget) else ""
    return field.id_for_label or f"{field.auto_id}{first}"
