"""Several tables read at once give the rows each gives alone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from records.together import read_together
from tests.records.bookshelf.models import Author, Book, Chapter, Tag
from tests.records.factories import AuthorFactory, ChapterFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_several_tables_are_read_in_one_statement(django_assert_num_queries):
    tag, chapter, author = TagFactory(name="L’eau, « vive »"), ChapterFactory(), AuthorFactory()
    assert connection.features.supports_json_field  # asked of the database once in the life of a process
    with django_assert_num_queries(1):
        found = read_together(Tag.objects.all(), Chapter.objects.all(), Author.objects.filter(pk=author.pk))
    assert found == {Tag: [tag], Chapter: [chapter], Author: [author]}


def test_each_value_is_what_its_own_table_gives():
    """Amounts stay exact, yes and no stay so, dates stay dates, what is absent stays absent."""
    amounts = [Decimal("0.10"), Decimal("12979.05"), Decimal("9999999999.99")]
    for amount, is_free in zip([*amounts, None], [True, False, False, True], strict=True):
        ChapterFactory(price=amount, is_free=is_free)
    AuthorFactory(born_on=dt.date(1916, 8, 1), born_precision="jour", published=True)
    for model in (Chapter, Book, Author):
        names = [field.attname for field in model._meta.concrete_fields]
        alone = {row.pk: row for row in model.objects.all()}
        for row in read_together(model.objects.all(), Tag.objects.none())[model]:
            assert [getattr(row, name) for name in names] == [getattr(alone[row.pk], name) for name in names]


def test_what_holds_nothing_gives_nothing():
    assert read_together(Tag.objects.all(), Chapter.objects.all()) == {Tag: [], Chapter: []}
