"""Countries as the forms of the bureau offer them."""

import pytest
from django.core.exceptions import ValidationError

from records.admin.countries import country_field
from records.words.countries import COUNTRIES
from records.words.normalizing import normalize


def test_every_country_is_offered_once_after_none():
    none, *offered = country_field().choices
    assert none[0] == ""
    assert dict(offered) == COUNTRIES
    assert len(offered) == len(COUNTRIES)


def test_countries_stand_in_the_order_of_the_alphabet_whatever_their_accents():
    names = [normalize(name) for _code, name in country_field().choices[1:]]
    assert names == sorted(names)
    assert names.index("egypte") < names.index("finlande")  # « Égypte » is not after « Zimbabwe »


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("BE", "BE"),
        ("", ""),  # no country is an answer
        (None, ""),
    ],
)
def test_a_country_is_chosen_or_none(typed, code):
    assert country_field().clean(typed) == code


@pytest.mark.parametrize("typed", ["be", "Belgique", "ZZ", "BE ", "<b>"])
def test_what_is_no_code_of_a_country_is_refused(typed):
    with pytest.raises(ValidationError):
        country_field().clean(typed)
