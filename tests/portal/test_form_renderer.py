"""Three renderers, one HTML: what draws a field is not seen by who fills it."""

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTimeWidget
from django.forms.renderers import Jinja2, TemplatesSetting
from django.test.html import parse_html

from portal.form_renderer import FormRenderer

COUNTRIES = [("fr", "France <1>"), ("be", "Belgique")]
WIDGETS = [
    forms.TextInput({"class": "wide", "required": True, "data-words": 'l’<été> & "l\'hiver"'}),
    forms.NumberInput(),
    forms.HiddenInput(),
    forms.Textarea({"rows": 3}),
    forms.CheckboxInput(),
    forms.Select(choices=[("", "inconnu"), ("Europe", COUNTRIES)]),
    forms.SelectMultiple(choices=COUNTRIES),
    forms.CheckboxSelectMultiple(choices=COUNTRIES),
    forms.RadioSelect(choices=COUNTRIES),
    forms.SplitDateTimeWidget(),
    forms.ClearableFileInput(),
]


def drawn(renderer, widget, value):
    """Return the HTML of a field, of its label and of its errors as `renderer` draws them."""

    class Asked(forms.Form):
        field = forms.Field(label="Où <ça> ?", widget=widget, required=False)

        def clean(self):
            self.add_error("field", "Choisissez l’un <ou> l’autre.")

    form = Asked({"field": value}, renderer=renderer)
    return f"{form['field']}{form['field'].label_tag()}{form['field'].errors}{form.non_field_errors()}"


@pytest.mark.parametrize("value", ["", "fr", 'l’<été>\n& "l\'hiver"'])
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_a_field_is_drawn_as_the_library_draws_it(widget, value):
    ours = drawn(FormRenderer(), widget, value)
    assert ours == drawn(Jinja2(), widget, value)
    assert parse_html(ours) == parse_html(drawn(TemplatesSetting(), widget, value))


@pytest.mark.parametrize("value", ["", "1534-07-24", 'l’<été>\n& "l\'hiver"'])
@pytest.mark.parametrize("widget", [AdminDateWidget, AdminTimeWidget, AdminSplitDateTime])
def test_a_moment_is_drawn_as_the_admin_draws_it(widget, value):
    ours, theirs = (drawn(renderer(), widget(), value) for renderer in (FormRenderer, TemplatesSetting))
    assert parse_html(ours) == parse_html(theirs)
