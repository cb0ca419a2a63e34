"""One more row in a form without JavaScript: what was typed is shown again, unchecked and unsaved, with the row."""

from typing import Any

from django.forms import ModelForm
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest

from records.publication.typed_forms import SHOWN_ONLY
from records.words.keys import key_in

# The button that asks for a row; its value is the prefix of the formset.
ASKED_ROW = "_ajouter"


def ask_for_row(request: HttpRequest) -> None:
    """Have a form that asks for a row be shown again with it; a request that asks for none stays as it is."""
    counter = f"{request.POST.get(ASKED_ROW)}-{TOTAL_FORM_COUNT}"
    total = key_in(request.POST.get(counter, ""))
    if total is None:
        return
    sent = request.POST.copy()
    sent[counter], sent[SHOWN_ONLY] = str(total + 1), "1"
    request.POST = sent  # type: ignore[assignment]


def start_afresh(formset: Any, form: ModelForm, index: int | None) -> None:
    """Show the row that was asked for as a new one, with what its fields propose."""
    is_last = index is not None and index == formset.total_form_count() - 1
    if is_last and SHOWN_ONLY in formset.data and formset.data.get(ASKED_ROW) == formset.prefix:
        form.is_bound, form.data, form.files = False, {}, {}  # type: ignore[assignment]
