"""The orders that any list may offer, its first rows, and the rows that follow one of them."""

import datetime as dt

import pytest
from django.db.models import F, OrderBy
from django.db.models.functions import Lower

from records.listing.among import AMONG
from records.listing.cursors import rows_after
from records.listing.first_rows import ROWS_SHOWN, FirstRows
from records.listing.orders import alphabetical, oldest_first
from records.words.dates import sort_date
from tests.records.bookshelf.models import Author, Book
from tests.records.factories import AuthorFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def books(*years):
    """Make books of one series, one a year; None for a book of nobody knows when."""
    kept_with = {"series": SeriesFactory(), "author": AuthorFactory()}
    days = [dt.date(year, 1, 1) if year else None for year in years]
    Book.objects.bulk_create(
        Book(title=f"{rank}", slug=f"{rank}", printed_on=day, printed_precision="jour" if day else "",
             sorts_on=sort_date(day), **kept_with)
        for rank, day in enumerate(days)
    )  # fmt: skip


def titles(rows):
    """Return the titles of books, in their order, in one word."""
    return "".join(book.title for book in rows)


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ((), ""),
        ((2026, 2020, 2023), "120"),
        ((None, 2020, None, 1999), "3102"),  # the undated last, as they were made
        ((2020, 2020), "01"),
    ],
)
def test_the_oldest_come_first_and_the_undated_last(years, found):
    books(*years)
    assert titles(oldest_first(Book.objects.order_by("-title"))) == found


def test_names_are_sorted_whatever_their_accents_and_capitals():
    for name in ("zoé", "Éric", "Œdipe", "eric", "Odile", "Abel"):
        AuthorFactory(name=name)
    assert [author.name for author in alphabetical(Author.objects.order_by("-pk"))] == [
        "Abel",
        "Éric",
        "eric",
        "Odile",
        "Œdipe",
        "zoé",
    ]


@pytest.mark.parametrize(
    ("number", "limit", "shown", "is_cut"),
    [
        (0, 2, 0, False),
        (1, 2, 1, False),
        (2, 2, 2, False),
        (3, 2, 2, True),
    ],
)
def test_the_first_rows_are_shown_and_all_are_counted(django_assert_num_queries, number, limit, shown, is_cut):
    books(*[2020] * number)
    with django_assert_num_queries(1):
        first = FirstRows(Book.objects.order_by("title"), limit)
    assert titles(first) == "012"[:shown]
    assert (len(first), first.is_cut, bool(first)) == (number, is_cut, number > 0)


def test_fifty_rows_are_shown_unless_another_limit_is_given():
    Author.objects.bulk_create([Author(name=f"{rank}", slug=f"{rank}") for rank in range(ROWS_SHOWN + 1)])
    first = FirstRows(Author.objects.order_by("pk"))
    assert (len(list(first)), len(first)) == (50, 51)


ORDERS = {
    "name": ["title", "pk"],
    "descending": ["-title", "-pk"],
    "expression": [F("sorts_on").desc(), "title"],
    "function": [Lower("title"), "pk"],
    "ties": ["sorts_on", "-pk"],
    "nulls last": [F("printed_on").asc(nulls_last=True), "pk"],
    "nulls last, descending": [F("printed_on").desc(nulls_last=True), "pk"],
    "order by": [OrderBy(F("title"), descending=True), "pk"],
}


@pytest.mark.parametrize("name", ORDERS)
def test_what_follows_each_row_is_what_stands_after_it(name):
    books(2020, None, 2023, 2020, None, 1999)
    rows = Book.objects.order_by(*ORDERS[name])
    whole = list(rows)
    for rank, book in enumerate(whole):
        assert list(rows_after(rows, "slug", book.slug)) == whole[rank + 1 :], book


def test_what_follows_a_row_is_among_the_rows_asked_for():
    books(2020, 2021, 2022)
    rows = Book.objects.order_by("title")
    assert titles(rows_after(rows.exclude(title="1"), "title", "0")) == "2"
    assert rows_after(rows.exclude(title="1"), "title", "1") is None


def test_nothing_follows_a_row_that_is_not_there():
    assert rows_after(Book.objects.order_by("pk"), "slug", "rien") is None


def test_what_follows_is_known_in_one_statement_and_what_is_read_of_it_is_chosen(django_assert_num_queries):
    books(2020, 2021)
    with django_assert_num_queries(1):
        found = rows_after(Book.objects.order_by("sorts_on", "pk"), "title", "0")
    assert list(found.values_list("title", flat=True)) == ["1"]


def test_keys_among_many_are_found_by_one_argument():
    books(2020, 2021, 2022)
    keys = list(Book.objects.order_by("title").values_list("pk", flat=True))
    among = Book.objects.filter(**{f"pk__{AMONG}": [keys[2], keys[0], -1]}).order_by("title")
    assert titles(among) == "02"
    assert titles(Book.objects.filter(**{f"series__pk__{AMONG}": [among[0].series_id]}).order_by("title")) == "012"
    assert not Book.objects.filter(**{f"pk__{AMONG}": []}).exists()
    assert len(Book.objects.filter(**{f"pk__{AMONG}": list(range(5000))}).query.sql_with_params()[1]) == 1
