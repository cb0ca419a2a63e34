"""Countries as the forms of the bureau offer them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.words.countries import COUNTRIES
from records.words.normalizing import normalize


def country_field() -> forms.ChoiceField:
    """Return the field that offers every country by its French name, in alphabetical order, or none."""
    named = sorted(COUNTRIES.items(), key=lambda country: normalize(country[1]))
    return forms.ChoiceField(label=_("Pays"), choices=[("", "---------"), *named], required=False)
