"""Countries by code."""

import pytest
from django.utils import translation

from records.words.countries import COUNTRIES, ENGLISH_NAMES, country_name
from records.words.regions import REGIONS, regions_named


def test_countries_are_named_in_both_languages():
    assert country_name("KR") == "Corée du Sud"
    assert ENGLISH_NAMES["KR"] == "South Korea"
    assert len(COUNTRIES) == len(ENGLISH_NAMES) > 240


def test_what_is_no_country_is_shown_as_typed():
    assert country_name("ZZ") == "ZZ"


def test_every_country_but_antarctica_lies_in_one_region():
    placed = [code for region in REGIONS.values() for code in region.countries]
    assert sorted([*placed, "AQ"]) == sorted(COUNTRIES)
    assert {code: name for name, each in REGIONS.items() for code in each.countries if code in ("SN", "TW", "MX")} == {
        "SN": "afrique",
        "TW": "asie",
        "MX": "ameriques",
    }


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("l’Afrique", ["Afrique"]),
        ("AFRICA", ["Afrique"]),
        ("Amérique du Nord ou oceanie", ["Amériques", "Océanie"]),
        ("européen", ["Europe"]),
        ("euro", []),
        ("", []),
    ],
)
def test_words_name_regions_in_both_languages(typed, named):
    assert [region.name for region in regions_named(typed)] == named
    with translation.override("en"):
        assert [region.name for region in regions_named("Amérique")] == ["Americas"]
