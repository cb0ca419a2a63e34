"""Values of columns as JSON holds them, and the schema that says which values those may be."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils.translation import override

from records.listing.columns import Column, ColumnType
from records.listing.json_values import DATE_PATTERN, json_reader, json_schema
from records.publication.status import PublicationStatus
from records.words.dates import DatePrecision
from tests.records.listing.made_columns import absolute, column, row

TEXT, DATE, NUMBER, AMOUNT = ColumnType.TEXT, ColumnType.DATE, ColumnType.NUMBER, ColumnType.AMOUNT
ADDRESS, LIST, CHOICE = ColumnType.ADDRESS, ColumnType.LIST, ColumnType.CHOICE


@pytest.mark.parametrize(
    ("kind", "held", "value"),
    [
        (TEXT, "Été", "Été"),
        (TEXT, "", None),
        (TEXT, None, None),
        (TEXT, 0, "0"),  # a number in a column of texts is a text, and no absence
        (DATE, dt.date(2026, 3, 1), "2026-03-01"),
        (DATE, "2023-05", "2023-05"),
        (DATE, None, None),
        (NUMBER, 12, 12),
        (NUMBER, 0, 0),
        (NUMBER, None, None),
        (NUMBER, 12.0, 12),  # a whole number has no decimals
        (NUMBER, 12.5, 12.5),
        (AMOUNT, Decimal("12979.50"), 12979.5),
        (AMOUNT, Decimal("100.00"), 100),
        (AMOUNT, Decimal("0.00"), 0),
        (AMOUNT, Decimal("-0.10"), -0.1),
        (ADDRESS, "/livres/", "https://exemple.invalid/livres/"),
        (ADDRESS, "https://ailleurs.invalid/", "https://ailleurs.invalid/"),
        (ADDRESS, "", None),
        (ADDRESS, None, None),
        (LIST, ["a", "b"], ["a", "b"]),
        (LIST, [], []),
        (LIST, ["a", "", None], ["a", None, None]),  # what is not known keeps its place
    ],
)
def test_a_value_is_what_a_program_reads(kind, held, value):
    found = json_reader(column(kind), absolute)(row(held))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("items", "held", "values"),
    [
        (ADDRESS, ["/a/", "https://b.invalid/"], ["https://exemple.invalid/a/", "https://b.invalid/"]),
        (AMOUNT, [Decimal("1.50"), Decimal("2.00")], [1.5, 2]),
        (NUMBER, [3, None], [3, None]),
        (DATE, [dt.date(2026, 3, 1)], ["2026-03-01"]),
    ],
)
def test_each_value_of_a_list_is_of_its_type(items, held, values):
    assert json_reader(column(LIST, items=items), absolute)(row(held)) == values


@pytest.mark.parametrize(("held", "code"), [("draft", "draft"), ("", None), (None, None)])
def test_a_choice_is_told_by_its_code(held, code):
    assert json_reader(column(CHOICE, choices=PublicationStatus), absolute)(row(held)) == code


def schema_of(kind, **more):
    """Return the schema of a column without its label and what it means."""
    told = json_schema(column(kind, **more))
    assert (told.pop("title"), told.pop("description")) == ("Tenu", "Ce que la ligne tient.")
    return told


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (TEXT, {"type": ["string", "null"]}),
        (NUMBER, {"type": ["number", "null"]}),
        (AMOUNT, {"type": ["number", "null"]}),
        (DATE, {"type": ["string", "null"], "pattern": DATE_PATTERN}),
        (ADDRESS, {"type": ["string", "null"], "format": "uri"}),
        (LIST, {"type": "array", "items": {"type": "string"}}),  # an empty list, never null
        (CHOICE, {"type": ["string", "null"]}),  # without its words, a choice is a text
    ],
)
def test_a_schema_says_the_type_and_that_the_value_may_not_be_known(kind, schema):
    assert schema_of(kind) == schema


@pytest.mark.parametrize(
    ("items", "schema"),
    [
        (NUMBER, {"type": "number"}),
        (AMOUNT, {"type": "number"}),
        (ADDRESS, {"type": "string", "format": "uri"}),
        (DATE, {"type": "string", "pattern": DATE_PATTERN}),
    ],
)
def test_the_schema_of_a_list_is_that_of_its_values(items, schema):
    assert schema_of(LIST, items=items) == {"type": "array", "items": schema}


def test_the_schema_of_a_choice_names_each_code_in_the_language_spoken_and_allows_none():
    with override("en"):
        told = schema_of(CHOICE, choices=DatePrecision)["oneOf"]
    assert told[0] == {"const": "jour", "title": "to the day"}
    assert [each.get("const") for each in told] == [*DatePrecision.values, None]
    assert told[-1] == {"type": "null"}


def test_the_schema_of_a_list_of_choices_names_their_codes_and_no_absence():
    told = schema_of(LIST, items=CHOICE, choices=PublicationStatus)["items"]["oneOf"]
    assert [each["const"] for each in told] == PublicationStatus.values


def test_the_words_of_a_schema_are_those_of_the_language_spoken():
    made = Column("date", DatePrecision.DAY.label, TEXT, DatePrecision.MONTH.label, "held")
    with override("en"):
        told = json_schema(made)
    assert (told["title"], told["description"]) == ("to the day", "to the month")


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("1999", True),
        ("2023-05", True),
        ("2026-03-01", True),
        ("", False),
        ("99", False),
        ("2023-5", False),
        ("2026-03-01T00:00", False),
        ("vers 1999", False),
    ],
)
def test_the_pattern_of_dates_takes_what_is_known_to_the_day_the_month_or_the_year(text, is_date):
    assert bool(re.search(DATE_PATTERN, text)) is is_date
