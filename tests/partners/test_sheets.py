"""What a line of a file, or of a spreadsheet, may be of what is there already; and the headers that are read."""

import datetime as dt

import pytest

from partners.imports import CITIES, ORGANIZATION_KINDS, look_alike, named_of_row, out_of_country
from partners.models import PartnerKind
from partners.resemblance import ComparedName
from partners.sheets import AGREEMENTS_SHEET, PARTNERS_SHEET, AlikePartners
from records.imports.rows import CsvRow
from records.imports.sheets import normalize_header, spellings
from records.publication.status import PublicationStatus
from tests.partners.factories import AgreementFactory, PartnerFactory

NAMUR = {"latitude": "50.4669", "longitude": "4.8675"}


def line(identifier="namur", name="Namur", country="BE", number=2, **values):
    """Return a line of a file, as it is read."""
    return CsvRow(number, identifier, {}, {"name": name, "country": country, **values})


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, ComparedName("namur", "Namur", "", "BE", None)),
        (NAMUR, ComparedName("namur", "Namur", "", "BE", (50.4669, 4.8675))),
        ({"latitude": None, "longitude": None}, ComparedName("namur", "Namur", "", "BE", None)),
        ({"latitude": "0", "longitude": "0"}, ComparedName("namur", "Namur", "", "BE", (0.0, 0.0))),
        ({"kind": "ville"}, ComparedName("namur", "Namur", "", "BE", None, is_city=True)),
        ({"kind": "forum"}, ComparedName("namur", "Namur", "", "BE", None)),
        (
            {"acronym": "N", "name_en": "Namen", "geonames_id": 7},
            ComparedName("namur", "Namur", "N", "BE", None, "Namen", 7),
        ),
    ],
)
def test_what_is_compared_of_a_line(values, told):
    assert named_of_row(line(**values)) == told


@pytest.mark.parametrize(
    ("values", "column", "words"),
    [
        (NAMUR, None, ""),
        ({}, None, ""),  # nobody says where it is
        ({"latitude": "4.8675", "longitude": "50.4669"}, "lat", "latitude et longitude échangées?"),
        ({"latitude": "0", "longitude": "0"}, "lat", "pleine mer"),
        ({"country": "BV", "latitude": "50", "longitude": "4"}, None, ""),  # a country nobody can place
    ],
)
def test_a_line_whose_place_is_not_in_its_country_is_doubted(values, column, words):
    doubted = line(**values)
    doubts = list(out_of_country([line(), doubted], []))
    assert [(row, name) for row, name, _sentence in doubts] == ([(doubted, column)] if column else [])
    assert all(words in sentence for _row, _name, sentence in doubts)


@pytest.mark.django_db
def test_a_line_that_may_be_another_of_the_files_or_of_the_bureau_is_doubted():
    PartnerFactory(name="Gand", slug="gand-du-bureau", latitude=51.05, longitude=3.72)
    PartnerFactory(name="Liège", status=PublicationStatus.ARCHIVED)
    PartnerFactory(name="Namur", record_id="namur")  # the row that the line writes
    earlier = [line("paris", "Paris", "FR")]
    rows = [
        line(),
        line("gand", "Ville de Gand"),
        line("liege", "Liège"),
        line("namur2", "NAMUR"),
        line("p", "Paris", "FR"),
    ]
    doubts = [(row.id, column, sentence) for row, column, sentence in look_alike(rows, earlier)]
    assert doubts == [
        ("gand", "name_fr", "ressemble à gand-du-bureau (même pays)"),
        ("namur2", "name_fr", "ressemble à namur (même pays)"),
        ("p", "name_fr", "ressemble à paris (même pays)"),
    ]


@pytest.mark.django_db
def test_lines_that_resemble_nothing_are_not_doubted():
    assert list(look_alike([line(), line("liege", "Liège")], [])) == []
    assert list(look_alike([], [line()])) == []


def test_an_organization_is_of_any_kind_but_a_city():
    assert set(ORGANIZATION_KINDS) == set(PartnerKind) - {PartnerKind.CITY}
    assert all(kind == word for kind, word in ORGANIZATION_KINDS.items())
    assert "kind" not in {name for column in CITIES.columns for name in column.names}, "a city is of one kind"


@pytest.fixture
def alike(db):
    """What finds, for a spreadsheet, the partners of the bureau that may be the same: Namur, and an archived one."""
    PartnerFactory(name="Namur", **NAMUR)
    PartnerFactory(name="Liège", status=PublicationStatus.ARCHIVED)
    return AlikePartners()


def test_a_row_of_a_spreadsheet_is_compared_with_the_partners_of_the_bureau(alike):
    [(name, sentence)] = alike.like(alike.described(line(name="NAMUR", **NAMUR)))
    assert name.isdecimal(), "the key of the partner"
    assert sentence.replace("\u00a0", " ") == "ressemble à « Namur » (même pays, 0,0 km)"
    assert alike.like(alike.described(line(name="Liège"))) == []
    assert alike.like(alike.described(line(country="FR"))) == []


def test_rows_of_a_spreadsheet_are_compared_with_one_another(alike):
    first = alike.described(line(name="Gand", latitude="51.05", longitude="3.72"))
    assert alike.like(first) == []
    alike.add(first, "row 2", "la ligne 2")
    [(name, sentence)] = alike.like(alike.described(line(name="Ville de Gand")))
    assert (name, sentence) == ("row 2", "ressemble à la ligne 2 (même pays)")


def test_what_is_compared_of_a_row_is_plain_values(alike):
    described = alike.described(line(acronym="N", kind="ville", **NAMUR))
    assert described == ["namur", "Namur", "N", "BE", (50.4669, 4.8675), "", None, True]
    alike.add([*described[:4], [50.4669, 4.8675], *described[5:]], "row 2", "la ligne 2")  # as JSON keeps it
    assert "row 2" in dict(alike.like(described))


@pytest.mark.parametrize("missing", ["name", "country"])
def test_a_row_that_could_not_be_read_is_compared_with_nothing(alike, missing):
    row = line()
    del row.values[missing]
    assert alike.described(row) is None
    assert alike.like(None) == []


@pytest.mark.parametrize(
    ("sheet", "header", "column"),
    [
        (PARTNERS_SHEET, "Nom", "name_fr"),
        (PARTNERS_SHEET, "Partenaire", "name_fr"),
        (PARTNERS_SHEET, "name_fr", "name_fr"),
        (PARTNERS_SHEET, "Sigle", "acronym"),
        (PARTNERS_SHEET, "Code du pays", "country_code"),
        (PARTNERS_SHEET, "pays", "country_code"),
        (PARTNERS_SHEET, "Relation inscrite comme", "status"),
        (PARTNERS_SHEET, "État", "status"),
        (PARTNERS_SHEET, "org_id", "partner_id"),
        (PARTNERS_SHEET, "Jusqu’à", "quebec_until"),
        (AGREEMENTS_SHEET, "Titre", "title_fr"),
        (AGREEMENTS_SHEET, "Entente", "title_fr"),
        (AGREEMENTS_SHEET, "Parties", "partner_ids"),
        (AGREEMENTS_SHEET, "Partenaires", "partner_ids"),
        (AGREEMENTS_SHEET, "début", "starts_on"),
        (AGREEMENTS_SHEET, "fin", "ends_on"),
        (AGREEMENTS_SHEET, "Texte", "document_url"),
    ],
)
def test_a_column_of_a_spreadsheet_is_known_by_what_people_call_it(sheet, header, column):
    assert spellings(sheet, is_exported=False)[normalize_header(header)] == column


@pytest.mark.parametrize("sheet", [PARTNERS_SHEET, AGREEMENTS_SHEET], ids=lambda sheet: sheet.name)
def test_the_other_headers_are_those_of_columns_there_are(sheet):
    assert set(sheet.others) <= set(sheet.names)
    assert set(sheet.labels) <= set(sheet.names)


@pytest.mark.parametrize(
    ("sheet", "required"),
    [
        (PARTNERS_SHEET, {"name_fr", "kind"}),
        (AGREEMENTS_SHEET, {"title_fr", "kind", "partner_ids"}),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_a_new_row_says_at_least_this(sheet, required):
    assert {name for name in sheet.names if sheet.is_required(name)} == required


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "signed_on", "looks"),
    [
        ("PACTE D’AMITIÉ", dt.date(2020, 1, 1), True),
        ("Pacte d’amitié", dt.date(2020, 1, 2), False),
        ("Pacte d’amitié", None, False),
        ("Pacte", dt.date(2020, 1, 1), False),
    ],
)
def test_an_agreement_of_the_same_title_and_signature_may_be_the_same(title, signed_on, looks):
    AgreementFactory(title="Pacte d’amitié", signed_on=dt.date(2020, 1, 1), signed_precision="jour")
    likeness = AGREEMENTS_SHEET.likeness()
    row = CsvRow(2, "", {}, {"title": title, "signed_on": signed_on})
    said = [str(sentence).replace("\u00a0", " ") for _key, sentence in likeness.like(likeness.described(row))]
    expected = ["dit la même chose que « Pacte d’amitié » (même titre, même signature)"]
    assert said == (expected if looks else [])
