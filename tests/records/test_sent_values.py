"""What a field of a form sends is kept as plain values, and sent again as a browser would."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict

from records.admin.sent_values import as_data, shown_by, typed_in
from records.admin.typed_fields import AmountField, LinesField


class Everything(forms.Form):
    """A field of each sort the bureau meets."""

    word = forms.CharField(required=False)
    lines = LinesField(widget=forms.Textarea, required=False)
    box = forms.BooleanField(required=False)
    day = forms.DateField(required=False)
    moment = forms.SplitDateTimeField(required=False)
    amount = AmountField(localize=True, required=False)
    one = forms.ChoiceField(choices=[("", "-"), ("a", "Un"), ("b", "Deux")], required=False)
    several = forms.MultipleChoiceField(choices=[("a", "Un"), ("b", "Deux")], required=False)
    ticked = forms.MultipleChoiceField(choices=[("a", "Un")], widget=forms.CheckboxSelectMultiple, required=False)


FILLED = {
    "word": "Lyon",
    "lines": "un\ndeux",
    "box": True,
    "day": dt.date(2026, 3, 1),
    "moment": dt.datetime(2026, 3, 1, 14, 30, tzinfo=dt.UTC),
    "amount": Decimal("12979.50"),
    "one": "a",
    "several": ["a", "b"],
    "ticked": ["a"],
}


def sent_again(form):
    """Return the form sent with what it shows."""
    data = QueryDict(mutable=True)
    for bound in form:
        for name, texts in as_data(bound.html_name, bound.field.widget, shown_by(bound)).items():
            data.setlist(name, texts)
    return Everything(data, initial=form.initial)


@pytest.mark.parametrize("initial", [FILLED, {}], ids=["filled", "empty"])
def test_what_a_form_shows_sent_again_changes_nothing(initial):
    form = sent_again(Everything(initial=initial))
    assert form.is_valid()
    assert form.changed_data == []


@pytest.mark.parametrize("initial", [FILLED, {}], ids=["filled", "empty"])
def test_what_is_typed_is_kept_as_it_is_shown(initial):
    shown = Everything(initial=initial)
    values = {bound.name: shown_by(bound) for bound in shown}
    assert {bound.name: typed_in(bound) for bound in sent_again(shown)} == values
    assert json.loads(json.dumps(values)) == values


def test_a_moment_is_kept_in_its_two_boxes():
    form = Everything(initial=FILLED)
    assert as_data("moment", form.fields["moment"].widget, ["2026-03-01", "09:30"]) == {
        "moment_0": ["2026-03-01"],
        "moment_1": ["09:30"],
    }


def test_lines_ended_as_a_browser_ends_them_change_nothing():
    form = Everything(QueryDict("lines=un%0D%0Adeux"), initial={"lines": "un\ndeux"})
    assert form.is_valid()
    assert (form.changed_data, form.cleaned_data["lines"]) == ([], "un\ndeux")
    assert typed_in(form["lines"]) == "un\ndeux"


def test_lines_stored_with_the_ends_of_a_browser_change_nothing_either():
    assert not LinesField(required=False).has_changed("un\r\ndeux", "un\r\ndeux")
    assert LinesField(required=False).has_changed("un\r\ndeux", "un\r\ntrois")
    assert not LinesField(required=False).has_changed(None, "")
