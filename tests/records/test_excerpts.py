"""The beginning of a long list."""

import pytest

from records.listing.first_rows import FirstRows
from records.models import Source
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_an_excerpt_keeps_the_first_rows_and_counts_them_all():
    SourceFactory.create_batch(3)
    excerpt = FirstRows(Source.objects.order_by("pk"), limit=2)
    assert list(excerpt) == list(Source.objects.order_by("pk")[:2])
    assert excerpt.total == len(excerpt) == 3
    assert excerpt.is_cut


def test_a_short_list_is_not_cut():
    SourceFactory()
    assert not FirstRows(Source.objects.all()).is_cut


def test_an_empty_list_counts_nothing():
    assert FirstRows(Source.objects.all()).total == 0


def test_an_excerpt_costs_one_statement(django_assert_num_queries):
    SourceFactory.create_batch(3)
    with django_assert_num_queries(1):
        FirstRows(Source.objects.all(), limit=1)
