"""The columns that files of records have in common."""

import datetime as dt

import pytest
from django.utils.translation import override

from records.listing import record_columns
from records.listing.columns import ColumnType
from records.listing.record_columns import address_at, country_at, date_column, date_reader
from records.words.dates import DatePrecision
from tests.records.bookshelf.models import Author, Book
from tests.records.listing.made_columns import row

DAY = dt.date(2023, 5, 17)


@pytest.mark.parametrize(
    ("date", "precision", "read"),
    [
        (DAY, DatePrecision.DAY, DAY),  # a day is a date, for spreadsheets to count with
        (DAY, DatePrecision.MONTH, "2023-05"),
        (DAY, DatePrecision.YEAR, "2023"),
        (DAY, DatePrecision.PERIOD, "2023-05-17"),  # some day of a period: the text of its first one
        (DAY, "", "2023-05-17"),
        (None, "", ""),
        (None, DatePrecision.DAY, ""),
    ],
)
def test_a_date_is_read_as_well_as_it_is_known(date, precision, read):
    found = date_reader("printed_on", "printed_precision")(Book(printed_on=date, printed_precision=precision))
    assert found == read
    assert type(found) is type(read)


def test_the_date_of_a_related_row_is_read_too():
    born = row(book=row(author=Author(born_on=DAY, born_precision=DatePrecision.MONTH)))
    assert date_reader("book.author.born_on", "book.author.born_precision")(born) == "2023-05"


def test_a_column_of_dates_shows_its_date_to_the_precision_of_the_row_unless_told_another():
    made = date_column("naissance", "Naissance", "Le jour.", "born_on", "born_precision")
    assert (made.header, made.type, made.told) == ("naissance", ColumnType.DATE, ("born_on",))
    assert made.reader()(Author(born_on=DAY, born_precision=DatePrecision.YEAR)) == "2023"
    usual = date_column("parution", "Parution", "Le jour.", "printed_on")
    assert usual.reader()(row(printed_on=DAY, date_precision=DatePrecision.MONTH)) == "2023-05"


def test_the_address_of_what_many_rows_are_tied_to_is_made_once():
    class Shelf:
        asked = 0

        def get_absolute_url(self):
            self.asked += 1
            return f"/rayons/{id(self)}/"

    one, other = Shelf(), Shelf()
    read = address_at("book.shelf").bind()
    found = [read(row(book=row(shelf=each))) for each in (one, other, one, one)]
    assert found == [f"/rayons/{id(each)}/" for each in (one, other, one, one)]
    assert (one.asked, other.asked) == (1, 1)


def test_addresses_kept_for_a_file_do_not_pass_to_the_next():
    class Shelf:
        place = "/un/"

        def get_absolute_url(self):
            return self.place

    shelf, told = Shelf(), address_at("shelf")
    first = told.bind()(row(shelf=shelf))
    shelf.place = "/deux/"
    assert (first, told.bind()(row(shelf=shelf))) == ("/un/", "/deux/")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("DE", "fr-ca", "Allemagne"),
        ("DE", "en", "Germany"),
        ("", "fr-ca", ""),
        ("ZZ", "fr-ca", "ZZ"),  # what is no country is told as it stands
    ],
)
def test_a_country_is_named_in_the_language_spoken(code, language, name):
    with override(language):
        assert country_at("author.country").bind()(row(author=row(country=code))) == name


def test_the_country_of_what_is_not_there_is_unknown():
    assert country_at("author.country").bind()(row(author=None)) is None


@pytest.mark.parametrize(
    ("column", "held", "read"),
    [
        ("PAGE_COLUMN", row(get_absolute_url=lambda: "/livres/essai/"), "/livres/essai/"),
        ("REFERENCE_COLUMN", row(reference="L-2026-01"), "L-2026-01"),
        ("REFERENCE_COLUMN", row(reference=None), None),  # a draft has none
        ("STATUS_COLUMN", row(status="review"), "à approuver"),
        ("PRECISION_COLUMN", row(date_precision="mois"), "au mois près"),
        ("CONFIDENCE_COLUMN", row(confidence="low"), "faible"),
        ("CONFIDENCE_COLUMN", row(confidence=""), ""),
        ("NOTE_COLUMN", row(note="Bref."), "Bref."),
        ("SOURCES_COLUMN", row(sources=[row(url="https://a.invalid/"), row(url="https://b.invalid/")]),
         ["https://a.invalid/", "https://b.invalid/"]),
    ],
)  # fmt: skip
def test_what_records_have_in_common_is_read_alike(column, held, read):
    assert getattr(record_columns, column).reader()(held) == read


@pytest.mark.parametrize("column", ["SOURCES_COLUMN", "NOTE_COLUMN", "CONFIDENCE_COLUMN", "STATUS_COLUMN"])
def test_what_they_show_are_fields_of_a_record(column):
    told = getattr(record_columns, column).told
    assert told
    assert all(Book._meta.get_field(name) for name in told)
