"""French as Québec sets it, rule by rule; amounts, dates and texts of records at their edges, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from records.templatetags.typography import (
    NAME_LENGTH,
    country,
    day,
    hour,
    is_outdated,
    localized,
    localized_lines,
    money,
    number,
    plain,
    qc,
    raised,
    set_in_french,
    span_tag,
    time_tag,
    unknown,
)
from records.words.dates import DatePrecision
from tests.records.bookshelf.models import Author, Book

N = "\u00a0"
D = dt.date


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("", ""),
        ("déjà posé", "déjà posé"),
        ('"un" et "deux"', f"«{N}un{N}» et «{N}deux{N}»"),
        ('un "mot', 'un "mot'),  # a mark alone is left
        ("«axe»", f"«{N}axe{N}»"),
        ("«  axe  »", f"«{N}axe{N}»"),
        ("l'eau", "l’eau"),
        ("'mot'", "'mot'"),  # around a word it is no apostrophe
        ("rock 'n' roll", "rock 'n' roll"),
        ("oui\u202f!", "oui!"),
        ("quoi   ?!", "quoi?!"),
        ("Note :", f"Note{N}:"),
        ("12:30", "12:30"),
        ("a:b c: d", f"a:b c{N}: d"),
        ("50%", f"50{N}%"),
        ("cent %", "cent %"),
        ("3$", f"3{N}$"),
        ("2 M$ ou 3 G$", f"2{N}M$ ou 3{N}G$"),
        ("2 Mo", "2 Mo"),
        ("5 km, 5 kg", f"5{N}km, 5 kg"),
        ("9 h, 9 heures, 9 hier", f"9{N}h, 9 heures, 9 hier"),
        ("1 234 567 890", f"1{N}234{N}567{N}890"),
        ("1 2345", "1 2345"),
        ("14 h 5", f"14{N}h{N}5"),
        ("Iᵉʳ, IIᵉ", "Ier, IIe"),
        ("xᵉ", "xᵉ"),  # no number
        ("No° 5", "No° 5"),
        ("Nᵒ 5, n°5, n° cinq", f"No{N}5, no{N}5, n° cinq"),
        ("https://a.invalid/?q=l'eau&b=50%", "https://a.invalid/?q=l'eau&b=50%"),
        ("l'eau : https://a.invalid/l'eau l'air", f"l’eau{N}: https://a.invalid/l'eau l’air"),
        ("ftp://a.invalid/l'eau", "ftp://a.invalid/l’eau"),
        (12, "12"),
    ],
)
def test_a_text_is_set_rule_by_rule(typed, set_):
    assert set_in_french(typed) == set_
    assert set_in_french(set_) == set_


@pytest.mark.parametrize("length", [NAME_LENGTH - 1, NAME_LENGTH, NAME_LENGTH + 1, 5 * NAME_LENGTH])
def test_a_long_text_is_set_as_a_name_is(length):
    assert set_in_french("l'eau ! ".ljust(length, "x")) == "l’eau! ".ljust(length - 1, "x")


def test_english_keeps_its_own_signs():
    with override("en"):
        assert qc('It\'s 50%: "yes" !') == 'It\'s 50%: "yes" !'
        assert qc(None) == ""


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (-1000, f"-1{N}000", "-1,000"),
        (1_000_000, f"1{N}000{N}000", "1,000,000"),
        (0.5, "0,5", "0.5"),
        (Decimal("1234.50"), f"1{N}234,50", "1,234.50"),
        (None, "inconnu", "unknown"),
        ("", "inconnu", "unknown"),
    ],
)
def test_a_number_is_written_in_each_language(value, french, english):
    assert number(value) == french
    with override("en"):
        assert number(value) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (Decimal("0"), f"0{N}$", "$0"),
        (Decimal("0.00"), f"0{N}$", "$0"),
        (Decimal("0.01"), f"0,01{N}$", "$0.01"),
        (Decimal("0.001"), f"0{N}$", "$0"),
        (Decimal("1999.999"), f"2{N}000{N}$", "$2,000"),
        ("1234.5", f"1{N}234,50{N}$", "$1,234.50"),
        (1_000_000, f"1{N}000{N}000{N}$", "$1,000,000"),
        ("", "inconnu", "unknown"),
        (None, "inconnu", "unknown"),
    ],
)
def test_an_amount_has_two_decimals_or_none(value, french, english):
    assert money(value) == french
    with override("en"):
        assert money(value) == english


@pytest.mark.parametrize(
    ("value", "said"), [(None, "inconnu"), ("", "inconnu"), (0, 0), (False, False), ([], []), ("non", "non")]
)
def test_unknown_is_nothing_known_and_not_what_is_known_to_be_nothing(value, said):
    assert unknown(value) == said


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("KR", "Corée du Sud", "South Korea"),
        ("ZZ", "ZZ", "ZZ"),
        ("", "inconnu", "unknown"),
        (None, "inconnu", "unknown"),
    ],
)
def test_a_country_is_named_or_unknown(code, french, english):
    assert country(code) == french
    with override("en"):
        assert country(code) == english


@pytest.mark.parametrize(
    ("time", "french", "english"),
    [
        (dt.time(0), f"0{N}h", "0:00"),
        (dt.time(9, 5), f"9{N}h{N}5", "9:05"),
        (dt.time(23, 59), f"23{N}h{N}59", "23:59"),
        (None, "inconnu", "unknown"),
    ],
)
def test_an_hour_is_said_in_each_language(time, french, english):
    assert hour(time) == french
    with override("en"):
        assert hour(time) == english


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        (D(2026, 3, 1), f"1<sup>er</sup>{N}mars 2026", "March 1, 2026"),
        (D(2026, 8, 11), f"11{N}août 2026", "August 11, 2026"),
        (None, "date inconnue", "date unknown"),
    ],
)
def test_a_day_is_said_with_its_letters_raised_in_french_alone(date, french, english):
    assert day(date) == french
    with override("en"):
        assert day(date).replace(N, " ") == english


@pytest.mark.parametrize(
    ("precision", "html"),
    [
        (DatePrecision.DAY, f'<time datetime="2026-03-01">1<sup>er</sup>{N}mars 2026</time>'),
        (DatePrecision.MONTH, '<time datetime="2026-03">mars 2026</time>'),
        (DatePrecision.YEAR, '<time datetime="2026">2026</time>'),
    ],
)
def test_a_machine_reads_no_more_of_a_date_than_is_known(precision, html):
    assert time_tag(D(2026, 3, 1), precision) == html


@pytest.mark.parametrize(
    ("arguments", "html"),
    [
        ((D(2026, 3, 1), None), f'<time datetime="2026-03-01">1<sup>er</sup>{N}mars 2026</time>'),
        ((None, D(2026, 3, 1)), "date inconnue"),
        ((D(2007, 1, 1), None, "annee", "", True), '<time datetime="2007">depuis 2007</time>'),
        ((D(2026, 3, 1), D(2026, 3, 31), "mois"), '<time datetime="2026-03">mars 2026</time>'),
        (
            (D(2026, 3, 1), D(2026, 3, 2), "periode", "pendant <la> mission"),
            f'pendant &lt;la&gt; mission <span class="dated">(1<sup>er</sup> au 2{N}mars 2026)</span>',
        ),
        (
            (D(2026, 3, 2), D(2026, 3, 4), "periode"),
            f'pendant la période <span class="dated">(2 au 4{N}mars 2026)</span>',
        ),
    ],
)
def test_a_period_is_said_to_people_and_its_start_to_machines(arguments, html):
    assert span_tag(*arguments) == html


@pytest.mark.parametrize(
    ("said", "html"),
    [
        ("1er", "1<sup>er</sup>"),
        ("les 1ers, les 1res", "les 1<sup>ers</sup>, les 1<sup>res</sup>"),
        ("IIIe, XXe", "III<sup>e</sup>, XX<sup>e</sup>"),
        ("le 21e-22e", "le 21e-22e"),
        ("A1e, v2e", "A1e, v2e"),
        ("Vie, Xe", "Vie, X<sup>e</sup>"),
        ("no 14", "no 14"),  # no number where the space would break
        ("", ""),
        ("<i>", "&lt;i&gt;"),
        (SafeString("<i>2e</i>"), "<i>2<sup>e</sup></i>"),
    ],
)
def test_letters_are_raised_once_what_is_typed_is_escaped(said, html):
    assert raised(said) == html
    assert isinstance(raised(said), SafeString)


@pytest.mark.parametrize(
    ("values", "language", "html"),
    [
        ({"name": "L'eau", "name_en": "Water"}, "fr-ca", "L’eau"),
        ({"name": "L'eau", "name_en": "Water"}, "en", "Water"),
        ({"name": "La 2e"}, "en", '<span lang="fr-CA">La 2<sup>e</sup></span>'),
        ({"name": ""}, "en", ""),
        ({"name": "L'eau", "name_en": "<b>", "outdated_english": "name"}, "fr-ca", "L’eau"),
    ],
)
def test_a_text_of_a_record_is_told_in_its_language(values, language, html):
    with override(language):
        assert localized(Author(**values)) == html


def test_english_older_than_its_french_is_said_so():
    author = Author(name="L'eau", name_en="<b>", biography="Née", biography_en="Born", outdated_english="note name")
    with override("en"):
        assert localized(author, "name").startswith('&lt;b&gt; <small class="quiet">(')
        assert localized(author, "biography") == "Born"
        assert localized(author, "biography") != localized(author)


@pytest.mark.parametrize(
    ("outdated", "language", "name", "is_old"),
    [
        ("name", "en", "name", True),
        ("note name", "en", "name", True),
        ("name", "fr-ca", "name", False),
        ("names", "en", "name", False),  # another field whose name begins so
        ("", "en", "name", False),
    ],
)
def test_english_is_older_than_its_french_field_by_field(outdated, language, name, is_old):
    with override(language):
        assert is_outdated(Author(outdated_english=outdated), name) is is_old


def test_the_text_that_names_a_record_is_told_without_naming_it():
    book = Book(title="L'eau", summary="Un résumé.")
    assert plain(book) == localized(book) == "L’eau"
    assert plain(book, "summary") == "Un résumé."


@pytest.mark.parametrize(
    ("biography", "biography_en", "language", "html"),
    [
        ("L'un\nla 2e", "", "fr-ca", "L’un; la 2<sup>e</sup>"),
        ("un\r\n\r\ndeux\n", "", "fr-ca", "un; deux"),
        ("un\ndeux", "", "en", '<span lang="fr-CA">un; deux</span>'),
        ("un\ndeux", "one\n\ntwo", "en", "one; two"),
        ("<b>\n&", "", "fr-ca", "&lt;b&gt;; &amp;"),
        ("", "", "fr-ca", ""),
        ("\n\n", "", "en", ""),
    ],
)
def test_lines_are_told_one_after_the_other(biography, biography_en, language, html):
    with override(language):
        assert localized_lines(Author(biography=biography, biography_en=biography_en), "biography") == html
