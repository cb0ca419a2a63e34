"""What describes the data: formats, columns in words, terms, readme, and what an address names."""

import re

import pytest
from django.utils.translation import override

from axes.models import Theme
from missions.models import CostFact, Mission
from portal.opendata.archive import archive_name
from portal.opendata.columns import OPEN_COSTS, OPEN_DISCLOSURES, OPEN_THEMES
from portal.opendata.datasets import DATASETS, DatasetConverter, PlaceDatasetConverter
from portal.opendata.dictionary import DICTIONARY_COLUMNS, columns_in_words, dictionary
from portal.opendata.files import formats_of, key_of
from portal.opendata.notices import licence, readme
from tests.missions.factories import MissionFactory
from tests.portal.accountability.entries import TODAY, D

SITE = "https://exemple.invalid/"
AT_PLACES = {"partenaires", "etapes"}


def test_only_what_is_at_places_has_a_geojson():
    assert {slug for slug, dataset in DATASETS.items() if "geojson" in formats_of(dataset)} == AT_PLACES
    assert list(formats_of(DATASETS["missions"])) == ["csv", "xlsx", "json"]
    form = formats_of(DATASETS["etapes"])["geojson"]
    assert (form.name, form.media_type) == ("GeoJSON", "application/geo+json")


@pytest.mark.parametrize(
    ("converter", "address", "is_named"),
    [
        (DatasetConverter(), "missions", True),
        (DatasetConverter(), "valeurs-mesurees", True),
        (DatasetConverter(), "mission", False),
        (DatasetConverter(), "missions.csv", False),
        (PlaceDatasetConverter(), "etapes", True),
        (PlaceDatasetConverter(), "missions", False),  # at no place
    ],
)
def test_an_address_names_a_dataset(converter, address, is_named):
    assert bool(re.fullmatch(converter.regex, address)) == is_named
    if is_named:
        dataset = converter.to_python(address)
        assert (converter.to_url(dataset), converter.to_url(address)) == (address, address)
        assert dataset is DATASETS[address]


def test_each_column_is_told_in_both_languages_whatever_is_spoken():
    for language in ("fr-ca", "en"):
        with override(language):
            told = {each.header: each for each in columns_in_words(DATASETS["etapes"])}
        stage = told["avancement"]
        assert (stage.dataset, stage.label_fr, stage.label_en) == ("etapes", "Avancement", "Progress")
        assert stage.meaning_fr == "Jusqu’où la mission est rendue."
        assert stage.meaning_en != stage.meaning_fr
    assert list(told) == [column.header for column in DATASETS["etapes"].columns]


def test_a_choice_tells_its_words_and_nothing_else_does():
    told = {each.header: each for each in columns_in_words(DATASETS["etapes"])}
    assert told["avancement"].words[:2] == ["proposée", "autorisée"]
    assert (str(told["avancement"].type), told["latitude"].words) == ("mot parmi quelques-uns", [])


def test_the_dictionary_holds_every_column_of_every_dataset_in_their_order():
    rows = list(dictionary())
    assert [(row.dataset, row.header) for row in rows] == [
        (slug, column.header) for slug, dataset in DATASETS.items() for column in dataset.columns
    ]
    assert [column.header for column in DICTIONARY_COLUMNS] == [
        "jeu", "colonne", "type", "libelle_fr", "sens_fr", "libelle_en", "sens_en", "mots",
    ]  # fmt: skip
    assert all(column.reader()(rows[0]) is not None for column in DICTIONARY_COLUMNS)


def test_parts_stand_after_the_reference_of_their_mission_and_amounts_after_their_own():
    headers = [column.header for column in OPEN_COSTS]
    assert headers[0] == "reference"
    assert headers[1].startswith("reference_de_la_fiche")
    assert headers[-2:] == ["reference_corrigee", "personne"]
    wrong = CostFact(reference="C-2024-01")
    read = {column.header: column.reader() for column in OPEN_COSTS}
    assert read["reference_corrigee"](CostFact(corrects=wrong)) == "C-2024-01"
    assert read["reference_corrigee"](CostFact()) is None
    assert read["personne"](CostFact()) is None


def test_a_disclosed_row_says_the_quarter_of_the_return():
    read = OPEN_DISCLOSURES[0].reader()
    mission = Mission(starts_on=D(2022, 9, 28), ends_on=D(2022, 10, 1), date_precision="jour")
    assert str(read(CostFact(mission=mission))) == "2022-T4"


def test_a_theme_leads_to_its_actions():
    read = OPEN_THEMES[-1].reader()
    assert read(Theme(slug="eau")) == "/actions/?theme=eau"


@pytest.mark.parametrize(("language", "name"), [("fr-ca", "donnees-ouvertes.zip"), ("en", "open-data.zip")])
def test_the_zip_is_named_in_the_language_spoken(language, name):
    with override(language):
        assert archive_name() == name


def test_a_kept_file_is_told_from_those_of_lists():
    assert key_of("missions.csv") == ("donnees", "missions.csv")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("newest", "contact", "told", "untold"),
    [
        (None, "", ["Faites le 2026-03-02."], ["Le registre va", "Pour nous écrire"]),
        (D(2026, 2, 1), "", ["Le registre va jusqu’au 2026-02-01."], ["Pour nous écrire"]),
        (None, "mailto:a@exemple.invalid", ["Pour nous écrire\u00a0: mailto:a@exemple.invalid"], ["Le registre va"]),
    ],
)
def test_the_readme_says_of_what_day_it_is_and_what_each_dataset_is(settings, newest, contact, told, untold):
    settings.CONTACT = contact
    MissionFactory(published=True, stage="realisee", starts_on=newest, date_precision="jour" if newest else "")
    text = readme(TODAY, SITE)
    assert [words for words in told if words not in text.splitlines()] == []
    assert [words for words in untold if words in text] == []
    assert (text.splitlines()[1], text[-1]) == (SITE, "\n")
    assert [line.split("\u00a0")[0][2:] for line in text.splitlines() if line.startswith("- ")] == list(DATASETS)


def test_the_terms_name_the_source_by_its_address():
    for language in ("fr-ca", "en"):
        with override(language):
            text = licence(SITE)
        assert text.startswith("Creative Commons Attribution 4.0")
        assert f"{SITE}, CC BY 4.0." in text
        assert text.endswith("\n")
