"""What the database refuses of sources, and of what records are found by."""

import datetime as dt

import pytest

from tests.house.rules import Broken, database_refuses, form_refuses
from tests.records.factories import SearchEntryFactory, SourceFactory

CASES = [
    Broken(
        "records_source_precision_goes_with_date",
        SourceFactory,
        "published_precision",
        {"published_on": dt.date(2024, 5, 1)},
    ),
    Broken(
        "records_searchentry_once_a_language",
        SearchEntryFactory,
        "__all__",
        shares=("kind", "key", "language"),
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_form_refuses_in_french_beside_the_field(case):
    form_refuses(case)


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_database_refuses_too(case):
    database_refuses(case)
