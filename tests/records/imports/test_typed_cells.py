"""What people type in a cell becomes what the files of the register write, or is refused in words."""

from types import SimpleNamespace

import pytest
from django.db import models
from django.utils import translation

from records.imports import cells, faults
from records.imports.columns import ImportColumn
from records.imports.typed_cells import (
    bare,
    country_code,
    labels_of,
    translator_of,
    typed_day,
    typed_number,
    web_address,
    word_of,
    words_of_field,
    yes_or_no,
)
from records.publication.degrees import DegreesField
from records.words.countries import COUNTRIES
from tests.records.bookshelf.models import Author, Book, Chapter
from tests.records.imports.refused_cells import refusal
from tests.records.imports.shelf_sheets import AUTHOR_SHEET, BOOK_SHEET, CHAPTER_SHEET


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  Été ", "Été"),
        ("", ""),
        ("'=1+1", "=1+1"),  # a spreadsheet keeps a text from being run as a formula
        ("'-12", "-12"),
        ("'@nom", "@nom"),
        ("'\t1", "\t1"),
        ("'Ndiaye", "'Ndiaye"),  # an apostrophe of its own
        ("l'été", "l'été"),
        ("'", "'"),
        ("#1", "#1"),
        ("no #REF!", "no #REF!"),
    ],
)
def test_a_cell_is_read_without_what_a_spreadsheet_adds(text, said):
    assert bare(text) == said


@pytest.mark.parametrize(
    "text",
    ["#REF!", "#N/A", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NOM?", "#NUL!", "#NOMBRE!", "####", " #REF! "],
)
def test_a_formula_that_fails_is_no_value(text):
    assert refusal(bare, text) == faults.FORMULA_FAILED


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-11-03", "2022-11-03"),
        ("3 novembre 2022", "2022-11-03"),
        ("2022-11-03 00:00", "2022-11-03"),  # a workbook that tells the hour of a day
        ("novembre 2022", "2022-11"),
        ("2022", "2022"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(text, day):
    assert typed_day(text) == day


def test_a_date_of_two_days_is_refused_with_both_of_them():
    assert refusal(typed_day, "3/11/2022") == "date qui se lit de deux façons\u00a0: écrivez 2022-11-03 ou 2022-03-11"


@pytest.mark.parametrize("text", ["hier", "31 novembre 2022", "2022-11-03 14:30"])
def test_what_is_no_date_is_refused_with_examples(text):
    assert refusal(typed_day, text) == faults.DATE_UNREAD


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        ("12\u00a0979,50 $", 2, "12979.5"),
        ("12.00", 2, "12"),
        ("100", 0, "100"),  # its zeros say something
        ("0,0", 1, "0"),
        ("-4,8675", 4, "-4.8675"),
        ("1,234", 2, "1234"),
        ("1,234", 3, "1.234"),
    ],
)
def test_a_number_is_written_with_a_point_and_nothing_else(text, decimals, number):
    assert typed_number(text, decimals) == number


def test_what_is_no_number_is_refused_with_an_example():
    assert refusal(typed_number, "environ 12", 2) == faults.NUMBER_UNREAD


@pytest.mark.parametrize(
    ("text", "said"),
    [("Oui", "oui"), ("x", "oui"), ("VRAI", "oui"), ("1", "oui"), ("yes", "oui"), ("Non", ""), ("0", ""), ("FAUX", "")],
)
def test_yes_and_no_are_said_in_many_ways(text, said):
    assert yes_or_no(text) == said


@pytest.mark.parametrize("text", ["peut-être", "2", "ouii"])
def test_neither_yes_nor_no_is_refused(text):
    assert "oui; non" in refusal(yes_or_no, text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("exemple.org/page", "https://exemple.org/page"),
        ("http://exemple.org", "http://exemple.org"),
        ("ftp://exemple.org", "ftp://exemple.org"),  # refused later, as it is
        ("javascript:alert(1)", "https://javascript:alert(1)"),
    ],
)
def test_an_address_without_a_scheme_is_taken_for_a_secure_one(text, address):
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Belgique", "BE"),
        ("belgium", "BE"),
        ("COTE D’IVOIRE", "CI"),
        ("be", "BE"),
        ("Frankreich", "FRANKREICH"),  # refused later, by this name
    ],
)
def test_a_country_is_named_in_french_in_english_or_by_its_code(text, code):
    assert country_code(text) == code


def test_each_country_is_found_by_the_name_the_portal_gives_it():
    assert {code: country_code(name) for code, name in COUNTRIES.items()} == {code: code for code in COUNTRIES}


class NoRows:
    """Rows that no cell may name."""

    def of(self, model, limit=None):
        """Fail: a cell that names no row asks for none."""
        raise AssertionError(f"asks for {model}")


CONFIDENCE = Book._meta.get_field("confidence")


@pytest.mark.parametrize("text", ["forte", "FORTE", " Forte ", "high", "High"])
def test_a_word_is_that_of_the_register_or_its_label_in_either_language(text):
    assert word_of(None, CONFIDENCE)(text) == "high"


@pytest.mark.parametrize("language", ["fr-ca", "en"])
def test_words_are_the_same_whoever_reads_the_page(language):
    with translation.override(language):
        assert labels_of(CONFIDENCE)["low"] == ["faible", "low"]
        assert word_of(None, CONFIDENCE)("faible") == "low"


def test_an_unknown_word_is_refused_with_the_labels():
    assert refusal(word_of(None, CONFIDENCE), "sûre") == "mot inconnu, attendu\u00a0: forte; moyenne; faible"


def test_words_of_the_file_are_found_by_the_label_of_what_they_stand_for():
    words = {"sûr": "high", "douteux": "low"}
    translate = word_of(words, CONFIDENCE)
    assert [translate(text) for text in ("Sûr", "forte", "faible")] == ["sûr", "sûr", "douteux"]
    assert refusal(translate, "moyenne") == "mot inconnu, attendu\u00a0: forte; faible"
    assert words_of_field(words, CONFIDENCE) == words


def test_a_word_that_stands_for_nothing_has_no_label():
    translate = word_of({"sûr": "high", "à voir": ""}, CONFIDENCE)
    assert translate("À voir") == "à voir"
    assert refusal(translate, "faible") == "mot inconnu, attendu\u00a0: forte"


def test_a_field_without_choices_may_have_words():
    column = ImportColumn("pays", "country", words={"Belgique": "BE"})
    assert translator_of(column, "pays", Author, NoRows())("BELGIQUE") == "Belgique"


def test_without_words_of_its_own_a_field_has_its_values():
    assert words_of_field(None, CONFIDENCE) == {"high": "high", "medium": "medium", "low": "low"}


def typed(sheet, name, text):
    """Return what a sheet makes of a text typed in one of its columns that name no row."""
    return translator_of(sheet.columns[name], name, sheet.table.model, NoRows())(text)


@pytest.mark.parametrize(
    ("sheet", "name", "text", "said"),
    [
        (AUTHOR_SHEET, "name_fr", "E\u0301lie\u200b\u2028B.", "Élie B."),  # composed, on one line
        (AUTHOR_SHEET, "country", "Belgique", "BE"),
        (AUTHOR_SHEET, "born", "mai 1979", "1979-05"),
        (AUTHOR_SHEET, "biography_fr", "Née ici.\nÉcrit là. | Et\u200b là. |", "Née ici.|Écrit là.|Et là."),
        (BOOK_SHEET, "printed_on", "mai 2024", "2024-05"),
        (BOOK_SHEET, "printed_precision", "au mois près", "mois"),
        (BOOK_SHEET, "confidence", "Moyenne", "medium"),
        (BOOK_SHEET, "note_fr", "deux\nlignes\u200b", "deux\nlignes"),
        (BOOK_SHEET, "chapters_fr", "Le froid\n La neige |", "Le froid|La neige"),
        (CHAPTER_SHEET, "price", "12,50 $", "12.5"),
        (CHAPTER_SHEET, "price", "1,234", "1234"),  # cents have two figures
        (CHAPTER_SHEET, "rank", "1 200", "1200"),
        (CHAPTER_SHEET, "rank", "1,200", "1200"),  # no decimal may be meant
        (CHAPTER_SHEET, "free", "faux", ""),
    ],
)
def test_each_column_translates_what_is_typed_as_its_field_needs(sheet, name, text, said):
    assert typed(sheet, name, text) == said


FIELDS = {"latitude": DegreesField(), "url": models.URLField()}
# What has these fields, of which no table of books has any.
PLACED = SimpleNamespace(_meta=SimpleNamespace(get_field=FIELDS.__getitem__))


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("latitude", "46,813874", "46.813874"),  # rounded where it is read
        ("latitude", "1,234", "1.234"),  # never a thousand degrees
        ("url", "exemple.org", "https://exemple.org"),
    ],
)
def test_degrees_and_addresses_are_typed_as_people_do(field, text, said):
    assert translator_of(ImportColumn("cell", field), "cell", PLACED, NoRows())(text) == said


@pytest.mark.parametrize(
    ("sheet", "name", "text"),
    [
        (AUTHOR_SHEET, "born", "1979"),
        (AUTHOR_SHEET, "country", "CI"),
        (BOOK_SHEET, "confidence", "low"),
        (BOOK_SHEET, "chapters_fr", "Le froid|La neige"),
        (CHAPTER_SHEET, "price", "12.5"),
        (CHAPTER_SHEET, "free", "oui"),
    ],
)
def test_what_the_register_writes_is_left_as_it_is(sheet, name, text):
    assert typed(sheet, name, text) == text


@pytest.mark.parametrize(("model", "name"), [(Author, "country"), (Chapter, "text")])
def test_a_reader_of_countries_alone_makes_a_country_of_a_text(model, name):
    plain, country = ImportColumn(name, name), ImportColumn(name, name, reader=cells.read_country)
    assert translator_of(plain, name, model, NoRows())("Belgique") == "Belgique"
    assert translator_of(country, name, model, NoRows())("Belgique") == "BE"
