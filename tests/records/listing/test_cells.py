"""What a row holds, as values that any format can write."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy, override

from records.listing.cells import values_reader
from records.listing.columns import ColumnType
from records.publication.status import PublicationStatus
from tests.records.listing.made_columns import absolute, column, row

DAY = dt.date(2026, 3, 1)
TEXT, DATE, NUMBER, AMOUNT = ColumnType.TEXT, ColumnType.DATE, ColumnType.NUMBER, ColumnType.AMOUNT
ADDRESS, LIST, CHOICE = ColumnType.ADDRESS, ColumnType.LIST, ColumnType.CHOICE


def read(kind, held, **more):
    """Return the Value of a row that holds `held`, in a column of a ColumnType."""
    return values_reader(column(kind, **more), absolute)([row(held)])[0]


@pytest.mark.parametrize(
    ("kind", "held", "value"),
    [
        (TEXT, "Été", "Été"),  # as it is
        (TEXT, "", None),  # nothing is the unknown
        (TEXT, None, None),
        (TEXT, " ", " "),  # a space is a text
        (TEXT, "0", "0"),  # zero in a text is no absence
        (TEXT, 0, 0),  # a number that a column of texts holds stays one
        (TEXT, 2026, 2026),
        (TEXT, gettext_lazy("inconnu"), "inconnu"),  # words looked up when they are read
        (NUMBER, 0, 0),
        (NUMBER, None, None),
        (NUMBER, 1.5, 1.5),
        (AMOUNT, Decimal("0.00"), Decimal("0.00")),
        (AMOUNT, Decimal("-12.50"), Decimal("-12.50")),
        (AMOUNT, "entre 1 et 5", "entre 1 et 5"),  # a range is a text
        (DATE, DAY, DAY),
        (DATE, "2026-03-01", DAY),  # a day in ISO is a day
        (DATE, "2023-05", "2023-05"),  # a month is a text
        (DATE, "1999", "1999"),
        (DATE, "", None),
        (DATE, None, None),
        (ADDRESS, "/livres/essai/", "https://exemple.invalid/livres/essai/"),
        (ADDRESS, "https://ailleurs.invalid/a", "https://ailleurs.invalid/a"),  # an address of elsewhere is whole
        (ADDRESS, "", None),
        (ADDRESS, None, None),
        (LIST, [], []),
        (LIST, ["b", "a", "b"], ["b", "a", "b"]),  # neither sorted nor made unique
        (LIST, [gettext_lazy("inconnu"), 3, Decimal("1.5")], ["inconnu", 3, Decimal("1.5")]),
        (LIST, {"a": 1, "b": 2}.keys(), ["a", "b"]),  # whatever gives values
    ],
)
def test_a_value_is_what_any_format_can_write(kind, held, value):
    found = read(kind, held)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("draft", "brouillon"),
        ("published", "en ligne"),
        ("", None),  # nothing is chosen
        ("rumeur", None),  # a code that is no more says nothing
    ],
)
def test_a_choice_is_written_in_its_words(held, said):
    assert read(CHOICE, held, choices=PublicationStatus) == said


def test_a_date_that_is_no_day_is_a_mistake():
    with pytest.raises(ValueError, match="day"):
        read(DATE, "2026-02-30")


def test_the_words_of_a_choice_are_those_of_the_language_spoken_when_the_file_was_begun():
    with override("en"):
        begun = values_reader(column(CHOICE, choices=PublicationStatus), absolute)
    assert begun([row("draft")]) == ["draft"]


@pytest.mark.parametrize("kind", list(ColumnType))
def test_each_row_has_its_value_in_the_order_given(kind):
    held = {LIST: [["a"], [], ["b"]], DATE: ["1999", None, "2001"]}.get(kind, ["a", None, "b"])
    values = values_reader(column(kind), absolute)([row(each) for each in held])
    assert values == held


def test_no_row_has_no_value():
    assert values_reader(column(TEXT), absolute)([]) == []
