"""Countries by code."""

from records.words.countries import COUNTRIES, ENGLISH_NAMES, country_name


def test_countries_are_named_in_both_languages():
    assert country_name("KR") == "Corée du Sud"
    assert ENGLISH_NAMES["KR"] == "South Korea"
    assert len(COUNTRIES) == len(ENGLISH_NAMES) > 240


def test_what_is_no_country_is_shown_as_typed():
    assert country_name("ZZ") == "ZZ"
