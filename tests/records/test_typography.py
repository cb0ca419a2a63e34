"""French as Québec sets it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from records.templatetags import typography as t
from tests.records.factories import AuthorFactory

N = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Coût : 12 979 $", f"Coût{N}: 12{N}979{N}$"),
        ("Coût: élevé", f"Coût{N}: élevé"),
        ("Bravo ! Vraiment ? Oui ; non", "Bravo! Vraiment? Oui; non"),
        ('le mot "axe"', f"le mot «{N}axe{N}»"),
        ("« axe »", f"«{N}axe{N}»"),
        ("l'eau d'ici", "l’eau d’ici"),
        ("3,5 % de 1 M$", f"3,5{N}% de 1{N}M$"),
        ("à 14 h 30", f"à 14{N}h{N}30"),
        ("voir https://exemple.invalid/a?b:c ; puis", "voir https://exemple.invalid/a?b:c; puis"),
        ("2026-03-01T12:30", "2026-03-01T12:30"),
        ("de 2018 à 2020", "de 2018 à 2020"),
        ("16ᵉ congrès, 1ᵉʳ prix, XXIᵉ siècle", "16e congrès, 1er prix, XXIe siècle"),
        ("nᵒ 14, n° 15, nº16, no 17", f"no{N}14, no{N}15, no{N}16, no{N}17"),
        ("un piano 14, non 15, nos 3 axes", "un piano 14, non 15, nos 3 axes"),
    ],
)
def test_a_text_is_set_in_french(typed, set_):
    assert t.qc(typed) == set_


def test_setting_a_text_twice_changes_nothing():
    once = t.qc('Coût : "12 979 $" ; bravo !')
    assert t.qc(once) == once


def test_markup_in_a_text_stays_text():
    html = Template("{{ text|qc }}").render(Context({"text": "<b>l'eau</b>"}))
    assert html == "&lt;b&gt;l’eau&lt;/b&gt;"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Decimal("12979.00"), f"12{N}979{N}$"),
        (Decimal("3.5"), f"3,50{N}$"),
        (0, f"0{N}$"),
        (None, "inconnu"),
        (1_234_567, f"1{N}234{N}567{N}$"),
    ],
)
def test_an_amount_is_in_dollars_and_unknown_is_never_zero(amount, said):
    assert t.money(amount) == said


def test_numbers_countries_and_the_unknown_are_said_in_french():
    assert t.number(1234) == f"1{N}234"
    assert t.number(Decimal("3.5")) == "3,5"
    assert t.number(None) == "inconnu"
    assert t.country("BE") == "Belgique"
    assert t.country("") == "inconnu"
    assert t.unknown("") == "inconnu"
    assert t.unknown(0) == 0
    assert t.hour(dt.time(14, 30)) == f"14{N}h{N}30"
    assert t.hour(None) == "inconnu"
    assert t.qc(None) == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("1er mars, 2e trimestre", "1<sup>er</sup> mars, 2<sup>e</sup> trimestre"),
        ("la 1re et les 16es", "la 1<sup>re</sup> et les 16<sup>es</sup>"),
        ("XXIe siècle", "XXI<sup>e</sup> siècle"),
        (f"no{N}14, No{N}15", f"n<sup>o</sup>{N}14, N<sup>o</sup>{N}15"),
        ("CO2e, 3em, 5e-mail, Ville, no fixe", "CO2e, 3em, 5e-mail, Ville, no fixe"),
        ("https://exemple.invalid/une-100e-mission/2e", "https://exemple.invalid/une-100e-mission/2e"),
        ("<b>16e</b> & l'eau", "&lt;b&gt;16<sup>e</sup>&lt;/b&gt; &amp; l&#x27;eau"),
    ],
)
def test_the_letters_of_ordinals_are_raised(text, html):
    assert t.raised(text) == html


@pytest.mark.parametrize("language", ["fr-ca", "en"])
def test_ordinals_of_a_record_are_raised_where_markup_may_stand(language):
    author = AuthorFactory.build(name="Le 16ᵉ congrès", biography="nᵒ 14")
    with override(language):
        assert "Le 16<sup>e</sup> congrès" in t.localized(author, "name")
        assert f"n<sup>o</sup>{N}14" in t.localized_lines(author, "biography")
        assert t.plain(author, "name") == "Le 16e congrès"


def test_english_is_left_as_it_is():
    author = AuthorFactory.build(name="Le 16e", name_en="The 16e < 17th")
    with override("en"):
        assert t.localized(author, "name") == "The 16e < 17th", "the template escapes it"


def test_a_date_is_readable_by_a_machine_and_its_letters_raised():
    assert t.time_tag(dt.date(2026, 3, 1)) == f'<time datetime="2026-03-01">1<sup>er</sup>{N}mars 2026</time>'
    assert t.time_tag(dt.date(2023, 5, 1), "mois") == '<time datetime="2023-05">mai 2023</time>'
    assert t.time_tag(None) == "date inconnue"
    assert t.day(dt.date(2026, 3, 2)) == f"2{N}mars 2026"
    assert t.iso_or_unknown(dt.date(2026, 3, 2)) == "2026-03-02"
    assert t.iso_or_unknown(None) == "inconnu"


def test_a_period_is_readable_by_a_machine_when_it_starts_at_a_known_date():
    start, end = dt.date(2021, 1, 1), dt.date(2023, 12, 31)
    assert t.span_tag(start, end, "annee") == '<time datetime="2021">2021 à 2023</time>'
    assert t.span_tag(start, end, "periode", within="pendant la mission").startswith(
        'pendant la mission <span class="dated">('
    )
    assert t.span_tag(None, None) == "date inconnue"
    assert t.span_iso_or_unknown(start, end, "annee") == "2021 – 2023"
    assert t.span_iso_or_unknown(None, None) == "inconnu"
