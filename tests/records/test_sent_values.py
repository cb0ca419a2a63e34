"""What a field of a form sends is kept as plain values, and sent again as a browser would."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import QueryDict

from records.admin.sent_values import as_data, sent_of, shown_by, typed_in
from records.admin.typed_fields import AmountField, LinesField
from records.models import Source


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


BOX, WORDS, PARTS = forms.CheckboxInput(), forms.TextInput(), Everything().fields["moment"].widget


@pytest.mark.parametrize(
    ("widget", "value", "sent"),
    [
        (WORDS, "Lyon", ["Lyon"]),
        (WORDS, "", [""]),  # a browser sends an empty box
        (WORDS, None, None),
        (WORDS, 12, ["12"]),
        (BOX, True, ["on"]),
        (BOX, False, None),  # and nothing of a box that is not ticked
        (forms.SelectMultiple(), ["a", 2], ["a", "2"]),
        (forms.SelectMultiple(), [], None),
        (RelatedFieldWidgetWrapper(WORDS, Source.proposals.rel, admin.site), "7", ["7"]),
    ],
)
def test_a_value_is_sent_as_a_browser_sends_it(widget, value, sent):
    assert as_data("nom", widget, value) == ({} if sent is None else {"nom": sent})


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (["2026-03-01", ""], {"nom_0": ["2026-03-01"], "nom_1": [""]}),
        (["2026-03-01", None], {"nom_0": ["2026-03-01"]}),
        ([], {}),
        (None, {}),
        ("", {}),
    ],
)
def test_the_halves_of_a_moment_are_sent_apart(value, sent):
    assert as_data("nom", PARTS, value) == sent


def test_a_moment_of_another_number_of_halves_is_not_sent():
    with pytest.raises(ValueError, match="longer"):
        as_data("nom", PARTS, ["2026-03-01", "9:30", "pm"])


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("word", "Lyon", "Lyon"),
        ("word", None, ""),
        ("word", 12, "12"),
        ("box", True, True),
        ("box", None, False),
        ("day", dt.date(2026, 3, 1), "2026-03-01"),
        ("day", None, ""),
        ("moment", None, ["", ""]),
        ("moment", ["2026-03-01", "midi"], ["2026-03-01", "midi"]),  # its halves, as they were typed
        ("moment", dt.datetime(2026, 3, 1, 19, 30, tzinfo=dt.UTC), ["2026-03-01", "14:30:00"]),  # the hour of here
        ("amount", Decimal("12979.50"), "12979,50"),
        ("one", "b", "b"),
        ("one", None, ""),
        ("several", ["b"], ["b"]),
        ("several", None, []),
        ("ticked", [1, 2], ["1", "2"]),
    ],
)
def test_a_field_would_send_the_value_that_it_showed(name, value, sent):
    assert sent_of(Everything()[name], value) == sent
    assert shown_by(Everything(initial={name: value})[name]) == sent


@pytest.mark.parametrize(
    ("name", "query", "typed"),
    [
        ("word", "", ""),  # what was not sent
        ("word", "word=", ""),
        ("word", "word= Lyon ", " Lyon "),  # as it was typed
        ("box", "", False),
        ("box", "box=on", True),
        ("several", "several=b&several=a", ["b", "a"]),
        ("several", "", []),
        ("moment", "moment_0=2026-03-01&moment_1=midi", ["2026-03-01", "midi"]),
    ],
)
def test_what_was_typed_is_read_as_it_was_sent(name, query, typed):
    assert typed_in(Everything(QueryDict(query))[name]) == typed


def test_a_row_chosen_is_sent_by_its_key():
    class OfSource(forms.Form):
        source = forms.ModelChoiceField(Source.objects.none())
        sources = forms.ModelMultipleChoiceField(Source.objects.none())

    source = Source(pk=7)
    assert sent_of(OfSource()["source"], source) == "7"
    assert sent_of(OfSource()["source"], 7) == "7"
    assert sent_of(OfSource()["sources"], [source, Source(pk=9)]) == ["7", "9"]
