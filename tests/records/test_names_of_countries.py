"""The names of countries and of regions, what refuses a code, and the lists they come from."""

import re

import pytest
from django.utils.translation import override

from records.words.countries import (
    COUNTRIES,
    ENGLISH_NAMES,
    REGION_OF_COUNTRY,
    WITHDRAWN,
    WRITTEN_FOR,
    country_name,
    country_names,
    unknown_country,
)
from records.words.normalizing import normalize
from records.words.regions import REGIONS, regions_named


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("BE", "Belgique", "Belgium"),
        ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("US", "États-Unis", "United States"),
        ("be", "be", "be"),  # no code of ISO
        ("UK", "UK", "UK"),
        ("", "", ""),
        ("<b>", "<b>", "<b>"),
    ],
)
def test_a_country_is_named_in_the_language_spoken(code, french, english):
    assert country_name(code) == french
    with override("en"):
        assert country_name(code) == english


def test_all_countries_are_named_in_the_language_spoken():
    assert country_names()["DE"] == "Allemagne"
    with override("en"):
        assert country_names()["DE"] == "Germany"


@pytest.mark.parametrize("names", [COUNTRIES, ENGLISH_NAMES], ids=["fr", "en"])
def test_every_code_is_of_two_capitals_and_every_name_is_of_one_country(names):
    assert [code for code in names if not re.fullmatch("[A-Z]{2}", code)] == []
    folded = [normalize(name) for name in names.values()]
    assert len(set(folded)) == len(folded)
    assert [name for name in names.values() if not name or name != " ".join(name.split()) or "'" in name] == []


@pytest.mark.parametrize(
    ("code", "said", "said_in_english"),
    [
        ("UK", "pays inconnu\u00a0: «\u00a0GB\u00a0»?", "unknown country: “GB”?"),
        ("EL", "pays inconnu\u00a0: «\u00a0GR\u00a0»?", "unknown country: “GR”?"),
        (
            "YU",
            "pays disparu, code retiré en 2003; écrivez, selon le lieu\u00a0: BA, HR, ME, MK, RS, SI",
            "country that no longer exists, code withdrawn in 2003; write, depending on the place: "
            "BA, HR, ME, MK, RS, SI",
        ),
        (
            "ZZ",
            "pays inconnu, attendu\u00a0: code ISO à deux lettres",
            "unknown country, expected: two-letter ISO code",
        ),
        (
            "",
            "pays inconnu, attendu\u00a0: code ISO à deux lettres",
            "unknown country, expected: two-letter ISO code",
        ),
    ],
)
def test_a_code_is_refused_with_what_to_write_instead(code, said, said_in_english):
    assert unknown_country(code) == said
    with override("en"):
        assert unknown_country(code) == said_in_english


def test_what_is_written_instead_is_a_country_and_what_it_stands_for_is_none():
    proposed = [*WRITTEN_FOR.values(), *(code for _year, codes in WITHDRAWN.values() for code in codes.split(", "))]
    assert set(proposed) <= set(COUNTRIES)
    assert set(COUNTRIES) & {*WRITTEN_FOR, *WITHDRAWN} == set()


@pytest.mark.parametrize(
    ("code", "region"),
    [("CA", "ameriques"), ("BE", "europe"), ("SN", "afrique"), ("KR", "asie"), ("NZ", "oceanie"), ("XK", "europe")],
)
def test_a_country_lies_in_its_region(code, region):
    assert [slug for slug, each in REGIONS.items() if code in each.countries] == [region]


def test_a_region_is_known_by_the_address_that_names_it():
    assert {slug: region.slug for slug, region in REGIONS.items()} == {slug: slug for slug in REGIONS}
    assert [slug for slug in REGIONS if not re.fullmatch("[a-z]+", slug)] == []
    assert REGION_OF_COUNTRY["AQ"] == ""


def test_a_region_answers_to_its_own_name_in_both_languages():
    for region in REGIONS.values():
        assert region in regions_named(region.french)
        assert region in regions_named(region.english)


def test_no_word_names_two_regions_or_a_country():
    said = [word for region in REGIONS.values() for word in region.words]
    assert len(said) == len(set(said))
    assert "" not in said
    assert set(said) & {normalize(name) for names in (COUNTRIES, ENGLISH_NAMES) for name in names.values()} == set()


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("asie europe", ["asie", "europe"]),
        ("Europe, Asie et encore l’Europe", ["asie", "europe"]),  # in the order of the list, once each
        ("Océanie", ["oceanie"]),
        ("oce\u0301anie!", ["oceanie"]),
        ("eurasie", []),
        ("le monde", []),
        ("<script>", []),
    ],
)
def test_regions_are_found_among_what_is_typed(typed, slugs):
    assert sorted(region.slug for region in regions_named(typed)) == slugs
