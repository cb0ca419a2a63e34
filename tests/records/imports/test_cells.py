"""A cell of a file is read into the value of its field, or refused with what was expected."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import models

from records.imports import cells
from records.publication.degrees import DegreesField
from records.words.dates import DatePrecision
from tests.records.imports.refused_cells import refusal


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (models.CharField(max_length=9), "Érable", "Érable"),
        (models.TextField(), "deux\nlignes", "deux\nlignes"),
        (models.URLField(), "http://exemple.org/é", "http://exemple.org/é"),
        (models.DateField(), "2026-03-01", dt.date(2026, 3, 1)),
        (models.DecimalField(max_digits=4, decimal_places=2), "-9.50", Decimal("-9.5")),
        (DegreesField(), "46.81394", Decimal("46.8139")),  # rounded, where another decimal number would be refused
        (models.PositiveSmallIntegerField(), "0", 0),
        (models.PositiveIntegerField(), "32768", 32768),
        (models.BooleanField(), "oui", True),
        (models.BooleanField(), "non", False),
    ],
)
def test_each_sort_of_field_reads_its_own_sort_of_cell(field, cell, value):
    read = cells.reader_of(field)(cell)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("field", "cell", "words"),
    [
        (models.CharField(max_length=3), "abcd", "texte de 4 caractères, 3 au plus"),
        (models.URLField(max_length=19), "https://exemple.org/", "texte de 20 caractères, 19 au plus"),
        (models.URLField(), "exemple.org", "adresse web attendue"),
        (models.URLField(), "javascript:alert(1)", "adresse web attendue"),
        (models.DateField(), "1er mars 2026", "date impossible, attendu\u00a0: AAAA-MM-JJ"),
        (models.DecimalField(max_digits=4, decimal_places=2), "1.234", "au plus 2 chiffres et 2 décimales"),
        (models.DecimalField(max_digits=4, decimal_places=2), "123", "au plus 2 chiffres et 2 décimales"),
        (models.DecimalField(max_digits=4, decimal_places=2), "12 $", "avec un point pour les décimales"),
        (DegreesField(), "46°48′", "avec un point pour les décimales"),
        (DegreesField(), "1000.5", "au plus 3 chiffres et 4 décimales"),
        (models.PositiveSmallIntegerField(), "32768", "de 0 à 32767"),
        (models.PositiveIntegerField(), "2147483648", "de 0 à 2147483647"),
        (models.BooleanField(), "vrai", "mot inconnu, attendu\u00a0: oui, non"),
        (models.BooleanField(), "Oui", "mot inconnu, attendu\u00a0: oui, non"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_what_it_expects(field, cell, words):
    assert words in refusal(cells.reader_of(field), cell)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        (models.CharField(max_length=3), "éàü"),  # characters, not bytes
        (models.CharField(), "a" * 5000),  # no limit is no limit
        (models.URLField(max_length=20), "https://exemple.org/"),
        (models.DecimalField(max_digits=4, decimal_places=2), "99.99"),
        (models.DecimalField(max_digits=4, decimal_places=2), "-00099.9900"),  # zeros that say nothing
        (DegreesField(), "-179.99999"),
        (DegreesField(), "0179.5"),
        (models.PositiveIntegerField(), "2147483647"),
    ],
)
def test_what_just_fits_is_read(field, cell):
    cells.reader_of(field)(cell)


def test_choices_are_read_by_their_values_and_refused_with_all_of_them():
    field = models.CharField(max_length=8, choices=[("high", "forte"), ("low", "faible")])
    assert cells.reader_of(field)("low") == "low"
    assert refusal(cells.reader_of(field), "forte") == "mot inconnu, attendu\u00a0: high, low"


def test_words_of_the_file_replace_the_choices_of_the_field():
    field = models.CharField(max_length=8, choices=[("high", "forte"), ("low", "faible")])
    read = cells.reader_of(field, {"sûr": "high", "": "low"})
    assert read("sûr") == "high"
    assert read("") == "low"
    assert refusal(read, "high") == "mot inconnu, attendu\u00a0: sûr, "


def test_words_may_stand_for_values_that_are_no_text():
    read = cells.reader_of(models.PositiveSmallIntegerField(), {"un": 1, "aucun": None})
    assert (read("un"), read("aucun")) == (1, None)


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("2026", dt.date(2026, 1, 1), DatePrecision.YEAR),
        ("2026-02", dt.date(2026, 2, 1), DatePrecision.MONTH),
        ("2024-02-29", dt.date(2024, 2, 29), DatePrecision.DAY),
    ],
)
def test_a_date_is_known_as_well_as_it_is_written(cell, day, precision):
    assert cells.approximate_day(cell) == (day, precision)


@pytest.mark.parametrize("cell", ["26", "2026-13", "2026-2", "2023-02-29", "2026-03-01 ", "mars 2026", "٢٠٢٦"])
def test_what_is_no_approximate_date_is_refused_with_the_three_ways(cell):
    assert refusal(cells.approximate_day, cell) == "date impossible, attendu\u00a0: AAAA, AAAA-MM ou AAAA-MM-JJ"


@pytest.mark.parametrize("cell", ["ZZ", "Belgique", "B", "BEL", "", "ße"])
def test_a_country_is_two_letters_that_a_country_has(cell):
    assert "code ISO à deux lettres" in refusal(cells.read_country, cell)


def test_a_country_written_by_its_former_letters_is_told_the_present_ones():
    assert "GB" in refusal(cells.read_country, "uk")
